/** Where progress goes: one line that is rewritten on a terminal, plain lines elsewhere, nothing when quiet. */
export interface Progress {
  /** Says what is going on now; on a terminal it replaces the last such line. */
  update(message: string): void;
  /** Says something that stays. */
  line(message: string): void;
  /** Takes the rewritten line away. */
  done(): void;
}

interface Output {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

const plainInterval = 5000;

/**
 * @param output where to write, standard error by default so that standard output stays for results
 * @param quiet writes nothing at all, for `--json`
 */
export function createProgress(
  output: Output = process.stderr,
  quiet = false,
  now: () => number = Date.now,
): Progress {
  if (quiet) return { update: () => undefined, line: () => undefined, done: () => undefined };
  const terminal = output.isTTY === true;
  let shown = false;
  let last = -Infinity;
  const clear = (): void => {
    if (terminal && shown) output.write('\r\u001b[K');
    shown = false;
  };
  return {
    update(message) {
      if (terminal) {
        clear();
        output.write(message.slice(0, Math.max(20, (output.columns ?? 80) - 1)));
        shown = true;
      } else if (now() - last >= plainInterval) {
        last = now();
        output.write(`${message}\n`);
      }
    },
    line(message) {
      clear();
      output.write(`${message}\n`);
    },
    done: clear,
  };
}
