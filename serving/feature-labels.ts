const words: Readonly<Record<string, string>> = {
  avg: 'average',
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
 * A feature's column name in words: `home_win_rate_30d` is `Home win rate, last 30 days`; `_hl80` is a half-life and `_diff`
 * the home team's value minus the away team's.
 */
export function featureLabel(feature: string): string {
  const qualifiers: string[] = [];
  const text = feature
    .split('_')
    .filter((word) => {
      const window = /^(\d+)d$/.exec(word)?.[1];
      const halfLife = /^hl(\d+)$/.exec(word)?.[1];
      if (window !== undefined) qualifiers.push(`last ${window} days`);
      if (halfLife !== undefined) qualifiers.push(`half-life ${halfLife}`);
      if (word === 'diff') qualifiers.push('home minus away');
      return word !== '' && word !== 'diff' && window === undefined && halfLife === undefined;
    })
    .map((word) => words[word] ?? word)
    .join(' ');
  return [text.charAt(0).toUpperCase() + text.slice(1), ...qualifiers].join(', ');
}
