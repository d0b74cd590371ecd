// @ts-check
/**
 * @typedef {{ nodes: [string, string][], texts: string[], columns: [string, number, number][] }} SearchData
 * @typedef {{ label: string, place: string, text: string, node: string, column?: string, also: number, score: number }} Hit
 */

/**
 * How well a name and its text answer all words asked for; 0 when one is nowhere.
 * @param {string} name
 * @param {string} text
 * @param {readonly string[]} words
 */
function score(name, text, words) {
  let sum = 0;
  for (const word of words) {
    const at = name.indexOf(word);
    if (name === word) sum += 100;
    else if (at === 0) sum += 60;
    else if (at > 0 && name[at - 1] === '_') sum += 40;
    else if (at > 0) sum += 25;
    else if (text.includes(word)) sum += 8;
    else return 0;
  }
  return sum - Math.min(5, name.length / 20);
}

/**
 * The tables and columns that answer a search best; a column that many tables have comes once.
 * @param {SearchData} data
 * @param {string} query
 * @param {number} limit
 * @returns {Hit[]}
 */
export function rank(data, query, limit = 20) {
  const words = query
    .toLowerCase()
    .split(/[\s.]+/)
    .filter(Boolean);
  if (words.length === 0) return [];
  /** @type {Hit[]} */
  const tables = [];
  for (const [id, text] of data.nodes) {
    const [place = '', name = ''] = id.split('.');
    const points = score(name, `${place} ${text.toLowerCase()}`, words);
    if (points > 0)
      tables.push({ label: name, place, text, node: id, also: 0, score: points + 15 });
  }
  const lowered = data.texts.map((text) => text.toLowerCase());
  /** @type {Map<string, Hit>} */
  const columns = new Map();
  for (const [name, node, text] of data.columns) {
    const id = data.nodes[node]?.[0] ?? '';
    const own = score(name.toLowerCase(), `${id} ${lowered[text] ?? ''}`, words);
    if (own <= 0) continue;
    const table = id.split('.')[1] ?? '';
    const isNamed = words.length > 1 && words.some((word) => table === word);
    const points = own + (isNamed ? 50 : 0);
    const key = isNamed ? `${id}.${name}` : name;
    const known = columns.get(key);
    if (known) known.also += 1;
    else {
      columns.set(key, {
        label: name,
        place: table,
        text: data.texts[text] ?? '',
        node: id,
        column: name,
        also: 0,
        score: points,
      });
    }
  }
  return [...tables, ...columns.values()].sort((a, b) => b.score - a.score).slice(0, limit);
}
