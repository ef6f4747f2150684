import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Anonymizer, rowFields } from '@sipscope/analyzer';
import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { leftOutHeader, packetLists, rowExportFormats, rowsFileName } from '../../api/export/row-export.ts';
import { type Rows, writeRows } from '../../api/export/write-rows.ts';
import type { ListName } from '../../api/lists.ts';
import { exportPackets } from '../export/export-packets.ts';
import { ProblemError } from '../problem-error.ts';
import { listNames } from '../rows/row-tables.ts';
import { filterOf, sortOf } from './lists.ts';
import { captureParams, readyCapture, type Resources } from './resources.ts';

const mediaTypes = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  parquet: 'application/octet-stream',
  pcapng: 'application/octet-stream',
} as const;

const exportQuery = Type.Object({
  format: Type.Enum([...rowExportFormats], {
    description: 'pcapng, of calls, messages and streams: the packets they are of',
  }),
  filter: Type.Optional(Type.String({ description: 'In the filter language: `status>=400 from:+4420*`' })),
  sort: Type.Optional(Type.String({ description: 'A field, `-` before it for descending: `-started`' })),
  columns: Type.Optional(
    Type.String({ maxLength: 4000, description: 'Fields in their order, with commas between; all where missing' }),
  ),
  anonymize: Type.Boolean({
    default: false,
    description: 'Without who it is of: names, numbers, hosts and addresses become others, the same everywhere',
  }),
});

/** The rows of a list as a file, whole: written as they are read. */
export const exportRoutes: FastifyPluginAsyncTypebox<Resources> = async (app, { library, rows }) => {
  for (const list of listNames)
    app.get(
      `/captures/:id/${list}/export`,
      {
        config: { sameOrigin: true },
        exposeHeadRoute: false,
        schema: {
          summary: `The ${list} of a capture as a file`,
          tags: ['lists'],
          params: captureParams,
          querystring: exportQuery,
          produces: ['application/octet-stream'],
        },
      },
      async (request, reply) => {
        const { id, name, facts } = readyCapture(library, request.params.id);
        const { format, anonymize } = request.query;
        const filter = filterOf(list, request.query.filter ?? '', facts);
        const sort = request.query.sort === undefined ? undefined : sortOf(list, request.query.sort);
        const columns = columnsOf(list, request.query.columns);
        const found = rows.export(id, { list, filter, ...(sort !== undefined && { sort }) });
        reply
          .type(mediaTypes[format])
          .header('content-disposition', `attachment; filename="${rowsFileName(list, format)}"`);
        if (format !== 'pcapng') {
          const told = anonymize ? hidden(found) : found;
          const pieces = writeRows(format, { list, columns, rows: told, capture: anonymize ? undefined : name });
          return reply.send(Readable.from(pieces, { objectMode: false }));
        }
        if (!packetLists.includes(list))
          throw new ProblemError('bad-request', `Packets are to be had of ${packetLists.join(', ')}.`);
        const { packets, leftOut } = await exportPackets(rows, {
          capture: id,
          captureFile: library.captureFile(id),
          keyLog: await library.keyLog(id),
          list,
          rows: found,
          total: await rows.count(id, list, filter),
          anonymize,
        });
        return reply.header(leftOutHeader, leftOut).send(Readable.from(packets, { objectMode: false }));
      },
    );
};

async function* hidden(rows: Rows): Rows & AsyncGenerator<readonly object[]> {
  const anonymizer = new Anonymizer();
  for await (const some of rows) yield some.map((row) => anonymizer.row(row));
}

function columnsOf(list: ListName, text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined;
  const columns = [...new Set(text.split(',').map((name) => name.trim()))].filter((name) => name !== '');
  const unknown = columns.find((name) => !Object.hasOwn(rowFields[list], name));
  if (unknown !== undefined || columns.length === 0)
    throw new ProblemError('bad-request', `The ${list} have these fields: ${Object.keys(rowFields[list]).join(', ')}.`);
  return columns;
}
