import { readCatalog, type Catalog } from '../../pipeline/docs/catalog.ts';
import { readProject } from '../../pipeline/docs/project.ts';
import { compileDataform } from '../../warehouse/compiled-project.ts';
import { project } from '../ingest/raw-warehouse.ts';

let catalog: Promise<Catalog> | undefined;

/** The catalog of this project, read once for all tests. */
export function projectCatalog(): Promise<Catalog> {
  catalog ??= compileDataform(project).then((compiled) =>
    readCatalog(readProject(compiled), project),
  );
  return catalog;
}
