import { readFileSync } from 'node:fs';
import path from 'node:path';

const imported = /^import \{[^}]*\} from '(\.[^']+)';\n/gm;

/**
 * A browser module and all it imports as one classic script: it runs before the page is drawn, and pages opened from a file
 * may load no modules. Names must be unique over the modules that go together.
 */
export function bundle(file: string): string {
  const parts: string[] = [];
  const seen = new Set<string>();
  const add = (module: string): void => {
    if (seen.has(module)) return;
    seen.add(module);
    const text = readFileSync(module, 'utf8');
    for (const [, other = ''] of text.matchAll(imported)) {
      add(path.resolve(path.dirname(module), other));
    }
    parts.push(
      text
        .replace(imported, '')
        .replace(/^export (?=function|const)/gm, '')
        .trim(),
    );
  };
  add(file);
  return `(() => {\n'use strict';\n${parts.join('\n\n')}\n})();\n`;
}
