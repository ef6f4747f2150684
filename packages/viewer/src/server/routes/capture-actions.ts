import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { CaptureRow } from '../../api/captures.ts';
import { ref } from '../../api/schemas.ts';
import { ProblemError } from '../problem-error.ts';
import { captureOf, captureParams, problemAnswer, type Resources } from './resources.ts';

const answers = { 200: ref('CaptureRow'), ...problemAnswer };

/** What people do with a capture beside reading it. */
export const captureActionRoutes: FastifyPluginAsyncTypebox<Resources> = async (app, { library }) => {
  app.patch(
    '/captures/:id',
    {
      schema: {
        summary: 'Calls a capture something else, or gives it tags',
        tags: ['captures'],
        params: captureParams,
        body: Type.Object(
          {
            name: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
            tags: Type.Optional(Type.Array(Type.String({ maxLength: 1000 }), { maxItems: 20 })),
          },
          { additionalProperties: false },
        ),
        response: answers,
      },
    },
    async (request) => found(await library.rename(request.params.id, request.body)),
  );

  app.post(
    '/captures/:id/restore',
    {
      schema: {
        summary: 'Takes back the removal of a capture',
        tags: ['captures'],
        params: captureParams,
        response: answers,
      },
    },
    async (request) => {
      const known = library.get(request.params.id);
      return known ?? found(await library.restore(request.params.id));
    },
  );

  app.post(
    '/captures/:id/cancel',
    {
      schema: {
        summary: 'Ends the analysis of a capture with what was read so far; its events tell when that is in order',
        tags: ['captures'],
        params: captureParams,
        response: answers,
      },
    },
    async (request) => {
      refuseLive(captureOf(library, request.params.id));
      return found(await library.cancel(request.params.id));
    },
  );

  app.post(
    '/captures/:id/read-again',
    {
      schema: {
        summary: 'Analyses a capture anew, from its beginning to its end',
        tags: ['captures'],
        params: captureParams,
        response: answers,
      },
    },
    async (request) => {
      refuseLive(captureOf(library, request.params.id));
      return found(await library.readAgain(request.params.id));
    },
  );
};

function found(capture: CaptureRow | undefined): CaptureRow {
  if (capture === undefined) throw new ProblemError('not-found', 'There is no such capture; it may have been removed.');
  return capture;
}

function refuseLive({ live }: CaptureRow): void {
  if (live === true)
    throw new ProblemError('bad-request', 'The capture is still being written: it is read as it comes, until it ends.');
}
