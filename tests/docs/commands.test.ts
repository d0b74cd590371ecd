import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import type { Command } from 'commander';
import { createProgram } from '../../pipeline/program.ts';
import { projectRoot } from '../../warehouse/dataform.ts';

interface Documented {
  file: string;
  line: string;
}

const read = (file: string): string => readFileSync(path.join(projectRoot, file), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

/** Every document but the generated ones and what happened in the past. */
const documents = execFileSync('git', ['ls-files', '*.md'], { cwd: projectRoot, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && !/^docs\/(compatibility|decisions\/)|^CHANGELOG/.test(file));

/** Commands of a document: lines of its shell blocks, and what stands in backticks and begins like one. */
function commandsOf(file: string): Documented[] {
  const text = read(file);
  const blocks = [...text.matchAll(/```sh\n(.*?)```/gs)].flatMap(([, block = '']) =>
    block.replaceAll('\\\n', ' ').split('\n'),
  );
  const spans = [...text.replaceAll(/```.*?```/gs, '').matchAll(/`([^`]+)`/g)].map(
    ([, span = '']) => span.replaceAll('\n', ' '),
  );
  return [...blocks, ...spans]
    .flatMap((line) => line.replace(/\s#\s.*$/, '').split(/&&|;/))
    .map((line) => line.trim().replace(/^(?:[A-Z_]+=\S+ )+/, ''))
    .filter((line) => /^(npm|npx|tank|gcloud|terraform|docker|bq|infra\/)[ /a-z]/.test(line))
    .map((line) => ({ file, line }));
}

/** What is wrong with a call of the CLI; undefined when there is such a command with such options. */
function faultOf(line: string): string | undefined {
  const words = line.replace(/"[^"]*"|'[^']*'/g, 'TEXT').split(/\s+/);
  let command: Command = createProgram();
  // help and the options of every command are commander's own.
  if (words[0] === undefined || words[0] === 'help') return undefined;
  for (const word of words) {
    const next = command.commands.find((one) => one.name() === word);
    if (next === undefined) break;
    command = next;
  }
  if (command.parent === null) return `there is no command ${words[0]}`;
  if (command.commands.length > 0 && words.length > 1) return `${words[0]} has no ${words[1]}`;
  const options = ['--help', ...command.options.map(({ long }) => long)];
  const unknown = words.filter((word) => word.startsWith('--') && !options.includes(word));
  return unknown.length === 0 ? undefined : `${command.name()} has no ${unknown.join(', ')}`;
}

describe('commands in documents', () => {
  const all = documents.flatMap(commandsOf);
  const beginning = (pattern: RegExp): Documented[] => all.filter(({ line }) => pattern.test(line));
  const faults = (found: readonly Documented[], fault: (line: string) => string | undefined) =>
    found.flatMap(({ file, line }) => {
      const wrong = fault(line);
      return wrong === undefined ? [] : [`${file}: ${line}: ${wrong}`];
    });

  it('of the CLI are commands and options that there are', () => {
    const calls = [
      ...beginning(/^tank /).map((one) => ({ ...one, line: one.line.slice('tank '.length) })),
      ...beginning(/^npm run -s tank -- /).map((one) => ({
        ...one,
        line: one.line.slice('npm run -s tank -- '.length),
      })),
    ];
    expect(calls.length).to.be.greaterThan(100);
    expect(faults(calls, faultOf)).to.deep.equal([]);
  });

  it('are seen when they are wrong', () => {
    expect(faultOf('dayly')).to.equal('there is no command dayly');
    expect(faultOf('models liszt')).to.equal('models has no liszt');
    expect(faultOf('daily --dates D')).to.equal('daily has no --dates');
    expect(faultOf('query "SELECT --x"')).to.equal(undefined);
  });

  it('of npm are scripts of package.json', () => {
    const runs = beginning(/^npm run /);
    expect(runs.length).to.be.greaterThan(20);
    const wrong = faults(runs, (line) => {
      const [, name = ''] = /^npm run (?:-s )?([\w:-]+)/.exec(line) ?? [];
      return name in scripts ? undefined : `package.json has no script ${name}`;
    });
    expect(wrong).to.deep.equal([]);
    const others = beginning(/^npm (?!run )/).map(({ line }) => line.split(' ')[1]);
    expect(new Set(others)).to.have.all.keys(
      ...['audit', 'ci', 'cit', 'pack', 'test'].filter((verb) => others.includes(verb)),
    );
  });

  it('run files that there are', () => {
    const named = all.flatMap(({ file, line }) =>
      [...line.matchAll(/(?:^|\s)((?:infra|tests|pipeline)\/[\w./-]+\.(?:sh|ts))/g)].map(
        ([, name = '']) => ({ file, name }),
      ),
    );
    expect(named).not.to.deep.equal([]);
    expect(named.filter(({ name }) => !existsSync(path.join(projectRoot, name)))).to.deep.equal([]);
  });

  it('that need Google are in documents that say so', () => {
    const files = new Set(
      beginning(/^(gcloud|terraform|bq|infra\/(deploy|smoke))/).map(({ file }) => file),
    );
    const silent = [...files].filter(
      (file) => !/needs? Google|only by the owner/i.test(read(file)),
    );
    expect(silent).to.deep.equal([]);
  });
});
