import path from 'node:path';
import { z } from 'zod';
import { tankError } from './errors.ts';
import type { JobGuards } from './job-guards.ts';

const environment = z.object({
  TANK_PROJECT: z
    .string()
    .regex(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/, 'a Google Cloud project id')
    .default('hankstank'),
  TANK_LOCATION: z.string().min(1).default('US'),
  TANK_WAREHOUSE: z.enum(['embedded', 'bigquery']).default('embedded'),
  TANK_STATE: z.string().min(1).default('.tank'),
  TANK_FILE: z.string().min(1).optional(),
  TANK_STAGING_BUCKET: z
    .string()
    .regex(/^gs:\/\/[a-z0-9][a-z0-9._-]+(\/.*)?$/, 'gs://bucket or gs://bucket/prefix')
    .optional(),
  TANK_MODELS_BUCKET: z
    .string()
    .regex(/^gs:\/\/[a-z0-9][a-z0-9._-]+(\/.*)?$/, 'gs://bucket or gs://bucket/prefix')
    .optional(),
  TANK_DATAFORM_REPOSITORY: z
    .string()
    .regex(
      /^projects\/[^/]+\/locations\/[^/]+\/repositories\/[^/]+$/,
      'projects/P/locations/L/repositories/R',
    )
    .optional(),
  TANK_PUSH_ACCOUNT: z.email().optional(),
  TANK_CREDENTIALS: z.string().min(1).optional(),
  TANK_DEADLINE_MINUTES: z.coerce.number().positive().optional(),
  TANK_API_URL: z.url().default('https://statsapi.mlb.com'),
  TANK_SAVANT_URL: z.url().default('https://baseballsavant.mlb.com'),
  TANK_WEATHER_URL: z.url().default('https://archive-api.open-meteo.com'),
  TANK_FORECAST_URL: z.url().default('https://api.open-meteo.com'),
  TANK_API_SERVER: z.url().optional(),
  TANK_LOG: z.enum(['text', 'json']).default('text'),
  TANK_ENVIRONMENT: z
    .string()
    .regex(/^[a-z0-9_-]{1,63}$/, 'lower-case letters, digits, - and _')
    .optional(),
  TANK_MAXIMUM_BYTES_BILLED: z.coerce
    .number()
    .pipe(z.int().min(10 * 1024 ** 2, 'at least 10485760, the least that BigQuery bills'))
    .default(100 * 1024 ** 3),
  TANK_MODEL_REGISTRY: z
    .string()
    .regex(/^[a-z]+-[a-z]+[0-9]+$/, 'a region, such as us-central1')
    .optional(),
  TANK_COMMIT: z
    .string()
    .regex(/^([0-9a-f]{7,40})?$/, 'a commit of git')
    .optional(),
  BIGQUERY_EMULATOR_HOST: z.url().optional(),
  TANK_ACCESS: z.enum(['open', 'keys', 'iam']).default('open'),
  TANK_KEYS: z.string().min(1).optional(),
  TANK_ANONYMOUS_PER_MINUTE: z.coerce.number().pipe(z.int().min(1)).default(10),
  TANK_ANONYMOUS_PER_HOUR: z.coerce.number().pipe(z.int().min(1)).default(100),
  TANK_REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  TANK_CORS_ORIGINS: z
    .string()
    .transform((list) => list.split(',').map((origin) => origin.trim()))
    .pipe(z.array(z.url()))
    .optional(),
  TANK_TRUSTED_PROXIES: z.coerce.number().pipe(z.int().min(0)).default(0),
  TANK_CHALLENGER_SHARE: z.coerce.number().min(0).max(1).default(0.05),
});

/** Settings that no longer exist, and what replaced them. */
const deadSettings: Readonly<Record<string, string>> = {
  HANKSTANK_PROJECT: 'TANK_PROJECT',
};

/** Base URLs of the services that data comes from. */
export interface ServiceUrls {
  /** MLB Stats API. */
  statsApi: string;
  /** Baseball Savant. */
  savant: string;
  /** Open-Meteo's archive of past weather. */
  weather: string;
  /** Open-Meteo's forecast. */
  forecast: string;
}

/** How the HTTP API is served. */
export interface ServingConfig {
  /** Whom it answers: everybody, holders of an API key, or all whom somebody in front, such as IAM, let pass. */
  access: 'open' | 'keys' | 'iam';
  /** File of API keys, hashed. */
  keysFile: string;
  /** Requests a client without a key may make. */
  anonymous: { perMinute: number; perHour: number };
  redisUrl?: string;
  /** Origins whose pages may read answers in a browser. */
  corsOrigins: readonly string[];
  /** Proxies in front whose X-Forwarded-For is believed. */
  trustedProxies: number;
  /** Share of clients and games that is answered with the challenger's forecast. */
  challengerShare: number;
}

export interface Config {
  /** Google Cloud project id; embedded, the name of the attached database. */
  project: string;
  /** BigQuery location of every dataset. */
  location: string;
  warehouse: 'embedded' | 'bigquery';
  /** Directory of everything a run leaves on disk: warehouse file, staging files, credentials. */
  stateDirectory: string;
  /** The embedded warehouse's file, or `:memory:`. */
  warehouseFile: string;
  /** Where landed files wait for their load job. */
  stagingDirectory: string;
  /** Cloud Storage that they pass on their way, `gs://bucket/prefix`; without it they are uploaded. */
  stagingBucket?: string;
  /** Where cards and exports of models are kept: `{model type}/{version}/`. */
  modelsDirectory: string;
  /** Cloud Storage for them instead, `gs://bucket/prefix`. */
  modelsBucket?: string;
  /** Repository of the Dataform service, which runs SQL instead of the CLI: `projects/P/locations/L/repositories/R`. */
  dataformRepository?: string;
  /** Address of the account that pushes events; without it Cloud Run alone checks who calls. */
  pushAccount?: string;
  /** Credentials file of the Dataform CLI. */
  credentialsFile: string;
  /** Time a collection may read for, in milliseconds; no limit unless set. */
  deadlineMs?: number;
  /** Base URLs of the live services. */
  live: ServiceUrls;
  /** Where the HTTP API of forecasts is, to be watched. */
  apiUrl?: string;
  /** text tells of progress, for people; json writes log lines in Cloud Logging's shape. */
  log: 'text' | 'json';
  /** What every job of the warehouse carries: labels, and what a query may bill at most. */
  jobs: JobGuards;
  /** Region of the Model Registry of Vertex AI that versions are shown in; without it they are not. */
  modelRegistry?: string;
  /** Commit of the code that runs, where it is not a clone of the repository. */
  commit?: string;
  /** REST endpoint of a warehouse that is already up; undefined means Google's, or none yet. */
  endpoint?: string;
  serving: ServingConfig;
}

export interface ConfigOverrides {
  project?: string | undefined;
  file?: string | undefined;
  endpoint?: string | undefined;
}

/**
 * Reads the configuration once, from the environment and the command line's overrides.
 * @throws TankError E_CONFIG naming every setting that is wrong, or a dead one and its replacement.
 */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>>,
  overrides: ConfigOverrides = {},
): Config {
  for (const [dead, replacement] of Object.entries(deadSettings)) {
    if (env[dead] !== undefined) {
      throw tankError('E_CONFIG', `${dead} is no longer a setting: use ${replacement}`);
    }
  }
  const parsed = environment.safeParse({
    ...env,
    ...(overrides.project !== undefined && { TANK_PROJECT: overrides.project }),
    ...(overrides.file !== undefined && { TANK_FILE: overrides.file }),
  });
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) => `${issue.path.join('.')}: ${issue.message}`,
    );
    throw tankError('E_CONFIG', `wrong settings: ${problems.join('; ')}`, { cause: parsed.error });
  }
  const settings = parsed.data;
  const stateDirectory = path.resolve(settings.TANK_STATE);
  const file = settings.TANK_FILE ?? path.join(stateDirectory, 'warehouse.duckdb');
  const endpoint = overrides.endpoint ?? settings.BIGQUERY_EMULATOR_HOST;
  return {
    project: settings.TANK_PROJECT,
    location: settings.TANK_LOCATION,
    warehouse: settings.TANK_WAREHOUSE,
    stateDirectory,
    warehouseFile: file === ':memory:' ? file : path.resolve(file),
    stagingDirectory: path.join(stateDirectory, 'staging'),
    modelsDirectory: path.join(stateDirectory, 'models'),
    credentialsFile: path.resolve(
      settings.TANK_CREDENTIALS ?? path.join(stateDirectory, '.df-credentials.json'),
    ),
    ...(settings.TANK_DEADLINE_MINUTES !== undefined && {
      deadlineMs: settings.TANK_DEADLINE_MINUTES * 60_000,
    }),
    live: {
      statsApi: settings.TANK_API_URL,
      savant: settings.TANK_SAVANT_URL,
      weather: settings.TANK_WEATHER_URL,
      forecast: settings.TANK_FORECAST_URL,
    },
    ...(settings.TANK_STAGING_BUCKET !== undefined && {
      stagingBucket: settings.TANK_STAGING_BUCKET,
    }),
    ...(settings.TANK_MODELS_BUCKET !== undefined && {
      modelsBucket: settings.TANK_MODELS_BUCKET.replace(/\/$/, ''),
    }),
    ...(settings.TANK_DATAFORM_REPOSITORY !== undefined && {
      dataformRepository: settings.TANK_DATAFORM_REPOSITORY,
    }),
    ...(settings.TANK_PUSH_ACCOUNT !== undefined && { pushAccount: settings.TANK_PUSH_ACCOUNT }),
    log: settings.TANK_LOG,
    jobs: {
      labels: {
        environment:
          settings.TANK_ENVIRONMENT ??
          (settings.TANK_WAREHOUSE === 'bigquery' ? 'production' : 'embedded'),
      },
      maximumBytesBilled: settings.TANK_MAXIMUM_BYTES_BILLED,
    },
    ...(settings.TANK_MODEL_REGISTRY !== undefined && {
      modelRegistry: settings.TANK_MODEL_REGISTRY,
    }),
    ...(settings.TANK_COMMIT && { commit: settings.TANK_COMMIT }),
    ...(settings.TANK_API_SERVER !== undefined && { apiUrl: settings.TANK_API_SERVER }),
    ...(endpoint !== undefined && { endpoint }),
    serving: {
      access: settings.TANK_ACCESS,
      keysFile: path.resolve(settings.TANK_KEYS ?? path.join(stateDirectory, 'keys.json')),
      anonymous: {
        perMinute: settings.TANK_ANONYMOUS_PER_MINUTE,
        perHour: settings.TANK_ANONYMOUS_PER_HOUR,
      },
      ...(settings.TANK_REDIS_URL !== undefined && { redisUrl: settings.TANK_REDIS_URL }),
      corsOrigins: settings.TANK_CORS_ORIGINS ?? [],
      trustedProxies: settings.TANK_TRUSTED_PROXIES,
      challengerShare: settings.TANK_CHALLENGER_SHARE,
    },
  };
}
