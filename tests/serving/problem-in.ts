import { expect } from 'chai';
import type { LightMyRequestResponse } from 'fastify';
import { problem, type Problem } from '../../serving/schemas.ts';

/** The RFC 9457 problem of a response, after checking that it is one, with that status and code. */
export function problemIn(response: LightMyRequestResponse, status: number, code: string): Problem {
  expect(response.statusCode, response.body).to.equal(status);
  expect(response.headers['content-type']).to.match(/^application\/problem\+json/);
  const found = problem.strict().parse(response.json());
  expect(found).to.include({ status, code, type: `urn:hanks-tank:error:${code}` });
  return found;
}
