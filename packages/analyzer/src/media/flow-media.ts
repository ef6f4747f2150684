import type { MeantFormat } from './format-use.ts';
import type { MediaStream } from './media-stream.ts';
import { staticFormats } from './static-formats.ts';
import type { WatchedSource } from './watched-source.ts';

/** What is known of the media on one flow. */
export class FlowMedia {
  /** Of `FlowTable`. */
  readonly flow: number;
  /** The stream whose packet came last. */
  last: MediaStream | undefined = undefined;
  /** All of them by SSRC, where there have been several. */
  streams: Map<number, MediaStream> | undefined = undefined;
  /** SSRCs that have not proved to be RTP yet. */
  watched: WatchedSource[] | undefined = undefined;
  /** Counts up when payload types may stand for something else than before. */
  version = 0;
  /** Whether a session description tells of media here. */
  isDescribed = false;
  /** Whether the payloads are encrypted. */
  isSecure = false;
  /** SSRCs beyond the limit were seen. */
  isFlooded = false;

  constructor(flow: number) {
    this.flow = flow;
  }

  stream(ssrc: number): MediaStream | undefined {
    const { last } = this;
    return last !== undefined && last.ssrc === ssrc ? last : this.streams?.get(ssrc);
  }

  add(stream: MediaStream): void {
    const { last } = this;
    if (last !== undefined || this.streams !== undefined) {
      this.streams ??= last === undefined ? new Map() : new Map([[last.ssrc, last]]);
      this.streams.set(stream.ssrc, stream);
    }
    this.last = stream;
  }

  remove(stream: MediaStream): void {
    this.streams?.delete(stream.ssrc);
    if (this.last === stream) this.last = undefined;
  }

  get ssrcs(): number {
    return this.streams?.size ?? (this.last === undefined ? 0 : 1);
  }

  /** What a payload type stands for at this time. */
  meant(payloadType: number): MeantFormat | undefined {
    return staticFormats.get(payloadType);
  }
}
