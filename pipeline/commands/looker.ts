import type { Command } from 'commander';
import { lookerLinks } from '../looker/links.ts';
import { configOf, printer } from '../run-command.ts';

interface LookerOptions {
  project?: string;
  template?: string;
  json?: boolean;
}

/** `looker`: links that open reports in Looker Studio on the project's views. */
export function registerLooker(program: Command): void {
  program
    .command('looker')
    .description('print links that open Looker Studio on the reporting views')
    .option('--project <id>', 'Google Cloud project')
    .option('--template <id>', 'report id of the template, for a link to the whole report')
    .option('--json', 'print the result as JSON, and nothing else')
    .action((options: LookerOptions) => {
      const { project } = configOf(options);
      const links = lookerLinks(project, options.template);
      printer(options.json === true)(
        links,
        links.flatMap(({ name, url }) => [name, `  ${url}`]),
      );
    });
}
