import type { ModelVersion } from '../schemas.ts';
import { figure } from './figure.ts';
import { page } from './frame.ts';
import { empty, html, type Html } from './html.ts';
import { calibration } from './record-calibration.ts';
import type { DaySums, Source, TrackRecord } from './record-data.ts';
import { rollingAccuracy } from './record-favourites.ts';
import { byDay, byMonth } from './record-losses.ts';
import { coin, luck, total } from './record-scores.ts';
import { versionsSection } from './record-versions.ts';
import { count, decimal, longDate, percent, plural, signed } from './words.ts';

const sourceWords: Readonly<Record<Source, string>> = {
  live: 'live forecasts',
  replay: 'replayed past seasons',
  sim: 'the simulated league',
};

/** The page of how forecasts did. */
export function recordPage(
  record: TrackRecord,
  facts: {
    versions: readonly ModelVersion[];
    /** Whether the newest forecasts are of the simulated league. */
    simulated: boolean;
    notice: Html | undefined;
  },
): string {
  const { versions, simulated, notice } = facts;
  const { source, days } = record;
  return page(
    {
      title: 'Track record',
      description: 'How good the published forecasts were, beside simple ones, good or bad.',
      current: 'record',
      simulated: source === undefined ? simulated : source === 'sim',
      notice,
    },
    html`<div class="title">
        <p class="over">Track record</p>
        <h1>How good the forecasts are</h1>
        ${
          source !== undefined &&
          html`<p class="lead">
            ${count(total(days).games)} decided games of ${sourceWords[source]},
            ${longDate(days[0]?.game_date ?? '')} to ${longDate(days.at(-1)?.game_date ?? '')}. Each
            counts with the last forecast published before its first pitch, from a ledger in which
            nothing can be changed afterwards.
          </p>`
        }
      </div>
      ${sourceChoice(record)} ${source === undefined ? nothingYet(versions) : scored(record)}
      ${versionsSection(versions, record.challenges)}`,
  );
}

function sourceChoice({ sources, source }: TrackRecord): Html {
  if (sources.length < 2) return empty;
  return html`<nav aria-label="Whose forecasts" class="choice">
    ${sources.map(
      (each) =>
        html`<a href="/record?source=${each}" ${each === source && html` aria-current="true"`}
          >${sourceWords[each]}</a
        >`,
    )}
  </nav>`;
}

function nothingYet(versions: readonly ModelVersion[]): Html {
  const champion = versions.find(({ is_champion }) => is_champion);
  return html`<section class="nothing">
    <h2>No published forecast has met its result yet</h2>
    <p>
      A forecast counts once its game is decided, and only if it was published before the first
      pitch.
    </p>
    ${
      champion?.holdout_games != null &&
      html`<p>
        What is known meanwhile: version ${champion.model_version} was judged on
        ${plural(champion.holdout_games, 'game')} that it had not seen in training, with a log loss
        of ${decimal(champion.holdout_log_loss ?? NaN, 4)} where a coin gets ${decimal(coin, 4)}.
      </p>`
    }
  </section>`;
}

function scored({ days, buckets }: TrackRecord): Html {
  return html`${headline(days)}
    <section class="beside">
      <div>
        <h2>Beside simple forecasts</h2>
        <p>
          Log loss and the Brier score punish a forecast by how far it was from what happened: lower
          is better. Elo knows only who won before; the home rate says the same of every game.
        </p>
        <p>No betting odds are loaded, so the market’s forecast is not shown.</p>
      </div>
      <div>${byMonth(days)} ${byDay(days)}</div>
    </section>
    <section class="beside">
      <div>
        <h2>Calibration</h2>
        <p>
          Of the games forecast at 60%, six in ten should be won. A point off the diagonal by more
          than its bar (two standard errors) is more than luck.
        </p>
      </div>
      <div>${calibration(buckets)}</div>
    </section>
    <section class="beside">
      <div>
        <h2>Favourites</h2>
        <p>
          How often the team above one half won. It is the figure that everybody asks for, and the
          one that says least: a forecast of 51% counts like one of 80%.
        </p>
      </div>
      <div>${rollingAccuracy(days)}</div>
    </section>`;
}

function headline(days: readonly DaySums[]): Html {
  const all = total(days);
  return html`<dl class="figures">
    ${figure('Log loss', decimal(all.logLoss, 4), `A coin gets ${decimal(coin, 4)}`)}
    ${all.elo && figure('Gain on Elo', signed(all.elo.gain, 4), luck(all.elo))}
    ${all.homeRate && figure('Gain on the home rate', signed(all.homeRate.gain, 4), luck(all.homeRate))}
    ${figure('Brier score', decimal(all.brier, 4), 'A coin gets 0.2500')}
    ${figure('Favourites that won', percent(all.accuracy, 1), plural(all.games, 'game'))}
  </dl>`;
}
