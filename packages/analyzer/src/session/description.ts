import type { Origin, SessionDescription, SipMessage } from '@sipscope/parser';
import { keptText } from '../message/kept-text.ts';
import { describeMedia, type MediaDescription } from './media-description.ts';

/** A session description as it can be kept beyond its message. */
export type Description = {
  readonly frame: number;
  readonly timeNs: number;
  /** Where it stood: `INVITE`, `183 to INVITE` … */
  readonly carrier: string;
  readonly origin: Origin | undefined;
  /** Equal of equal texts. */
  readonly hash: number;
  readonly media: readonly MediaDescription[];
  readonly groups: readonly { readonly semantics: string; readonly mids: readonly string[] }[];
  /** False where there is a description that could not be read, or not to its end. */
  readonly isReadable: boolean;
};

/** m-lines and groups beyond these are not kept. */
const mostMedia = 64;

type Carried = {
  readonly frame: number;
  readonly timeNs: number;
  readonly carrier: string;
  /** Whether the end of the message was not captured. */
  readonly isCut: boolean;
};

/** The session description that a message carries for its session, `undefined` where there is none (RFC 3261 §13.2.1, RFC 5621 §3). */
export function describe(message: SipMessage, carried: Carried): Description | undefined {
  const sdp = sessionSdp(message);
  if (sdp === undefined || sdp === 'unreadable') return sdp === undefined ? undefined : unreadable(message, carried);
  const { frame, timeNs, carrier, isCut } = carried;
  return {
    frame,
    timeNs,
    carrier,
    origin: sdp.origin === undefined ? undefined : keptOrigin(sdp.origin),
    hash: hashOf(sdp.bytes),
    media: mediaOf(sdp),
    groups: groupsOf(sdp),
    isReadable: isReadable(sdp, isCut),
  };
}

/** Likewise, of a message that stays at hand: what it says of media is read where two are compared. */
export function describeAtHand(message: SipMessage, carried: Carried): Description | undefined {
  const sdp = sessionSdp(message);
  if (sdp === undefined || sdp === 'unreadable') return sdp === undefined ? undefined : unreadable(message, carried);
  return new DescriptionAtHand(sdp, carried);
}

class DescriptionAtHand implements Description {
  readonly frame: number;
  readonly timeNs: number;
  readonly carrier: string;
  readonly origin: Origin | undefined;
  readonly hash: number;
  readonly isReadable: boolean;
  readonly #sdp: SessionDescription;
  #media: Description['media'] | undefined = undefined;

  constructor(sdp: SessionDescription, { frame, timeNs, carrier, isCut }: Carried) {
    this.frame = frame;
    this.timeNs = timeNs;
    this.carrier = carrier;
    this.origin = sdp.origin;
    this.hash = hashOf(sdp.bytes);
    this.isReadable = isReadable(sdp, isCut);
    this.#sdp = sdp;
  }

  get media(): Description['media'] {
    return (this.#media ??= mediaOf(this.#sdp));
  }

  get groups(): Description['groups'] {
    return groupsOf(this.#sdp);
  }
}

function sessionSdp({ body }: SipMessage): SessionDescription | 'unreadable' | undefined {
  if (body === undefined) return undefined;
  const { sdp } = body;
  if (sdp === undefined) return isForSession(body) ? 'unreadable' : undefined;
  // An offer of its own kind, which runs beside (RFC 3959).
  return body.mediaType === 'application/sdp' && body.disposition === 'early-session' ? undefined : sdp;
}

function mediaOf(sdp: SessionDescription): Description['media'] {
  return sdp.media.slice(0, mostMedia).map((media) => describeMedia(media, sdp));
}

function isReadable({ origin, media }: SessionDescription, isCut: boolean): boolean {
  return !isCut && origin !== undefined && media.length <= mostMedia;
}

/** What stands there for the session and is not read: packed, or encoded for transfer. */
function isForSession(body: NonNullable<SipMessage['body']>): boolean {
  return body.find('application/sdp')?.disposition === 'session';
}

function unreadable(message: SipMessage, { frame, timeNs, carrier }: Carried): Description {
  return {
    frame,
    timeNs,
    carrier,
    origin: undefined,
    hash: hashOf(message.bodyBytes),
    media: [],
    groups: [],
    isReadable: false,
  };
}

function keptOrigin(origin: Origin): Origin {
  return {
    username: keptText(origin.username),
    sessionId: keptText(origin.sessionId),
    sessionVersion: keptText(origin.sessionVersion),
    networkType: keptText(origin.networkType),
    addressType: keptText(origin.addressType),
    address: keptText(origin.address),
  };
}

function groupsOf(sdp: SessionDescription): Description['groups'] {
  return sdp
    .all('group')
    .slice(0, mostMedia)
    .map(({ semantics, ids }) => ({ semantics: keptText(semantics), mids: ids.slice(0, mostMedia).map(keptText) }));
}

/** FNV-1a over two halves: 53 bits. Only texts of one dialog are compared. */
function hashOf(bytes: Uint8Array): number {
  let one = 0x811c9dc5;
  let other = 0x01000193;
  for (const byte of bytes) {
    one = Math.imul(one ^ byte, 0x01000193);
    other = Math.imul(other ^ byte, 0x85ebca6b);
    other ^= other >>> 13;
  }
  return (one >>> 0) * 0x20_0000 + ((other >>> 0) & 0x1f_ffff);
}

/** Whether two descriptions say the same of the media: addresses, formats, directions and all else of each m-line. */
export function saysSame(one: Description, other: Description): boolean {
  return one.hash === other.hash || mediaText(one) === mediaText(other);
}

function mediaText({ media, groups }: Description): string {
  return JSON.stringify([media, groups], (key, value: unknown) => (key === 'alsoAt' ? undefined : value));
}
