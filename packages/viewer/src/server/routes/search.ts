import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { jsonText } from '@sipscope/analyzer';
import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { isReadable } from '../../api/captures.ts';
import { ref } from '../../api/schemas.ts';
import { runSearch } from '../../api/search/run-search.ts';
import { fewestCharacters, mostCharacters, type SearchEvent, type SearchLimits } from '../../api/search/search.ts';
import { readWanted } from '../../api/search/wanted.ts';
import { ProblemError } from '../problem-error.ts';
import { searchedCapture } from '../search/searched-capture.ts';
import { problemAnswer, readyCapture, type Resources } from './resources.ts';

export type SearchOptions = Resources & {
  readonly limits: SearchLimits;
  /** Searches that may run at once. */
  readonly atOnce: number;
};

/** One search over all captures: what is found is sent as it is found. Who goes away ends it. */
export const searchRoutes: FastifyPluginAsyncTypebox<SearchOptions> = async (app, options) => {
  const { library, limits } = options;
  const open = new Set<Readable>();
  app.addHook('preClose', async () => {
    for (const search of open) search.destroy();
  });

  app.get(
    '/search',
    {
      // It costs much.
      config: { sameOrigin: true },
      exposeHeadRoute: false,
      schema: {
        summary: 'Searches all captures by number, Call-ID, address or any text of a message: an event a line',
        description:
          `Calls and registrations come first, then messages. At most ${limits.hitsPerList} of each are told of a capture; ` +
          'a `more` event says that there are others. When the last line has come, the search has ended.',
        tags: ['search'],
        querystring: Type.Object({
          q: Type.String({
            description:
              'Of a number, its last digits are enough, and what stands between digits does not matter. Of other text, ' +
              'letters of either case are one.',
          }),
          capture: Type.Optional(Type.String({ description: 'One capture only' })),
          messages: Type.Boolean({ default: true, description: 'Whether the text of messages is read, too' }),
        }),
        produces: ['application/x-ndjson'],
        response: { 200: ref('SearchEvent'), ...problemAnswer },
      },
    },
    async (request, reply) => {
      const { q, capture, messages } = request.query;
      const wanted = readWanted(q);
      if (wanted === undefined) {
        const detail = `Between ${fewestCharacters} and ${mostCharacters} characters can be searched for.`;
        throw new ProblemError('bad-request', detail);
      }
      if (open.size >= options.atOnce)
        throw new ProblemError('too-many-requests', `No more than ${options.atOnce} searches at once.`);
      const searched = (capture === undefined ? library.all() : [readyCapture(library, capture)])
        .filter(isReadable)
        .toReversed()
        .map((row) => searchedCapture(options, row));
      const search = Readable.from(lines(runSearch(searched, wanted, { messages }, limits)), { objectMode: false });
      open.add(search);
      search.once('close', () => open.delete(search));
      return reply
        .type('application/x-ndjson; charset=utf-8')
        .header('x-accel-buffering', 'no')
        .serializer(String)
        .send(search);
    },
  );
};

async function* lines(events: AsyncIterable<SearchEvent>): AsyncGenerator<string, void, undefined> {
  for await (const event of events) yield `${jsonText(event)}\n`;
}
