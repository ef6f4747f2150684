import type { FastifyReply, FastifyRequest } from 'fastify';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

/** Sends a WAV file, or the part of it that the request asks for: players leap (RFC 9110 §14). */
export async function sendWav(
  request: FastifyRequest,
  reply: FastifyReply,
  { file, name }: { readonly file: string; readonly name: string },
): Promise<FastifyReply> {
  const { size } = await stat(file);
  reply.type('audio/wav').header('accept-ranges', 'bytes').header('content-disposition', `inline; filename="${name}"`);
  const range = rangeOf(request.headers.range, size);
  if (range === 'unsatisfiable') return reply.status(416).header('content-range', `bytes */${size}`).send('');
  if (range === undefined) return reply.header('content-length', size).send(createReadStream(file));
  const { start, end } = range;
  return reply
    .status(206)
    .header('content-range', `bytes ${start}-${end}/${size}`)
    .header('content-length', end - start + 1)
    .send(createReadStream(file, { start, end }));
}

/** One range, both ends included; undefined where the whole is to be sent. What is no range of bytes is ignored, and so are several. */
export function rangeOf(
  header: string | undefined,
  size: number,
): { readonly start: number; readonly end: number } | 'unsatisfiable' | undefined {
  const [, first, last] = /^bytes=([0-9]{0,15})-([0-9]{0,15})$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return undefined;
  if (start >= size) return 'unsatisfiable';
  return { start, end: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}
