import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { readAlertRules } from '../../pipeline/alerts/rules.ts';
import { createProgram } from '../../pipeline/program.ts';
import { errorCodes } from '../../warehouse/errors.ts';

const text = readFileSync(path.resolve(import.meta.dirname, '../../docs/runbook.md'), 'utf8');

/** Parts by their titles. */
const parts = new Map(
  text
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const [title = '', ...lines] = part.split('\n');
      return [title, lines.join('\n')];
    }),
);

/** What somebody asked for wrongly: the answer says all there is to do. */
const answers = /^E_(USAGE|DATE|TEAM_.*|GAME_.*|PLAYER_.*|REQUEST_INVALID|ROUTE_NOT_FOUND)$/;

describe('docs/runbook.md', () => {
  it('has a part for each rule of alerts, and for each code that is not an answer to a question', () => {
    for (const { runbook } of readAlertRules().rules) expect([...parts.keys()]).to.include(runbook);
    const named = new Set(text.match(/E_[A-Z_]+/g));
    const codes = Object.keys(errorCodes).filter((code) => !answers.test(code));
    expect(codes.filter((code) => !named.has(code))).to.deep.equal([]);
    expect([...named].filter((code) => !(code in errorCodes))).to.deep.equal([]);
  });

  it('says in each what one sees, what to look at, what to do and what undoes it', () => {
    for (const [title, part] of parts) {
      for (const point of ['Symptom', 'Check', 'Do', 'Undo'])
        expect(part, title).to.match(
          new RegExp(`\\*\\*${point}\\*\\*.*: .|\\*\\*Check\\*\\* and \\*\\*do\\*\\*: .`),
        );
    }
  });

  it('names commands and options that there are', () => {
    const program = createProgram();
    const commands = [...text.matchAll(/`tank ([^`]+)`/g)].map(([, line]) => line ?? '');
    expect(commands.length).to.be.greaterThan(30);
    for (const line of commands) {
      const [name = '', sub = ''] = line.split(' ');
      const command = program.commands.find((one) => one.name() === name);
      expect(command?.name(), line).to.equal(name);
      const nested = command?.commands.find((one) => one.name() === sub);
      if ((command?.commands.length ?? 0) > 0) expect(nested?.name(), line).to.equal(sub);
      const options = (nested ?? command)?.options.map(({ long }) => long) ?? [];
      // What is in quotation marks is SQL.
      for (const option of line.replace(/".*"/, '').match(/--[a-z-]+/g) ?? [])
        expect(options, line).to.include(option);
    }
  });
});
