import { tokenize, type Token } from '../../embedded/language.ts';
import { html, markup, type Html } from '../../serving/page/html.ts';

const keywords = new Set(
  `ALL AND ANY ARRAY AS ASC BEGIN BETWEEN BY CASE CAST CLUSTER COMMIT CREATE CROSS CUBE CURRENT DECLARE DEFAULT DELETE
  DESC DISTINCT ELSE END EXCEPT EXISTS EXTRACT FALSE FIRST FOLLOWING FOR FROM FULL FUNCTION GROUP HAVING IF IGNORE IN INNER
  INSERT INTERSECT INTERVAL INTO IS JOIN LAST LEFT LIKE LIMIT MATCHED MERGE MODEL NOT NULL NULLS OFFSET ON OPTIONS OR ORDER
  OUTER OVER PARTITION PRECEDING QUALIFY RANGE RECURSIVE REPLACE RESPECT RETURNS RIGHT ROLLBACK ROWS SELECT SET STRUCT TABLE
  THEN TRANSACTION TRUE UNBOUNDED UNION UNNEST UPDATE USING VALUES VIEW WHEN WHERE WINDOW WITH`.split(
    /\s+/,
  ),
);

const types = new Set(
  'BOOL BYTES DATE DATETIME FLOAT64 INT64 JSON NUMERIC STRING TIME TIMESTAMP'.split(' '),
);

function classOf(token: Token, next: Token | undefined): string | undefined {
  switch (token.kind) {
    case 'string':
    case 'bytes':
      return 's';
    case 'integer':
    case 'float':
      return 'n';
    case 'parameter':
    case 'system':
      return 'v';
    case 'identifier':
      if (
        next?.word === '(' &&
        !['IN', 'AS', 'OVER', 'AND', 'OR', 'FROM', 'ON', 'USING', 'SELECT', 'WHERE'].includes(
          token.word,
        )
      )
        return 'f';
      if (keywords.has(token.word)) return 'k';
      return types.has(token.word) ? 't' : undefined;
    default:
      return undefined;
  }
}

/** Space and comments between two tokens. */
function between(text: string): Html {
  return text.trim() === '' ? html`${text}` : html`<span class="c">${text}</span>`;
}

/**
 * SQL with its parts marked, and names of tables linked.
 * @param linkTo address of the page of a table by `dataset.name`, undefined when it has none
 */
export function sqlHtml(sql: string, linkTo: (id: string) => string | undefined): Html {
  let tokens: Token[];
  try {
    tokens = tokenize(sql);
  } catch {
    return html`${sql}`;
  }
  let at = 0;
  const parts = tokens.map((token, place) => {
    const gap = between(sql.slice(at, token.start));
    const text = sql.slice(token.start, token.end);
    at = token.end;
    if (token.kind === 'quoted') {
      const link = linkTo(token.text.split('.').slice(-2).join('.'));
      return html`${gap}${link === undefined ? text : html`<a href="${link}">${text}</a>`}`;
    }
    const name = classOf(token, tokens[place + 1]);
    return html`${gap}${name === undefined ? text : html`<span class="${name}">${text}</span>`}`;
  });
  return markup(parts.map((part) => part.html).join(''));
}
