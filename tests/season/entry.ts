import type { Night } from './night.ts';

/** One line of a season's journal: a command and how it ended. */
export interface Entry extends Omit<Night, 'result'> {
  workflow: string;
  date: string;
  isOut: boolean;
  status: string;
  says: string;
}
