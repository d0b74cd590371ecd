/** Where a game is: its forecast is sealed from first pitch on. */
export function gameStatus(
  game: { is_final: boolean | null; first_pitch_at: string | null },
  now: Date,
): 'scheduled' | 'sealed' | 'final' {
  if (game.is_final === true) return 'final';
  const begun = game.first_pitch_at !== null && Date.parse(game.first_pitch_at) <= now.getTime();
  return begun ? 'sealed' : 'scheduled';
}
