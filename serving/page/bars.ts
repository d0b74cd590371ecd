import { html, type Html } from './html.ts';

/**
 * Two shares of one whole side by side: the away team's left, the home team's right; and a range in which their border may lie.
 */
export function splitBar(awayShare: number, range?: { low: number; high: number }): Html {
  const away = 100 * awayShare;
  return html`<svg class="split" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    <rect class="away" x="0" y="2" width="${round(away - 0.3)}" height="6" />
    <rect class="home" x="${round(away + 0.3)}" y="2" width="${round(99.7 - away)}" height="6" />
    ${
      range &&
      html`<line
        class="range"
        x1="${round(100 * range.low)}"
        x2="${round(100 * range.high)}"
        y1="0.6"
        y2="0.6"
      />`
    }
    <line class="half" x1="50" x2="50" y1="0" y2="2" />
  </svg>`;
}

/** A bar from the middle, as long as the value of the scale: below zero to the left, for the away team. */
export function contributionBar(value: number, scale: number): Html {
  const length = Math.min(50, (50 * Math.abs(value)) / scale);
  const side = value < 0 ? 'away' : 'home';
  return html`<svg class="lean" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    <line class="axis" x1="50" x2="50" y1="0" y2="8" />
    <rect
      class="${side}"
      x="${round(value < 0 ? 50 - length : 50)}"
      y="1"
      width="${round(Math.max(length, 0.4))}"
      height="6"
    />
  </svg>`;
}

const round = (value: number): number => Math.round(100 * value) / 100;
