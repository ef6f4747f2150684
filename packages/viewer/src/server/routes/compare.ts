import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { compareCalls, compareCaptures, type CallToCompare, mostComparedMessages } from '@sipscope/analyzer';
import { Type } from 'typebox';
import { ref } from '../../api/schemas.ts';
import { ProblemError } from '../problem-error.ts';
import { readMessages } from '../read-messages.ts';
import { captureParams, problemAnswer, readyCapture, type Resources } from './resources.ts';

/** Two calls, and two captures, held against each other. */
export const compareRoutes: FastifyPluginAsyncTypebox<Resources> = async (app, { library, rows, captures }) => {
  app.get(
    '/captures/:id/calls/:call/compare',
    {
      schema: {
        summary: 'A call held against another: facts, findings, message by message',
        description: `The first ${mostComparedMessages} messages of each are compared; how many more there are is told.`,
        tags: ['calls'],
        params: Type.Object({ id: Type.String(), call: Type.String() }),
        querystring: Type.Object({
          with: Type.String({ description: 'The id of the other call' }),
          capture: Type.Optional(Type.String({ description: 'The capture of the other call, where it is another' })),
        }),
        response: { 200: ref('CallComparison'), ...problemAnswer },
      },
    },
    async (request) => {
      const { id, call } = request.params;
      const { with: other, capture = id } = request.query;
      const [left, right] = await Promise.all([callOf(id, call), callOf(capture, other)]);
      return compareCalls(left, right);
    },
  );

  app.get(
    '/captures/:id/compare',
    {
      schema: {
        summary: 'A capture held against another: performance figures, counts, findings, quality',
        tags: ['captures'],
        params: captureParams,
        querystring: Type.Object({ with: Type.String({ description: 'The id of the other capture' }) }),
        response: { 200: ref('CaptureComparison'), ...problemAnswer },
      },
    },
    async (request) => {
      const [left, right] = await Promise.all([captureOf(request.params.id), captureOf(request.query.with)]);
      return compareCaptures(left, right);
    },
  );

  async function captureOf(named: string) {
    const { id } = readyCapture(library, refuseLocal(named));
    const [summary, findings] = await Promise.all([rows.summary(id), rows.findingGroups(id)]);
    return { summary, findings };
  }

  async function callOf(named: string, call: string): Promise<CallToCompare> {
    const { id } = readyCapture(library, refuseLocal(named));
    const found = await rows.call(id, call);
    if (found === undefined) throw new ProblemError('not-found', `There is no call ${call} in the capture ${id}.`);
    // Copies of packets are left out when the messages are compared: room for one of each.
    const placed = await rows.messagesOfCall(id, call, mostComparedMessages * 2);
    const [messages, findings, streams] = await Promise.all([
      readMessages(captures, library.captureFile(id), placed),
      rows.findingsOfCall(id, call),
      rows.streamsOfCall(id, call),
    ]);
    return { call: found.row, messages, findings, streams };
  }
};

/** What a browser has opened by itself was never sent here. */
function refuseLocal(id: string): string {
  if (!id.startsWith('local-')) return id;
  throw new ProblemError('bad-request', 'That capture is open in a browser only: upload it to compare it here.');
}
