import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { compileDataform } from '../../warehouse/compiled-project.ts';

const core = path.dirname(createRequire(import.meta.url).resolve('@dataform/core/package.json'));

describe('warehouse: graphs that were compiled before', function () {
  const before = process.env.TANK_COMPILED;
  let project: string;
  let kept: string;

  beforeEach(() => {
    project = mkdtempSync(path.join(tmpdir(), 'quick-compile-'));
    kept = path.join(project, 'kept');
    process.env.TANK_COMPILED = kept;
    mkdirSync(path.join(project, 'definitions'));
    mkdirSync(path.join(project, 'includes'));
    cpSync(core, path.join(project, 'node_modules/@dataform/core'), { recursive: true });
    writeFileSync(
      path.join(project, 'workflow_settings.yaml'),
      'defaultLocation: US\ndefaultDataset: shop\n',
    );
    writeFileSync(path.join(project, 'package.json'), '{}');
    writeFileSync(path.join(project, 'includes/rates.js'), 'module.exports = { half: 0.5 };\n');
    writeFileSync(
      path.join(project, 'definitions/orders.sqlx'),
      'config { type: "view" }\nSELECT ${rates.half} AS rate\n',
    );
  });
  afterEach(() => {
    if (before === undefined) delete process.env.TANK_COMPILED;
    else process.env.TANK_COMPILED = before;
    rmSync(project, { recursive: true, force: true });
  });

  const queries = async (database = 'p'): Promise<string[]> =>
    ((await compileDataform(database, project)).tables ?? []).map(
      ({ target, query }) => `${target.database}: ${query.trim()}`,
    );

  it('are the same again, and kept once', async () => {
    const first = await compileDataform('p', project);
    expect(first.tables).to.have.length(1);
    expect(readdirSync(kept)).to.have.length(1);
    expect(await compileDataform('p', project)).to.deep.equal(first);
    expect(readdirSync(kept)).to.have.length(1);
  });

  it('are taken from where they are kept', async () => {
    await queries('p');
    const [name = ''] = readdirSync(kept);
    await queries('other');
    const other = readdirSync(kept).find((file) => file !== name) ?? '';
    cpSync(path.join(kept, other), path.join(kept, name));
    expect(await queries('p')).to.deep.equal(['other: SELECT 0.5 AS rate']);
  });

  it('are compiled anew when a definition, an include or the order is another', async () => {
    expect(await queries()).to.deep.equal(['p: SELECT 0.5 AS rate']);
    expect(await queries('q')).to.deep.equal(['q: SELECT 0.5 AS rate']);
    writeFileSync(path.join(project, 'includes/rates.js'), 'module.exports = { half: 0.4 };\n');
    expect(await queries()).to.deep.equal(['p: SELECT 0.4 AS rate']);
    writeFileSync(
      path.join(project, 'definitions/customers.sqlx'),
      'config { type: "view" }\nSELECT 1 AS customer\n',
    );
    expect(await queries()).to.have.length(2);
    expect(readdirSync(kept)).to.have.length(4);
  });

  it('are compiled anew when what was kept cannot be read', async () => {
    const first = await queries();
    const [name = ''] = readdirSync(kept);
    writeFileSync(path.join(kept, name), 'half of a fi');
    expect(await queries()).to.deep.equal(first);
    rmSync(kept, { recursive: true });
    writeFileSync(kept, 'a file where the folder should be');
    expect(await queries()).to.deep.equal(first);
  });

  it('tell of a project that does not compile, each time', async () => {
    writeFileSync(path.join(project, 'includes/rates.js'), 'module.exports = {');
    for (const time of ['first', 'second']) {
      const error: unknown = await compileDataform('p', project).catch((e: unknown) => e);
      expect(error, time).to.have.property('code', 'E_DATAFORM');
    }
  });
});
