import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type CaptureTimes, parseFilter, rowFields, type Filter } from '@sipscope/analyzer';
import { Type, type Static } from 'typebox';
import type { ListName, ListPage, ListRows } from '../../api/lists.ts';
import { ref } from '../../api/schemas.ts';
import { ProblemError } from '../problem-error.ts';
import type { RowQuery } from '../rows/row-database.ts';
import { listNames } from '../rows/row-tables.ts';
import { captureParams, problemAnswer, readyCapture, type Resources } from './resources.ts';

const pageNames: Readonly<Record<ListName, string>> = {
  messages: 'MessagePage',
  transactions: 'TransactionPage',
  dialogs: 'DialogPage',
  calls: 'CallPage',
  registrations: 'RegistrationPage',
  subscriptions: 'SubscriptionPage',
  publications: 'PublicationPage',
  conversations: 'ConversationPage',
  streams: 'StreamPage',
  kpis: 'KpiPage',
  findings: 'FindingPage',
};

const listQuery = Type.Object({
  filter: Type.Optional(Type.String({ description: 'In the filter language: `status>=400 from:+4420*`' })),
  sort: Type.Optional(Type.String({ description: 'A field, `-` before it for descending: `-started`' })),
  limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
  cursor: Type.Optional(Type.String({ description: '`nextCursor` of the page before' })),
  offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 2 ** 31, description: 'Rows to pass over' })),
});

/** The lists of a capture, page by page. */
export const listRoutes: FastifyPluginAsyncTypebox<Resources> = async (app, { library, rows }) => {
  for (const name of listNames)
    app.get(
      `/captures/:id/${name}`,
      {
        schema: {
          summary: `The ${name} of a capture`,
          tags: ['lists'],
          params: captureParams,
          querystring: listQuery,
          response: { 200: ref(pageNames[name]), ...problemAnswer },
        },
      },
      async (request): Promise<ListPage<ListRows[ListName]>> => {
        const capture = readyCapture(library, request.params.id);
        const query = rowQuery(name, request.query, capture.facts);
        const page = await rows.list(capture.id, name, query);
        const next = query.offset + page.items.length;
        return next < page.total ? { ...page, nextCursor: cursorOf(next) } : page;
      },
    );
};

function rowQuery(name: ListName, query: Static<typeof listQuery>, facts?: CaptureTimes): RowQuery {
  const sort = query.sort === undefined ? undefined : sortOf(name, query.sort);
  const offset = query.cursor === undefined ? (query.offset ?? 0) : offsetOf(query.cursor);
  return { filter: filterOf(name, query.filter ?? '', facts), limit: query.limit, offset, ...(sort && { sort }) };
}

/** `facts`: of the capture, from whose beginning and end times are counted. */
export function filterOf(list: ListName, text: string, facts: CaptureTimes = {}): Filter {
  const { filter, problems } = parseFilter(text, { list, capture: facts });
  const [problem] = problems;
  if (problem !== undefined) throw new ProblemError('filter-syntax', problem.message, problem.span);
  // A filter without problems is there.
  return filter!;
}

export function sortOf(name: ListName, written: string): NonNullable<RowQuery['sort']> {
  const descending = written.startsWith('-');
  const key = descending ? written.slice(1) : written;
  const type = Object.hasOwn(rowFields[name], key) ? rowFields[name][key] : undefined;
  if (type === 'text' || type === 'number' || type === 'boolean') return { key, descending };
  const sortable = Object.entries(rowFields[name]).filter(([, field]) => field !== 'texts' && field !== 'numbers');
  const keys = sortable.map(([name]) => name).join(', ');
  throw new ProblemError('bad-request', `The ${name} can be sorted by ${keys}.`);
}

/** Rows never change once they are there, so a place in the list is a number. */
function cursorOf(offset: number): string {
  return Buffer.from(`from:${offset}`).toString('base64url');
}

function offsetOf(cursor: string): number {
  const offset = /^from:(\d{1,10})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'))?.[1];
  if (offset === undefined) throw new ProblemError('bad-request', 'The cursor is not one of this list.');
  return Number(offset);
}
