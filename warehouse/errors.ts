/**
 * Every coded error of the product: exit code of the CLI, HTTP status where one is served, and what to do.
 * `docs/errors.md` lists them; a test keeps the two equal.
 */
export const errorCodes = {
  E_CONFIG: { exitCode: 2, status: 500, hint: 'Correct the setting named in the message.' },
  E_USAGE: { exitCode: 2, status: 400, hint: 'See `npm run -s tank -- help COMMAND`.' },
  E_DATE: {
    exitCode: 2,
    status: 400,
    hint: 'Give dates as YYYY-MM-DD, the first not after the last.',
  },
  E_CALENDAR: {
    exitCode: 2,
    status: 500,
    hint: 'Correct the season and field named in the message in ingest/seasons.yaml.',
  },
  E_SOURCE_UNREACHABLE: {
    exitCode: 3,
    status: 502,
    hint: 'Check the network and the --source URL; the run can be repeated safely.',
  },
  E_SOURCE_HTTP: {
    exitCode: 3,
    status: 502,
    hint: 'The source refused the request; repeat later, or check the --source URL.',
  },
  E_SOURCE_SHAPE: {
    exitCode: 3,
    status: 502,
    hint: 'The source changed the shape of its answer: adapt the schema named in the message.',
  },
  E_SOURCE_DOWN: {
    exitCode: 3,
    status: 503,
    hint: 'The source failed several times in a row, so that the rest was left out; repeat the run later.',
  },
  E_SOURCE_MIXED: {
    exitCode: 2,
    status: 409,
    hint: 'Give simulated and real data a warehouse each: --file PATH.',
  },
  E_LANDING: {
    exitCode: 4,
    status: 500,
    hint: 'Nothing was half-written; repeat the run once the cause is mended.',
  },
  E_WAREHOUSE: { exitCode: 4, status: 503, hint: 'Check that the warehouse is up and reachable.' },
  E_DATAFORM: {
    exitCode: 5,
    status: 500,
    hint: 'Mend the action named in the message, then run the same command again.',
  },
  E_MODEL_MISSING: {
    exitCode: 6,
    status: 503,
    hint: 'Train a model first: `npm run -s tank -- train`.',
  },
  E_MODEL_UNKNOWN: { exitCode: 6, status: 404, hint: 'Use one of the versions listed.' },
  E_MODEL_REFUSED: {
    exitCode: 7,
    status: 409,
    hint: 'The champion stays. To insist, repeat with --force and a --reason; both are logged.',
  },
  E_MODEL_CONFLICT: {
    exitCode: 8,
    status: 409,
    hint: 'See who did what with `npm run -s tank -- models show`, then repeat the command if it is still wanted.',
  },
  E_MODEL_CARD: {
    exitCode: 4,
    status: 500,
    hint: 'The version is trained and judged. Make the place writable (TANK_MODELS_BUCKET, or the state directory); the next training keeps cards again.',
  },
  E_REGISTRY: {
    exitCode: 4,
    status: 502,
    hint: 'Nothing but the registry is behind: mend access to Vertex AI (roles/aiplatform.user), then run `npm run -s tank -- models register`.',
  },
  E_NO_ROWS: {
    exitCode: 6,
    status: 404,
    hint: 'Collect and build the dates first: `npm run -s tank -- backfill --from A --to B`.',
  },
  E_LEAK: {
    exitCode: 7,
    status: 500,
    hint: 'The forecast is better than it can honestly be: find the feature that sees the future.',
  },
  E_INCOMPLETE: {
    exitCode: 8,
    status: 500,
    hint: 'Some of the work failed and is listed above; repeat the run to fill the gaps.',
  },
  E_RUN_LEASED: {
    exitCode: 8,
    status: 409,
    hint: 'Wait until it has ended, or see `npm run -s tank -- runs`. The lease of a run that was killed on another machine ends by itself.',
  },
  E_RUN_UNKNOWN: { exitCode: 2, status: 404, hint: 'See `npm run -s tank -- runs`.' },
  E_EVENT_INVALID: {
    exitCode: 2,
    status: 400,
    hint: 'The event is not of its topic or belongs to no run: see `npm run -s tank -- dlq events`, mend who sent it, then drop it.',
  },
  E_PUBLISH: {
    exitCode: 4,
    status: 503,
    hint: 'Check the topics and the permission to publish: `npm run -s tank -- doctor`. The run goes on when it is started again.',
  },
  E_NOTIFY: {
    exitCode: 4,
    status: 502,
    hint: 'Check the address and access: `npm run -s tank -- doctor`. It is sent again with the next run.',
  },
  E_TEAM_UNKNOWN: { exitCode: 2, status: 404, hint: 'Use one of the teams listed.' },
  E_GAME_NOT_FOUND: {
    exitCode: 2,
    status: 404,
    hint: 'Ask for one of the scheduled games listed.',
  },
  E_GAME_AMBIGUOUS: {
    exitCode: 2,
    status: 409,
    hint: 'Say which game of the doubleheader: game_number.',
  },
  E_PLAYER_NOT_FORECAST: {
    exitCode: 2,
    status: 404,
    hint: 'Ask for one of the choices listed.',
  },
  E_PLAYER_UNKNOWN: {
    exitCode: 2,
    status: 404,
    hint: 'Take a player_id of a forecast or a game; ask for a date of a season he played in.',
  },
  E_KEY_INVALID: {
    exitCode: 2,
    status: 401,
    hint: 'Send a valid API key as `Authorization: Bearer KEY` or `X-API-Key: KEY`.',
  },
  E_KEY_UNKNOWN: { exitCode: 2, status: 404, hint: 'See `npm run -s tank -- keys list`.' },
  E_RATE_LIMIT: {
    exitCode: 2,
    status: 429,
    hint: 'Wait as long as the Retry-After header says, or ask with an API key of higher limits.',
  },
  E_REQUEST_INVALID: { exitCode: 2, status: 400, hint: 'Correct the fields listed.' },
  E_ROUTE_NOT_FOUND: { exitCode: 2, status: 404, hint: 'See the routes in the README.' },
  E_INTERNAL: {
    exitCode: 1,
    status: 500,
    hint: 'This is a bug: report it with the message above.',
  },
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** An error whose code users and programs can rely on. `details` holds machine-readable facts. */
export class TankError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; hint?: string; details?: Record<string, unknown> } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'TankError';
    this.code = code;
    this.hint = options.hint ?? errorCodes[code].hint;
    this.details = options.details ?? {};
  }
}

/** Makes a coded error: `throw tankError('E_DATE', '2019-13-01 is not a date')`. */
export function tankError(
  code: ErrorCode,
  message: string,
  options: { cause?: unknown; hint?: string; details?: Record<string, unknown> } = {},
): TankError {
  return new TankError(code, message, options);
}
