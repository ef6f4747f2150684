import { jsonText } from '@sipscope/analyzer';
import { CaptureError } from '@sipscope/analyzer/node';
import type { FastifyError, FastifyPluginAsync, FastifyReply } from 'fastify';
import fp from 'fastify-plugin';
import type { ProblemCode } from '../api/problem.ts';
import { ProblemError, problemOf } from './problem-error.ts';

/** Every error of every route is answered as problem details (RFC 9457); what is our fault is logged and not told. */
export const problemDetails: FastifyPluginAsync = fp(async function problemDetails(app): Promise<void> {
  app.setErrorHandler((error, request, reply) => {
    const problem = problemErrorOf(error);
    if (problem.code === 'internal') request.log.error(error);
    return sendProblem(reply, problem);
  });
  app.setNotFoundHandler((request, reply) =>
    sendProblem(reply, new ProblemError('not-found', `Nothing is to be had by ${request.method} at this address.`)),
  );
});

export function sendProblem(reply: FastifyReply, error: ProblemError): FastifyReply {
  const problem = problemOf(error);
  return reply.status(problem.status).type('application/problem+json').serializer(String).send(jsonText(problem));
}

export function problemErrorOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof CaptureError && error.code === 'input-missing')
    return new ProblemError('not-found', 'The capture was removed.');
  const { code, statusCode, message, validation } = error as Partial<FastifyError>;
  if (validation !== undefined) return new ProblemError('bad-request', `${message}.`);
  const known = code === undefined ? undefined : codesOfFastify.get(code);
  if (known !== undefined) return new ProblemError(known, sentence(message ?? ''));
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new ProblemError('bad-request', sentence(message ?? ''));
  return new ProblemError('internal', '');
}

const codesOfFastify: ReadonlyMap<string, ProblemCode> = new Map<string, ProblemCode>([
  ['FST_ERR_CTP_BODY_TOO_LARGE', 'body-too-large'],
  ['FST_ERR_CTP_INVALID_MEDIA_TYPE', 'unsupported-media-type'],
  ['FST_MP_PREMATURE_CLOSE', 'upload-incomplete'],
  ['FST_REQ_FILE_TOO_LARGE', 'body-too-large'],
  ['ECONNRESET', 'upload-incomplete'],
  ['ERR_STREAM_PREMATURE_CLOSE', 'upload-incomplete'],
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
]);

function sentence(message: string): string {
  return message === '' || message.endsWith('.') ? message : `${message}.`;
}
