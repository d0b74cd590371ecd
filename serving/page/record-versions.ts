import type { ModelVersion } from '../schemas.ts';
import { empty, html, type Html } from './html.ts';
import { figureTable } from './plot.ts';
import type { Challenge } from './record-data.ts';
import { luck } from './record-scores.ts';
import { count, decimal, percent, plural, shortDate, signed } from './words.ts';

/** Champion against challengers: every version that there was, as it was judged. */
export function versionsSection(
  versions: readonly ModelVersion[],
  challenges: readonly Challenge[],
): Html {
  if (versions.length === 0) return empty;
  return html`<section>
    <h2>Champion and challengers</h2>
    <p>
      A new version is judged on games that neither it nor the champion has seen, and takes over
      only if it is better there. One that is neither better nor worse yet forecasts beside the
      champion until it is. The refused ones are listed too.
    </p>
    ${challengesTable(challenges)}
    ${figureTable(
      'Versions of the model of winners, the newest first',
      [
        ['Version'],
        ['Fate'],
        ['Learned through'],
        ['Judged on', 'number'],
        ['Log loss', 'number'],
        ['Brier score', 'number'],
        ['Accuracy', 'number'],
        ['Calibration slope', 'number'],
      ],
      versions.map((version) => [
        version.model_version,
        version.is_champion ? html`<b>${version.status}</b>` : version.status,
        shortDate(version.training_through),
        version.holdout_games === null ? '–' : plural(version.holdout_games, 'game'),
        score(version.holdout_log_loss, 4),
        score(version.holdout_brier, 4),
        version.holdout_accuracy === null ? '–' : percent(version.holdout_accuracy, 1),
        score(version.holdout_calibration_slope, 2),
      ]),
    )}
  </section>`;
}

function score(value: number | null, digits: number): string {
  return value === null ? '–' : decimal(value, digits);
}

/** Challengers beside the champion on the same decided games. */
function challengesTable(challenges: readonly Challenge[]): Html {
  if (challenges.length === 0) return empty;
  return figureTable(
    'Forecast beside the champion, on the same decided games',
    [
      ['Challenger'],
      ['Champion'],
      ['Games', 'number'],
      ['Log loss', 'number'],
      ['Champion’s', 'number'],
      ['Gain', 'number'],
      ['Verdict'],
    ],
    challenges.map((challenge) => [
      challenge.challenger_version,
      challenge.champion_version,
      count(challenge.games),
      decimal(challenge.challenger_log_loss, 4),
      decimal(challenge.champion_log_loss, 4),
      signed(challenge.gain, 4),
      luck({ gain: challenge.gain, gainError: challenge.gain_standard_error ?? NaN }),
    ]),
  );
}
