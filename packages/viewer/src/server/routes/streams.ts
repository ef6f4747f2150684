import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { ref } from '../../api/schemas.ts';
import { ProblemError } from '../problem-error.ts';
import { problemAnswer, readyCapture, type Resources } from './resources.ts';

const streamParams = Type.Object({ id: Type.String(), stream: Type.String() });

/** One stream of media, and how it went over time. */
export const streamRoutes: FastifyPluginAsyncTypebox<Resources> = async (app, { library, rows }) => {
  app.get(
    '/captures/:id/streams/:stream',
    {
      schema: {
        summary: 'One stream of media',
        tags: ['streams'],
        params: streamParams,
        response: { 200: ref('StreamRow'), ...problemAnswer },
      },
    },
    async (request) => streamOf(request.params),
  );

  app.get(
    '/captures/:id/streams/:stream/series',
    {
      schema: {
        summary: 'How a stream went over time: columns of equal length, a value a second',
        tags: ['streams'],
        params: streamParams,
        response: { 200: ref('StreamSeries'), ...problemAnswer },
      },
    },
    async (request) => {
      const stream = await streamOf(request.params);
      const series = await rows.series(request.params.id, stream.id);
      if (series === undefined) throw new ProblemError('not-found', 'Nothing of this stream was measured over time.');
      return series;
    },
  );

  async function streamOf({ id, stream }: { id: string; stream: string }) {
    readyCapture(library, id);
    const found = await rows.stream(id, stream);
    if (found === undefined) throw new ProblemError('not-found', 'The capture has no such stream.');
    return found;
  }
};
