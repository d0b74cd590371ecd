import { lookerViews } from './report.ts';

const create = 'https://lookerstudio.google.com/reporting/create';

export interface LookerLink {
  /** The whole report, or the view it opens. */
  name: string;
  url: string;
}

/** A link that opens a new report over one view of a project: a report without a template takes one data source. */
export function viewLink(project: string, view: string): string {
  return linkOf({
    'c.mode': 'edit',
    'r.reportName': `Hank's Tank: ${view}`,
    ...sourceOf('ds', project, view),
  });
}

/**
 * A link that opens a copy of a template report with every data source replaced by the project's view. Sources of the template
 * have the views' names as their aliases.
 */
export function reportLink(project: string, template: string): string {
  return linkOf({
    'c.reportId': template,
    'r.reportName': `Hank's Tank: ${project}`,
    ...Object.fromEntries(
      lookerViews.flatMap((view) => Object.entries(sourceOf(`ds.${view}`, project, view))),
    ),
  });
}

/** Parameters of a data source, as the Linking API's BigQuery connector takes them. */
function sourceOf(prefix: string, project: string, view: string): Record<string, string> {
  const source = {
    connector: 'bigQuery',
    datasourceName: `${view} of ${project}`,
    type: 'TABLE',
    projectId: project,
    datasetId: 'mlb_reporting',
    tableId: view,
    billingProjectId: project,
  };
  return Object.fromEntries(
    Object.entries(source).map(([name, value]) => [`${prefix}.${name}`, value]),
  );
}

function linkOf(parameters: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(parameters).map(
    ([name, value]) => `${name}=${encodeURIComponent(value)}`,
  );
  return `${create}?${pairs.join('&')}`;
}

/** A link per view, and one of the whole report when there is a template. */
export function lookerLinks(project: string, template: string | undefined): LookerLink[] {
  return [
    ...(template === undefined
      ? []
      : [{ name: 'the whole report', url: reportLink(project, template) }]),
    ...lookerViews.map((view) => ({ name: view, url: viewLink(project, view) })),
  ];
}
