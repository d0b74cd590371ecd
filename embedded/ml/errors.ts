/**
 * A statement that BigQuery ML would refuse, or that this implementation does not honour.
 * Whoever runs the statement reports it as BigQuery's `invalidQuery`.
 */
export class ModelError extends Error {
  readonly code: ModelErrorCode;

  constructor(code: ModelErrorCode, message: string) {
    super(message);
    this.name = 'ModelError';
    this.code = code;
  }
}

export type ModelErrorCode =
  /** An option that is unknown, has an impossible value, or is not honoured here. */
  | 'E_MODEL_OPTION'
  /** A column that is missing or has a type that cannot be used. */
  | 'E_MODEL_COLUMN'
  /** Training or evaluation rows that no model can be made of. */
  | 'E_MODEL_DATA'
  /** A function that the model has no answer for. */
  | 'E_MODEL_FUNCTION';

export const optionError = (message: string): ModelError =>
  new ModelError('E_MODEL_OPTION', message);
export const columnError = (message: string): ModelError =>
  new ModelError('E_MODEL_COLUMN', message);
export const dataError = (message: string): ModelError => new ModelError('E_MODEL_DATA', message);
export const functionError = (message: string): ModelError =>
  new ModelError('E_MODEL_FUNCTION', message);
