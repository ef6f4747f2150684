import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { CaptureLoad } from '../../api/capture-load.ts';
import { ref } from '../../api/schemas.ts';
import { mostBuckets } from '../../api/timeline.ts';
import { captureParams, problemAnswer, readyCapture, type Resources } from './resources.ts';

/** What a capture had to carry over its time: the charts of its overview. */
export const captureLoadRoutes: FastifyPluginAsyncTypebox<Resources> = async (app, { library, rows }) => {
  app.get(
    '/captures/:id/load',
    {
      schema: {
        summary:
          'Calls, registrations and messages over the time of a capture, calls up at once, and the quality of its streams',
        tags: ['captures'],
        params: captureParams,
        querystring: Type.Object({
          buckets: Type.Integer({ minimum: 1, maximum: mostBuckets, default: 200, description: 'How many at most' }),
        }),
        response: { 200: ref('CaptureLoad'), ...problemAnswer },
      },
    },
    async (request): Promise<CaptureLoad> => {
      const { id, facts } = readyCapture(library, request.params.id);
      return rows.load(id, { buckets: request.query.buckets, facts });
    },
  );
};
