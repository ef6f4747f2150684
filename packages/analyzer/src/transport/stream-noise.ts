import type { ChunkOrigin } from './chunk-places.ts';
import { streamProtocolNumber } from './protocol-counts.ts';
import type { StreamContext } from './stream-context.ts';

/** Counts the packets of a SIP stream that brought keep-alives, or junk: once it is known to be one, for until then it may be anything. */
export class StreamNoise {
  readonly #context: StreamContext;
  readonly #protocol: number;
  #latestFrame = -1;
  #uncounted = 0;

  constructor(name: 'CRLF keep-alive' | 'junk between SIP messages', context: StreamContext) {
    this.#context = context;
    this.#protocol = streamProtocolNumber(name, context.isSecure);
  }

  /** Some of it, and the packets that brought it. */
  add(origin: ChunkOrigin | undefined): void {
    if (origin === undefined) return;
    const { frame, frames = [frame] } = origin;
    for (const each of frames) if (each !== this.#latestFrame) this.#uncounted++;
    this.#latestFrame = frame;
  }

  /** It is a SIP stream. */
  count(): void {
    for (; this.#uncounted > 0; this.#uncounted--) this.#context.protocols.add(this.#protocol);
  }
}
