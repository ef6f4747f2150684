import { startsLikeSip } from '@sipscope/parser';
import type { CaptureDiagnosticCode, CaptureDiagnostics } from '../capture/capture-diagnostics.ts';
import type { Packet } from '../capture/packet.ts';
import { type FragmentHeader, FragmentedDatagram, type FragmentPiece } from './fragmented-datagram.ts';
import { layerByIpProtocol } from './ip-protocol.ts';
import type { LayerCursor } from './layer.ts';
import type { NetworkLimits } from './network-limits.ts';
import { isTunnelPort } from './tunnel-port.ts';

/** RFC 791 §3.1; RFC 8200 §4.5. */
const DATAGRAM_BYTES_AT_MOST = 0xffff;
const UDP = 17;
const UDP_HEADER_BYTES = 8;
/** Taps that see the same fragment. */
const COPIES_AT_MOST = 8;
/** Further copies of a complete datagram's fragments follow it closely, or not at all. */
const LATE_COPY_NS = 2e9;
/** Complete datagrams remembered, so that a fragment of one that comes once more does not look like half a datagram. */
const COMPLETE_AT_MOST = 1024;

/** One fragment under the cursor, whose data begins at `cursor.at`; the header that it repeats is `[headerAt, headerEnd)`. */
export type IpFragment = {
  readonly headerAt: number;
  readonly headerEnd: number;
  readonly protocol: number;
  /** Of its data in the datagram, bytes. */
  readonly offset: number;
  readonly isLast: boolean;
};

/**
 * Puts IP datagrams together from fragments: RFC 791 §3.2, RFC 8200 §4.5. A fragment captured twice begins a second copy of its datagram, which comes out
 * as often as it was captured. A datagram that stays incomplete is told, and its beginning kept for whoever can read that.
 */
export class FragmentTable {
  /** What the data of the datagram put together last begins with. */
  protocol = 0;
  /** Datagrams just given up whose beginning is there; forgotten with the next fragment. */
  readonly beginnings: FragmentedDatagram[] = [];
  readonly #diagnostics: CaptureDiagnostics;
  readonly #limits: NetworkLimits;
  /** In the order of their first fragment, with their copies behind them. */
  readonly #pending = new Map<string, FragmentedDatagram>();
  /** Capture time until which further copies of a complete datagram's fragments are expected. */
  readonly #complete = new Map<string, number>();
  #count = 0;
  #bytes = 0;

  constructor(diagnostics: CaptureDiagnostics, limits: NetworkLimits) {
    this.#diagnostics = diagnostics;
    this.#limits = limits;
  }

  /** Takes the fragment under the cursor. True where it completes its datagram: then the cursor stands on the data of that. */
  receive(cursor: LayerCursor, fragment: IpFragment): boolean {
    this.beginnings.length = 0;
    this.#expire(cursor.packet.timeNs);
    const piece = pieceUnder(cursor, fragment);
    if (piece === undefined) return false;
    const key = keyOf(cursor, fragment.protocol);
    const datagram = this.#datagramFor(key, piece, fragment.protocol, cursor.packet);
    if (datagram === undefined) return false;
    this.#add(datagram, piece, fragment, cursor);
    if (datagram.isComplete) {
      this.#remove(key, datagram, cursor.packet.timeNs);
      return this.stand(cursor, datagram);
    }
    this.#keepLimits();
    return false;
  }

  /** Puts the cursor on the data of a datagram, as far as it is there. */
  stand(cursor: LayerCursor, datagram: FragmentedDatagram): boolean {
    const { header } = datagram;
    const whole = datagram.assemble();
    if (header === undefined || whole === undefined) return false;
    cursor.bytes = whole.bytes;
    cursor.at = whole.headerBytes;
    cursor.end = whole.bytes.length;
    cursor.sentEnd = whole.sentEnd;
    cursor.source = whole.place;
    cursor.frames = whole.frames;
    cursor.addressLength = header.addressLength;
    cursor.sourceAt = header.addressLength === 4 ? 12 : 8;
    cursor.destinationAt = cursor.sourceAt + header.addressLength;
    cursor.ipId = header.ipId;
    this.protocol = header.protocol;
    return true;
  }

  /** The capture ends: nothing more comes. */
  end(): void {
    this.beginnings.length = 0;
    for (const [key, datagram] of this.#pending) {
      this.#giveUp(key, datagram, 'reasm-incomplete', 'until the capture ended');
    }
  }

  /** The datagram that a piece belongs to: the first one of its key that has not got it; `undefined` where all taps have shown it. */
  #datagramFor(
    key: string,
    piece: FragmentPiece,
    protocol: number,
    { frame, timeNs }: Packet,
  ): FragmentedDatagram | undefined {
    const head = this.#current(key, piece, timeNs);
    let last = head;
    for (let copies = 0; last?.has(piece) === true; copies++) {
      if (copies >= COPIES_AT_MOST) return undefined;
      if (last.copy === undefined) break;
      last = last.copy;
    }
    if (last !== undefined && !last.has(piece)) return last;
    const isLateCopy =
      head === undefined ? (this.#complete.get(withoutLevel(key)) ?? timeNs) > timeNs : head.isLateCopy;
    const expiresNs = timeNs + (isLateCopy ? LATE_COPY_NS : this.#limits.pendingSeconds * 1e9);
    const datagram = new FragmentedDatagram({ protocol, expiresNs, firstFrame: frame, isLateCopy });
    this.#count++;
    this.#bytes += datagram.heldBytes;
    if (last === undefined) this.#pending.set(key, datagram);
    else last.copy = datagram;
    return datagram;
  }

  /** What is pending under a key, unless it is too old, or copies of something else. */
  #current(key: string, piece: FragmentPiece, timeNs: number): FragmentedDatagram | undefined {
    const head = this.#pending.get(key);
    if (head === undefined) return undefined;
    if (head.expiresNs >= timeNs && !(head.isLateCopy && head.contradicts(piece))) return head;
    this.#giveUp(key, head, 'reasm-incomplete', `within ${this.#limits.pendingSeconds} s`);
    return undefined;
  }

  #add(datagram: FragmentedDatagram, piece: FragmentPiece, fragment: IpFragment, cursor: LayerCursor): void {
    this.#bytes -= datagram.heldBytes;
    const known = datagram.add(piece, fragment.isLast);
    if (fragment.offset === 0) datagram.header ??= headerUnder(cursor, fragment);
    this.#bytes += datagram.heldBytes;
    if (known > 0) {
      cursor.report('reasm-overlap', `A fragment repeats or contradicts ${known} bytes that came before: those stay.`);
    }
  }

  /** Takes a complete datagram out. Copies of it go on, but not for long: identifications come again. */
  #remove(key: string, datagram: FragmentedDatagram, timeNs: number): void {
    this.#release(datagram);
    const head = this.#pending.get(key);
    this.#pending.delete(key);
    const rest = head === datagram ? datagram.copy : head;
    for (let other = rest; other !== undefined; other = other.copy) {
      if (other.copy === datagram) other.copy = datagram.copy;
    }
    if (rest !== undefined) this.#pending.set(key, rest);
    for (const level of LEVELS) this.#markCopies(level + withoutLevel(key), timeNs);
    this.#remember(withoutLevel(key), timeNs);
  }

  /** What is pending beside a datagram just completed is copies of it. */
  #markCopies(key: string, timeNs: number): void {
    for (let copy = this.#pending.get(key); copy !== undefined; copy = copy.copy) {
      copy.isLateCopy = true;
      copy.expiresNs = Math.min(copy.expiresNs, timeNs + LATE_COPY_NS);
    }
  }

  #remember(key: string, timeNs: number): void {
    this.#complete.delete(key);
    this.#complete.set(key, timeNs + LATE_COPY_NS);
    if (this.#complete.size <= COMPLETE_AT_MOST) return;
    for (const oldest of this.#complete.keys()) {
      this.#complete.delete(oldest);
      return;
    }
  }

  #release(datagram: FragmentedDatagram): void {
    this.#count--;
    this.#bytes -= datagram.heldBytes;
  }

  #expire(nowNs: number): void {
    for (const [key, datagram] of this.#pending) {
      if (datagram.expiresNs >= nowNs) return;
      this.#giveUp(key, datagram, 'reasm-incomplete', `within ${this.#limits.pendingSeconds} s`);
    }
  }

  #keepLimits(): void {
    const { pendingDatagrams, pendingBytes } = this.#limits;
    for (const [key, datagram] of this.#pending) {
      if (this.#count > pendingDatagrams) {
        this.#giveUp(key, datagram, 'reasm-limit', `before ${pendingDatagrams} younger ones were waited for`);
      } else if (this.#bytes > pendingBytes) {
        this.#giveUp(key, datagram, 'reasm-limit', `before fragments of ${pendingBytes} bytes were waiting`);
      } else return;
    }
  }

  #giveUp(key: string, head: FragmentedDatagram, code: CaptureDiagnosticCode, when: string): void {
    this.#pending.delete(key);
    for (let datagram: FragmentedDatagram | undefined = head; datagram !== undefined; datagram = datagram.copy) {
      this.#release(datagram);
      if (datagram.isLateCopy) continue;
      const detail = `A datagram came in fragments that were not all captured ${when}.`;
      const sample = { frame: datagram.firstFrame, detail };
      if (mayCarrySip(datagram)) this.#diagnostics.reportDamage(code, sample);
      else this.#diagnostics.report(code, sample);
      if (datagram.header?.protocol === UDP) this.beginnings.push(datagram);
    }
  }
}

/** How many IP headers stand before it: taps outside and inside a tunnel see the same fragment, and may see it cut up differently. */
const LEVELS = ['1', '2', '3', '4'];

/** The level, then what tells datagrams apart: addresses, identification, and of IPv4 the protocol. RFC 791 §3.2, RFC 8200 §4.5. */
function keyOf({ bytes, sourceAt, addressLength, ipId, ipHeaders }: LayerCursor, protocol: number): string {
  const addresses = String.fromCharCode(...bytes.subarray(sourceAt, sourceAt + 2 * addressLength));
  const level = LEVELS[ipHeaders - 1] ?? '5';
  return `${level} ${addressLength === 4 ? protocol : 'v6'} ${ipId} ${addresses}`;
}

function withoutLevel(key: string): string {
  return key.slice(1);
}

/** The data under the cursor, copied: the reader's buffer is gone when the rest comes. `undefined` where it cannot be part of a datagram. */
function pieceUnder(
  cursor: LayerCursor,
  { headerAt, headerEnd, offset, isLast }: IpFragment,
): FragmentPiece | undefined {
  const { at, packet, frames } = cursor;
  // All but the last fill units of 8 bytes.
  const sentBytes = isLast ? cursor.sentLeft : cursor.sentLeft & ~7;
  if (sentBytes === 0 && !isLast) return cursor.report('net-ip', 'A fragment has no data.');
  if (headerEnd - headerAt + offset + sentBytes > DATAGRAM_BYTES_AT_MOST) {
    const reach = `A fragment reaches to byte ${offset + sentBytes} of its datagram`;
    return cursor.report('reasm-limit', `${reach}, which can have ${DATAGRAM_BYTES_AT_MOST}; it is left out.`);
  }
  const end = Math.min(cursor.end, at + sentBytes);
  return {
    start: offset,
    end: offset + sentBytes,
    bytes: cursor.bytes.slice(at, end),
    place: cursor.place(at, end),
    frames: frames ?? [packet.frame],
  };
}

function headerUnder(cursor: LayerCursor, { headerAt, headerEnd, protocol }: IpFragment): FragmentHeader {
  const { frame, timeNs, linkType, offset, originalLength } = cursor.packet;
  return {
    bytes: cursor.bytes.slice(headerAt, headerEnd),
    place: cursor.place(headerAt, headerEnd),
    addressLength: cursor.addressLength,
    ipId: cursor.ipId,
    protocol,
    packet: { frame, timeNs, linkType, offset, originalLength },
  };
}

/** Whether a message may be lost with it: not where its beginning shows that it is something else. */
function mayCarrySip(datagram: FragmentedDatagram): boolean {
  const beginning = datagram.assemble();
  const protocol = datagram.header?.protocol ?? datagram.protocol;
  if (beginning === undefined || protocol !== UDP) return layerByIpProtocol.has(protocol);
  const { bytes, headerBytes: at } = beginning;
  if (bytes.length < at + UDP_HEADER_BYTES) return true;
  const port = (from: number): number => bytes[from]! * 0x100 + bytes[from + 1]!;
  if (isTunnelPort[port(at)] === 1 || isTunnelPort[port(at + 2)] === 1) return true;
  return startsLikeSip(bytes, at + UDP_HEADER_BYTES, bytes.length);
}
