import { applyFormat, matchArguments, parseFormat, type Directive } from '../format.ts';
import { nativeOfNull, native } from './define.ts';
import { writeNumber } from './number-write.ts';
import { remembered } from './remembered.ts';

/** A format's directives, once its arguments have been found to fit. */
const directivesOf = remembered((format: string, kinds: string): Directive[] => {
  const directives = parseFormat(format);
  matchArguments(directives, kinds);
  return directives;
});

/** How a character is written in a GoogleSQL literal with these quotes. */
function escaped(char: string, quote: string): string {
  if (char === '\\' || char === quote) return `\\${char}`;
  if (char === '\n') return '\\n';
  if (char === '\t') return '\\t';
  if (char === '\r') return '\\r';
  const code = char.charCodeAt(0);
  return code < 32 || code === 127 ? `\\x${code.toString(16).padStart(2, '0')}` : char;
}

const quoteFor = (text: string): string => (text.includes('"') && !text.includes("'") ? "'" : '"');

function stringLiteral(text: string): string {
  const quote = quoteFor(text);
  const body = text.replaceAll(/[\\"'\p{Cc}]/gu, (char) => escaped(char, quote));
  return `${quote}${body}${quote}`;
}

/** Bytes as characters where those are printable ASCII, else as `\xff`. */
function bytesBody(bytes: Uint8Array, quotes: string): string {
  let body = '';
  for (const byte of bytes) {
    const char = String.fromCharCode(byte);
    if (byte < 32 || byte > 126) body += `\\x${byte.toString(16).padStart(2, '0')}`;
    else body += char === '\\' || quotes.includes(char) ? `\\${char}` : char;
  }
  return body;
}

function bytesLiteral(bytes: Uint8Array): string {
  const quote = quoteFor(Buffer.from(bytes).toString('latin1'));
  return `b${quote}${bytesBody(bytes, quote)}${quote}`;
}

export const formatFunctions = [
  nativeOfNull(
    'bq_format',
    ['VARCHAR', 'VARCHAR', 'VARCHAR[]', 'VARCHAR[]', 'VARCHAR[]'],
    'VARCHAR',
    (format, kinds, raw, shown, literals) =>
      format === null
        ? null
        : applyFormat(directivesOf(format, kinds ?? ''), {
            kinds: kinds ?? '',
            raw: raw ?? [],
            shown: shown ?? [],
            literals: literals ?? [],
          }),
  ),
  native('bq_cast_number', ['VARCHAR', 'VARCHAR', 'VARCHAR'], 'VARCHAR', writeNumber),
  native('bq_string_literal', ['VARCHAR'], 'VARCHAR', stringLiteral),
  native('bq_bytes_literal', ['BLOB'], 'VARCHAR', bytesLiteral),
  native('bq_bytes_shown', ['BLOB'], 'VARCHAR', (bytes) => bytesBody(bytes, '"\'')),
];
