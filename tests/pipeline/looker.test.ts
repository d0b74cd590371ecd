import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { lookerLinks } from '../../pipeline/looker/links.ts';
import { lookerReport, lookerViews } from '../../pipeline/looker/report.ts';
import { templateMarkdown } from '../../pipeline/looker/template.ts';

const page = readFileSync(path.join(import.meta.dirname, '../../docs/looker.md'), 'utf8');

/** Names of the parameters of a link without their prefix, with their values, by alias. */
function sourcesOf(url: string): Record<string, Record<string, string>> {
  const sources: Record<string, Record<string, string>> = {};
  for (const [name, value] of new URL(url).searchParams) {
    const [, alias = '', field = ''] = /^ds\.(?:(\w+)\.)?(\w+)$/.exec(name) ?? [];
    if (field !== '') sources[alias] = { ...sources[alias], [field]: value };
  }
  return sources;
}

describe('the report in Looker Studio', () => {
  it('is described whole in the documentation, chart by chart', () => {
    expect(page).to.include(templateMarkdown());
    for (const { charts } of lookerReport) {
      for (const { title } of charts) expect(page).to.include(`### ${title}\n`);
    }
  });

  it('has a link per view, which opens it alone', () => {
    const links = lookerLinks('some-project', undefined);
    expect(links.map(({ name }) => name)).to.deep.equal(lookerViews);
    for (const { name, url } of links) {
      expect(url).to.match(/^https:\/\/lookerstudio\.google\.com\/reporting\/create\?/);
      expect(new URL(url).searchParams.has('c.reportId')).to.equal(false);
      expect(sourcesOf(url)).to.deep.equal({
        '': {
          connector: 'bigQuery',
          datasourceName: `${name} of some-project`,
          type: 'TABLE',
          projectId: 'some-project',
          datasetId: 'mlb_reporting',
          tableId: name,
          billingProjectId: 'some-project',
        },
      });
    }
  });

  it('has a link that copies a template onto the project’s views', () => {
    const [whole, ...views] = lookerLinks('some-project', 'a1b2-c3');
    expect(views).to.have.length(lookerViews.length);
    const url = whole?.url ?? '';
    expect(new URL(url).searchParams.get('c.reportId')).to.equal('a1b2-c3');
    const sources = sourcesOf(url);
    expect(Object.keys(sources)).to.deep.equal(lookerViews);
    for (const [alias, { tableId, projectId }] of Object.entries(sources)) {
      expect({ tableId, projectId }).to.deep.equal({ tableId: alias, projectId: 'some-project' });
    }
    expect(url.length).to.be.below(8000);
  });
});
