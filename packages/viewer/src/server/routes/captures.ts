import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { ref } from '../../api/schemas.ts';
import { ProblemError } from '../problem-error.ts';
import { captureOf, captureParams, problemAnswer, type Resources } from './resources.ts';

/** The captures the viewer keeps: the list, one, and its removal. */
export const captureRoutes: FastifyPluginAsyncTypebox<Resources> = async (app, { library, captures }) => {
  app.get(
    '/captures',
    {
      schema: {
        summary: 'All captures, in order of their upload',
        tags: ['captures'],
        response: { 200: Type.Array(ref('CaptureRow')), ...problemAnswer },
      },
    },
    async () => library.all(),
  );

  app.get(
    '/captures/:id',
    {
      schema: {
        summary: 'One capture: its state, progress, facts and problems',
        tags: ['captures'],
        params: captureParams,
        response: { 200: ref('CaptureRow'), ...problemAnswer },
      },
    },
    async (request) => captureOf(library, request.params.id),
  );

  app.delete(
    '/captures/:id',
    {
      schema: {
        summary: 'Stops the analysis of a capture and removes it with all its rows; for ten minutes it can be restored',
        tags: ['captures'],
        params: captureParams,
        response: { 204: Type.Null({ description: 'It is gone' }), ...problemAnswer },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await captures.close(library.captureFile(id));
      if (!(await library.remove(id)))
        throw new ProblemError('not-found', 'There is no such capture; it may have been removed.');
      return reply.status(204).send(null);
    },
  );
};
