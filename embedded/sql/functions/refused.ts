import { unsupported, type SqlError } from '../errors.ts';

interface Family {
  pattern: RegExp;
  what: string;
  instead?: string;
}

const families: Family[] = [
  { pattern: /^(?:ST|S2)_/, what: 'GEOGRAPHY functions', instead: 'FLOAT64 coordinates' },
  {
    pattern: /^(?:AEAD|KEYS)\.|^DETERMINISTIC_(?:EN|DE)CRYPT/,
    what: 'encryption functions',
    instead: 'SHA256 or encryption in the client',
  },
  {
    pattern: /^DLP_/,
    what: 'Sensitive Data Protection functions',
    instead: 'SHA256 or encryption in the client',
  },
  {
    pattern: /^(?:TEXT_ANALYZE|BAG_OF_WORDS|TF_IDF)$/,
    what: 'text analysis functions',
    instead: 'SPLIT or REGEXP_EXTRACT_ALL',
  },
  { pattern: /^SEARCH$/, what: 'search functions', instead: 'CONTAINS_SUBSTR or REGEXP_CONTAINS' },
  {
    pattern: /^VECTOR_(?:SEARCH|INDEX\.)/,
    what: 'vector search',
    instead: 'a cross join ordered by COSINE_DISTANCE or EUCLIDEAN_DISTANCE',
  },
  {
    pattern: /^EXTERNAL_QUERY$/,
    what: 'federated queries',
    instead: 'a table loaded from an extract of the other database',
  },
  {
    pattern: /^(?:APPENDS|CHANGES)$/,
    what: "a table's history of changes",
    instead: 'a column of the time of the change',
  },
  {
    pattern: /^(?:AGG|MEASURE)$/,
    what: 'measures',
    instead: 'the aggregate function itself',
  },
  {
    pattern:
      /^(?:(?:DESTINATION|SOURCE)_NODE_ID|EDGES|NODES|LABELS|ELEMENT_(?:DEFINITION_NAME|ID)|IS_(?:ACYCLIC|FIRST|LAST|SIMPLE|TRAIL)|PATH(?:_FIRST|_LAST|_LENGTH)?|PROPERTY_(?:EXISTS|NAMES)|GRAPH_TABLE|GRAPH_EXPAND)$/,
    what: 'graph queries',
    instead: 'joins or WITH RECURSIVE',
  },
  {
    pattern: /^(?:TO|FROM)_PROTO$|^PROTO_|^(?:FILTER|REPLACE)_FIELDS$/,
    what: 'protocol buffers',
    instead: 'STRUCT or JSON',
  },
  {
    pattern: /^ARRAY_ZIP$/,
    what: 'arrays side by side',
    instead: 'UNNEST of several arrays in FROM',
  },
  {
    pattern: /^FLATTEN$/,
    what: 'elements of arrays in arrays',
    instead: 'ARRAY(SELECT ... FROM UNNEST(...) AS x, x.field)',
  },
  {
    pattern:
      /^ML\.(?:FORECAST|EXPLAIN_FORECAST|ARIMA_\w+|HOLIDAY_INFO)$|^AI\.(?:FORECAST|EVALUATE)$/,
    what: 'time series models',
    instead: 'a regression model over features of the date',
  },
  {
    pattern:
      /^ML\.(?:CENTROIDS|DETECT_ANOMALIES|GENERATE_EMBEDDING|PRINCIPAL_COMPONENTS|PRINCIPAL_COMPONENT_INFO|RECOMMEND|RECONSTRUCTION_LOSS|TRIAL_INFO)$/,
    what: 'functions of models of other types',
    instead: 'a boosted tree, logistic or linear regression model with ML.PREDICT',
  },
  {
    pattern: /^ML\.(?:DESCRIBE_DATA|VALIDATE_DATA_\w+|TFDV_\w+)$|^GET_INSIGHTS$/,
    what: 'data statistics and monitoring',
    instead: 'ML.FEATURE_INFO or aggregate functions',
  },
  {
    pattern: /^(?:ML|AI|OBJ)\.|^EXTERNAL_|^DEPENDENCY_GRAPH$/,
    what: 'functions that call other services',
    instead: 'a call from the client whose results are loaded',
  },
];

/** The refusal of a function that BigQuery has and the embedded warehouse does not. */
export function refusedFunction(name: string, position: number): SqlError | undefined {
  const family = families.find(({ pattern }) => pattern.test(name));
  return family && unsupported(`function ${name} (${family.what})`, family.instead, position);
}
