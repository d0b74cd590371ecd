import type {
  Compiled,
  FunctionCall,
  FunctionDefinition,
  FunctionTable,
} from '../compiler/compiled.ts';
import { invalidQuery, unsupported } from '../errors.ts';
import {
  FLOAT64,
  INT64,
  isNumeric,
  STRING,
  structOf,
  text,
  typeName,
  type SqlType,
} from '../types.ts';

/**
 * The preprocessing functions of BigQuery ML. Analytic ones learn from all rows: in a query by `OVER ()`; in TRANSFORM from
 * the training rows, once, after which they read what was learned from a DuckDB variable.
 */
interface Learner {
  /** DuckDB SQL of what is learned, aggregates ending in `over`; a list. */
  learn: (values: string[], over: string) => string;
  /** DuckDB SQL of the result, given that of what was learned. */
  apply: (values: string[], learned: string) => string;
}

/** What a call's aggregates have in place of `OVER ()` where they are plain aggregates. */
const plainAggregate = '';

function learned(call: FunctionCall, values: string[], { learn, apply }: Learner): string {
  const { over, position, name } = call.node;
  if (
    over !== undefined &&
    (over.partition.length > 0 ||
      over.order.length > 0 ||
      over.frame !== undefined ||
      over.base !== undefined)
  ) {
    throw invalidQuery(`${name} must have an empty OVER()`, position);
  }
  const { learned: store } = call.scope.environment;
  if (store === undefined) return apply(values, learn(values, ' OVER ()'));
  const variable = `${store.prefix}_${Object.keys(store.found).length}`;
  store.found[variable] = learn(values, plainAggregate);
  return apply(values, `getvariable(${text(variable)})`);
}

/** The call's arguments; what they learn themselves cannot be learned from in turn. */
function argumentsOf(call: FunctionCall): Compiled[] {
  const { learned: store } = call.scope.environment;
  const before = Object.keys(store?.found ?? {}).length;
  const values = call.arguments();
  if (Object.keys(store?.found ?? {}).length > before) {
    throw unsupported(
      `${call.node.name} of another analytic ML function`,
      'the inner one in the training query',
      call.node.position,
    );
  }
  return values;
}

function numberSql({ sql, type }: Compiled, call: FunctionCall): string {
  if (!isNumeric(type) && type.kind !== 'NULL' && type.kind !== 'UNKNOWN') {
    throw invalidQuery(
      `${call.node.name} needs a number, not ${typeName(type)}`,
      call.node.position,
    );
  }
  return `CAST(${sql} AS DOUBLE)`;
}

/** An analytic function of one number. */
function scaler(learner: Learner): FunctionDefinition {
  return {
    minimum: 1,
    maximum: 1,
    over: 'required',
    compile(call) {
      const [value] = argumentsOf(call);
      const sql = value === undefined ? 'NULL' : numberSql(value, call);
      return { sql: `(${learned(call, [sql], learner)})`, type: FLOAT64 };
    },
  };
}

/** The value of a literal argument. */
function literal<T extends 'string' | 'number' | 'boolean'>(
  value: Compiled | undefined,
  kind: T,
  call: FunctionCall,
): (T extends 'string' ? string : T extends 'number' ? number : boolean) | undefined {
  if (value === undefined) return undefined;
  const found = typeof value.literal === 'bigint' ? Number(value.literal) : value.literal;
  if (typeof found !== kind) {
    throw invalidQuery(`An argument of ${call.node.name} must be a literal`, call.node.position);
  }
  return found as never;
}

const standard: Learner = {
  learn: ([x = ''], over) => `[AVG(${x})${over}, STDDEV_SAMP(${x})${over}]`,
  apply: ([x = ''], s) => `CASE WHEN ${s}[2] > 0 THEN (${x} - ${s}[1]) / ${s}[2] ELSE ${x} * 0 END`,
};

/** Values outside the learned range are put at its ends. */
const minMax: Learner = {
  learn: ([x = ''], over) => `[MIN(${x})${over}, MAX(${x})${over}]`,
  apply: ([x = ''], s) =>
    `CASE WHEN ${s}[2] > ${s}[1] AND ${x} IS NOT NULL THEN GREATEST(0, LEAST(1, (${x} - ${s}[1]) / (${s}[2] - ${s}[1]))) ELSE ${x} * 0 END`,
};

const maxAbs: Learner = {
  learn: ([x = ''], over) => `[MAX(ABS(${x}))${over}]`,
  apply: ([x = ''], s) =>
    `CASE WHEN ${s}[1] > 0 AND ${x} IS NOT NULL THEN GREATEST(-1, LEAST(1, ${x} / ${s}[1])) ELSE ${x} * 0 END`,
};

const robustScaler: FunctionDefinition = {
  minimum: 1,
  maximum: 4,
  over: 'required',
  compile(call) {
    const [value, range, withMedian, withRange] = argumentsOf(call);
    if (value === undefined) throw invalidQuery('ML.ROBUST_SCALER needs a number');
    if (range !== undefined)
      throw unsupported('quantile ranges of ML.ROBUST_SCALER', 'the default [25, 75]');
    const center = literal(withMedian, 'boolean', call) ?? true;
    const scale = literal(withRange, 'boolean', call) ?? true;
    const sql = learned(call, [numberSql(value, call)], {
      learn: ([x = ''], over) =>
        `[${[0.25, 0.5, 0.75].map((share) => `QUANTILE_CONT(${x}, ${share})${over}`).join(', ')}]`,
      apply: ([x = ''], s) => {
        const moved = center ? `(${x} - ${s}[2])` : x;
        return scale
          ? `CASE WHEN ${s}[3] > ${s}[1] THEN ${moved} / (${s}[3] - ${s}[1]) ELSE ${moved} * 0 END`
          : moved;
      },
    });
    return { sql: `(${sql})`, type: FLOAT64 };
  },
};

/** Buckets are numbered from 1; the lower bound belongs to its bucket. */
const bucketName = (x: string, points: string) =>
  `CASE WHEN ${x} IS NULL THEN NULL ELSE 'bin_' || (1 + len(list_filter(${points}, lambda p: p <= ${x}))) END`;

function requireBucketNames(format: Compiled | undefined, call: FunctionCall): void {
  const wanted = literal(format, 'string', call) ?? 'bucket_names';
  if (wanted !== 'bucket_names') {
    throw unsupported(
      `${call.node.name} with format ${wanted}`,
      'bucket_names',
      call.node.position,
    );
  }
}

const quantileBucketize: FunctionDefinition = {
  minimum: 2,
  maximum: 3,
  over: 'required',
  compile(call) {
    const [value, buckets, format] = argumentsOf(call);
    const count = literal(buckets, 'number', call) ?? 0;
    if (value === undefined || !Number.isInteger(count) || count < 2) {
      throw invalidQuery('ML.QUANTILE_BUCKETIZE needs a number of buckets of 2 or more');
    }
    requireBucketNames(format, call);
    const shares = Array.from(
      { length: count - 1 },
      (_, index) => `${index + 1}::DOUBLE / ${count}`,
    );
    const sql = learned(call, [numberSql(value, call)], {
      learn: ([x = ''], over) =>
        `list_distinct([${shares.map((share) => `QUANTILE_DISC(${x}, ${share})${over}`).join(', ')}])`,
      apply: ([x = ''], s) => bucketName(x, s),
    });
    return { sql: `(${sql})`, type: STRING };
  },
};

const bucketize: FunctionDefinition = {
  minimum: 2,
  maximum: 4,
  compile(call) {
    const [value, points, exclude, format] = call.arguments();
    if (value === undefined || points?.type.kind !== 'ARRAY' || !isNumeric(points.type.element)) {
      throw invalidQuery('ML.BUCKETIZE needs a number and an array of numbers', call.node.position);
    }
    requireBucketNames(format, call);
    const list = `CAST(${points.sql} AS DOUBLE[])`;
    const used = literal(exclude, 'boolean', call) === true ? `(${list})[2:-2]` : list;
    return { sql: `(${bucketName(numberSql(value, call), used)})`, type: STRING };
  },
};

const imputer: FunctionDefinition = {
  minimum: 2,
  maximum: 2,
  over: 'required',
  compile(call) {
    const [value, strategy] = argumentsOf(call);
    const wanted = literal(strategy, 'string', call)?.toLowerCase() ?? '';
    if (value === undefined) throw invalidQuery('ML.IMPUTER needs an expression');
    const isText = value.type.kind === 'STRING';
    if (
      !['mean', 'median', 'most_frequent'].includes(wanted) ||
      (isText && wanted !== 'most_frequent')
    ) {
      throw invalidQuery(
        `ML.IMPUTER has no strategy '${wanted}' for ${typeName(value.type)}`,
        call.node.position,
      );
    }
    const type: SqlType = isText ? STRING : FLOAT64;
    const aggregate = { mean: 'AVG', median: 'MEDIAN', most_frequent: 'MODE' }[wanted] ?? 'AVG';
    const sql = learned(call, [isText ? value.sql : numberSql(value, call)], {
      learn: ([x = ''], over) => `[${aggregate}(${x})${over}]`,
      apply: ([x = ''], s) => `COALESCE(${x}, ${s}[1])`,
    });
    return { sql: `(${sql})`, type };
  },
};

const labelEncoder: FunctionDefinition = {
  minimum: 1,
  maximum: 3,
  over: 'required',
  compile(call) {
    const [value, top, least] = argumentsOf(call);
    if (value?.type.kind !== 'STRING')
      throw invalidQuery('ML.LABEL_ENCODER needs a STRING', call.node.position);
    const most = literal(top, 'number', call) ?? 32_000;
    const threshold = literal(least, 'number', call) ?? 5;
    const sql = learned(call, [value.sql], {
      learn: ([x = ''], over) =>
        `list_sort(list_transform(list_sort(list_transform(list_filter(map_entries(HISTOGRAM(${x})${over}), ` +
        `lambda e: e.value >= ${threshold}), lambda e: {'n': -CAST(e.value AS BIGINT), 'k': e.key}))[1:${most}], lambda e: e.k))`,
      apply: ([x = ''], s) => `CAST(COALESCE(list_position(${s}, ${x}), 0) AS BIGINT)`,
    });
    return { sql: `(${sql})`, type: INT64 };
  },
};

/** Every pair (or, with a higher degree, larger set) of the struct's fields, joined by `_`. */
const featureCross: FunctionDefinition = {
  minimum: 1,
  maximum: 2,
  compile(call) {
    const [features, degree] = call.arguments();
    const most = literal(degree, 'number', call) ?? 2;
    const parts = features?.parts;
    if (features?.type.kind !== 'STRUCT' || parts === undefined) {
      throw invalidQuery('ML.FEATURE_CROSS needs a STRUCT(...) of STRINGs', call.node.position);
    }
    const named = features.type.fields.map((field, index) => ({
      name: field.name,
      sql: parts[index]?.sql ?? 'NULL',
      kind: field.type.kind,
    }));
    if (named.some(({ name, kind }) => name === '' || kind !== 'STRING')) {
      throw invalidQuery('ML.FEATURE_CROSS needs named fields of type STRING', call.node.position);
    }
    const crossed = combinations(named, most).map((set) => ({
      name: set.map(({ name }) => name).join('_'),
      sql: set.map(({ sql }) => sql).join(" || '_' || "),
    }));
    const fields = crossed.map(({ name, sql }) => `${text(name)}: ${sql}`);
    return {
      sql: `{${fields.join(', ')}}`,
      type: structOf(crossed.map(({ name }) => ({ name, type: STRING }))),
    };
  },
};

/** The subsets of two and more members, up to `most`, in the members' order. */
function combinations<T>(members: readonly T[], most: number): T[][] {
  const grow = (set: T[], from: number): T[][] =>
    members.slice(from).flatMap((member, index) => {
      const next = [...set, member];
      const larger = next.length < most ? grow(next, from + index + 1) : [];
      return next.length < 2 ? larger : [next, ...larger];
    });
  return grow([], 0).sort((a, b) => a.length - b.length);
}

function refused(name: string, instead: string): FunctionDefinition {
  return {
    minimum: 0,
    maximum: Infinity,
    over: 'allowed',
    compile(call) {
      throw unsupported(name, instead, call.node.position);
    },
  };
}

export const preprocessing: FunctionTable = {
  'ML.STANDARD_SCALER': scaler(standard),
  'ML.MIN_MAX_SCALER': scaler(minMax),
  'ML.MAX_ABS_SCALER': scaler(maxAbs),
  'ML.ROBUST_SCALER': robustScaler,
  'ML.QUANTILE_BUCKETIZE': quantileBucketize,
  'ML.BUCKETIZE': bucketize,
  'ML.IMPUTER': imputer,
  'ML.LABEL_ENCODER': labelEncoder,
  'ML.FEATURE_CROSS': featureCross,
  'ML.ONE_HOT_ENCODER': refused(
    'ML.ONE_HOT_ENCODER',
    'the column itself, whose categories models encode; or ML.LABEL_ENCODER',
  ),
  'ML.MULTI_HOT_ENCODER': refused('ML.MULTI_HOT_ENCODER', 'a column per category'),
  'ML.NGRAMS': refused('ML.NGRAMS', 'string functions in the query'),
  'ML.BAG_OF_WORDS': refused('ML.BAG_OF_WORDS', 'string functions in the query'),
  'ML.TF_IDF': refused('ML.TF_IDF', 'string functions in the query'),
  'ML.POLYNOMIAL_EXPAND': refused('ML.POLYNOMIAL_EXPAND', 'the products written out'),
  'ML.NORMALIZER': refused('ML.NORMALIZER', 'array functions in the query'),
  'ML.HASH_BUCKETIZE': refused('ML.HASH_BUCKETIZE', 'MOD(ABS(FARM_FINGERPRINT(x)), n)'),
};
