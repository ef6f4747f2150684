import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { type FlowPart, flowParts, type FlowQuery, mostFlowIds, readFlowQuery } from '../../api/flow.ts';
import { ref } from '../../api/schemas.ts';
import { ProblemError } from '../problem-error.ts';
import { readFlow } from '../read-flow.ts';
import { captureParams, problemAnswer, readyCapture, type Resources } from './resources.ts';

const ids = (what: string) => Type.Optional(Type.String({ description: `${what}, with commas between` }));

const flowQuery = Type.Object({
  calls: ids('Ids of calls'),
  registrations: ids('Ids of registrations'),
  subscriptions: ids('Ids of subscriptions'),
  publications: ids('Ids of publications'),
  conversations: ids('Ids of conversations'),
  dialogs: ids('Ids of dialogs'),
  transactions: ids('Ids of transactions'),
  callIds: ids('Call-IDs; a comma in one is written %252C'),
  extended: Type.Boolean({
    default: false,
    description: 'With the calls that are tied to those named: by transfers, by taking over and joining, by recording',
  }),
});

/** Several calls, or what is no call, in one picture. */
export const flowRoutes: FastifyPluginAsyncTypebox<Resources> = async (app, { library, rows, captures }) => {
  app.get(
    '/captures/:id/flow',
    {
      schema: {
        summary: 'Messages of several calls, registrations, dialogs … as they are drawn in one picture',
        description: `Of each, up to ${mostFlowIds} are taken. Messages beyond 100,000 are counted, not drawn.`,
        tags: ['calls'],
        params: captureParams,
        querystring: flowQuery,
        response: { 200: ref('Ladder'), ...problemAnswer },
      },
    },
    async (request) => {
      const capture = readyCapture(library, request.params.id);
      const source = { rows, captures, capture, captureFile: library.captureFile(capture.id) };
      return readFlow(source, queryOf(request.query));
    },
  );
};

function queryOf(written: { readonly [Part in FlowPart]?: string } & { readonly extended: boolean }): FlowQuery {
  const search = new URLSearchParams(flowParts.map((part): [string, string] => [part, written[part] ?? '']));
  const query = { ...readFlowQuery(search), ...(written.extended && { extended: true as const }) };
  const named = flowParts.filter((part) => (query[part]?.length ?? 0) > 0);
  if (named.length === 0) throw new ProblemError('bad-request', 'Nothing is named that could be drawn.');
  const many = named.find((part) => (query[part]?.length ?? 0) > mostFlowIds);
  if (many !== undefined) throw new ProblemError('bad-request', `At most ${mostFlowIds} ${many} fit in one picture.`);
  return query;
}
