import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from '../schemas.ts';
import { contentSecurityPolicy } from './frame.ts';
import { problemPage } from './problem-page.ts';

export function sendPage(reply: FastifyReply, text: string, status = 200): FastifyReply {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('content-security-policy', contentSecurityPolicy)
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .header('cache-control', 'no-cache')
    .send(text);
}

export function sendProblemPage(reply: FastifyReply, problem: Problem): FastifyReply {
  return sendPage(reply, problemPage(problem), problem.status);
}

/** Whether somebody looks with a browser, who can do more with a page than with JSON. */
export function wantsPage({ method, headers }: FastifyRequest): boolean {
  return method === 'GET' && headers.accept?.includes('text/html') === true;
}
