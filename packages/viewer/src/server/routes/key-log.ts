import { keyLogBytes } from '@sipscope/analyzer';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Readable } from 'node:stream';
import { ref } from '../../api/schemas.ts';
import { ProblemError } from '../problem-error.ts';
import { captureOf, captureParams, problemAnswer } from './resources.ts';
import type { UploadOptions } from './uploads.ts';

/** The secrets of a capture's TLS connections: kept beside it, given to its analysis, and never shown again. */
export const keyLogRoutes: FastifyPluginAsyncTypebox<UploadOptions> = async (app, { library, limits }) => {
  // The body goes to disk as it comes, whatever its type: a browser makes a guess at it.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));

  app.put(
    '/captures/:id/keylog',
    {
      schema: {
        summary: 'Takes in the secrets of its TLS connections (SSLKEYLOGFILE) and analyses the capture anew',
        tags: ['captures'],
        consumes: ['text/plain'],
        params: captureParams,
        response: { 202: ref('CaptureRow'), ...problemAnswer },
      },
    },
    async (request, reply) => {
      const { id } = captureOf(library, request.params.id);
      if (Number(request.headers['content-length'] ?? 0) > keyLogBytes)
        throw new ProblemError('body-too-large', tooLarge);
      if (request.body === undefined || request.body === null)
        throw new ProblemError('bad-request', 'The key log is empty: it has 0 bytes.');
      try {
        // The parser above hands on the stream.
        const capture = await library.receiveKeyLog(id, request.body as Readable, limits);
        return await reply.status(202).send(capture ?? captureOf(library, id));
      } catch (error) {
        // What of the body is still to come is not read any more.
        reply.header('connection', 'close');
        if (request.raw.destroyed && !request.raw.complete)
          throw new ProblemError('upload-incomplete', 'The key log ended before all of it had come.');
        if (error instanceof ProblemError && error.code === 'body-too-large')
          throw new ProblemError('body-too-large', tooLarge);
        throw error;
      }
    },
  );
};

const tooLarge = `A key log may have ${keyLogBytes} bytes here; this one has more.`;
