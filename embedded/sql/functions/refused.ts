import { unsupported, type SqlError } from '../errors.ts';

interface Family {
  pattern: RegExp;
  what: string;
  instead?: string;
}

const families: Family[] = [
  { pattern: /^ST_/, what: 'GEOGRAPHY functions', instead: 'FLOAT64 coordinates' },
  { pattern: /^S2_/, what: 'GEOGRAPHY functions', instead: 'FLOAT64 coordinates' },
  {
    pattern: /^(?:AEAD|KEYS)\.|^DETERMINISTIC_(?:EN|DE)CRYPT/,
    what: 'encryption functions',
    instead: 'SHA256 or encryption in the client',
  },
  { pattern: /^DLP_/, what: 'Sensitive Data Protection functions' },
  {
    pattern: /^(?:TEXT_ANALYZE|BAG_OF_WORDS|TF_IDF)$/,
    what: 'text analysis functions',
    instead: 'SPLIT or REGEXP_EXTRACT_ALL',
  },
  { pattern: /^SEARCH$/, what: 'search functions', instead: 'CONTAINS_SUBSTR or REGEXP_CONTAINS' },
  {
    pattern: /^(?:VECTOR_SEARCH|AI\.|OBJ\.|EXTERNAL_)/,
    what: 'functions that call other services',
  },
];

/** The refusal of a function that BigQuery has and the embedded warehouse does not. */
export function refusedFunction(name: string, position: number): SqlError | undefined {
  const family = families.find(({ pattern }) => pattern.test(name));
  return family && unsupported(`function ${name} (${family.what})`, family.instead, position);
}
