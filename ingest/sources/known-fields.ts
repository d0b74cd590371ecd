import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Endpoint } from './endpoint.ts';
import { addPath, emptyTree, unknownPaths, type FieldTree } from './field-paths.ts';

/** Where the fields that endpoints had when the program was written are listed, a file each. */
export const knownFieldsDirectory = path.resolve(import.meta.dirname, '../known-fields');

/** Knows which fields the answers of endpoints have. */
export interface KnownFields {
  /** Paths of a body that are new, only the outermost of each; none of an endpoint nothing is known of. */
  unknown: (
    endpoint: Pick<Endpoint<unknown>, 'name' | 'format'>,
    body: unknown,
  ) => readonly string[];
  /** Takes a new field and all beneath it for known. @param url an answer that has it */
  believe: (endpoint: string, path: string, url: string) => void;
}

/** A field that answers did not have when the program was written. */
export interface DriftedField {
  endpoint: string;
  path: string;
  /** Of an answer that has it. */
  url: string;
}

export interface DriftingFields extends KnownFields {
  /** Takes fields for known that earlier runs have reported. */
  recall: (fields: readonly Pick<DriftedField, 'endpoint' | 'path'>[]) => void;
}

/** @param onDrift told of each new field once */
export function openKnownFields(onDrift: (field: DriftedField) => void): DriftingFields {
  const trees = new Map<string, FieldTree | undefined>();
  const treeOf = (endpoint: string): FieldTree | undefined => {
    if (!trees.has(endpoint)) trees.set(endpoint, readTree(endpoint));
    return trees.get(endpoint);
  };
  const reported = new Set<string>();
  return {
    unknown: ({ name, format }, body) => {
      const tree = treeOf(name);
      return tree === undefined ? [] : unknownPaths(tree, format, body);
    },
    believe: (endpoint, fieldPath, url) => {
      const tree = treeOf(endpoint);
      const name = `${endpoint} ${fieldPath}`;
      if (tree === undefined || reported.has(name)) return;
      reported.add(name);
      addPath(tree, fieldPath, true);
      onDrift({ endpoint, path: fieldPath, url });
    },
    recall: (fields) => {
      for (const field of fields) {
        const tree = treeOf(field.endpoint);
        if (tree !== undefined) addPath(tree, field.path, true);
      }
    },
  };
}

function readTree(endpoint: string): FieldTree | undefined {
  const file = path.join(knownFieldsDirectory, `${endpoint}.txt`);
  if (!existsSync(file)) return undefined;
  const tree = emptyTree();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line !== '') addPath(tree, line);
  }
  return tree;
}
