import type { Boxscore, BoxscorePlayer } from '../sources/boxscore.ts';
import { lastOfEachKey, rawRow, type Provenance, type RawRow } from '../tables/raw-row.ts';
import { gameFacts, type GameRequest } from './game-request.ts';

/**
 * The players of a box score, and the box score without players. Both are the same whether the box score came by itself
 * or in a feed, and free of `seasonStats`, which are no facts of the game: they change with the day they are read.
 */
export function boxscoreRows(
  { teams, topPerformers, ...rest }: Boxscore,
  game: GameRequest,
  provenance: Provenance,
): RawRow[] {
  const facts = gameFacts(game);
  const sides: Record<string, unknown> = {};
  const players = (['home', 'away'] as const).flatMap((side) => {
    const { players: listed, team, ...others } = teams[side];
    sides[side] = { ...others, team: shortTeam(team) };
    return Object.values(listed).map((player) =>
      rawRow('raw_boxscore_players', provenance, game.startAt, shortPlayer(player), {
        ...facts,
        side,
        player_id: player.person.id,
      }),
    );
  });
  const whole = {
    ...rest,
    copyright: undefined,
    ...(Array.isArray(topPerformers) && { topPerformers: topPerformers.map(shortPerformer) }),
    teams: sides,
  };
  return [
    ...lastOfEachKey(players),
    rawRow('raw_boxscores', provenance, game.startAt, whole, facts),
  ];
}

/** What the feed says of a team; the box score by itself has more of it, as its record. */
const shortTeam = ({ id, name, link }: Boxscore['teams']['home']['team']): object => ({
  id,
  name,
  link,
});

/** A box score by itself also has `boxscoreName`. JSON leaves out what is undefined. */
const shortPlayer = (player: BoxscorePlayer): object => ({
  ...player,
  person: { ...player.person, boxscoreName: undefined },
  seasonStats: undefined,
});

const shortPerformer = (performer: unknown): unknown => {
  const known = performer as { player?: BoxscorePlayer };
  return known.player === undefined ? known : { ...known, player: shortPlayer(known.player) };
};
