import { listedPosition, type TeamSheet } from '../lineups.ts';
import { isPitcher, type Player } from '../players.ts';
import type { Side } from '../plays.ts';
import { at } from '../random.ts';
import type { SimulatedGame } from '../season.ts';
import type { PlayerTally, TeamTally } from '../tally.ts';
import { gameNotes, teamNotes } from './boxscore-notes.ts';
import { conditionsOf } from './conditions.ts';
import { battingEntry, fieldingEntry, pitchingEntry, teamStatsEntry } from './line-entries.ts';
import { boxscoreName, personRef, positionEntry, share, teamEntry, type Json } from './shapes.ts';
import { viewGame, type GameView } from './view.ts';
import type { Standing, World } from './world.ts';

/**
 * The body of `/api/v1/game/{pk}/boxscore` without its copyright. Before the game the lines are empty, before the lineups
 * are out so is the batting order. `seasonStats` is left out: it is not a fact of the game.
 */
export function boxscoreBody(world: World, game: SimulatedGame): Json {
  const view = viewGame(world, game);
  const hasStarted = view.plays.length > 0;
  const conditions = conditionsOf(world, game);
  return {
    teams: {
      away: teamBox(world, game, view, 'away'),
      home: teamBox(world, game, view, 'home'),
    },
    officials: hasStarted ? conditions.officials : [],
    info: hasStarted ? gameNotes(game, view, conditions) : [],
    pitchingNotes: [],
    topPerformers: [],
  };
}

/** A club's record before or, once it is over, after the game. */
export function standingSeen(
  world: World,
  game: SimulatedGame,
  side: Side,
  view: GameView,
): Standing | undefined {
  const time = view.state === 'final' ? game.end : Math.min(world.now(), game.end - 1);
  return world
    .season(game.fixture.season)
    .standing(game.fixture[side], game.fixture.gameType, time);
}

/** The club's full entry with its record, as box scores and live feeds carry it. */
export function teamWithRecord(
  world: World,
  game: SimulatedGame,
  side: Side,
  view: GameView,
): Json {
  const standing = standingSeen(world, game, side, view);
  const wins = standing?.wins ?? 0;
  const losses = standing?.losses ?? 0;
  const ties = standing?.ties ?? 0;
  const pct = wins + losses === 0 ? '.000' : share(wins, wins + losses);
  return {
    ...teamEntry(at(world.clubs, game.fixture[side]), game.fixture.season),
    record: {
      gamesPlayed: wins + losses + ties,
      wildCardGamesBack: '-',
      leagueGamesBack: '-',
      springLeagueGamesBack: '-',
      sportGamesBack: '-',
      divisionGamesBack: '-',
      conferenceGamesBack: '-',
      leagueRecord: { wins, losses, ties, pct },
      records: {},
      divisionLeader: false,
      wins,
      losses,
      winningPercentage: pct,
    },
  };
}

function teamBox(world: World, game: SimulatedGame, view: GameView, side: Side): Json {
  const team = view.tally[side];
  const sheet = game.plan[side];
  const hasStarted = view.plays.length > 0;
  const roster = rosterOf(sheet);
  const isIn = (player: Player): boolean =>
    view.hasLineups && (team.batters.includes(player) || team.pitchers.includes(player));
  const idle = roster.filter((player) => !isIn(player));
  const clubId = at(world.clubs, game.fixture[side]).id;
  return {
    team: teamWithRecord(world, game, side, view),
    teamStats: teamStatsEntry(
      hasStarted ? team : { ...team, players: new Map() },
      standingSeen(world, game, side, view),
    ),
    players: Object.fromEntries(
      roster.map((player) => [
        `ID${player.id}`,
        playerBox(player, clubId, isIn(player) ? team.players.get(player) : undefined, view, team),
      ]),
    ),
    batters: view.hasLineups ? [...team.batters, ...team.pitchers].map(({ id }) => id) : [],
    pitchers: view.hasLineups ? team.pitchers.map(({ id }) => id) : [],
    bench: idle.filter((player) => !isPitcher(player.role)).map(({ id }) => id),
    bullpen: idle.filter((player) => isPitcher(player.role)).map(({ id }) => id),
    battingOrder: view.hasLineups ? team.current.map(({ player }) => player.id) : [],
    info: hasStarted ? teamNotes(view, side) : [],
    note: [],
  };
}

/** Everyone on the game's roster, starters first. */
export function rosterOf(sheet: TeamSheet): Player[] {
  return [
    ...sheet.lineup.map(({ player }) => player),
    ...sheet.bench,
    sheet.starter,
    ...sheet.bullpen,
    ...sheet.resting,
  ];
}

function playerBox(
  player: Player,
  clubId: number,
  entry: PlayerTally | undefined,
  view: GameView,
  team: TeamTally,
): Json {
  const hasStarted = view.plays.length > 0;
  const last = view.plays.at(-1);
  const isLive = view.state === 'live';
  const lines = hasStarted ? entry : undefined;
  const box: Json = {
    person: Object.assign(personRef(player), { boxscoreName: boxscoreName(player) }),
    jerseyNumber: String(player.jerseyNumber),
    position: positionEntry(entry?.positions.at(-1) ?? listedPosition(player.role)),
    status: { code: 'A', description: 'Active' },
    parentTeamId: clubId,
    stats: {
      batting: lines?.batting ? battingEntry(lines.batting, lines.positions[0] === 11) : {},
      pitching: lines?.pitching ? pitchingEntry(lines.pitching) : {},
      fielding: lines ? fieldingEntry(lines.fielding) : {},
    },
    gameStatus: {
      isCurrentBatter: isLive && last?.batter === player,
      isCurrentPitcher: isLive && team.pitchers.at(-1) === player,
      isOnBench: entry === undefined,
      isSubstitute: entry !== undefined && isSubstitute(entry),
    },
  };
  if (entry?.battingOrder != null) box.battingOrder = String(entry.battingOrder);
  if (entry) box.allPositions = entry.positions.map(positionEntry);
  return box;
}

function isSubstitute(entry: PlayerTally): boolean {
  if (entry.pitching) return entry.pitching.gamesStarted === 0;
  return (entry.battingOrder ?? 0) % 100 !== 0;
}
