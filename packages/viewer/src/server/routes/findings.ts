import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { ref } from '../../api/schemas.ts';
import { tellRule } from '../../api/tell-rule.ts';
import { ProblemError } from '../problem-error.ts';
import { captureParams, problemAnswer, readyCapture, type Resources } from './resources.ts';

/** Findings counted, and the rules they are of. */
export const findingRoutes: FastifyPluginAsyncTypebox<Resources> = async (app, { library, rows }) => {
  app.get(
    '/captures/:id/findings/groups',
    {
      schema: {
        summary: 'All findings of a capture, counted by rule and device',
        tags: ['lists'],
        params: captureParams,
        response: { 200: ref('FindingGroups'), ...problemAnswer },
      },
    },
    async (request) => ({ items: await rows.findingGroups(readyCapture(library, request.params.id).id) }),
  );

  app.get(
    '/rules/:rule',
    {
      schema: {
        summary: 'What a rule of conformance says, why, and what keeps and breaks it',
        tags: ['messages'],
        params: Type.Object({ rule: Type.String() }),
        response: { 200: ref('RuleDetail'), ...problemAnswer },
      },
    },
    async (request) => {
      const rule = await tellRule(request.params.rule);
      if (rule === undefined) throw new ProblemError('not-found', 'There is no such rule.');
      return rule;
    },
  );
};
