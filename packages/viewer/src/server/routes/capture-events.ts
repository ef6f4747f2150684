import { jsonText } from '@sipscope/analyzer';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Readable } from 'node:stream';
import { type CaptureRow, isSettled } from '../../api/captures.ts';
import type { CaptureLibrary } from '../capture-library.ts';
import { ProblemError } from '../problem-error.ts';
import { captureOf, captureParams, type Resources } from './resources.ts';

export type CaptureEventsOptions = Resources & {
  readonly heartbeatMs: number;
  /** Streams one address may have open. */
  readonly streamsPerClient: number;
};

/** What a reader may fall behind before the stream is ended; it comes back and starts from the capture's state then. */
const queueBytes = 1024 ** 2;

/** A capture's row whenever it changes, as server-sent events, until it is ready, failed or removed. */
export const captureEventRoutes: FastifyPluginAsyncTypebox<CaptureEventsOptions> = async (app, options) => {
  const streamsByClient = new Map<string, number>();
  const open = new Set<CaptureEvents>();
  app.addHook('preClose', async () => {
    for (const stream of open) stream.destroy();
  });

  app.get(
    '/captures/:id/events',
    {
      config: { sameOrigin: true },
      exposeHeadRoute: false,
      schema: {
        summary: 'Server-sent events: `capture` with the row of the capture as it changes',
        tags: ['captures'],
        params: captureParams,
        produces: ['text/event-stream'],
      },
    },
    async (request, reply) => {
      const row = captureOf(options.library, request.params.id);
      const streams = streamsByClient.get(request.ip) ?? 0;
      if (streams >= options.streamsPerClient)
        throw new ProblemError('too-many-requests', `No more than ${options.streamsPerClient} event streams at once.`);
      streamsByClient.set(request.ip, streams + 1);
      const stream = new CaptureEvents(options.library, row, options.heartbeatMs);
      open.add(stream);
      stream.once('close', () => {
        open.delete(stream);
        const left = (streamsByClient.get(request.ip) ?? 1) - 1;
        if (left === 0) streamsByClient.delete(request.ip);
        else streamsByClient.set(request.ip, left);
      });
      return reply.type('text/event-stream; charset=utf-8').header('x-accel-buffering', 'no').send(stream);
    },
  );
};

/** The event stream of one watcher. */
class CaptureEvents extends Readable {
  readonly #unwatch: () => void;
  readonly #heartbeat: NodeJS.Timeout;

  constructor(library: CaptureLibrary, row: CaptureRow, heartbeatMs: number) {
    super({ highWaterMark: queueBytes });
    this.#unwatch = library.watch(row.id, (changed) => this.#tell(changed));
    this.#heartbeat = setInterval(() => this.#write(': still here\n\n'), heartbeatMs);
    this.#tell(row);
  }

  override _read(): void {
    // Events come when they happen, not when they are asked for.
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    this.#unwatch();
    clearInterval(this.#heartbeat);
    callback(error);
  }

  #tell(row: CaptureRow | undefined): void {
    if (row !== undefined) this.#write(`event: capture\ndata: ${jsonText(row)}\n\n`);
    if (row === undefined || isSettled(row)) {
      this.#unwatch?.();
      this.push(null);
    }
  }

  #write(text: string): void {
    if (this.readableEnded || this.destroyed) return;
    if (this.readableLength > queueBytes) this.destroy();
    else this.push(text);
  }
}
