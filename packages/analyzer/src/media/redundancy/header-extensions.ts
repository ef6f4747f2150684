import type { HeaderExtensionRow } from '../../rows/redundancy-row.ts';
import type { RtpPacket } from '../rtp-packet.ts';
import { readHeaderExtensions } from './read-header-extensions.ts';

/** Numbers beyond these are left: there are 14 of the short form and 255 of the long one. */
const maxIds = 32;
const maxTextOctets = 64;

const texts: ReadonlySet<string> = new Set([
  'urn:ietf:params:rtp-hdrext:sdes:mid',
  'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
  'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id',
]);
const audioLevel = 'urn:ietf:params:rtp-hdrext:ssrc-audio-level';
const orientation = 'urn:3gpp:video-orientation';

/** One number in one stream. What it means is known when it is told of, so its data is kept in all ways that may be needed. */
class ExtensionUse {
  packets = 0;
  #last: Uint8Array = new Uint8Array(0);
  #levels = 0;
  #marked = 0;
  #turns = 0;

  receive(bytes: Uint8Array, start: number, end: number): void {
    const octet = bytes[start] ?? 0;
    if (this.packets++ > 0 && ((octet ^ (this.#last[0] ?? 0)) & 3) !== 0) this.#turns++;
    this.#levels += octet & 0x7f;
    if ((octet & 0x80) !== 0) this.#marked++;
    this.#keep(bytes, start, Math.min(end, start + maxTextOctets));
  }

  /** A stream says the same in every packet, mostly. */
  #keep(bytes: Uint8Array, start: number, end: number): void {
    if (this.#last.length !== end - start) this.#last = bytes.slice(start, end);
    else for (let at = start; at < end; at++) this.#last[at - start] = bytes[at]!;
  }

  row(id: number, uri: string | undefined): HeaderExtensionRow {
    const row = { id, ...(uri !== undefined && { uri }), packets: this.packets };
    if (uri === undefined) return row;
    if (texts.has(uri)) return { ...row, text: new TextDecoder().decode(this.#last) };
    if (uri === audioLevel) {
      const voicePercent = Math.round((1000 * this.#marked) / this.packets) / 10;
      return { ...row, meanLevelDbov: -Math.round((10 * this.#levels) / this.packets) / 10, voicePercent };
    }
    if (uri !== orientation) return row;
    return { ...row, rotation: 90 * ((this.#last[0] ?? 0) & 3), ...(this.#turns > 0 && { rotations: this.#turns }) };
  }
}

/** The header extensions that packets of one stream have. RFC 8285. */
export class HeaderExtensions {
  readonly #uses = new Map<number, ExtensionUse>();
  #packet: RtpPacket | undefined;

  receive(packet: RtpPacket): void {
    this.#packet = packet;
    readHeaderExtensions(packet, this.#take);
  }

  readonly #take = (id: number, start: number, end: number): void => {
    let use = this.#uses.get(id);
    if (use === undefined) {
      if (this.#uses.size === maxIds) return;
      use = new ExtensionUse();
      this.#uses.set(id, use);
    }
    use.receive(this.#packet!.bytes, start, end);
  };

  /** `uriOf`: what the description says of a number. */
  rows(uriOf: (id: number) => string | undefined): HeaderExtensionRow[] {
    return [...this.#uses].sort(([a], [b]) => a - b).map(([id, use]) => use.row(id, uriOf(id)));
  }
}
