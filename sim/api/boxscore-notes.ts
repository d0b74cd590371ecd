import type { Play, Side } from '../plays.ts';
import { battingSideOf } from '../plays.ts';
import type { Player } from '../players.ts';
import type { SimulatedGame } from '../season.ts';
import type { BattingLine, FieldingLine, PitchingLine } from '../lines.ts';
import { longDate } from '../calendar.ts';
import type { Conditions } from './conditions.ts';
import { boxscoreName, type Json } from './shapes.ts';
import type { GameView } from './view.ts';

/** The lines under a box score: pitches, batters faced, umpires, weather, time, attendance, park and date. */
export function gameNotes(game: SimulatedGame, view: GameView, conditions: Conditions): Json[] {
  const pitchers = (['away', 'home'] as const).flatMap((side) => [
    ...view.tally[side].players.values(),
  ]);
  const each = (value: (line: PitchingLine) => string): string =>
    `${pitchers
      .flatMap(({ player, pitching }) =>
        pitching ? [`${boxscoreName(player)} ${value(pitching)}`] : [],
      )
      .join('; ')}.`;
  const wild = pitchers.filter(({ pitching }) => (pitching?.wildPitches ?? 0) > 0);
  const minutes = Math.round((view.plays.at(-1)?.endOffset ?? 0) / 60_000);
  const crew = conditions.officials.map(
    ({ official, officialType }) => `${postCode(officialType)}: ${official.fullName}.`,
  );
  return [
    ...(wild.length > 0
      ? [
          {
            label: 'WP',
            value: `${wild
              .map(({ player, pitching }) => withCount(player, pitching?.wildPitches ?? 0))
              .join('; ')}.`,
          },
        ]
      : []),
    {
      label: 'Pitches-strikes',
      value: each(({ numberOfPitches, strikes }) => `${numberOfPitches}-${strikes}`),
    },
    {
      label: 'Groundouts-flyouts',
      value: each(({ groundOuts, flyOuts }) => `${groundOuts}-${flyOuts}`),
    },
    { label: 'Batters faced', value: each(({ battersFaced }) => String(battersFaced)) },
    { label: 'Umpires', value: `${crew.join(' ')} ` },
    { label: 'Weather', value: `${conditions.temperature} degrees, ${conditions.condition}.` },
    { label: 'Wind', value: `${conditions.wind}.` },
    { label: 'First pitch', value: `${conditions.firstPitch}.` },
    {
      label: 'T',
      value: `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}.`,
    },
    { label: 'Att', value: `${withThousands(conditions.attendance)}.` },
    { label: 'Venue', value: `${conditions.venue}.` },
    { label: longDate(game.fixture.day) },
  ];
}

/** A club's batting, baserunning and fielding notes. */
export function teamNotes(view: GameView, side: Side): Json[] {
  const team = view.tally[side];
  const players = [...team.players.values()];
  const batting = (label: string, field: keyof BattingLine): Json[] =>
    note(
      label,
      players.map(({ player, batting: line }) => [player, line?.[field] ?? 0]),
    );
  const fielding = (label: string, field: keyof FieldingLine): Json[] =>
    note(
      label,
      players.map(({ player, fielding: line }) => [player, line[field]]),
    );
  const left = team.innings.reduce((sum, line) => sum + (line?.leftOnBase ?? 0), 0);
  return [
    {
      title: 'BATTING',
      fieldList: [
        ...batting('2B', 'doubles'),
        ...batting('3B', 'triples'),
        ...batting('HR', 'homeRuns'),
        ...batting('TB', 'totalBases'),
        ...batting('RBI', 'rbi'),
        ...batting('SAC', 'sacBunts'),
        ...batting('SF', 'sacFlies'),
        ...batting('GIDP', 'groundIntoDoublePlay'),
        { label: 'Team LOB', value: `${left}.` },
      ],
    },
    {
      title: 'BASERUNNING',
      fieldList: [...batting('SB', 'stolenBases'), ...batting('CS', 'caughtStealing')],
    },
    {
      title: 'FIELDING',
      fieldList: [...fielding('E', 'errors'), ...doublePlays(view.plays, side)],
    },
  ].filter(({ fieldList }) => fieldList.length > 0);
}

function note(label: string, counts: readonly (readonly [Player, number])[]): Json[] {
  const some = counts.filter(([, count]) => count > 0);
  if (some.length === 0) return [];
  return [
    { label, value: `${some.map(([player, count]) => withCount(player, count)).join('; ')}.` },
  ];
}

function withCount(player: Player, count: number): string {
  return count === 1 ? boxscoreName(player) : `${boxscoreName(player)} ${count}`;
}

function doublePlays(plays: readonly Play[], side: Side): Json[] {
  const count = plays.filter(
    (play) => play.event === 'grounded_into_double_play' && battingSideOf(play) !== side,
  ).length;
  return count === 0 ? [] : [{ label: 'DP', value: `${count}.` }];
}

function postCode(officialType: string): string {
  return { 'Home Plate': 'HP', 'First Base': '1B', 'Second Base': '2B' }[officialType] ?? '3B';
}

function withThousands(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
