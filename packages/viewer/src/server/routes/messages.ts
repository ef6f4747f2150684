import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { messageDetail } from '@sipscope/analyzer';
import { Type } from 'typebox';
import { ref } from '../../api/schemas.ts';
import { ProblemError } from '../problem-error.ts';
import { messageSource } from '../message-source.ts';
import { readMessages } from '../read-messages.ts';
import { problemAnswer, readyCapture, type Resources } from './resources.ts';

/** One message, whole. */
export const messageRoutes: FastifyPluginAsyncTypebox<Resources> = async (app, resources) => {
  const { library, rows, captures } = resources;
  app.get(
    '/captures/:id/messages/:frame',
    {
      schema: {
        summary: 'One message: its bytes, syntax tree and diagnostics, and what its values mean',
        tags: ['messages'],
        params: Type.Object({ id: Type.String(), frame: Type.Integer({ minimum: 1, maximum: 2 ** 31 }) }),
        querystring: Type.Object({
          index: Type.Integer({
            minimum: 0,
            maximum: 2 ** 31,
            default: 0,
            description: 'Which, where a packet carries several',
          }),
        }),
        response: { 200: ref('MessageDetail'), ...problemAnswer },
      },
    },
    async (request) => {
      const { id, frame } = request.params;
      readyCapture(library, id);
      const placed = await rows.message(id, frame, request.query.index);
      const [message] = placed === undefined ? [] : await readMessages(captures, library.captureFile(id), [placed]);
      if (message === undefined) throw new ProblemError('not-found', `No such SIP message ends in packet ${frame}.`);
      const findings = await rows.findingsOfMessage(id, frame, request.query.index);
      return messageDetail(message.bytes, { row: message.row, findings, source: messageSource(resources, id) });
    },
  );
};
