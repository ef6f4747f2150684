import { encodeText } from '../../text/source-text.ts';
import { Media } from './media.ts';
import type { SdpSection } from './sdp-section.ts';
import {
  type Bandwidth,
  type Connection,
  type Origin,
  SessionDescription,
  type Timing,
  type ZoneAdjustment,
} from './session-description.ts';

/** An attribute to be written; one that was read is one too. */
export type AttributeInit = { readonly name: string; readonly value?: string | undefined };

/** What a session and a medium may have alike. */
type SectionInit = {
  readonly information?: string | undefined;
  /** Its own `c=` lines; most have one. */
  readonly connections?: readonly ConnectionInit[];
  readonly bandwidths?: readonly Bandwidth[];
  readonly key?: string | undefined;
  readonly attributes?: readonly AttributeInit[];
};

/** A connection to be written: without a network type `IN`, without an address type that of the address. */
export type ConnectionInit = Pick<Connection, 'address'> & Partial<Connection>;

/** A media section to be written. */
export type MediaInit = SectionInit & {
  readonly kind: string;
  readonly port: number | undefined;
  readonly portCount?: number | undefined;
  readonly proto: string;
  readonly formats: readonly (string | number)[];
};

/** A session description to be written: what is missing of the lines that must be there is written so that it says nothing. */
export type SessionDescriptionInit = SectionInit & {
  readonly version?: string | undefined;
  readonly origin?: Origin | undefined;
  readonly sessionName?: string | undefined;
  readonly uri?: string | undefined;
  readonly emails?: readonly string[];
  readonly phones?: readonly string[];
  readonly timings?: readonly (Pick<Timing, 'start' | 'stop'> & Partial<Timing>)[];
  readonly zones?: readonly ZoneAdjustment[];
  readonly media?: readonly MediaInit[];
};

const noOrigin: Origin = {
  username: '-',
  sessionId: '0',
  sessionVersion: '0',
  networkType: 'IN',
  addressType: 'IP4',
  address: '0.0.0.0',
};

/**
 * The bytes of a session description. One that was read, and each medium that was read within one that is built, is written as it stood;
 * everything else in the order of RFC 8866 §5. Throws a TypeError where a value holds a line break.
 */
export function writeSessionDescription(description: SessionDescriptionInit): Uint8Array {
  if (description instanceof SessionDescription) return description.bytes.slice();
  const lines = new Lines();
  lines.add('v', description.version ?? '0');
  lines.add('o', writeOrigin(description.origin ?? noOrigin));
  lines.add('s', description.sessionName ?? '-');
  lines.addIfAny('i', description.information);
  lines.addIfAny('u', description.uri);
  for (const email of description.emails ?? []) lines.add('e', email);
  for (const phone of description.phones ?? []) lines.add('p', phone);
  addTransport(lines, description);
  for (const { start, stop, repeats = [] } of description.timings ?? [{ start: 0, stop: 0 }]) {
    lines.add('t', `${start} ${stop}`);
    for (const { interval, duration, offsets } of repeats) lines.add('r', [interval, duration, ...offsets].join(' '));
  }
  const zones = description.zones ?? [];
  if (zones.length > 0) lines.add('z', zones.map(({ time, offset }) => `${time} ${offset}`).join(' '));
  addAttributes(lines, description);
  for (const media of description.media ?? []) {
    if (media instanceof Media) lines.addBytes(media.bytes);
    else addMedia(lines, media);
  }
  return lines.bytes();
}

/** A medium that was read, changed: `mediaInit(media, {port: 0})`. What is not changed is written in the same words, if not in the same blanks. */
export function mediaInit(media: Media, changes: Partial<MediaInit> = {}): MediaInit {
  const { kind, port, portCount, proto, formats } = media;
  return { ...sectionInit(media), kind, port, portCount, proto, formats, ...changes };
}

/** A session description that was read, changed; its media, unless they are changed too, are written as they stood. */
export function sessionDescriptionInit(
  description: SessionDescription,
  changes: Partial<SessionDescriptionInit> = {},
): SessionDescriptionInit {
  const { version, origin, sessionName, uri, emails, phones, timings, zones, media } = description;
  const section = sectionInit(description);
  return { ...section, version, origin, sessionName, uri, emails, phones, timings, zones, media, ...changes };
}

function sectionInit({ information, connections, bandwidths, key, attributes }: SdpSection): SectionInit {
  return { information, connections, bandwidths, key, attributes };
}

function addMedia(lines: Lines, media: MediaInit): void {
  const port = media.portCount === undefined ? `${media.port ?? 0}` : `${media.port ?? 0}/${media.portCount}`;
  lines.add('m', [media.kind, port, media.proto, ...media.formats].join(' '));
  lines.addIfAny('i', media.information);
  addTransport(lines, media);
  addAttributes(lines, media);
}

function addTransport(lines: Lines, { connections = [], bandwidths = [] }: SectionInit): void {
  for (const connection of connections) lines.add('c', writeConnection(connection));
  for (const { type, value } of bandwidths) lines.add('b', `${type}:${value}`);
}

function addAttributes(lines: Lines, { key, attributes = [] }: SectionInit): void {
  lines.addIfAny('k', key);
  for (const { name, value } of attributes) lines.add('a', value === undefined ? name : `${name}:${value}`);
}

function writeOrigin(origin: Origin): string {
  const { username, sessionId, sessionVersion, networkType, addressType, address } = origin;
  return [username, sessionId, sessionVersion, networkType, addressType, address].join(' ');
}

function writeConnection({ networkType = 'IN', addressType, address, ttl, count }: ConnectionInit): string {
  const type = addressType ?? (address.includes(':') ? 'IP6' : 'IP4');
  const suffix = [ttl, count].map((number) => (number === undefined ? '' : `/${number}`)).join('');
  return `${networkType} ${type} ${address}${suffix}`;
}

/** The lines written so far. */
class Lines {
  readonly #pieces: Uint8Array[] = [];

  add(type: string, value: string): void {
    if (/[\r\n\0]/.test(value)) throw new TypeError(`A ${type}= line cannot hold a line break`);
    this.#pieces.push(encodeText(`${type}=${value}\r\n`));
  }

  addIfAny(type: string, value: string | undefined): void {
    if (value !== undefined) this.add(type, value);
  }

  /** Lines as they stand; the last may lack its break. */
  addBytes(bytes: Uint8Array): void {
    this.#pieces.push(bytes);
    if (bytes.at(-1) !== 0x0a) this.#pieces.push(encodeText('\r\n'));
  }

  bytes(): Uint8Array {
    const length = this.#pieces.reduce((sum, piece) => sum + piece.length, 0);
    const all = new Uint8Array(length);
    let at = 0;
    for (const piece of this.#pieces) {
      all.set(piece, at);
      at += piece.length;
    }
    return all;
  }
}
