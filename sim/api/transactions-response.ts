import { toDate } from '../calendar.ts';
import { listedPosition } from '../lineups.ts';
import { movesOf, type MoveKind, type RosterMove } from '../moves.ts';
import { clubName, personRef, positionEntry, teamRef, type Json } from './shapes.ts';
import type { World } from './world.ts';

/** What transactions are asked for; days are inclusive. */
export interface TransactionsQuery {
  fromDay: number;
  toDay: number;
  teamIds: readonly number[];
}

const types: Readonly<Record<MoveKind, readonly [code: string, description: string]>> = {
  signing: ['SFA', 'Signed as Free Agent'],
  trade: ['TR', 'Trade'],
  placement: ['SC', 'Status Change'],
  transfer: ['SC', 'Status Change'],
  activation: ['SC', 'Status Change'],
  recall: ['CU', 'Recalled'],
  option: ['OPT', 'Optioned'],
  retirement: ['RET', 'Retired'],
};

const known = new WeakMap<World['league'], readonly RosterMove[]>();

/** The body of `/api/v1/transactions` without its copyright: moves that have been made, in order of days. */
export function transactionsBody(world: World, query: TransactionsQuery): Json {
  const moves = known.get(world.league) ?? movesOf(world.league, world.clubs);
  known.set(world.league, moves);
  const { fromDay, toDay, teamIds } = query;
  return {
    transactions: moves
      .filter(({ day }) => day >= fromDay && day <= toDay)
      .filter(
        ({ club, from }) =>
          teamIds.length === 0 ||
          [club, from].some((side) => side !== null && teamIds.includes(side.id)),
      )
      .map(transactionEntry),
  };
}

function transactionEntry(move: RosterMove): Json {
  const { id, day, kind, player, club, from } = move;
  const [typeCode, typeDesc] = types[kind];
  const date = toDate(day);
  return {
    id,
    person: personRef(player),
    ...(from ? { fromTeam: teamRef(from) } : {}),
    toTeam: teamRef(club),
    date,
    effectiveDate: date,
    resolutionDate: date,
    typeCode,
    typeDesc,
    description: describe(move),
  };
}

function describe({ kind, player, club, from, list }: RosterMove): string {
  const { abbreviation } = positionEntry(listedPosition(player.role));
  const position = abbreviation === 'P' ? `${player.throws}HP` : String(abbreviation);
  const who = `${position} ${player.fullName}`;
  const name = clubName(club);
  switch (kind) {
    case 'signing':
      return `${name} signed free agent ${who}.`;
    case 'trade':
      return `${from ? clubName(from) : name} traded ${who} to ${name}.`;
    case 'placement':
      return `${name} placed ${who} on the ${list}-day injured list.`;
    case 'transfer':
      return `${name} transferred ${who} from the 10-day injured list to the ${list}-day injured list.`;
    case 'activation':
      return `${name} activated ${who} from the ${list}-day injured list.`;
    case 'recall':
      return `${name} recalled ${who}.`;
    case 'option':
      return `${name} optioned ${who}.`;
    case 'retirement':
      return `${who} retired.`;
  }
}
