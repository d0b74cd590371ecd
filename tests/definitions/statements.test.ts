import { expect } from 'chai';
import { parseScript } from '../../embedded/sql/script.ts';
import { readAlertRules } from '../../pipeline/alerts/rules.ts';
import { analyze } from '../zetasql/analyze.ts';
import { bigQueryLanguage, type Tables } from '../zetasql/catalog.ts';
import { startZetaSql } from '../zetasql/server.ts';
import { compileProject, nameOf, type CompiledGraph } from './compile.ts';
import { openModelWarehouse, project, type ModelWarehouse } from './harness/model-warehouse.ts';

/** Statements that Google's analyzer, as the package ships it, does not know though BigQuery does: with the reason. */
const beyondAnalyzer: readonly { statement: RegExp; message: RegExp; reason: string }[] = [
  {
    statement: /\bML\.|CREATE OR REPLACE MODEL/,
    message: /./,
    reason: 'BigQuery ML is no part of ZetaSQL',
  },
  {
    statement: /\bM(AX|IN)_BY\(/,
    message: /M(AX|IN)_BY/,
    reason: 'MAX_BY and MIN_BY are newer than this ZetaSQL',
  },
  {
    statement: /CREATE OR REPLACE TABLE FUNCTION/,
    message: /./,
    reason: 'parameters of table functions are named without the types this server needs',
  },
  {
    statement: /elo_after|team_strengths/,
    message: /Function not found/,
    reason: 'functions in JavaScript are not in the declared catalog; the cases run them',
  },
  {
    statement: /./,
    message: /maximum nesting depth exceeded/,
    reason: "the analyzer accepts it, and the tree it answers is deeper than its protocol's limit",
  },
  {
    statement: /^\s*DECLARE/,
    message: /Unexpected keyword DECLARE/,
    reason: 'scripts are more than one statement; they are run on the embedded warehouse',
  },
  {
    statement: /INFORMATION_SCHEMA/,
    message: /INFORMATION_SCHEMA/,
    reason: "BigQuery's own views are not in the declared catalog",
  },
];

interface Statement {
  owner: string;
  sql: string;
  variables: string[];
}

/** Every statement of the graph: queries, increments, what runs before and after, assertions, operations. */
function statementsOf(graph: CompiledGraph): Statement[] {
  const found: Statement[] = [];
  for (const model of graph.tables) {
    const owner = nameOf(model.target);
    const plain = (sql: string): void => void found.push({ owner, sql, variables: [] });
    plain(model.query);
    for (const one of [...(model.preOps ?? []), ...(model.postOps ?? [])]) plain(one);
    const before = (model.incrementalPreOps ?? []).map((text) => text.trim()).join(';\n');
    const variables: string[] = [];
    for (const node of before === '' ? [] : parseScript(before)) {
      if (node.kind === 'declare') {
        if (node.initial !== undefined)
          found.push({ owner, sql: `SELECT ${node.initial.text}`, variables: [...variables] });
        variables.push(...node.names);
      }
      if (node.kind === 'if')
        for (const { condition } of node.branches)
          found.push({ owner, sql: `SELECT ${condition.text}`, variables: [...variables] });
      if (node.kind === 'statement')
        found.push({ owner, sql: node.text, variables: [...variables] });
    }
    if (model.incrementalQuery !== undefined)
      found.push({ owner, sql: model.incrementalQuery, variables });
  }
  for (const { target, query } of graph.assertions)
    found.push({ owner: nameOf(target), sql: query, variables: [] });
  for (const { target, queries } of graph.operations)
    for (const sql of queries) found.push({ owner: nameOf(target), sql, variables: [] });
  return found.filter(({ sql }) => sql.trim() !== '');
}

/** The rules of alerts, with values in the place of their parameters. */
function alertStatements(): Statement[] {
  return readAlertRules().rules.map(({ name, sql, threshold, reads }) => ({
    owner: `alert ${name}`,
    sql: reads.reduce(
      (text, table) => text.replaceAll(table, `\`${project}.${table}\``),
      sql
        .replaceAll('@threshold', threshold.toFixed(2))
        .replaceAll('@today', "DATE '2026-04-15'")
        .replaceAll('@now', "TIMESTAMP '2026-04-15 06:00:00'"),
    ),
    variables: [],
  }));
}

describe('statements of the graph', function () {
  this.timeout(300_000);
  let graph: CompiledGraph;
  let warehouse: ModelWarehouse;

  before(async () => {
    graph = await compileProject();
    warehouse = await openModelWarehouse(graph);
  });
  after(() => warehouse.close());

  it('describe every column they make', () => {
    const undescribed: string[] = [];
    for (const { target, actionDescriptor } of graph.tables) {
      const described = new Set(actionDescriptor?.columns?.map(({ path }) => path.join('.')));
      for (const { name } of warehouse.columns.get(nameOf(target)) ?? [])
        if (!described.has(name)) undescribed.push(`${nameOf(target)}.${name}`);
    }
    expect(undescribed).to.deep.equal([]);
  });

  it("are GoogleSQL as Google's analyzer has it", async () => {
    const zetaSql = await startZetaSql();
    const refused: string[] = [];
    let analyzed = 0;
    try {
      const language = await bigQueryLanguage(zetaSql);
      for (const { owner, sql, variables } of [...statementsOf(graph), ...alertStatements()]) {
        const tables: Tables = {};
        for (const [, name = ''] of sql.matchAll(/`hankstank\.([\w.]+)`/g)) {
          const columns = warehouse.columns.get(name);
          if (columns !== undefined) tables[`${project}.${name}`] = [...columns];
        }
        if (variables.length > 0) continue;
        analyzed += 1;
        const message = await analyze(zetaSql, language, sql, tables);
        if (message === undefined) continue;
        const isKnown = beyondAnalyzer.some(
          (one) => one.statement.test(sql) && one.message.test(message),
        );
        if (!isKnown) refused.push(`${owner}: ${message}`);
      }
    } finally {
      zetaSql.stop();
    }
    expect(refused).to.deep.equal([]);
    expect(analyzed).to.be.greaterThan(200);
  });
});
