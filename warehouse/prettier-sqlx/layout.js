/** Lays SQL out: a query's clauses, lists, conditions, arithmetic and windows, each broken only where it does not fit. */
import { doc } from 'prettier';

const {
  breakParent,
  fill,
  group,
  hardline,
  indent,
  join,
  line,
  lineSuffix,
  literalline,
  softline,
} = doc.builders;

const joinWords = new Set(['LEFT', 'RIGHT', 'FULL', 'INNER', 'CROSS']);
const conditions = new Set(['WHERE', 'HAVING', 'QUALIFY', 'ON']);
const lists = new Set(['GROUP BY', 'ORDER BY']);
const comparisons = new Set(['=', '!=', '<>', '<', '>', '<=', '>=']);
const sums = new Set(['+', '-', '||']);
const products = new Set(['*', '/']);
/** Keywords before which a bracket stands close, as after a function's name. */
const callable = new Set([
  'ARRAY',
  'CAST',
  'EXTRACT',
  'IF',
  'LEFT',
  'RIGHT',
  'STRUCT',
  'UNNEST',
  'GROUPING',
  'ANY',
  'SET',
]);
const closers = { '(': ')', '[': ']', '<': '>' };

/* ---------- nesting ---------- */

/** Nests tokens: brackets become `{ open, close, children }`, CASE ... END too. */
function nest(list) {
  let index = 0;
  const read = (closing) => {
    const children = [];
    while (index < list.length) {
      const token = list[index];
      if (closing !== undefined && token.text === closing) return children;
      index += 1;
      const isType =
        token.text === '<' && ['ARRAY', 'STRUCT', 'FUNCTION'].includes(list[index - 2]?.upper);
      if (token.text === '(' || token.text === '[' || isType || token.upper === 'CASE') {
        const inside = read(token.upper === 'CASE' ? 'END' : closers[token.text]);
        const close = list[index];
        index += 1;
        children.push({ open: token, close, children: inside });
      } else children.push(token);
    }
    if (closing !== undefined) throw new SyntaxError(`${closing} is missing`);
    return children;
  };
  return read();
}

const first = (node) => node.open ?? node;
const last = (node) => node.close ?? node;
const isGroup = (node, text) => node?.open !== undefined && node.open.text === text;
const isWord = (node, ...words) => node?.open === undefined && words.includes(node?.upper);
const isConstant = (node) => isWord(node, 'NULL', 'TRUE', 'FALSE');
const isOperator = (node) => node?.open === undefined && node?.type === 'operator';
const isComma = (node) => node?.open === undefined && node?.text === ',';
const isScript = (node) => node?.parts?.length === 1 && typeof node.parts[0] !== 'string';

/** A node after which an operand is to come. */
function wantsOperand(node) {
  return (
    node === undefined ||
    isOperator(node) ||
    isComma(node) ||
    (node.open === undefined && node.isKeyword && !isConstant(node)) ||
    (node.open === undefined && node.text === '.')
  );
}

/* ---------- tokens ---------- */

const lines = (text) => join(literalline, text.split('\n'));

function layToken(token) {
  const parts = token.doc.map((part) => (typeof part === 'string' ? lines(part) : part));
  return [token.comments.map((text) => [lines(text), hardline]), parts, layTrailing(token)];
}

const layTrailing = ({ trailing }) => trailing.map((text) => [lineSuffix(` ${text}`), breakParent]);

/** Whether a space stands between two neighbours. */
function isSpaced(left, right, before) {
  const from = last(left);
  const to = first(right);
  if (to.text === ',' || to.text === ';' || to.text === '.' || from.text === '.') return false;
  if (from.text === '@' || from.text === '@@') return false;
  if (right.open !== undefined && ['(', '['].includes(to.text)) {
    if (left.open !== undefined) return left.open.text === '<' ? false : from.upper === 'END';
    if (from.type === 'operator') return !isUnary(left, before);
    return from.isKeyword && (to.text === '[' ? from.text !== 'ARRAY' : !callable.has(from.text));
  }
  if (right.open !== undefined && to.text === '<') return false;
  return !isUnary(left, before);
}

const isUnary = (node, before) =>
  isOperator(node) && ['-', '+', '~'].includes(node.text) && wantsOperand(before);

/** Nodes side by side, broken nowhere but inside of brackets. */
function laySequence(nodes) {
  return nodes.map((node, index) => {
    const spaced = index > 0 && isSpaced(nodes[index - 1], node, nodes[index - 2]);
    const isSubscript =
      index > 0 && !spaced && isGroup(node, '[') && last(nodes[index - 1]).text !== '>';
    return [spaced ? ' ' : '', isSubscript ? layTight(node) : layNode(node)];
  });
}

const layTight = ({ open, close, children }) => [
  layToken(open),
  laySequence(children),
  layClose(close),
];

function layNode(node) {
  if (node.open === undefined) return layToken(node);
  if (node.open.upper === 'CASE') return layCase(node);
  const isHugged =
    (node.children.length === 1 && isGroup(node.children[0], '[')) ||
    (node.open.text === '<' && node.children.length === 2 && isGroup(node.children[1], '<'));
  if (isHugged) return layTight(node);
  const inside = layBracketed(node);
  const opening = layToken(node.open);
  const closing = layClose(node.close);
  if (inside === undefined) return [opening, closing];
  return group([opening, indent([softline, inside]), softline, closing]);
}

/** Comments before a closing bracket stay inside of it. */
function layClose(close) {
  const inside = close.comments.map((text) => indent([hardline, lines(text)]));
  return [inside, inside.length > 0 ? hardline : '', close.text, layTrailing(close)];
}

function layBracketed({ open, children }) {
  if (children.length === 0) return undefined;
  if (open.text === '(' && isQuery(children)) return layQuery(children, line);
  const pieces = splitPieces(children).map(layPiece);
  return pieces.length === 1 ? pieces[0] : group(join(line, pieces));
}

/* ---------- lists ---------- */

function splitAt(nodes, isSeparator) {
  const parts = [[]];
  nodes.forEach((node, index) => {
    if (isSeparator(node, index)) parts.push([]);
    else parts.at(-1).push(node);
  });
  return parts;
}

/** A column or a constant, and nothing else. */
const isBare = (nodes) =>
  nodes.every(
    (node) =>
      node.open === undefined &&
      node.comments.length === 0 &&
      node.parts.every((part) => typeof part === 'string') &&
      !isOperator(node) &&
      (!node.isKeyword || isConstant(node)),
  );

/** Items with commas: neighbours that may `share` a line do, any other has one of its own. */
function layList(nodes, shares) {
  const items = splitAt(nodes, isComma);
  if (items.at(-1).length === 0) items.pop();
  const docs = items.map((item, index) => [
    layExpression(item),
    index < items.length - 1 || isComma(nodes.at(-1)) ? ',' : '',
  ]);
  const runs = [];
  items.forEach((item, index) => {
    const isShared = shares(item);
    if (isShared && runs.at(-1)?.isShared) runs.at(-1).docs.push(line, docs[index]);
    else runs.push({ isShared, docs: [docs[index]] });
  });
  return join(
    line,
    runs.map((run) => fill(run.docs)),
  );
}

/** Splits what is in brackets before ORDER BY, LIMIT, a window's frame and the like. */
function splitPieces(nodes) {
  const parts = [];
  nodes.forEach((node, index) => {
    const next = nodes[index + 1];
    const begins =
      (isWord(node, 'ORDER', 'PARTITION') && isWord(next, 'BY')) ||
      (isWord(node, 'LIMIT') && index > 0) ||
      (isWord(node, 'IGNORE', 'RESPECT') && isWord(next, 'NULLS')) ||
      (isWord(node, 'ROWS', 'RANGE', 'GROUPS') && isWord(next, 'BETWEEN', 'UNBOUNDED', 'CURRENT'));
    if (begins || parts.length === 0) parts.push([]);
    parts.at(-1).push(node);
  });
  return parts;
}

function layPiece(nodes) {
  if (isWord(nodes[0], 'ORDER', 'PARTITION') && isWord(nodes[1], 'BY')) {
    return [laySequence(nodes.slice(0, 2)), ' ', indent(layList(nodes.slice(2), () => true))];
  }
  const items = splitAt(nodes, isComma);
  if (items.length === 1) return layExpression(nodes, (part) => part);
  const areBare = items.every(isBare);
  return layList(nodes, () => areBare);
}

/* ---------- expressions ---------- */

/** Splits before the AND or OR of this level; BETWEEN keeps its AND. JavaScript on a line of its own begins a term. */
function splitTerms(nodes, word, scripts) {
  const terms = [[]];
  let betweens = 0;
  nodes.forEach((node, index) => {
    if (isWord(node, 'BETWEEN')) betweens += 1;
    const isBetween = isWord(node, 'AND') && betweens > 0;
    if (isBetween) betweens -= 1;
    const isScriptTerm =
      scripts && index > 0 && isScript(node) && node.newline && !wantsOperand(nodes[index - 1]);
    if ((isWord(node, word) && !isBetween && index > 0) || isScriptTerm) terms.push([node]);
    else terms.at(-1).push(node);
  });
  return terms;
}

/** A chain of terms that all break before their operator, or none does. */
function layTerms(terms, layTerm, shift) {
  const docs = terms.map((term, index) => {
    if (index === 0) return layTerm(term);
    const separator = isScript(term[0]) ? hardline : line;
    return [
      separator,
      isScript(term[0]) ? laySequence(term) : [layToken(term[0]), ' ', layTerm(term.slice(1))],
    ];
  });
  return [docs[0], shift(docs.slice(1))];
}

function layCondition(nodes, { scripts = false, shift = indent } = {}) {
  const alternatives = splitTerms(nodes, 'OR', scripts);
  if (alternatives.length > 1) {
    return layTerms(alternatives, (term) => group(layConjunction(term, false, indent)), shift);
  }
  return layConjunction(nodes, scripts, shift);
}

function layConjunction(nodes, scripts, shift) {
  const terms = splitTerms(nodes, 'AND', scripts);
  return terms.length > 1 ? layTerms(terms, layComparison, shift) : layComparison(nodes);
}

/** `shift` indents what does not fit on the first line. */
function layExpression(nodes, shift = indent) {
  const alias = nodes.findLastIndex((node) => isWord(node, 'AS'));
  if (alias > 0) {
    return [layExpression(nodes.slice(0, alias)), ' ', laySequence(nodes.slice(alias))];
  }
  return group(layCondition(nodes, { shift }));
}

/** Where binary operators stand. */
function binaries(nodes, symbols) {
  return nodes.flatMap((node, index) =>
    isOperator(node) && symbols.has(node.text) && index > 0 && !wantsOperand(nodes[index - 1])
      ? [index]
      : [],
  );
}

function layComparison(nodes) {
  const [at] = binaries(nodes, comparisons);
  if (at === undefined) return laySum(nodes);
  const left = laySum(nodes.slice(0, at));
  const right = [layToken(nodes[at]), ' ', laySum(nodes.slice(at + 1))];
  return group(isBare(nodes.slice(at + 1)) ? [left, ' ', right] : [left, indent([line, right])]);
}

function layChain(nodes, symbols, layOperand) {
  const at = binaries(nodes, symbols);
  if (at.length === 0) return layOperand(nodes);
  const operands = at.map((from, index) => [
    layToken(nodes[from]),
    ' ',
    layOperand(nodes.slice(from + 1, at[index + 1] ?? nodes.length)),
  ]);
  return group([
    layOperand(nodes.slice(0, at[0])),
    indent(operands.map((operand) => [line, operand])),
  ]);
}

const laySum = (nodes) =>
  layChain(nodes, sums, (operand) => layChain(operand, products, laySequence));

function layCase({ open, close, children }) {
  const parts = [];
  for (const node of children) {
    if (parts.length === 0 || isWord(node, 'WHEN', 'ELSE')) parts.push([]);
    parts.at(-1).push(node);
  }
  return group([
    layToken(open),
    indent(
      parts.map((part) => {
        if (!isWord(part[0], 'WHEN', 'ELSE')) return [' ', layExpression(part)];
        const then = part.findIndex((node) => isWord(node, 'THEN'));
        if (then === -1) return [line, layToken(part[0]), ' ', layExpression(part.slice(1))];
        return [
          line,
          group([
            layToken(part[0]),
            ' ',
            layExpression(part.slice(1, then)),
            indent([line, layToken(part[then]), ' ', layExpression(part.slice(then + 1))]),
          ]),
        ];
      }),
    ),
    line,
    layClose(close),
  ]);
}

/* ---------- queries ---------- */

const setWords = ['UNION', 'INTERSECT', 'EXCEPT'];

function isQuery(nodes) {
  return (
    isWord(nodes[0], 'SELECT', 'WITH') ||
    nodes.some(
      (node, index) => isWord(node, ...setWords) && isWord(nodes[index + 1], 'ALL', 'DISTINCT'),
    )
  );
}

/** The length and name of the clause that begins at `index`, if one does. */
function clauseAt(nodes, index) {
  const [node, next, third] = nodes.slice(index, index + 3);
  const two = (name) => ({ name, length: 2 });
  if (isWord(node, 'WITH') && index === 0) return { name: 'WITH', length: 1 };
  if (isWord(node, 'FROM')) {
    return isWord(nodes[index - 1], 'DISTINCT') &&
      index > 1 &&
      isWord(nodes[index - 2], 'IS', 'NOT')
      ? undefined
      : { name: 'FROM', length: 1 };
  }
  if (isWord(node, 'SELECT', 'WHERE', 'HAVING', 'QUALIFY', 'WINDOW', 'LIMIT')) {
    return { name: node.upper, length: 1 };
  }
  if (isWord(node, 'GROUP', 'ORDER') && isWord(next, 'BY')) return two(`${node.upper} BY`);
  if (isWord(node, ...setWords) && isWord(next, 'ALL', 'DISTINCT')) return two('SET');
  if (isWord(node, 'JOIN')) return { name: 'JOIN', length: 1 };
  if (node.open === undefined && joinWords.has(node.upper)) {
    if (isWord(next, 'JOIN')) return two('JOIN');
    if (isWord(next, 'OUTER') && isWord(third, 'JOIN')) return { name: 'JOIN', length: 3 };
  }
  return undefined;
}

function splitClauses(nodes) {
  const clauses = [];
  let column = 0;
  let condition = false;
  for (let index = 0; index < nodes.length;) {
    const node = nodes[index];
    const clause = clauseAt(nodes, index);
    if (clause !== undefined) {
      clauses.push({
        name: clause.name,
        words: nodes.slice(index, index + clause.length),
        body: [],
      });
      if (node.newline) column = node.column;
      condition = conditions.has(clause.name);
      index += clause.length;
      continue;
    }
    if (isWord(node, 'ON')) condition = true;
    const isClause =
      isScript(node) &&
      node.newline &&
      !wantsOperand(nodes[index - 1]) &&
      (!condition || node.column <= column);
    if (clauses.length === 0 || isClause) {
      clauses.push({ name: '', words: [], body: [] });
      condition = false;
    }
    clauses.at(-1).body.push(node);
    index += 1;
  }
  return clauses;
}

/** A query, its clauses separated by `separator`: hardline, or line where a short one may stay on one line. */
function layQuery(nodes, separator) {
  const clauses = splitClauses(nodes);
  if (clauses[0]?.name === 'WITH') {
    const [{ words, body }, ...rest] = clauses;
    return [layCommonTables(words, body), hardline, hardline, layClauses(rest, hardline)];
  }
  return layClauses(clauses, separator);
}

function layClauses(clauses, separator) {
  return join(separator, clauses.map(layClause));
}

function layClause({ name, words, body }) {
  const head = laySequence(words);
  if (name === '') return laySequence(body);
  if (name === 'SET') return body.length === 0 ? head : [head, hardline, layQuery(body, hardline)];
  if (name === 'SELECT') return laySelect(head, body);
  if (conditions.has(name)) return group([head, ' ', layCondition(body, { scripts: true })]);
  if (lists.has(name)) return group([head, indent([line, layList(body, () => true)])]);
  if (name === 'WINDOW') {
    const windows = splitAt(body, isComma).map(laySequence);
    if (windows.length === 1) return [head, ' ', windows];
    return group([head, indent([line, join([',', line], windows)])]);
  }
  if (name === 'JOIN' || name === 'FROM') return laySource(head, body);
  return group([head, ' ', layExpression(body)]);
}

function laySelect(head, body) {
  let length = 0;
  while (isWord(body[length], 'DISTINCT', 'ALL')) length += 1;
  if (isWord(body[length], 'AS')) length += 2;
  const words = length === 0 ? head : [head, ' ', laySequence(body.slice(0, length))];
  return group([words, indent([line, layList(body.slice(length), isBare)])]);
}

/** `FROM table AS name`, `JOIN table AS name ON condition`. */
function laySource(head, body) {
  const on = body.findIndex((node) => isWord(node, 'ON', 'USING'));
  const source = on === -1 ? body : body.slice(0, on);
  const tables = splitAt(source, isComma).map((item) => laySequence(item));
  const laid = [head, ' ', tables.length === 1 ? tables : indent(join([',', line], tables))];
  if (on === -1) return group(laid);
  if (isWord(body[on], 'USING')) return [laid, ' ', laySequence(body.slice(on))];
  const terms = splitTerms(body.slice(on + 1), 'AND', true);
  const isSplit = splitTerms(body.slice(on + 1), 'OR', false).length > 1;
  const condition = isSplit
    ? layCondition(body.slice(on + 1), { scripts: true })
    : terms.map((term, index) => {
        if (index === 0) return layComparison(term);
        if (isScript(term[0])) return [hardline, laySequence(term)];
        return [line, layToken(term[0]), ' ', layComparison(term.slice(1))];
      });
  return group([laid, indent([line, group([layToken(body[on]), ' ', condition])])]);
}

/** `WITH a AS (...)`, a blank line between two. */
function layCommonTables(words, body) {
  const tables = splitAt(body, isComma);
  return [laySequence(words), ' ', join([',', hardline, hardline], tables.map(layCommonTable))];
}

function layCommonTable(nodes) {
  const query = nodes.at(-1);
  if (!isGroup(query, '(')) return laySequence(nodes);
  return [laySequence(nodes.slice(0, -1)), ' ', layBlockQuery(query)];
}

function layBlockQuery({ open, close, children }) {
  return [
    layToken(open),
    indent([hardline, layQuery(children, hardline)]),
    hardline,
    layClose(close),
  ];
}

/* ---------- statements ---------- */

/** A statement's layout, or undefined for one of a kind that is not known here. */
function layStatement(nodes) {
  const query = nodes.at(-1);
  if (isQuery(nodes)) return layQuery(nodes, hardline);
  if (isWord(nodes[0], 'CREATE') && isGroup(query, '(') && isQuery(query.children)) {
    const head = laySequence(nodes.slice(0, -2));
    return [head, hardline, layToken(nodes.at(-2)), ' ', layBlockQuery(query)];
  }
  return nodes.every(isScript) ? join(hardline, nodes.map(layToken)) : undefined;
}

/** The text as it is written, but for its indentation. */
function layVerbatim(text) {
  const written = text
    .trimEnd()
    .split('\n')
    .map((part) => part.trimEnd());
  while (written[0] === '') written.shift();
  const margin = Math.min(
    ...written.filter((part) => part !== '').map((part) => part.length - part.trimStart().length),
  );
  return join(
    hardline,
    written.map((part) => part.slice(margin)),
  );
}

/** The statements of a block of SQL, separated by blank lines. */
export function layStatements({ tokens, comments }, text) {
  const nodes = nest(tokens);
  const isEnd = (node) => node.open === undefined && node.text === ';';
  const statements = splitAt(nodes, isEnd).filter((part) => part.length > 0);
  const laid = statements.map(layStatement);
  if (laid.includes(undefined)) return layVerbatim(text);
  const rest = comments.map((words) => [hardline, words]);
  return [join([';', hardline, hardline], laid), isEnd(nodes.at(-1)) ? ';' : '', rest];
}
