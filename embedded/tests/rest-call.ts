import { project, type TestWarehouse } from './open-client.ts';

/** An answer of the REST API. */
export interface Answer {
  status: number;
  body: Record<string, unknown>;
  /** Of a failed request. */
  reason: string | undefined;
  message: string;
}

/** Sends a request by hand, below the test project. */
export async function restCall(
  { warehouse }: TestWarehouse,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const response = await fetch(`${warehouse.url}/bigquery/v2/projects/${project}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
  const { error } = answer as { error?: { message: string; errors: { reason: string }[] } };
  return {
    status: response.status,
    body: answer,
    reason: error?.errors[0]?.reason,
    message: error?.message ?? '',
  };
}
