/** A piece of the script's text. `start` is its offset in the whole script. */
export interface SourceText {
  text: string;
  start: number;
}

export interface ProcedureParameter {
  name: string;
  /** Undefined for ANY TYPE. */
  type?: string;
  /** OUT or INOUT. */
  out: boolean;
  inout?: boolean;
}

/** One statement of a script, or a scripting construct; expressions and conditions are source text. */
export type ScriptNode = NodeBody & {
  /** The offset after it in the script's text. */
  end: number;
};

export type NodeBody =
  | ({ kind: 'statement' } & SourceText)
  | { kind: 'declare'; names: string[]; type?: string; initial?: SourceText; start: number }
  | { kind: 'set'; names: string[]; value: SourceText; start: number }
  | { kind: 'set_system'; name: string; value: SourceText; start: number }
  | {
      kind: 'if';
      branches: { condition: SourceText; body: ScriptNode[] }[];
      otherwise: ScriptNode[];
      start: number;
    }
  | {
      kind: 'case';
      operand?: SourceText;
      branches: { condition: SourceText; body: ScriptNode[] }[];
      otherwise: ScriptNode[];
      start: number;
    }
  | { kind: 'loop'; body: ScriptNode[]; label?: string; start: number }
  | { kind: 'while'; condition: SourceText; body: ScriptNode[]; label?: string; start: number }
  | { kind: 'repeat'; condition: SourceText; body: ScriptNode[]; label?: string; start: number }
  | {
      kind: 'for';
      variable: string;
      query: SourceText;
      body: ScriptNode[];
      label?: string;
      start: number;
    }
  | { kind: 'block'; body: ScriptNode[]; handler?: ScriptNode[]; label?: string; start: number }
  | { kind: 'leave' | 'continue'; label?: string; start: number }
  | { kind: 'return'; start: number }
  | { kind: 'raise'; message?: SourceText; start: number }
  | {
      kind: 'execute';
      statement: SourceText;
      into: string[];
      using: { value: SourceText; name?: string }[];
      start: number;
    }
  | { kind: 'transaction'; action: 'BEGIN' | 'COMMIT' | 'ROLLBACK'; start: number }
  | { kind: 'call'; procedure: string[]; arguments: SourceText[]; start: number }
  | {
      kind: 'create_procedure';
      procedure: string[];
      mode: 'create' | 'or_replace' | 'if_not_exists';
      parameters: ProcedureParameter[];
      body: SourceText;
      start: number;
    }
  | { kind: 'drop_procedure'; procedure: string[]; ifExists: boolean; start: number };
