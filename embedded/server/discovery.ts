type Parameter = readonly [name: string, type?: 'integer' | 'boolean'];
type Method = readonly [httpMethod: string, path: string, query?: readonly Parameter[]];

const project = 'projects/{+projectId}';
const dataset = `${project}/datasets/{+datasetId}`;
const table = `${dataset}/tables/{+tableId}`;
const model = `${dataset}/models/{+modelId}`;
const routine = `${dataset}/routines/{+routineId}`;
const paged: readonly Parameter[] = [['maxResults', 'integer'], ['pageToken']];
const rowsOf: readonly Parameter[] = [
  ...paged,
  ['startIndex'],
  ['formatOptions.useInt64Timestamp', 'boolean'],
];

/** The methods of the REST API that the server has, with the query parameters that clients may send. */
const resources: Readonly<Record<string, Readonly<Record<string, Method>>>> = {
  projects: { list: ['GET', 'projects', paged] },
  datasets: {
    list: ['GET', `${project}/datasets`, [...paged, ['all', 'boolean'], ['filter']]],
    insert: ['POST', `${project}/datasets`, [['accessPolicyVersion', 'integer']]],
    get: ['GET', dataset, [['accessPolicyVersion', 'integer'], ['datasetView']]],
    patch: ['PATCH', dataset, [['accessPolicyVersion', 'integer'], ['updateMode']]],
    update: ['PUT', dataset, [['accessPolicyVersion', 'integer'], ['updateMode']]],
    delete: ['DELETE', dataset, [['deleteContents', 'boolean']]],
  },
  tables: {
    list: ['GET', `${dataset}/tables`, paged],
    insert: ['POST', `${dataset}/tables`],
    get: ['GET', table, [['selectedFields'], ['view']]],
    patch: ['PATCH', table, [['autodetect_schema', 'boolean']]],
    update: ['PUT', table, [['autodetect_schema', 'boolean']]],
    delete: ['DELETE', table],
  },
  tabledata: {
    list: ['GET', `${table}/data`, [...rowsOf, ['selectedFields']]],
    insertAll: ['POST', `${table}/insertAll`],
  },
  models: {
    list: ['GET', `${dataset}/models`, paged],
    get: ['GET', model],
    patch: ['PATCH', model],
    delete: ['DELETE', model],
  },
  routines: {
    list: ['GET', `${dataset}/routines`, [...paged, ['filter'], ['readMask']]],
    insert: ['POST', `${dataset}/routines`],
    get: ['GET', routine, [['readMask']]],
    update: ['PUT', routine],
    delete: ['DELETE', routine],
  },
  jobs: {
    list: [
      'GET',
      `${project}/jobs`,
      [
        ...paged,
        ...[['allUsers', 'boolean'] as const, ['projection'] as const, ['stateFilter'] as const],
        ...[['minCreationTime'] as const, ['maxCreationTime'] as const, ['parentJobId'] as const],
      ],
    ],
    insert: ['POST', `${project}/jobs`],
    get: ['GET', `${project}/jobs/{+jobId}`, [['location']]],
    cancel: ['POST', `${project}/jobs/{+jobId}/cancel`, [['location']]],
    delete: ['DELETE', `${project}/jobs/{+jobId}/delete`, [['location']]],
    query: ['POST', `${project}/queries`],
    getQueryResults: [
      'GET',
      `${project}/queries/{+jobId}`,
      [...rowsOf, ['location'], ['timeoutMs', 'integer']],
    ],
  },
};

const withBody = ['POST', 'PUT', 'PATCH'];
const anything = { $ref: 'Anything' };

function methodOf(id: string, [httpMethod, path, query = []]: Method): object {
  const inPath = [...path.matchAll(/\{\+(\w+)\}/g)].map(([, name = '']) => name);
  const parameters: Record<string, object> = {};
  for (const name of inPath)
    parameters[name] = { type: 'string', location: 'path', required: true };
  for (const [name, type = 'string'] of query) {
    const format = type === 'integer' ? { format: 'uint32' } : {};
    parameters[name] = { type, location: 'query', ...format };
  }
  return {
    id: `bigquery.${id}`,
    httpMethod,
    path,
    flatPath: path,
    parameterOrder: inPath,
    parameters,
    ...(withBody.includes(httpMethod) && { request: anything }),
    ...(httpMethod !== 'DELETE' && { response: anything }),
    ...(id === 'jobs.insert' && {
      supportsMediaUpload: true,
      mediaUpload: {
        accept: ['*/*'],
        protocols: {
          simple: { multipart: true, path: `/upload/bigquery/v2/${path}` },
          resumable: { multipart: true, path: `/resumable/upload/bigquery/v2/${path}` },
        },
      },
    }),
  };
}

/**
 * The discovery document of the REST API, by which `bq --api URL` and other clients of Google's libraries learn where its methods are.
 * Bodies are not described: the server checks them.
 * @see https://developers.google.com/discovery/v1/reference/apis
 * @param rootUrl where the server is, with a slash at the end
 */
export function discoveryDocument(rootUrl: string): object {
  return {
    kind: 'discovery#restDescription',
    discoveryVersion: 'v1',
    id: 'bigquery:v2',
    name: 'bigquery',
    canonicalName: 'Bigquery',
    version: 'v2',
    title: 'BigQuery API',
    protocol: 'rest',
    rootUrl,
    servicePath: 'bigquery/v2/',
    basePath: '/bigquery/v2/',
    baseUrl: `${rootUrl}bigquery/v2/`,
    batchPath: 'batch/bigquery/v2',
    parameters: {
      alt: { type: 'string', location: 'query', default: 'json' },
      fields: { type: 'string', location: 'query' },
      prettyPrint: { type: 'boolean', location: 'query', default: 'true' },
      quotaUser: { type: 'string', location: 'query' },
    },
    schemas: { Anything: { id: 'Anything', type: 'object', properties: {} } },
    resources: Object.fromEntries(
      Object.entries(resources).map(([resource, methods]) => [
        resource,
        {
          methods: Object.fromEntries(
            Object.entries(methods).map(([name, method]) => [
              name,
              methodOf(`${resource}.${name}`, method),
            ]),
          ),
        },
      ]),
    ),
  };
}
