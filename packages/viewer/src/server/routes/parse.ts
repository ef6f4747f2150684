import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { judgeMessage, messageDetail } from '@sipscope/analyzer';
import { Type } from 'typebox';
import { ref } from '../../api/schemas.ts';
import { problemAnswer } from './resources.ts';

const messageText = Type.Object({ text: Type.String({ description: 'One SIP message, its line ends as they are' }) });
const messageBytes = { schema: Type.Any({ description: 'One SIP message' }) };

/** Message text in, tree, diagnostics and findings out. */
export const parseRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.removeContentTypeParser('text/plain');
  app.addContentTypeParser(
    ['text/plain', 'message/sip', 'application/octet-stream'],
    { parseAs: 'buffer' },
    (_request, body, done) => done(null, body),
  );

  app.post(
    '/parse',
    {
      schema: {
        summary: 'Reads one SIP message: as the body itself, or as `text` in JSON',
        tags: ['messages'],
        body: {
          content: {
            'application/json': { schema: messageText },
            'text/plain': messageBytes,
            'message/sip': messageBytes,
            'application/octet-stream': messageBytes,
          },
        },
        response: { 200: ref('MessageDetail'), ...problemAnswer },
      },
    },
    async (request) => {
      // Each of the types above has a parser that gives one of these.
      const body = request.body as Buffer | { readonly text: string };
      const bytes = Buffer.isBuffer(body) ? body : new TextEncoder().encode(body.text);
      const { chooseRules, rules } = await import('@sipscope/analyzer/conformance');
      return messageDetail(bytes, { findings: await judgeMessage(bytes, chooseRules(rules, {})) });
    },
  );
};
