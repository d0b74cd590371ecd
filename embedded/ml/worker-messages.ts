import type { Options } from '../sql/statement.ts';
import type { ModelArtifact } from './artifact.ts';
import type { Column } from './column.ts';
import type { ModelErrorCode } from './errors.ts';

export interface TrainingRequest {
  columns: readonly Column[];
  options: Options;
  /** The model that the new one replaces, for WARM_START. */
  replaced?: ModelArtifact;
}

/** The model, or why there is none: refused for a reason of the user's, or failed. */
export type TrainingAnswer =
  | { artifact: ModelArtifact }
  | { refused: { code: ModelErrorCode; message: string } }
  | { failed: Error };
