const words: Readonly<Record<string, string>> = {
  avg: 'average',
  diff: 'difference',
  era: 'ERA',
  fip: 'FIP',
  obp: 'on-base percentage',
  ops: 'OPS',
  pct: 'percentage',
  slg: 'slugging',
  whip: 'WHIP',
  woba: 'wOBA',
};

/**
 * A feature's column name in words: `home_win_rate_30d` is `Home win rate, last 30 days`; a suffix `_hl80` is a half-life.
 */
export function featureLabel(feature: string): string {
  const windows: string[] = [];
  const text = feature
    .split('_')
    .filter((word) => {
      const window = /^(\d+)d$/.exec(word)?.[1];
      const halfLife = /^hl(\d+)$/.exec(word)?.[1];
      if (window !== undefined) windows.push(`last ${window} days`);
      if (halfLife !== undefined) windows.push(`half-life ${halfLife}`);
      return word !== '' && window === undefined && halfLife === undefined;
    })
    .map((word) => words[word] ?? word)
    .join(' ');
  return [text.charAt(0).toUpperCase() + text.slice(1), ...windows].join(', ');
}
