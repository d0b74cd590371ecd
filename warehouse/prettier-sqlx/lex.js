/**
 * Reads SQLX: blocks (config, js, pre_operations ...) around SQL, and in the SQL tokens, with JavaScript in `${}` among
 * them. Nothing is thrown away but white space and the letter case of keywords.
 */

const blockStart = /^(config|js|pre_operations|post_operations|input)\b([^{\n]*)\{/;
const wordPart = /[A-Za-z0-9_$]/;
const operators = ['<=>', '|>', '=>', '->', '<=', '>=', '!=', '<>', '||', '<<', '@@'];

/** Words that GoogleSQL reserves: upper-case wherever they stand, but after a dot. */
const reserved = new Set(
  `ALL AND ANY ARRAY AS ASC AT BETWEEN BY CASE CAST COLLATE CREATE CROSS CUBE CURRENT DEFAULT DEFINE DESC DISTINCT ELSE
  END ENUM ESCAPE EXCEPT EXCLUDE EXISTS EXTRACT FALSE FETCH FOLLOWING FOR FROM FULL GROUP GROUPING GROUPS HASH HAVING IF
  IGNORE IN INNER INTERSECT INTERVAL INTO IS JOIN LATERAL LEFT LIKE LIMIT LOOKUP MERGE NATURAL NEW NO NOT NULL NULLS OF
  ON OR ORDER OUTER OVER PARTITION PRECEDING PROTO QUALIFY RANGE RECURSIVE RESPECT RIGHT ROLLUP ROWS SELECT SET SOME
  STRUCT TABLESAMPLE THEN TO TREAT TRUE UNBOUNDED UNION UNNEST USING WHEN WHERE WINDOW WITH WITHIN`.split(
    /\s+/,
  ),
);

/** Where the JavaScript that begins at `start` ends: the index of its closing brace. */
export function closingBrace(text, start) {
  for (let index = start; index < text.length; index += 1) {
    const character = text[index];
    if (character === '}') return index;
    if (character === '{') index = closingBrace(text, index + 1);
    else if (character === '`') index = templateEnd(text, index + 1);
    else if (character === '"' || character === "'") index = quoteEnd(text, index, character);
    else if (text.startsWith('//', index)) index = endOf(text, text.indexOf('\n', index));
    else if (text.startsWith('/*', index)) index = endOf(text, text.indexOf('*/', index) + 1);
  }
  throw new SyntaxError(`a brace is not closed: ${text.slice(start, start + 60)}`);
}

function endOf(text, index) {
  return index <= 0 ? text.length : index;
}

function quoteEnd(text, start, quote) {
  for (let index = start + quote.length; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text.startsWith(quote, index)) return index + quote.length - 1;
  }
  throw new SyntaxError(`a quotation is not closed: ${text.slice(start, start + 60)}`);
}

function templateEnd(text, start) {
  for (let index = start; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === '`') return index;
    else if (text.startsWith('${', index)) index = closingBrace(text, index + 2);
  }
  throw new SyntaxError(`a template is not closed: ${text.slice(start, start + 60)}`);
}

/** A quotation in SQL may hold `${}`. */
function sqlQuoteEnd(text, start, quote) {
  for (let index = start + quote.length; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text.startsWith('${', index)) index = closingBrace(text, index + 2);
    else if (text.startsWith(quote, index)) return index + quote.length;
  }
  throw new SyntaxError(`a quotation is not closed: ${text.slice(start, start + 60)}`);
}

/**
 * The blocks of a file in their order: `{ kind: 'config' | 'js' | 'pre_operations' | ..., name, text }`, SQL outside of
 * them as kind 'sql'.
 */
export function blocks(text) {
  const found = [];
  let sql = '';
  let index = 0;
  const flush = () => {
    if (sql.trim() !== '') found.push({ kind: 'sql', name: '', text: sql });
    sql = '';
  };
  while (index < text.length) {
    const start = blockStart.exec(text.slice(index, index + 200));
    if (start !== null && (index === 0 || text[index - 1] === '\n')) {
      flush();
      const [opening, kind, name] = start;
      const end = closingBrace(text, index + opening.length);
      found.push({ kind, name: name.trim(), text: text.slice(index + opening.length, end) });
      index = end + 1;
    } else {
      const lineEnd = text.indexOf('\n', index);
      // JavaScript in the SQL may have lines that look like blocks.
      const opening = text.indexOf('${', index);
      const next = lineEnd === -1 ? text.length : lineEnd + 1;
      const stop = opening !== -1 && opening < next ? closingBrace(text, opening + 2) + 1 : next;
      sql += text.slice(index, stop);
      index = stop;
    }
  }
  flush();
  return found;
}

/**
 * Tokens of SQL: `{ type, parts, text, upper, newline, column, comments }`. `type` is word, quotation, operator or
 * punctuation; `parts` are texts and `{ javascript }`; `upper` the keyword, if it is one; `newline` and `column` where it
 * stood; `comments` those on lines before it, `trailing` those after it on its line.
 */
export function tokens(text) {
  const found = [];
  let comments = [];
  let newline = true;
  let index = 0;
  const push = (type, parts, from, to) => {
    const raw = text.slice(from, to);
    const afterDot = found.at(-1)?.text === '.';
    const isKeyword = type === 'word' && !afterDot && reserved.has(raw.toUpperCase());
    found.push({
      type,
      parts: isKeyword ? [raw.toUpperCase()] : parts,
      text: isKeyword ? raw.toUpperCase() : raw,
      upper: type === 'word' && !afterDot ? raw.toUpperCase() : '',
      isKeyword,
      newline,
      column: from - (text.lastIndexOf('\n', from - 1) + 1),
      comments,
      trailing: [],
    });
    comments = [];
    newline = false;
    index = to;
  };
  const remark = (words) => {
    const before = found.findLast((token) => token.text !== ',' && token.text !== ';');
    if (newline || before === undefined) comments.push(words);
    else before.trailing.push(words);
  };

  while (index < text.length) {
    const character = text[index];
    const quotation = /^(?:[rRbB]{1,2})?('''|"""|'|"|`)/.exec(text.slice(index, index + 5));
    if (character === '\n') {
      newline = true;
      index += 1;
    } else if (/\s/.test(character)) index += 1;
    else if (text.startsWith('--', index) || character === '#') {
      const end = endOf(text, text.indexOf('\n', index));
      remark(text.slice(index, end).trimEnd());
      index = end;
    } else if (text.startsWith('/*', index)) {
      const end = endOf(text, text.indexOf('*/', index) + 1) + 1;
      remark(text.slice(index, end));
      index = end;
    } else if (quotation !== null) {
      const [opening, quote] = quotation;
      const from = index + opening.length - quote.length;
      const end = sqlQuoteEnd(text, from, quote);
      push('quotation', [text.slice(index, end)], index, end);
    } else if (wordPart.test(character)) {
      const parts = [];
      let end = index;
      while (end < text.length && (wordPart.test(text[end]) || isNumberDot(text, index, end))) {
        if (text.startsWith('${', end)) {
          const close = closingBrace(text, end + 2);
          parts.push({ javascript: text.slice(end + 2, close) });
          end = close + 1;
        } else {
          if (typeof parts.at(-1) !== 'string') parts.push('');
          parts[parts.length - 1] += text[end];
          end += 1;
        }
      }
      push('word', parts, index, end);
    } else {
      const operator =
        operators.find((candidate) => text.startsWith(candidate, index)) ?? character;
      const type = /^[()[\],;.]$/.test(operator) ? 'punctuation' : 'operator';
      push(type, [operator], index, index + operator.length);
    }
  }
  return { tokens: found, comments };
}

/** `1.5` and `1e-9` are one word; `.` after a name is not of it. */
function isNumberDot(text, start, index) {
  const before = text.slice(start, index);
  if (text[index] === '.') return /^\d+$/.test(before);
  return (text[index] === '-' || text[index] === '+') && /^\d[\d.]*[eE]$/.test(before);
}
