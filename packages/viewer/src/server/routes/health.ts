import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { captureStates } from '../../api/captures.ts';
import { problemAnswer, type Resources } from './resources.ts';

/** Whether the server lives, and figures for Prometheus. */
export const healthRoutes: FastifyPluginAsyncTypebox<Resources> = async (app, { library }) => {
  app.get(
    '/healthz',
    {
      schema: {
        summary: 'Answers while the server lives',
        tags: ['server'],
        response: { 200: Type.Object({ status: Type.Literal('ok') }), ...problemAnswer },
      },
    },
    async () => ({ status: 'ok' as const }),
  );

  app.get('/metrics', { schema: { summary: 'Prometheus text', tags: ['server'] } }, async (_request, reply) =>
    reply.type('text/plain; version=0.0.4; charset=utf-8').serializer(String).send(metricsText()),
  );

  function metricsText(): string {
    const captures = library.all();
    const { rss } = process.memoryUsage();
    return [
      '# HELP sipscope_captures Captures by state.',
      '# TYPE sipscope_captures gauge',
      ...captureStates.map((state) => {
        const number = captures.filter((capture) => capture.state === state).length;
        return `sipscope_captures{state="${state}"} ${number}`;
      }),
      '# HELP process_resident_memory_bytes Resident memory size in bytes.',
      '# TYPE process_resident_memory_bytes gauge',
      `process_resident_memory_bytes ${rss}`,
      '',
    ].join('\n');
  }
};
