import { rowsOf } from '../rows.ts';
import { featureTags, runBuild } from './build.ts';
import type { Step, StepContext } from './step.ts';

interface Missing {
  games: number;
  missing: number;
}

/** Games of the date that are to be forecast, and those of them without a feature row. */
async function missingFeatures({ session, inputs }: StepContext): Promise<Missing> {
  const [row] = await rowsOf<Missing>(
    session,
    `SELECT COUNT(*) AS games, COUNTIF(features.game_pk IS NULL) AS missing
FROM mlb_historical_data.games_historical AS games
LEFT JOIN mlb_features.game_features_daily AS features
  ON features.game_pk = games.game_pk AND features.game_date = games.game_date
WHERE games.game_date = CAST(? AS DATE)
  AND games.game_type IN ('R', 'F', 'D', 'L', 'W')
  AND games.status_code NOT IN ('D', 'C')`,
    [inputs.logical_date],
  );
  return row ?? { games: 0, missing: 0 };
}

/**
 * `data.loaded`: sees to it that every game to be forecast has a feature row, and makes failed features again. When that
 * fails too, the rows of the build before serve.
 */
export const features: Step<'data.loaded'> = {
  name: 'features',
  topic: 'data.loaded',
  retries: 1,
  work: async ({ failed_features }, context) => {
    let { games, missing } = await missingFeatures(context);
    const isRemade = failed_features.length > 0 || missing > 0;
    if (isRemade) {
      await runBuild(context, false, featureTags);
      ({ games, missing } = await missingFeatures(context));
    }
    const says =
      `${games - missing} of ${games} games of ${context.inputs.logical_date} have features` +
      (isRemade ? ', which were made again' : '');
    return {
      ...(missing > 0 && {
        status: 'degraded',
        fallback: 'forecasts without the games that lack features',
      }),
      says,
      facts: { games, missing, failed_features, remade: isRemade },
      emits: { topic: 'features.created', payload: { is_fallback: false } },
    };
  },
  fallBack: (_, __, error) => ({
    status: 'degraded',
    says: `features could not be made: ${error.message}`,
    fallback: 'the features of the build before',
    facts: { failed: error.message },
    emits: { topic: 'features.created', payload: { is_fallback: true } },
  }),
};
