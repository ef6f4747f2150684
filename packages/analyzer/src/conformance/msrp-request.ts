import type { MsrpRecord } from '../transport/msrp/msrp-record.ts';
import { msrpUriKey } from '../messaging/party-address.ts';
import type { MediaEnds } from './media-case.ts';
import type { Seen } from './seen.ts';

/** URIs of MSRP in one description beyond these are not known. */
const mostMedia = 8;
/** Descriptions beyond these are forgotten, the earliest first. */
const mostDescribed = 20_000;

/** What one side of a session has said of one medium that carries messages. */
export type DescribedPath = {
  /** As written, the hop next to it first. */
  readonly path: readonly string[];
  readonly seen: Pick<Seen, 'frame'>;
  readonly callId: string;
  /** Of the party. */
  readonly tag: string;
};

/** A request of MSRP as rules see it. */
export type MsrpRequest = {
  readonly record: MsrpRecord;
  readonly ends: MediaEnds;
  /** Who has described that URI; undefined where nobody has, as far as is captured. */
  readonly describedBy: (uri: string) => DescribedPath | undefined;
  /** What the other parties of the same session have described. */
  readonly peersOf: (own: DescribedPath) => readonly DescribedPath[];
};

/** The URIs that session descriptions give for messages. RFC 4975 §8.2. */
export class MsrpPaths {
  readonly #byUri = new Map<string, DescribedPath>();
  readonly #byCallId = new Map<string, DescribedPath[]>();

  /** A message with a session description. */
  receive(seen: Seen): void {
    const { message, isRequest, frame } = seen;
    const callId = message.callId ?? '';
    const tag = (isRequest ? message.from?.tag : message.to?.tag) ?? '';
    for (const media of (message.sdp?.media ?? []).slice(0, mostMedia)) {
      const path = media.kind === 'message' && media.port !== 0 ? media.get('path') : undefined;
      const own = path?.at(-1);
      if (path === undefined || own === undefined || this.#byUri.has(msrpUriKey(own))) continue;
      this.#add(msrpUriKey(own), { path: path.slice(0, mostMedia), seen: { frame }, callId, tag });
    }
  }

  of(uri: string): DescribedPath | undefined {
    return this.#byUri.get(msrpUriKey(uri));
  }

  peersOf({ callId, tag }: DescribedPath): readonly DescribedPath[] {
    return (this.#byCallId.get(callId) ?? []).filter((one) => one.tag !== tag);
  }

  #add(key: string, described: DescribedPath): void {
    if (this.#byUri.size >= mostDescribed) this.#forgetOldest();
    this.#byUri.set(key, described);
    const ofCall = this.#byCallId.get(described.callId);
    if (ofCall === undefined) this.#byCallId.set(described.callId, [described]);
    else if (ofCall.length < mostMedia) ofCall.push(described);
  }

  #forgetOldest(): void {
    for (const [key, { callId }] of this.#byUri) {
      this.#byUri.delete(key);
      this.#byCallId.delete(callId);
      return;
    }
  }
}
