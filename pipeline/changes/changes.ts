import type {
  CompiledProject,
  CompiledTable,
  CompiledTarget,
} from '../../warehouse/compiled-project.ts';

/** What a change of the project does to one action. */
export interface Change {
  /** `dataset.name`. */
  target: string;
  kind: 'added' | 'removed' | 'changed';
  /** An incremental table whose rows so far were made by other SQL, or that is stored otherwise: its old rows stay as they are. */
  needsFullRefresh: boolean;
  /** Everything that reads it, directly or not. */
  consumers: string[];
}

interface Node {
  target: string;
  /** What it executes, whole. */
  content: string;
  reads: string[];
  table?: CompiledTable;
}

const nameOf = ({ schema, name }: CompiledTarget): string => `${schema}.${name}`;

function nodesOf(project: CompiledProject): Map<string, Node> {
  const { tables = [], operations = [], assertions = [] } = project;
  const nodes = [
    ...tables.map((table) => {
      const { query, preOps, postOps, incrementalQuery, bigquery, enumType } = table;
      const parts = { enumType, query, preOps, postOps, incrementalQuery, bigquery };
      return { action: table, content: JSON.stringify(parts), table };
    }),
    ...operations.map((action) => ({ action, content: action.queries.join(';\n') })),
    ...assertions.map((action) => ({ action, content: action.query })),
  ].map(({ action, content, ...rest }): Node => ({
    target: nameOf(action.target),
    content,
    reads: (action.dependencyTargets ?? []).map(nameOf),
    ...rest,
  }));
  return new Map(nodes.map((node) => [node.target, node]));
}

/** Targets that read one, through others too, by name. */
function consumersOf(target: string, nodes: ReadonlyMap<string, Node>): string[] {
  const found = new Set<string>();
  const visit = (name: string): void => {
    for (const node of nodes.values()) {
      if (!node.reads.includes(name) || found.has(node.target)) continue;
      found.add(node.target);
      visit(node.target);
    }
  };
  visit(target);
  return [...found].sort();
}

const isIncremental = (node: Node | undefined): boolean => node?.table?.enumType === 'INCREMENTAL';

/** What differs between two compilations of the project, by name. */
export function changesBetween(before: CompiledProject, after: CompiledProject): Change[] {
  const [old, now] = [nodesOf(before), nodesOf(after)];
  const targets = [...new Set([...old.keys(), ...now.keys()])].sort();
  return targets.flatMap((target): Change[] => {
    const [was, is] = [old.get(target), now.get(target)];
    if (was?.content === is?.content) return [];
    const kind = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
    return [
      {
        target,
        kind,
        needsFullRefresh: kind === 'changed' && isIncremental(is),
        consumers: consumersOf(target, is === undefined ? old : now),
      },
    ];
  });
}
