import type { Command } from 'commander';
import {
  candidateOf,
  findVersion,
  judgeVersion,
  promote,
  readState,
  rollBack,
  sliceRows,
  syncRegistry,
  type Change,
} from '../../ml/index.ts';
import { tankError } from '../../warehouse/errors.ts';
import { checkDate, today } from '../dates.ts';
import { changeLines, comparisonLines, modelListLines, versionLines } from '../model-report.ts';
import { runCommand, withCommonOptions, type CommonOptions } from '../run-command.ts';
import { mlContext } from '../stages.ts';

interface TypeOptions extends CommonOptions {
  type: string;
  date?: string;
}

interface ChangeOptions extends TypeOptions {
  reason?: string;
  force?: boolean;
}

const dateHelp = 'date it is decided for, YYYY-MM-DD (default: today, US/Eastern)';

function modelCommand(parent: Command, name: string, description: string): Command {
  return withCommonOptions(parent.command(name).description(description)).option(
    '--type <type>',
    'type of models',
    'game_outcome',
  );
}

const changeOptions = (command: Command): Command =>
  command
    .option('--date <date>', dateHelp, checkDate)
    .option('--reason <text>', 'why; it is logged')
    .option('--force', 'against the rules; needs a --reason, and both are logged');

/** `models list`, `show`, `compare`, `promote`, `rollback`, `register`: the versions of the models and which of them forecasts. */
export function registerModelLife(program: Command): void {
  const parent = program
    .command('models')
    .description('versions of the models: which there are, how good, and which forecasts');
  parent.copyInheritedSettings(program);

  modelCommand(parent, 'list', 'the versions, how they did on later games, and what became of them')
    .option('--all', 'also those whose models were dropped')
    .action((options: TypeOptions & { all?: boolean }) =>
      runCommand(options, async ({ session, progress, print }) => {
        const state = await readState(mlContext(session, progress), options.type);
        const versions = state.versions.filter(
          ({ isRetired }) => options.all === true || !isRetired,
        );
        print(
          { type: state.type, champion: state.champion?.version ?? null, versions },
          modelListLines(state, versions),
        );
      }),
    );

  modelCommand(parent, 'show', 'one version: what it is made of, how good it is, its history')
    .argument('[version]', 'like v1.2.3 (default: the champion)')
    .action((wanted: string | undefined, options: TypeOptions) =>
      runCommand(options, async ({ session, progress, print }) => {
        const context = mlContext(session, progress);
        const state = await readState(context, options.type);
        const version =
          wanted === undefined && state.champion !== undefined
            ? state.champion
            : findVersion(state.versions, options.type, wanted ?? 'champion');
        const { forecasts, lead, isClassifier } = await candidateOf(context, state.type, version);
        const slices = isClassifier ? sliceRows(forecasts[lead] ?? []) : [];
        const events = state.events.filter((event) => event.version === version.version);
        print({ ...version, slices, events }, versionLines(state, version, slices, events));
      }),
    );

  modelCommand(parent, 'compare', 'two versions on the later games that both have forecast')
    .argument('<version>', 'the challenger')
    .argument('[other]', 'what it is compared with (default: the champion)')
    .option('--date <date>', dateHelp, checkDate)
    .action((wanted: string, other: string | undefined, options: TypeOptions) =>
      runCommand(options, async ({ session, progress, print }) => {
        const context = mlContext(session, progress);
        const state = await readState(context, options.type);
        const version = findVersion(state.versions, options.type, wanted);
        const champion =
          other === undefined ? state.champion : findVersion(state.versions, options.type, other);
        if (champion === undefined)
          throw tankError('E_MODEL_UNKNOWN', `${options.type} has no champion to compare with`);
        if (champion.version === version.version)
          throw tankError('E_USAGE', `${version.version} cannot be compared with itself`);
        const judgement = await judgeVersion(
          context,
          { type: state.type, champion, versions: state.versions },
          version,
          options.date ?? today(),
        );
        print(
          { challenger: version.version, champion: champion.version, ...judgement },
          comparisonLines(version.version, champion.version, judgement),
        );
      }),
    );

  const change = (
    command: Command,
    work: (
      context: ReturnType<typeof mlContext>,
      version: string | undefined,
      options: ChangeOptions,
    ) => Promise<Change>,
  ): void => {
    changeOptions(command).action((version: string | undefined, options: ChangeOptions) =>
      runCommand(options, async ({ session, progress, print }) => {
        const context = mlContext(session, progress);
        const done = await work(context, version, options);
        print(done, changeLines(done));
        await syncRegistry(context, options.type);
      }),
    );
  };
  modelCommand(
    parent,
    'register',
    'make the Model Registry of Vertex AI say which versions there are',
  ).action((options: TypeOptions) =>
    runCommand(options, async ({ session, progress, print }) => {
      const done = await syncRegistry(mlContext(session, progress), options.type);
      if (done === undefined)
        throw tankError('E_CONFIG', 'there is no registry: TANK_MODEL_REGISTRY is not set');
      const changes = [
        ...done.registered.map((version) => `registered ${version}`),
        ...done.moved,
        ...done.deleted.map((version) => `deleted ${version}`),
      ];
      print(done, changes.length === 0 ? ['The registry says so already.'] : changes);
    }),
  );
  const decided = ({ date, reason, force }: ChangeOptions) => ({
    asOf: date ?? today(),
    reason,
    force,
  });
  change(
    modelCommand(parent, 'promote', 'make a version the champion, if the evidence allows').argument(
      '<version>',
      'like v1.2.3',
    ),
    (context, version, options) => promote(context, options.type, version ?? '', decided(options)),
  );
  change(
    modelCommand(parent, 'rollback', 'make an earlier champion the champion again').argument(
      '[version]',
      'like v1.2.3 (default: the champion before)',
    ),
    (context, version, options) => rollBack(context, options.type, version, decided(options)),
  );
}
