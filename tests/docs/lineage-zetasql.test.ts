import type { ServiceError } from '@grpc/grpc-js';
import { expect } from 'chai';
import type { Catalog } from '../../pipeline/docs/catalog.ts';
import {
  bigQueryLanguage,
  simpleCatalog,
  type ColumnSchema,
  type LanguageOptions,
} from '../zetasql/catalog.ts';
import { startZetaSql, type ZetaSql } from '../zetasql/server.ts';
import { resolvedColumns } from './resolved-columns.ts';
import { projectCatalog } from './project-catalog.ts';

const project = 'hankstank';

/** Queries with a function that this ZetaSQL does not know: a model's, or one that the script makes. Only ever gets shorter. */
const withUnknownFunctions = [
  'mlb_features.team_ratings',
  'mlb_features.team_strength_adjusted',
  'mlb_predictions.game_predictions',
  'mlb_predictions.player_predictions',
];
const unknownFunction = /[Ff]unction not found/;
/** What it says of a table whose column types are not told. */
const untypedTable = 'Invalid TypeProto';

describe("column-level lineage is that of Google's analyzer", function () {
  let zetaSql: ZetaSql;
  let language: LanguageOptions;
  let catalog: Catalog;
  before(async () => {
    zetaSql = await startZetaSql();
    language = await bigQueryLanguage(zetaSql);
    catalog = await projectCatalog();
  });
  after(() => {
    zetaSql.stop();
  });

  const schemaOf = (id: string): ColumnSchema[] =>
    (catalog.get(id)?.catalog ?? []).map(({ name, type }) => schemaOfType(name, type));

  it('of every column of every model', async () => {
    const differing: string[] = [];
    const unknown: string[] = [];
    let compared = 0;
    for (const node of catalog.values()) {
      if (node.query === undefined) continue;
      const tables = Object.fromEntries(
        node.reads
          .filter((id) => catalog.get(id)?.kind !== 'model')
          .map((id) => [`${project}.${id}`, schemaOf(id)] as const),
      );
      try {
        const reply = await zetaSql.call('analyze', {
          sqlStatement: node.query,
          options: {
            languageOptions: language,
            errorMessageMode: 'ERROR_MESSAGE_ONE_LINE',
            defaultTimezone: 'UTC',
          },
          simpleCatalog: simpleCatalog(tables, language),
        });
        for (const [name, theirs] of resolvedColumns(reply)) {
          const column = node.catalog.find((one) => one.name.toLowerCase() === name);
          const ours = (column?.origins ?? [])
            .filter(({ role }) => role === 'value')
            .map(
              ({ table, column: from }) => `${table}.${(from.split('.')[0] ?? '').toLowerCase()}`,
            );
          const [left, right] = [ours, [...theirs]].map((list) =>
            [...new Set(list)].sort().join(' '),
          );
          compared += 1;
          if (left !== right) {
            differing.push(`${node.id}.${name}: ours ${left ?? ''}; theirs ${right ?? ''}`);
          }
        }
      } catch (error) {
        const message = (error as ServiceError).details;
        const isUntyped = node.reads.some((id) => schemaOf(id).some(({ type }) => type === ''));
        if (unknownFunction.test(message)) unknown.push(node.id);
        else if (!message.includes(untypedTable) || !isUntyped)
          throw new Error(`${node.id}: ${message}`, { cause: error });
      }
    }
    expect(differing, differing.slice(0, 8).join('\n')).to.deep.equal([]);
    expect(compared).to.be.greaterThan(500);
    expect(unknown.sort()).to.deep.equal(withUnknownFunctions);
  });
});

/** A column of a type as GoogleSQL writes it: scalars, and arrays of them or of structs of them. */
function schemaOfType(name: string, text: string): ColumnSchema {
  const array = /^ARRAY<(.*)>$/s.exec(text)?.[1];
  if (array !== undefined) return { ...schemaOfType(name, array), mode: 'REPEATED' };
  const struct = /^STRUCT<(.*)>$/s.exec(text)?.[1];
  if (struct === undefined) return { name, type: text };
  const fields = struct.split(/, (?![^<]*>)/).map((field) => {
    const [label = '', ...type] = field.split(' ');
    return schemaOfType(label, type.join(' '));
  });
  return { name, type: 'RECORD', fields };
}
