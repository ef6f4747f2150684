import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { ref } from '../../api/schemas.ts';
import { mostBuckets, type Timeline } from '../../api/timeline.ts';
import { listNames } from '../rows/row-tables.ts';
import { filterOf } from './lists.ts';
import { captureParams, problemAnswer, readyCapture, type Resources } from './resources.ts';

const timelineQuery = Type.Object({
  filter: Type.Optional(Type.String({ description: 'In the filter language: `status>=400 from:+4420*`' })),
  buckets: Type.Integer({ minimum: 1, maximum: mostBuckets, default: 200, description: 'How many at most' }),
});

/** How many rows of each list began when. */
export const timelineRoutes: FastifyPluginAsyncTypebox<Resources> = async (app, { library, rows }) => {
  for (const list of listNames)
    app.get(
      `/captures/:id/${list}/timeline`,
      {
        schema: {
          summary: `How many ${list} began when, and how many of them went wrong`,
          tags: ['lists'],
          params: captureParams,
          querystring: timelineQuery,
          response: { 200: ref('Timeline'), ...problemAnswer },
        },
      },
      async (request): Promise<Timeline> => {
        const { id, facts } = readyCapture(library, request.params.id);
        const { filter = '', buckets } = request.query;
        return rows.timeline(id, { list, filter: filterOf(list, filter, facts), buckets, facts });
      },
    );
};
