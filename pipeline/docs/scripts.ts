import { readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(import.meta.dirname, 'browser');
const imported = /^import \{[^}]*\} from '\.\/([a-z-]+)\.js';\n/gm;

/**
 * A module of browser/ and all it imports as one classic script: pages opened from a file may load no modules.
 * Names must be unique over the modules that go together.
 */
export function bundle(name: string): string {
  const parts: string[] = [];
  const seen = new Set<string>();
  const add = (module: string): void => {
    if (seen.has(module)) return;
    seen.add(module);
    const text = readFileSync(path.join(folder, `${module}.js`), 'utf8');
    for (const [, other = ''] of text.matchAll(imported)) add(other);
    parts.push(
      text
        .replace(imported, '')
        .replace(/^export (?=function|const)/gm, '')
        .trim(),
    );
  };
  add(name);
  return `(() => {\n'use strict';\n${parts.join('\n\n')}\n})();\n`;
}

export function stylesheet(): string {
  return readFileSync(path.join(folder, 'site.css'), 'utf8');
}

/** A value as a script that a page may load: `</script>` in it ends nothing. */
export function scriptOf(name: string, value: unknown): string {
  const text = JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
  return `window.${name} = ${text};\n`;
}
