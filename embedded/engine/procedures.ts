import type { Procedure, ScriptHost } from '../sql/interpret.ts';
import type { ObjectReference } from '../sql/statement.ts';
import type { RoutineEntry } from './catalog.ts';
import { requireDataset, shownName } from './engine.ts';
import { duplicate, invalidQuery, notFound } from './errors.ts';
import type { Session } from './session.ts';

/** Stored procedures, kept as routines of the catalog. */
export function procedureStore(
  session: Session,
  defaultDataset: string | undefined,
): NonNullable<ScriptHost<unknown>['procedures']> {
  const { engine } = session;

  function reference(path: string[]): ObjectReference {
    const [name = '', dataset = defaultDataset, project = engine.project] = [...path].reverse();
    if (dataset === undefined) {
      throw invalidQuery(
        `Procedure ${name} must be qualified with a dataset (e.g. dataset.procedure)`,
      );
    }
    return { project, dataset, name };
  }

  return {
    find: (path) => {
      const { project, dataset, name } = reference(path);
      const found =
        project === engine.project ? session.catalog().get('routine', dataset, name) : undefined;
      return Promise.resolve(found?.procedure);
    },
    save: async (path, procedure, mode) => {
      const target = reference(path);
      await session.change(async (changes) => {
        requireDataset(engine, changes, target);
        const existing = changes.get('routine', target.dataset, target.name);
        if (existing !== undefined && mode === 'create')
          throw duplicate('Routine', shownName(target));
        if (existing !== undefined && mode === 'if_not_exists') return;
        await changes.put(procedureEntry(target, procedure, existing));
      });
    },
    drop: async (path, ifExists) => {
      const target = reference(path);
      await session.change(async (changes) => {
        const existing = changes.get('routine', target.dataset, target.name);
        if (existing?.procedure !== undefined) {
          await changes.remove('routine', target.dataset, target.name);
        } else if (!ifExists) throw notFound('Routine', shownName(target), engine.location);
      });
    },
  };
}

function procedureEntry(
  target: ObjectReference,
  procedure: Procedure,
  existing: RoutineEntry | undefined,
): RoutineEntry {
  const now = Date.now();
  return {
    kind: 'routine',
    dataset: target.dataset,
    name: target.name,
    created: existing?.created ?? now,
    modified: now,
    source: procedure.body,
    procedure,
  };
}
