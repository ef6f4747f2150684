import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { ref } from '../../api/schemas.ts';
import { captureParams, problemAnswer, readyCapture, type Resources } from './resources.ts';

/** What `sipscope summary` prints. */
export const summaryRoutes: FastifyPluginAsyncTypebox<Resources> = async (app, { library, rows }) => {
  app.get(
    '/captures/:id/summary',
    {
      schema: {
        summary: 'Counts, KPIs (RFC 6076), top talkers, facts and diagnostics of a capture',
        tags: ['captures'],
        params: captureParams,
        response: { 200: ref('Summary'), ...problemAnswer },
      },
    },
    async (request) => rows.summary(readyCapture(library, request.params.id).id),
  );
};
