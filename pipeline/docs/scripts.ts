import { readFileSync } from 'node:fs';
import path from 'node:path';
import { bundle } from '../../serving/page/bundle.ts';

const folder = path.join(import.meta.dirname, 'browser');

/** A script of the site: a module of browser/ and all it imports. */
export function script(name: string): string {
  return bundle(path.join(folder, `${name}.js`));
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
