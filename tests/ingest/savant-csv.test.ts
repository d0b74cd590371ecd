import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { optionalColumns, requiredColumns } from '../../ingest/sources/savant-columns.ts';
import { openKnownFields } from '../../ingest/sources/known-fields.ts';
import { parseSavant } from '../../ingest/sources/savant-csv.ts';
import { savantEndpoint } from '../../ingest/sources/savant.ts';
import { TankError } from '../../warehouse/errors.ts';
import { savantCsv, type SavantRow } from './savant-answers.ts';
import { hasRecorded, sharedDirectory } from './shared.ts';

const key = { game_pk: 7, at_bat_number: 1, pitch_number: 1 };

const payloadOf = (row: SavantRow, further: readonly string[] = []): unknown => {
  const { games } = parseSavant('http://savant/csv', savantCsv([{ ...key, ...row }], further));
  return JSON.parse(games.get(7)![0]!.payload);
};

const failureOf = (text: string): TankError => {
  try {
    parseSavant('http://savant/csv', text);
  } catch (error) {
    if (error instanceof TankError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

const exportOf = (name: string): string =>
  gunzipSync(readFileSync(path.join(sharedDirectory, 'recorded/savant', name))).toString();

describe("Savant's export", () => {
  it('gives numbers as numbers, text as text, and nothing of what is blank', () => {
    const row = {
      release_speed: '97.50',
      plate_x: '-0.71',
      hc_x: '.5',
      launch_angle: '-1.0E-4',
      sz_top: 0,
      des: 'A "short" line,\nand another',
      on_1b: 'null',
      events: 'null',
      zone: '',
    };
    expect(payloadOf(row)).to.deep.equal({
      ...key,
      release_speed: 97.5,
      plate_x: -0.71,
      hc_x: 0.5,
      launch_angle: -0.0001,
      sz_top: 0,
      des: row.des,
    });
  });

  it('leaves text as it is in columns of text, and where no number holds it', () => {
    const row = {
      sv_id: '200903',
      player_name: '12',
      batter: '007',
      fielder_3: '9007199254740993',
    };
    expect(payloadOf(row, ['sv_id'])).to.deep.equal({ ...key, ...row });
  });

  it('has the keys of a payload in order, whatever the order of the columns', () => {
    const columns = ['type', 'balls', ...requiredColumns.filter((name) => name !== 'balls')];
    const row = (values: SavantRow) => columns.map((name) => values[name] ?? '').join(',');
    const values = { ...key, balls: 1, type: 'S', zone: 5 };
    const { games } = parseSavant('u', `${columns.join(',')}\n${row(values)}\n`);
    expect(games.get(7)![0]!.payload).to.equal(
      '{"at_bat_number":1,"balls":1,"game_pk":7,"pitch_number":1,"type":"S","zone":5}',
    );
  });

  it('keeps a column that comes twice once, unless its values differ', () => {
    const csv = (second: number) =>
      savantCsv([{ ...key, pitcher: 5, again: second }], ['again']).replace('"again"', '"pitcher"');
    const payload = (text: string): unknown =>
      JSON.parse(parseSavant('u', text).games.get(7)![0]!.payload);
    expect(payload(csv(5))).to.deep.equal({ ...key, pitcher: 5 });
    expect(payload(csv(6))).to.deep.equal({ ...key, pitcher: 5, 'pitcher.1': 6 });
  });

  it('has each pitch once, the last of repeated rows, in the order they were thrown', () => {
    const rows = [
      { ...key, at_bat_number: 10, zone: 1 },
      { ...key, at_bat_number: 2, pitch_number: 2, zone: 2 },
      { ...key, at_bat_number: 2, zone: 3 },
      { ...key, at_bat_number: 10, zone: 4 },
      { ...key, game_pk: 8, zone: 5 },
    ];
    const { games, rows: count } = parseSavant('u', savantCsv(rows));
    expect(count).to.equal(5);
    const order = (gamePk: number): unknown[] =>
      games.get(gamePk)!.map((pitch) => {
        const { zone } = JSON.parse(pitch.payload) as { zone: number };
        return [pitch.atBatNumber, pitch.pitchNumber, zone];
      });
    expect(order(7)).to.deep.equal([
      [2, 1, 3],
      [2, 2, 2],
      [10, 1, 4],
    ]);
    expect(order(8)).to.deep.equal([[1, 1, 5]]);
  });

  it('may have no rows', () => {
    expect(parseSavant('u', savantCsv([]))).to.include({ rows: 0 });
  });

  it('refuses an export without a column it needs, and names it', () => {
    const error = failureOf(savantCsv([key]).replace('"release_speed"', '"release_speed_v2"'));
    expect(error.code).to.equal('E_SOURCE_SHAPE');
    expect(error.message).to.equal('GET http://savant/csv: no column release_speed');
  });

  it('keeps an unknown column, and says that it is there', () => {
    expect(payloadOf({ new_column: 'x' }, ['new_column'])).to.deep.equal({
      ...key,
      new_column: 'x',
    });
    const endpoint = savantEndpoint(() => []);
    const body = savantCsv([key], ['new_column']);
    const known = openKnownFields(() => undefined);
    expect(known.unknown(endpoint, body)).to.deep.equal(['new_column']);
  });

  const whole = savantCsv([key, { ...key, pitch_number: 2, des: 'in quotes, of course' }]);
  for (const [what, text] of [
    ['nothing', ''],
    ['HTML', '<html><body>busy</body></html>'],
    ['a row that ends early', whole.slice(0, -30)],
    ['an open quote', `${whole}"unterminated\n<html>`],
    ['broken quotes', whole.replace(/,/g, ',"')],
    ['a key that is no number', whole.replace(',7,', ',seven,')],
  ] as const) {
    it(`refuses ${what}`, () => {
      expect(failureOf(text)).to.include({ code: 'E_SOURCE_SHAPE' });
    });
  }

  describe('as it was recorded', function () {
    before(function () {
      if (!hasRecorded) this.skip();
    });

    for (const [name, games, rows, columns] of [
      ['2020-09-03-87-columns.csv.gz', 8, 2507, 89],
      ['2024-07-25-one-pitcher-118-columns.csv.gz', 1, 114, 118],
    ] as const) {
      it(`loses nothing of ${name}`, () => {
        const text = exportOf(name);
        const answer = parseSavant('u', text);
        expect(answer).to.include({ rows });
        expect(answer.columns).to.have.length(columns);
        expect(answer.games.size).to.equal(games);
        const known = new Set([...requiredColumns, ...optionalColumns]);
        expect(answer.columns.filter((column) => !known.has(column))).to.deep.equal([]);
        const sent = parse<Record<string, string>>(text, { bom: true, columns: true });
        const payloads = new Map(
          [...answer.games].flatMap(([gamePk, pitches]) =>
            pitches.map(({ atBatNumber, pitchNumber, payload }) => [
              `${gamePk} ${atBatNumber} ${pitchNumber}`,
              JSON.parse(payload) as Record<string, unknown>,
            ]),
          ),
        );
        expect(payloads.size).to.equal(rows);
        for (const row of sent) {
          const payload = payloads.get(`${row.game_pk} ${row.at_bat_number} ${row.pitch_number}`)!;
          const values = Object.entries(row).filter(([, value]) => !['', 'null'].includes(value));
          expect(Object.keys(payload)).to.deep.equal(values.map(([column]) => column).sort());
          for (const [column, value] of values) {
            const kept = payload[column];
            if (kept !== value && kept !== Number(value)) expect([column, kept]).to.equal(value);
          }
        }
      });
    }
  });
});
