import multipart from '@fastify/multipart';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { Type } from 'typebox';
import { api } from '../../api/routes.ts';
import { ref } from '../../api/schemas.ts';
import { ProblemError } from '../problem-error.ts';
import { tooLarge, type UploadLimits } from '../store/receive-file.ts';
import { problemAnswer, type Resources } from './resources.ts';

const captureTypes = [
  'application/vnd.tcpdump.pcap',
  'application/x-pcap',
  'application/x-pcapng',
  'application/pcap',
  'application/pcapng',
  'application/cap',
  'application/x-cap',
  'application/gzip',
  'application/x-gzip',
  'application/octet-stream',
];

export type UploadOptions = Resources & { readonly limits: UploadLimits };

const answers = { 201: ref('CaptureRow'), ...problemAnswer };
const nameQuery = Type.Object({ name: Type.Optional(Type.String({ description: 'What to call the capture' })) });

/** Uploads: the body goes to disk as it comes, and the answer is sent once it is safe there. */
export const uploadRoutes: FastifyPluginAsyncTypebox<UploadOptions> = async (app, { library, limits }) => {
  app.addContentTypeParser(captureTypes, (_request, payload, done) => done(null, payload));
  // `curl -T` names no type.
  app.addContentTypeParser('*', (request, payload, done) => {
    if (request.headers['content-type'] === undefined) return done(null, payload);
    const detail = 'Send the capture as it is, with the type application/vnd.tcpdump.pcap, or in a form.';
    return done(new ProblemError('unsupported-media-type', detail));
  });
  await app.register(multipart, { limits: { files: 1, fields: 10, fileSize: limits.fileBytes + 1 } });

  app.addHook('onRequest', async (request) => {
    if (Number(request.headers['content-length'] ?? 0) > limits.fileBytes + formOverhead)
      throw new ProblemError('body-too-large', tooLarge(limits));
  });

  app.post(
    '/captures',
    {
      schema: {
        summary: 'Takes in a capture: as the body itself or as the file of a form',
        tags: ['captures'],
        consumes: ['application/vnd.tcpdump.pcap', 'application/octet-stream', 'multipart/form-data'],
        querystring: nameQuery,
        response: answers,
      },
    },
    async (request, reply) => {
      if (!request.isMultipart()) return keep(request, reply, bodyOf(request), request.query.name);
      const file = await request.file();
      if (file === undefined) throw new ProblemError('bad-request', 'The form holds no file.');
      return keep(request, reply, file.file, request.query.name ?? file.filename);
    },
  );

  // For `curl -T trace.pcap http://…/api/captures/`.
  app.put(
    '/captures/:name',
    {
      schema: {
        // Its address is that of a capture, with a name in the place of the id: OpenAPI has no words for that.
        hide: true,
        params: Type.Object({ name: Type.String() }),
      },
    },
    async (request, reply) => keep(request, reply, bodyOf(request), request.params.name),
  );

  async function keep(request: FastifyRequest, reply: FastifyReply, source: Readable, name: string | undefined) {
    try {
      const capture = await library.receive(source, name);
      return await reply.status(201).header('location', api.capture(capture.id)).send(capture);
    } catch (error) {
      // What of the body is still to come is not read any more.
      reply.header('connection', 'close');
      const endedEarly = (request.raw.destroyed && !request.raw.complete) || isFormCutOff(error);
      if (endedEarly) throw new ProblemError('upload-incomplete', 'The upload ended before all of it had come.');
      throw error;
    }
  }
};

/** What a form puts around its file. */
const formOverhead = 64 * 1024;

function bodyOf(request: FastifyRequest): Readable {
  if (request.body === undefined || request.body === null)
    throw new ProblemError('bad-request', 'The upload is empty: it has 0 bytes. Send a capture file.');
  // The parsers above hand on the stream, and no other is taken here.
  return request.body as Readable;
}

/** What the reader of forms says of one whose end is missing; it gives its errors no code. */
function isFormCutOff(error: unknown): boolean {
  return error instanceof Error && /^(?:Part terminated early|Unexpected end of)/.test(error.message);
}
