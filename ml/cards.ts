import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { tankError } from '../warehouse/errors.ts';
import { models } from './catalog.ts';
import { rows, runScript, type MlContext } from './context.ts';
import { candidateOf } from './evidence.ts';
import { outcomeOf } from './comparison.ts';
import { calibrationTable, type CalibrationBin } from './metrics.ts';
import { fixed, metricCells, metricHeader, sliceRows, type SliceRow } from './slices.ts';
import type { ModelState } from './promotion.ts';
import { findVersion, type Version } from './versions.ts';

const docs = createRequire(import.meta.url)('../includes/docs.js') as {
  columns: (...names: string[]) => Record<string, string>;
};

/** Everything known of a version when it was made, for machines. */
export interface Card extends Version {
  type: string;
  /** What was decided of it. */
  decision: { kind: string; reason: string } | null;
  slices: SliceRow[];
  calibration: CalibrationBin[];
}

/** Where the files of a version are kept: a directory, or gs:// with a bucket. */
export function cardPlace({ config }: MlContext, type: string, version: string): string {
  return config.modelsBucket === undefined
    ? path.join(config.modelsDirectory, type, version)
    : `${config.modelsBucket}/${type}/${version}`;
}

async function keep(context: MlContext, place: string, name: string, text: string): Promise<void> {
  const [, bucket = '', prefix = ''] = /^gs:\/\/([^/]+)\/(.*)$/.exec(place) ?? [];
  try {
    if (bucket !== '') {
      const { Storage } = await import('@google-cloud/storage');
      const storage = new Storage({ projectId: context.config.project });
      await storage.bucket(bucket).file(`${prefix}/${name}`).save(text);
      return;
    }
    await mkdir(place, { recursive: true });
    await writeFile(path.join(place, name), text);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw tankError('E_MODEL_CARD', `${name} cannot be kept in ${place}: ${message}`, { cause });
  }
}

/**
 * Keeps a version's cards, for machines and for people, and its models as BigQuery ML exports them, those of linear ones also as
 * weights in JSON. The same again replaces them.
 * @throws TankError E_WAREHOUSE, E_MODEL_UNKNOWN, E_MODEL_CARD
 */
export async function keepCard(
  context: MlContext,
  state: ModelState,
  wanted: string,
): Promise<string> {
  const { type, lead, events } = state;
  const version = findVersion(state.versions, type, wanted);
  const place = cardPlace(context, type, version.version);
  const { forecasts, isClassifier } = await candidateOf(context, type, version);
  const judged = isClassifier ? (forecasts[lead] ?? []) : [];
  const decided = events.find(
    (event) => event.version === version.version && ['promoted', 'refused'].includes(event.kind),
  );
  const card: Card = {
    type,
    ...version,
    decision: decided === undefined ? null : { kind: decided.kind, reason: decided.reason },
    slices: isClassifier ? sliceRows(judged) : [],
    calibration: calibrationTable(judged.map(outcomeOf)),
  };
  await keep(context, place, 'card.json', `${JSON.stringify(card, null, 2)}\n`);
  await keep(context, place, 'card.md', cardText(card, lead));
  const weights = await rows<{ model_name: string }>(
    context,
    `SELECT model_name, input, weight, training_mean
     FROM mlb_models.model_weights
     WHERE model_type = ? AND model_version = ?
     ORDER BY model_name, input`,
    [type, version.version],
  );
  for (const [role, { options, label }] of Object.entries(version.facts.models)) {
    const own = weights.filter(({ model_name }) => model_name === role);
    if (own.length > 0) {
      const model = { model_type: options.model_type, label, weights: own };
      await keep(context, place, `${role}.json`, `${JSON.stringify(model, null, 2)}\n`);
    }
    // The embedded warehouse exports trees alone; their weights are all there is of linear models.
    if (own.length > 0 && context.config.warehouse === 'embedded') continue;
    if (context.config.warehouse === 'bigquery' && !place.startsWith('gs://')) {
      context.onProgress?.(`${role} of ${version.version} is not exported: set TANK_MODELS_BUCKET`);
    } else {
      // Embedded, gs:// is the state directory, so that this is the same place.
      const uri = place.startsWith('gs://') ? place : `gs://models/${type}/${version.version}`;
      await runScript(context, [
        `EXPORT MODEL mlb_models.${models.objectName(role, version.version)} OPTIONS (URI = '${uri}/${role}')`,
      ]);
    }
  }
  return place;
}

function table(header: readonly string[], lines: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [row(header), row(header.map(() => '---')), ...lines.map(row)].join('\n');
}

/** Description of a column; its name where it is described nowhere. */
function meaning(name: string): string {
  try {
    return docs.columns(name)[name] ?? name;
  } catch {
    return name; // a column of an earlier catalog
  }
}

/** The card for people, in Markdown. */
export function cardText(card: Card, lead: string): string {
  const { facts } = card;
  const features = [...new Set(Object.values(facts.models).flatMap((model) => model.features))];
  const parts = [
    `# ${card.type} ${card.version}`,
    `Made for ${card.asOf} by a ${facts.update} training, recipe ${facts.recipe}. ` +
      (card.decision === null
        ? 'Nothing was decided of it.'
        : `It was ${card.decision.kind}: ${card.decision.reason}.`),
    '## What it is for',
    'Forecasts of games of Major League Baseball made the morning before, from what was known then. It knows nothing of what ' +
      'happens on the day, and says how likely something is, not what will happen. It is no advice to bet.',
    '## What it learned from',
    `${facts.trainingRows} rows, ${facts.trainingFrom} to ${facts.trainingThrough}, fingerprint ${facts.fingerprint}. ` +
      `Training took ${facts.durationSeconds.toFixed(1)} s, ${facts.bytes} bytes and ${facts.slotSeconds.toFixed(1)} slot seconds; code ${facts.commit ?? 'unknown'}.`,
    table(
      ['model', 'kind', 'forecasts', 'features', 'options'],
      Object.entries(facts.models).map(([role, model]) => [
        role,
        String(model.options.model_type),
        model.label,
        String(model.features.length),
        Object.entries(model.options)
          .filter(([name]) => name !== 'model_type')
          .map(([name, value]) => `${name} ${String(value)}`)
          .join(', ') || '-',
      ]),
    ),
    '## How good it is',
    facts.holdoutFrom === null
      ? 'There were too few games to hold some out: nothing is known of it.'
      : `On the games from ${facts.holdoutFrom}, forecast by fits that ended before them.`,
    table(
      ['model', ...metricHeader],
      Object.entries(facts.metrics).map(([role, metrics]) => [role, ...metricCells(metrics)]),
    ),
    ...(card.calibration.length === 0
      ? []
      : [
          `### Calibration of ${lead}`,
          table(
            ['forecast', 'games', 'mean forecast', 'happened'],
            card.calibration.map((row) => [
              `${(100 * row.from).toFixed(0)}-${(100 * row.from + 5).toFixed(0)} %`,
              String(row.games),
              row.forecast.toFixed(3),
              row.observed.toFixed(3),
            ]),
          ),
        ]),
    ...(card.slices.length === 0
      ? []
      : [
          '### By slice',
          table(
            ['slice', 'games', 'log loss', 'accuracy'],
            card.slices.map((row) => [
              `${row.slice} ${row.part}`,
              String(row.games),
              fixed(row.log_loss, 4),
              fixed(row.accuracy, 3),
            ]),
          ),
        ]),
    '## Features',
    features
      .sort()
      .map((name) => `- \`${name}\`: ${meaning(name)}`)
      .join('\n'),
  ];
  return `${parts.join('\n\n')}\n`;
}
