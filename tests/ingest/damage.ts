/** Every way in which the replay can fail, together at a rate of all requests. */
export function everyDamage(rate: number, timeoutMs: number): object[] {
  const kinds: object[] = [
    { kind: 'status', status: 429, retryAfter: 0 },
    { kind: 'status', status: 500 },
    { kind: 'status', status: 503 },
    { kind: 'reset' },
    { kind: 'timeout', delayMs: 10 * timeoutMs },
    { kind: 'truncate' },
    { kind: 'malformed' },
    { kind: 'empty' },
    { kind: 'missing_players' },
    { kind: 'null_scores' },
    { kind: 'extra_fields' },
    { kind: 'rename_column' },
    { kind: 'duplicate_rows' },
    { kind: 'row_cap' },
  ];
  // The first rule that fires is applied, each being tried with its own chance.
  return kinds.map((kind) => ({ match: '.*', rate: rate / kinds.length, ...kind }));
}

/**
 * Rules under which every path is answered in two of the ways before it is answered well: in turn, so that each way comes
 * up, and so seldom that no request fails more often than it is repeated.
 */
export function damageInTurn(paths: readonly string[], ways: readonly object[]): object[] {
  const wayOf = (place: number): object => ways[place % ways.length] ?? {};
  return paths.flatMap((path, place) => {
    const match = `^${path}([?]|$)`;
    return [
      { ...wayOf(place), match, times: 1 },
      { ...wayOf(place + 1 + Math.floor(place / ways.length)), match, times: 1 },
    ];
  });
}
