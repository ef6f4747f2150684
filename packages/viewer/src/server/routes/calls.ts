import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { AddressNames, tellCall } from '@sipscope/analyzer';
import { Type } from 'typebox';
import { exportFormats } from '../../api/backend.ts';
import { ref } from '../../api/schemas.ts';
import { exportCall } from '../export/export-call.ts';
import { ProblemError } from '../problem-error.ts';
import { readLadder } from '../read-flow.ts';
import { readMessages, type ReadMessage } from '../read-messages.ts';
import { flowRoutes } from './flow.ts';
import { problemAnswer, readyCapture, type Resources } from './resources.ts';

const callParams = Type.Object({ id: Type.String(), call: Type.String() });
/** Messages of a call that are drawn or handed out; what follows them is in the list of messages. */
const maxMessages = 20_000;

/** One call: its row, its ladder, and what it can be saved as. */
export const callRoutes: FastifyPluginAsyncTypebox<Resources> = async (app, resources) => {
  const { library, rows, captures } = resources;
  await app.register(flowRoutes, resources);

  app.get(
    '/captures/:id/calls/:call',
    {
      schema: {
        summary: 'One call',
        tags: ['calls'],
        params: callParams,
        response: { 200: ref('CallRow'), ...problemAnswer },
      },
    },
    async (request) => (await callOf(request.params)).row,
  );

  app.get(
    '/captures/:id/calls/:call/ladder',
    {
      schema: {
        summary: 'A call as it is drawn: lanes and arrows',
        tags: ['calls'],
        params: callParams,
        response: { 200: ref('Ladder'), ...problemAnswer },
      },
    },
    async (request) => {
      const { id } = request.params;
      const { row } = await callOf(request.params);
      const placed = await rows.messagesOfCall(id, row.id, maxMessages);
      const source = { rows, captures, capture: readyCapture(library, id), captureFile: library.captureFile(id) };
      return readLadder(source, row, placed);
    },
  );

  app.get(
    '/captures/:id/calls/:call/story',
    {
      schema: {
        summary: 'A call as it is told: events in sentences, legs and what was agreed on in them, who takes part',
        tags: ['calls'],
        params: callParams,
        response: { 200: ref('CallStory'), ...problemAnswer },
      },
    },
    async (request) => {
      const { row, names } = await callOf(request.params);
      const { id, call } = request.params;
      return tellCall(row, await messagesOf(request.params), { names, streams: await rows.streamsOfCall(id, call) });
    },
  );

  app.get(
    '/captures/:id/calls/:call/export',
    {
      config: { sameOrigin: true },
      exposeHeadRoute: false,
      schema: {
        summary: 'A call as a file',
        tags: ['calls'],
        params: callParams,
        querystring: Type.Object({
          format: Type.Enum([...exportFormats]),
          srtpKeys: Type.Boolean({
            default: false,
            description:
              'Whether keys of SRTP stay in the session descriptions of a pcapng; else X stands for each character',
          }),
          anonymize: Type.Boolean({
            default: false,
            description: 'Without who it is of: names, numbers, hosts and addresses become others, the same everywhere',
          }),
          notes: Type.Boolean({
            default: false,
            description:
              'Of a pcapng: whether notes on its messages stand in it as comments; never without who it is of',
          }),
          hop: Type.Integer({
            minimum: 1,
            maximum: 1000,
            default: 1,
            description: 'Of a SIPp scenario: between which two elements, counted from the caller',
          }),
        }),
        produces: ['application/octet-stream'],
      },
    },
    async (request, reply) => {
      const { row, number, names, name } = await callOf(request.params);
      const messages = await messagesOf(request.params);
      const { format, notes: withNotes, ...options } = request.query;
      const { id } = request.params;
      const saved = await exportCall(
        format,
        {
          call: row,
          messages,
          streams: await rows.streamsOfCall(id, request.params.call),
          names,
          name,
          captureFile: library.captureFile(id),
          keyLog: await library.keyLog(id),
          notes: withNotes ? [...(await resources.notes.read(library.notesFile(id))).values()] : [],
        },
        options,
      );
      // Named by its number: nothing of the capture gets into a file's name.
      const fileName = `call-${number + 1}.${saved.extension}`;
      return reply
        .type(saved.mediaType)
        .header('content-disposition', `attachment; filename="${fileName}"`)
        .send(typeof saved.body === 'string' ? Buffer.from(saved.body) : saved.body);
    },
  );

  async function callOf({ id, call }: { id: string; call: string }) {
    const { facts, name } = readyCapture(library, id);
    const found = await rows.call(id, call);
    if (found === undefined) throw new ProblemError('not-found', 'The capture has no such call.');
    return { ...found, name, names: new AddressNames(undefined, facts?.names) };
  }

  async function messagesOf({ id, call }: { id: string; call: string }): Promise<readonly ReadMessage[]> {
    return readMessages(captures, library.captureFile(id), await rows.messagesOfCall(id, call, maxMessages));
  }
};
