import { expect } from 'chai';
import { readConfiguration, type Module } from './configuration.ts';

/** What an account may do: a role on something. */
type Grants = Record<string, string[]>;

/** The plan's table, on the narrowest thing that each role is needed on. */
const planned: Grants = {
  'data-collector': [
    'secretmanager.secretAccessor on secret mlb-api-key',
    'secretmanager.secretAccessor on secret weather-api-key',
    'storage.objectCreator on bucket staging',
    'pubsub.publisher on topic data.collected',
  ],
  'bigquery-loader': [
    ...['mlb_raw', 'mlb_staging', 'mlb_quality', 'mlb_historical_data', 'mlb_ops'].map(
      (dataset) => `bigquery.dataEditor on dataset ${dataset}`,
    ),
    'storage.objectViewer on bucket staging',
    ...['run.requested', 'data.validated', 'data.retry', 'data.loaded'].map(
      (topic) => `pubsub.publisher on topic ${topic}`,
    ),
  ],
  'feature-engine': [
    'bigquery.dataEditor on dataset mlb_features',
    'bigquery.jobUser on project',
    'pubsub.publisher on topic features.created',
  ],
  'model-trainer': [
    ...['mlb_staging', 'mlb_quality', 'mlb_historical_data', 'mlb_features', 'mlb_reporting'].map(
      (dataset) => `bigquery.dataViewer on dataset ${dataset}`,
    ),
    'storage.objectAdmin on bucket models',
    'aiplatform.user on project',
    'pubsub.publisher on topic model.deployed',
    'pubsub.publisher on topic predictions.created',
  ],
  'prediction-api': [
    'storage.objectViewer on bucket models',
    ...[
      'mlb_quality',
      'mlb_historical_data',
      'mlb_features',
      'mlb_models',
      'mlb_predictions',
      'mlb_reporting',
      'mlb_ops',
    ].map((dataset) => `bigquery.dataViewer on dataset ${dataset}`),
  ],
};

/** What the plan's table leaves out and the code cannot do without; docs/threat-model.md says why of each. */
const added: Grants = {
  'data-collector': [
    'bigquery.jobUser on project',
    'recorder on dataset mlb_raw',
    'recorder on dataset mlb_ops',
    'lander on bucket staging',
  ],
  'bigquery-loader': [
    'bigquery.jobUser on project',
    ...['mlb_features', 'mlb_models', 'mlb_predictions', 'mlb_reporting'].map(
      (dataset) => `bigquery.dataViewer on dataset ${dataset}`,
    ),
    'secretmanager.secretAccessor on secret monitoring-webhook',
    'dataform.editor on repository',
    'iam.serviceAccountUser on account dataform-runner',
  ],
  'feature-engine': [
    'recorder on dataset mlb_ops',
    ...[
      'mlb_raw',
      'mlb_staging',
      'mlb_quality',
      'mlb_historical_data',
      'mlb_models',
      'mlb_predictions',
    ].map((dataset) => `bigquery.dataViewer on dataset ${dataset}`),
    'dataform.editor on repository',
    'iam.serviceAccountUser on account dataform-runner',
  ],
  'model-trainer': [
    'bigquery.jobUser on project',
    'bigquery.dataEditor on dataset mlb_models',
    'bigquery.dataEditor on dataset mlb_predictions',
    'recorder on dataset mlb_ops',
    'dataform.editor on repository',
    'iam.serviceAccountUser on account dataform-runner',
  ],
  'prediction-api': [
    'bigquery.jobUser on project',
    'secretmanager.secretAccessor on secret api-keys',
    'appender on table mlb_predictions.prediction_log',
  ],
};

const short = (role: string): string => role.replace(/^roles\//, '');
interface Grant {
  account: string;
  role: string;
  datasets: string[];
  bucket: string;
  topics: string[];
  secret: string;
}
const list = (module: Module | undefined, name: string): Grant[] =>
  module?.locals[name] as unknown as Grant[];

/** Every grant of the configuration by account, as its tables say. */
function grantsOf(configuration: Map<string, Module>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const add = (account: unknown, text: string): void => {
    const name = String(account);
    found.set(name, [...(found.get(name) ?? []), text]);
  };
  const warehouse = configuration.get('modules/warehouse');
  for (const { account, role, datasets } of list(warehouse, 'dataset_grants')) {
    for (const dataset of datasets) add(account, `${short(role)} on dataset ${dataset}`);
  }
  for (const account of warehouse?.locals.job_users as string[])
    add(account, 'bigquery.jobUser on project');
  for (const { account, bucket, role } of list(
    configuration.get('modules/storage'),
    'bucket_grants',
  ))
    add(account, `${short(role)} on bucket ${bucket}`);
  for (const { account, topics } of list(configuration.get('modules/messaging'), 'publishers')) {
    for (const topic of topics) add(account, `pubsub.publisher on topic ${topic}`);
  }
  for (const { account, secret } of list(configuration.get('modules/secrets'), 'secret_grants'))
    add(account, `secretmanager.secretAccessor on secret ${secret}`);
  for (const account of configuration.get('modules/dataform')?.locals.starters as string[]) {
    add(account, 'dataform.editor on repository');
    add(account, 'iam.serviceAccountUser on account dataform-runner');
  }
  for (const grant of warehouse?.resources.get('google_bigquery_table_iam_member')?.values() ??
    []) {
    const { dataset_id, table_id, role, member } = grant as Record<string, string>;
    const [, account] = /var\.accounts\["([\w-]+)"\]/.exec(member ?? '') ?? [];
    const [, dataset] = /google_bigquery_dataset\.of\["(\w+)"\]/.exec(dataset_id ?? '') ?? [];
    const [, custom] = /var\.(\w+)_role/.exec(role ?? '') ?? [];
    add(account, `${custom ?? role ?? '?'} on table ${dataset ?? '?'}.${table_id ?? '?'}`);
  }
  const registrars = configuration
    .get('modules/models')
    ?.resources.get('google_project_iam_member');
  const registrar = registrars?.get('registrar')?.for_each as string;
  for (const [, account] of registrar.matchAll(/"([\w-]+)"/g))
    add(account, 'aiplatform.user on project');
  return found;
}

describe('who may do what', () => {
  let configuration: Map<string, Module>;
  let grants: Map<string, string[]>;

  before(async () => {
    configuration = await readConfiguration();
    grants = grantsOf(configuration);
  });

  for (const account of Object.keys(planned)) {
    it(`${account} has the roles of the plan, those that are listed as added, and no other`, () => {
      const expected = [...planned[account]!, ...(added[account] ?? [])];
      expect([...(grants.get(account) ?? [])].sort()).to.deep.equal(expected.sort());
    });
  }

  it('every grant is in a table that is checked here, or one of the few below', () => {
    const tables = [
      'modules/warehouse google_bigquery_dataset_iam_member granted',
      'modules/warehouse google_bigquery_table_iam_member prediction_log',
      'modules/warehouse google_project_iam_member job_user',
      'modules/storage google_storage_bucket_iam_member granted',
      'modules/messaging google_pubsub_topic_iam_member publisher',
      'modules/secrets google_secret_manager_secret_iam_member reader',
      'modules/dataform google_dataform_repository_iam_member starter',
      'modules/dataform google_service_account_iam_member act_as_runner',
      'modules/models google_project_iam_member registrar',
    ];
    // Of Google's own agents, of the account that only delivers calls, and of who deploys.
    const others = [
      'modules/storage google_storage_bucket_iam_member log_writer',
      'modules/messaging google_pubsub_topic_iam_member dead_letters',
      'modules/messaging google_pubsub_subscription_iam_member dead_letters',
      'modules/messaging google_service_account_iam_member push_tokens',
      'modules/dataform google_service_account_iam_member runner_tokens',
      'modules/services google_cloud_run_v2_service_iam_member push',
      'modules/services google_cloud_run_v2_service_iam_member api',
      'modules/services google_cloud_run_v2_job_iam_member schedule',
      'modules/delivery google_service_account_iam_member github',
      'modules/delivery google_artifact_registry_repository_iam_member deployer',
      'modules/delivery google_project_iam_member deployer',
      'modules/delivery google_dataform_repository_iam_member deployer',
      'modules/delivery google_service_account_iam_member act_as',
    ];
    const found = [...configuration.values()].flatMap(({ folder, resources }) =>
      [...resources].flatMap(([type, named]) =>
        /_iam_(member|binding|policy)$/.test(type)
          ? [...named.keys()].map((name) => `${folder} ${type} ${name}`)
          : [],
      ),
    );
    expect(found.sort()).to.deep.equal([...tables, ...others].sort());
  });

  it('what the plan denies stays denied', () => {
    const of = (account: string): string[] => grants.get(account) ?? [];
    const editors = /bigquery\.(dataEditor|dataOwner|admin)/;
    expect(of('data-collector').filter((grant) => editors.test(grant))).to.deep.equal([]);
    expect(
      of('bigquery-loader').filter((grant) =>
        /storage\.(admin|objectAdmin|objectUser)/.test(grant),
      ),
    ).to.deep.equal([]);
    const writing =
      /Editor|Admin|admin|Creator|Owner|owner|publisher|recorder|lander|User on account/;
    expect(of('prediction-api').filter((grant) => writing.test(grant))).to.deep.equal([]);
  });

  it('the API may append to one table when the owner says so, and the role can do no more', () => {
    const granted = [...grants].flatMap(([account, all]) =>
      all.filter((grant) => grant.startsWith('appender')).map((grant) => `${account}: ${grant}`),
    );
    expect(granted).to.deep.equal([
      'prediction-api: appender on table mlb_predictions.prediction_log',
    ]);
    const role = configuration
      .get('modules/identity')
      ?.resources.get('google_project_iam_custom_role')
      ?.get('appender');
    expect(role?.permissions).to.deep.equal(['bigquery.tables.get', 'bigquery.tables.updateData']);
    const grant = configuration
      .get('modules/warehouse')
      ?.resources.get('google_bigquery_table_iam_member')
      ?.get('prediction_log');
    expect(grant?.count).to.equal('${var.with_prediction_log ? 1 : 0}');
    expect(configuration.get('.')?.variables.get('with_prediction_log')?.default).to.equal(false);
  });

  it('the added roles hold on two datasets and one bucket, and name each permission', () => {
    const roles = configuration
      .get('modules/identity')
      ?.resources.get('google_project_iam_custom_role');
    const permissions = [...(roles?.values() ?? [])].flatMap(
      (role) => role.permissions as string[],
    );
    expect(
      permissions.filter(
        (name) => !/^(bigquery\.(datasets\.get|tables\.\w+)|storage\.objects\.\w+)$/.test(name),
      ),
    ).to.deep.equal([]);
    expect(permissions.filter((name) => /setIamPolicy|buckets|\*/.test(name))).to.deep.equal([]);
    const recorded = [...grants].flatMap(([account, list]) =>
      list.filter((grant) => grant.startsWith('recorder')).map((grant) => `${account}: ${grant}`),
    );
    expect(recorded.filter((grant) => !/mlb_(raw|ops)$/.test(grant))).to.deep.equal([]);
  });

  it('nobody has a basic role, and no account a role of BigQuery data on the whole project', () => {
    for (const { text } of configuration.values()) {
      expect(text).not.to.match(/roles\/(owner|editor|viewer)"/);
    }
    const broad = [...grants.values()].flat().filter((grant) => /data\w+ on project/.test(grant));
    expect(broad).to.deep.equal([]);
  });

  it('the job of long runs may do what the four that work at night may, and no more', () => {
    const workers = ['data-collector', 'bigquery-loader', 'feature-engine', 'model-trainer'];
    const theirs = new Set(workers.flatMap((account) => grants.get(account) ?? []));
    const own = (grants.get('pipeline-runner') ?? []).filter((grant) => !theirs.has(grant));
    expect(own).to.deep.equal([]);
  });

  it('only one repository, its main branch and its environment production can deploy', () => {
    const delivery = configuration.get('modules/delivery');
    const provider = delivery?.resources
      .get('google_iam_workload_identity_pool_provider')
      ?.get('github');
    expect(provider?.attribute_condition)
      .to.include('assertion.repository ==')
      .and.to.include('refs/heads/main');
    const member = delivery?.resources
      .get('google_service_account_iam_member')
      ?.get('github')?.member;
    expect(member).to.match(/^principal:.*:environment:production$/);
  });
});
