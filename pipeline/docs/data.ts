import { rawAnswers, type RawTableName } from '../../ingest/index.ts';
import { typeOf, type Content } from './content.ts';
import type { Origin } from './lineage/origins.ts';

/** `[node, column, role, path, open]`: role 0 is a value, 1 what only decides which rows count. */
type DataOrigin = [number, number, 0 | 1, string, 0 | 1];

/** What the lineage page draws: nodes by place, columns by place in their node. */
export interface LineageData {
  nodes: {
    id: string;
    kind: string;
    description: string;
    reads: number[];
    columns: { name: string; type: string; from: DataOrigin[]; sql: string }[];
    /** Where the payloads of a raw table come from. */
    api?: { service: string; path: string; at: string };
  }[];
}

/** What the search looks through: models, and columns with the places of their nodes and texts. */
export interface SearchData {
  nodes: [id: string, description: string][];
  texts: string[];
  columns: [name: string, node: number, text: number][];
}

export function lineageData({ catalog, ...content }: Content): LineageData {
  const nodes = [...catalog.values()];
  const place = new Map(nodes.map(({ id }, at) => [id, at]));
  const columnPlace = new Map(
    nodes.map((node) => [
      node.id,
      new Map(node.catalog.map(({ name }, at) => [name.toLowerCase(), at])),
    ]),
  );
  const originOf = ({ table, column, path, role, open }: Origin): DataOrigin[] => {
    const [base = '', ...fields] = column.split('.');
    const node = place.get(table);
    const at = columnPlace.get(table)?.get(base.toLowerCase());
    if (node === undefined || at === undefined) return [];
    const inside = fields.map((field) => `.${field}`).join('') + path;
    return [[node, at, role === 'value' ? 0 : 1, inside, open ? 1 : 0]];
  };
  return {
    nodes: nodes.map((node) => {
      const [answer] =
        node.name in rawAnswers ? rawAnswers[node.name as RawTableName] : [undefined];
      return {
        id: node.id,
        kind: node.kind,
        description: node.description,
        reads: node.reads.flatMap((id) => place.get(id) ?? []),
        columns: node.catalog.map(({ name, origins, expressions }) => ({
          name,
          type: typeOf({ catalog, ...content }, node, name),
          from: origins.flatMap(originOf),
          sql: expressions.join('\n'),
        })),
        ...(node.kind === 'raw' &&
          answer && {
            api: { service: answer.service, path: answer.path, at: answer.at ?? '' },
          }),
      };
    }),
  };
}

export function searchData({ catalog }: Content): SearchData {
  const nodes = [...catalog.values()];
  const texts = [...new Set(nodes.flatMap((node) => node.catalog.map((one) => one.description)))];
  const textPlace = new Map(texts.map((text, at) => [text, at]));
  return {
    nodes: nodes.map(({ id, description }) => [id, description]),
    texts,
    columns: nodes.flatMap((node, at) =>
      node.catalog.map(({ name, description }): SearchData['columns'][number] => [
        name,
        at,
        textPlace.get(description) ?? 0,
      ]),
    ),
  };
}
