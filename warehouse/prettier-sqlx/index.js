/**
 * Prettier for SQLX: `config`, `js` and `${}` are laid out as JavaScript, SQL as docs/sql-rules.md says. SQL inside of
 * JavaScript's templates stays as it is written.
 */
import { doc } from 'prettier';
import { blocks, tokens } from './lex.js';
import { layStatements } from './layout.js';

const { hardline, indent, join } = doc.builders;

export const languages = [{ name: 'SQLX', parsers: ['sqlx'], extensions: ['.sqlx'] }];

export const parsers = {
  sqlx: {
    parse: (text) => ({ type: 'sqlx', text, blocks: blocks(text.replace(/\r\n/g, '\n')) }),
    astFormat: 'sqlx',
    locStart: () => 0,
    locEnd: (node) => node.text.length,
  },
};

async function laySql(text, textToDoc) {
  const read = tokens(text);
  for (const token of read.tokens) {
    token.doc = await Promise.all(
      token.parts.map(async (part) =>
        typeof part === 'string'
          ? part
          : ['${', await textToDoc(part.javascript, { parser: '__js_expression' }), '}'],
      ),
    );
  }
  return layStatements(read, text);
}

async function layBlock({ kind, name, text }, textToDoc) {
  if (kind === 'sql') return laySql(text, textToDoc);
  if (kind === 'config') {
    return ['config ', await textToDoc(`{\n${text}}`, { parser: '__js_expression' })];
  }
  const body =
    kind === 'js' ? await textToDoc(text, { parser: 'babel' }) : await laySql(text, textToDoc);
  return [kind, name === '' ? '' : ` ${name}`, ' {', indent([hardline, body]), hardline, '}'];
}

export const printers = {
  sqlx: {
    embed: () => async (textToDoc, print, path) => {
      const laid = [];
      try {
        for (const block of path.node.blocks) laid.push(await layBlock(block, textToDoc));
      } catch (error) {
        path.node.error = error;
        throw error;
      }
      return [join([hardline, hardline], laid), hardline];
    },
    // Prettier swallows what embed throws and comes here.
    print: (path) => {
      throw path.node.error;
    },
  },
};
