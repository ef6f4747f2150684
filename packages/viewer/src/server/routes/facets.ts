import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { rowFields } from '@sipscope/analyzer';
import { Type } from 'typebox';
import { type Facet, mostFacets, mostValues, usualValues } from '../../api/facets.ts';
import type { ListName } from '../../api/lists.ts';
import { ref } from '../../api/schemas.ts';
import { ProblemError } from '../problem-error.ts';
import { listNames } from '../rows/row-tables.ts';
import { filterOf } from './lists.ts';
import { captureParams, problemAnswer, readyCapture, type Resources } from './resources.ts';

const facetQuery = Type.Object({
  fields: Type.String({ description: `Keys of the rows, at most ${mostFacets}: \`outcome,status\`` }),
  filter: Type.Optional(
    Type.String({
      description: 'In the filter language. What it asks of a field alone is left out when its values are counted',
    }),
  ),
  limit: Type.Integer({ minimum: 1, maximum: mostValues, default: usualValues, description: 'Values of each field' }),
  containing: Type.Optional(Type.String({ maxLength: 256, description: 'Only values that contain this' })),
});

/** What fields of a list hold, counted. */
export const facetRoutes: FastifyPluginAsyncTypebox<Resources> = async (app, { library, rows }) => {
  for (const list of listNames)
    app.get(
      `/captures/:id/${list}/facets`,
      {
        schema: {
          summary: `What fields of the ${list} hold, and how many of them`,
          tags: ['lists'],
          params: captureParams,
          querystring: facetQuery,
          response: { 200: ref('Facets'), ...problemAnswer },
        },
      },
      async (request): Promise<{ readonly items: readonly Facet[] }> => {
        const { id, facts } = readyCapture(library, request.params.id);
        const { fields, filter = '', limit, containing } = request.query;
        const items = await rows.facets(id, {
          list,
          fields: fieldsOf(list, fields),
          filter: filterOf(list, filter, facts),
          limit,
          ...(containing !== undefined && { containing }),
        });
        return { items };
      },
    );
};

function fieldsOf(list: ListName, written: string): readonly string[] {
  const fields = [...new Set(written.split(','))];
  const unknown = fields.find((field) => !Object.hasOwn(rowFields[list], field));
  if (unknown !== undefined) throw new ProblemError('bad-request', `The ${list} have no field “${unknown}”.`);
  if (fields.length > mostFacets) throw new ProblemError('bad-request', `At most ${mostFacets} fields are counted.`);
  return fields;
}
