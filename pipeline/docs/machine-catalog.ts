import { typeOf, type Content } from './content.ts';

/** The same for machines: tables with columns, lineage, tests and freshness. */
export function machineCatalog(content: Content): object {
  const { catalog, facts, features, project, builtAt } = content;
  return {
    project,
    built_at: builtAt,
    tables: [...catalog.values()].map((node) => {
      const table = facts.tables.get(node.id);
      return {
        table: node.id,
        kind: node.kind,
        description: node.description,
        unique_key: node.key,
        tags: node.tags,
        partition_by: node.partitionBy ?? null,
        cluster_by: node.clusterBy,
        file: node.file ?? null,
        reads: node.reads,
        rows: table?.rows ?? null,
        modified_at: table?.modifiedAt ?? null,
        loaded_at: table?.loadedAt ?? null,
        columns: node.catalog.map((column) => ({
          name: column.name,
          type: typeOf(content, node, column.name),
          description: column.description,
          from: column.origins.map(({ table: from, column: name, path, role }) => ({
            table: from,
            column: name,
            ...(path !== '' && { path: `$${path}` }),
            role,
          })),
        })),
        tests: node.assertions.map(({ id, warns }) => ({
          name: id,
          severity: warns ? 'warn' : 'fail',
          ...resultOf(facts.assertions.get(id)),
        })),
      };
    }),
    features,
  };
}

function resultOf(result: { failingRows: number } | { error: string } | undefined): object {
  if (result === undefined) return { failing_rows: null };
  return 'error' in result
    ? { failing_rows: null, error: result.error }
    : { failing_rows: result.failingRows };
}
