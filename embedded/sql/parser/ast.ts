/** Syntax tree of GoogleSQL. `position` is a character offset into the statement's text. */
export interface Identifier {
  name: string;
  quoted: boolean;
  position: number;
}

export type TypeNode =
  | { kind: 'simple'; name: string; parameters: number[]; position: number }
  | { kind: 'array'; element: TypeNode }
  | { kind: 'range'; element: TypeNode }
  | { kind: 'struct'; fields: FieldNode[] };

/** A field of a struct type; the attributes only in a column's type. */
export interface FieldNode {
  name?: string;
  type: TypeNode;
  notNull?: boolean;
  collation?: string;
  options?: OptionNode[];
}

export interface OrderItem {
  expression: Expression;
  descending: boolean;
  nulls?: 'FIRST' | 'LAST';
  collation?: string;
}

export interface FrameBound {
  type: 'UNBOUNDED PRECEDING' | 'PRECEDING' | 'CURRENT ROW' | 'FOLLOWING' | 'UNBOUNDED FOLLOWING';
  offset?: Expression;
}

export interface WindowSpecification {
  base?: string;
  partition: Expression[];
  order: OrderItem[];
  frame?: { unit: 'ROWS' | 'RANGE'; start: FrameBound; end?: FrameBound };
}

export type Argument =
  | { kind: 'expression'; value: Expression; alias?: string; name?: string }
  | { kind: 'star' }
  | { kind: 'model' | 'table'; path: Identifier[] }
  | { kind: 'lambda'; parameters: string[]; body: Expression; position: number };

export interface Call {
  kind: 'call';
  /** Upper-case dotted name without SAFE., e.g. `NET.HOST`. */
  name: string;
  path: Identifier[];
  safe: boolean;
  arguments: Argument[];
  distinct: boolean;
  nulls?: 'IGNORE' | 'RESPECT';
  /** WHERE of an aggregate: the rows it aggregates. */
  where?: Expression;
  having?: { extreme: 'MAX' | 'MIN'; expression: Expression };
  /** GROUP BY of an aggregate of aggregates, with the condition its groups must meet. */
  group?: { keys: Expression[]; having?: Expression };
  order: OrderItem[];
  limit?: Expression;
  over?: WindowSpecification;
  position: number;
}

export type BinaryOperator =
  | 'OR'
  | 'AND'
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'IS DISTINCT FROM'
  | 'IS NOT DISTINCT FROM'
  | '|'
  | '^'
  | '&'
  | '<<'
  | '>>'
  | '+'
  | '-'
  | '*'
  | '/'
  | '||';

export type Expression =
  | { kind: 'null' }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'integer'; value: bigint }
  | { kind: 'float'; text: string }
  | { kind: 'string'; value: string }
  | { kind: 'bytes'; value: Uint8Array }
  | { kind: 'typed'; type: string; value: string; position: number }
  | { kind: 'range'; type: TypeNode; value: string; position: number }
  | { kind: 'interval'; value: Expression; from: string; to?: string; position: number }
  | { kind: 'path'; names: Identifier[] }
  | { kind: 'field'; base: Expression; name: Identifier }
  | { kind: 'index'; base: Expression; index: Expression; mode: IndexMode; position: number }
  | Call
  | { kind: 'unary'; operator: '-' | '+' | '~' | 'NOT'; operand: Expression; position: number }
  | {
      kind: 'binary';
      operator: BinaryOperator;
      left: Expression;
      right: Expression;
      position: number;
    }
  | { kind: 'is'; operand: Expression; test: 'NULL' | 'TRUE' | 'FALSE' | 'UNKNOWN'; not: boolean }
  | { kind: 'like'; operand: Expression; not: boolean; pattern: Expression; position: number }
  | {
      kind: 'like_any';
      operand: Expression;
      not: boolean;
      all: boolean;
      patterns: Expression[] | { unnest: Expression };
      position: number;
    }
  | {
      kind: 'between';
      operand: Expression;
      not: boolean;
      low: Expression;
      high: Expression;
      position: number;
    }
  | { kind: 'in'; operand: Expression; not: boolean; set: InSet; position: number }
  | {
      kind: 'case';
      operand?: Expression;
      whens: { when: Expression; then: Expression }[];
      otherwise?: Expression;
    }
  | {
      kind: 'cast';
      operand: Expression;
      type: TypeNode;
      safe: boolean;
      format?: Expression;
      zone?: Expression;
      position: number;
    }
  | { kind: 'extract'; part: Expression; operand: Expression; zone?: Expression; position: number }
  | { kind: 'array'; element?: TypeNode; elements: Expression[]; position: number }
  | {
      kind: 'struct';
      keyword?: boolean;
      type?: TypeNode;
      fields: { name?: string; value: Expression }[];
      position: number;
    }
  | { kind: 'subquery'; query: Query; position: number }
  | { kind: 'exists'; query: Query }
  | { kind: 'array_query'; query: Query; position: number }
  | { kind: 'parameter'; name: string; position: number }
  | { kind: 'system_variable'; name: string; position: number }
  | { kind: 'default'; position: number }
  | { kind: 'with'; bindings: { name: string; value: Expression }[]; body: Expression };

export type IndexMode = 'OFFSET' | 'ORDINAL' | 'SAFE_OFFSET' | 'SAFE_ORDINAL' | 'BARE';

export type InSet = { list: Expression[] } | { query: Query } | { unnest: Expression };

export type SelectItem =
  | { kind: 'expression'; expression: Expression; alias?: string; position: number }
  | {
      kind: 'star';
      base?: Expression;
      except: string[];
      replace: { expression: Expression; alias: string }[];
      position: number;
    };

export type GroupItem =
  | { kind: 'expression'; expression: Expression; alias?: string }
  | { kind: 'rollup' | 'cube'; sets: Expression[][] }
  | { kind: 'sets'; items: GroupItem[] }
  | { kind: 'empty' };

export interface Select {
  kind: 'select';
  distinct: boolean;
  as?: 'STRUCT' | 'VALUE';
  items: SelectItem[];
  from?: FromItem;
  where?: Expression;
  group?: { all: true } | { items: GroupItem[] };
  having?: Expression;
  qualify?: Expression;
  windows: { name: string; window: WindowSpecification }[];
  position: number;
}

export interface SetOperation {
  kind: 'set';
  operator: 'UNION' | 'INTERSECT' | 'EXCEPT';
  all: boolean;
  match: 'position' | 'name' | 'corresponding';
  /** Undefined when not written. */
  outer?: 'INNER' | 'LEFT' | 'FULL' | 'STRICT';
  by?: string[];
  left: QueryBody;
  right: QueryBody;
  position: number;
}

export type QueryBody = Select | SetOperation | { kind: 'nested'; query: Query } | FromBody;

/** The head of a pipe query: `FROM t |> ...`. */
export interface FromBody {
  kind: 'from';
  from: FromItem;
}

export interface CommonTable {
  name: Identifier;
  query: Query;
}

export interface Query {
  kind: 'query';
  recursive: boolean;
  with: CommonTable[];
  body: QueryBody;
  order: OrderItem[];
  limit?: Expression;
  offset?: Expression;
  pipes: PipeOperator[];
  start: number;
  end: number;
}

/** A pipe's ORDER BY suffix: `ASC`, `DESC NULLS LAST`. */
export type OrderSuffix = Omit<OrderItem, 'expression'>;

export type PipeOperator =
  | {
      kind: 'select';
      distinct: boolean;
      as?: Select['as'];
      items: SelectItem[];
      windows: Select['windows'];
      position: number;
    }
  | { kind: 'extend'; items: SelectItem[]; windows: Select['windows']; position: number }
  | { kind: 'set'; assignments: { name: string; value: Expression }[]; position: number }
  | { kind: 'drop'; names: string[]; position: number }
  | { kind: 'rename'; names: { from: string; to: string }[]; position: number }
  | { kind: 'as'; alias: string; position: number }
  | { kind: 'where'; condition: Expression; position: number }
  /** `from` and `to` delimit the condition's text, for the message. */
  | {
      kind: 'assert';
      condition: Expression;
      payload: Expression[];
      from: number;
      to: number;
      position: number;
    }
  | { kind: 'limit'; limit: Expression; offset?: Expression; position: number }
  | { kind: 'sample'; percent: Expression; position: number }
  | {
      kind: 'aggregate';
      items: { item: SelectItem; order?: OrderSuffix }[];
      group: { item: GroupItem; order?: OrderSuffix }[];
      position: number;
    }
  | { kind: 'order'; order: OrderItem[]; position: number }
  | { kind: 'distinct'; position: number }
  | { kind: 'join' | 'pivot'; build: (left: FromItem) => FromItem; position: number }
  /** A query that only has the WITH clause. */
  | { kind: 'with'; query: Query; position: number }
  | ({ kind: 'set_operation'; queries: Query[] } & Omit<SetOperation, 'kind' | 'left' | 'right'>);

export type JoinType = 'INNER' | 'LEFT' | 'RIGHT' | 'FULL' | 'CROSS';

export interface UnnestedArray {
  expression: Expression;
  alias?: string;
}

export type FromItem =
  /** A relation that the compiler has translated already. */
  | { kind: 'given'; position: number }
  | {
      kind: 'table';
      path: Identifier[];
      alias?: string;
      sample?: Expression;
      asOf?: Expression;
      position: number;
    }
  | { kind: 'subquery'; query: Query; alias?: string; position: number }
  | {
      kind: 'unnest';
      expression: Expression;
      alias?: string;
      /** Arrays beside the first, and what becomes of those of other lengths. */
      beside?: { arrays: UnnestedArray[]; mode: 'PAD' | 'TRUNCATE' | 'STRICT' };
      offset?: string;
      position: number;
    }
  | {
      kind: 'function';
      name: string;
      path: Identifier[];
      arguments: Argument[];
      alias?: string;
      position: number;
    }
  | {
      kind: 'join';
      type: JoinType;
      left: FromItem;
      right: FromItem;
      on?: Expression;
      using?: string[];
      position: number;
    }
  | {
      kind: 'pivot';
      input: FromItem;
      aggregates: { expression: Expression; alias?: string }[];
      column: Expression;
      values: { expression: Expression; alias?: string }[];
      alias?: string;
      position: number;
    }
  | {
      kind: 'unpivot';
      input: FromItem;
      includeNulls: boolean;
      values: string[];
      name: string;
      columns: { names: string[]; alias?: Expression }[];
      alias?: string;
      position: number;
    };

export interface OptionNode {
  name: string;
  value: Expression;
}

export interface ColumnNode {
  name: string;
  type: TypeNode;
  notNull: boolean;
  /** GoogleSQL of the DEFAULT expression. */
  default?: string;
  collation?: string;
  primaryKey: boolean;
  references?: ForeignKeyNode;
  options: OptionNode[];
}

export interface ForeignKeyNode {
  name?: string;
  columns: string[];
  table: Identifier[];
  referenced: string[];
}

/** What stands between the parentheses of CREATE TABLE. */
export interface ColumnListNode {
  columns: ColumnNode[];
  primaryKey?: string[];
  foreignKeys: ForeignKeyNode[];
}
