import type { ByteWindow } from './byte-window.ts';
import { LINK_TYPE } from './link-type.ts';
import type { PcapFileHeader } from './pcap-file-header.ts';

/**
 *     seconds (4) fraction (4) captured length (4) original length (4)
 *
 * and behind it, with the patches of Linux in 1999,
 *
 *     interface (4) protocol (2) packet type (1) padding (1)                 24 bytes in all
 *     interface (4) protocol (2) packet type (1) processors (2) padding (3)  28 bytes in all
 *
 * or, in captures of Nokia's firewalls, 4 bytes whose meaning nobody has told.
 */
const HEADER_BYTES = 16;
const NOKIA_BYTES = 20;
const PATCHED_BYTES = 24;
const PATCHED_LONG_BYTES = 28;

/** As far as anyone has seen them, Nokia's 4 bytes are like this under this mask; converters write zeros. */
const NOKIA_MASK = 0x0fff_0000;
const NOKIA_VALUE = 0x0fbf_0000;
const INTERFACES_AT_MOST = 10_000;
/** PACKET_HOST … PACKET_OUTGOING of Linux. */
const HIGHEST_PACKET_TYPE = 4;
/** A first and second record that are further apart are none. */
const APART_SECONDS = 365 * 86_400;
const LOWEST_ETHER_TYPE = 0x600;
/** ETH_P_802_3 and others below the ether types. */
const HIGHEST_LINUX_PROTOCOL = 0x17;
/** What most Ethernet frames carry: IPv4, IPv6, ARP, VLAN tags, MPLS, PPPoE. */
const usualEtherTypes = new Set([0x0800, 0x86dd, 0x0806, 0x8100, 0x88a8, 0x9100, 0x8847, 0x8864]);
const ETHER_TYPE_AT = 12;
/** The most that is looked at of the first record before a second one must tell. */
const LOOK_BYTES = PATCHED_LONG_BYTES + ETHER_TYPE_AT + 2;

type Fit = 'yes' | 'no' | 'unknown';

/**
 * Bytes of each record's header, told by the first record, at the window's start, and the place where the second would begin.
 * undefined while too little has come to say. Most captures show it by the beginning of their first packet.
 */
export function recordHeaderBytes(
  window: ByteWindow,
  last: boolean,
  header: PcapFileHeader,
  largestRecord: number,
): number | undefined {
  const { start, end } = window;
  if (header.patched === 'no') return HEADER_BYTES;
  if (end - start < LOOK_BYTES) return last ? usualBytes(header) : undefined;
  const look = { window, last, header, largestRecord };
  if (header.patched === 'yes') return patchedBytes(look);
  if (isUsual(look, HEADER_BYTES)) return HEADER_BYTES;
  const suspected = suspectedBytes(look);
  if (suspected.length === 0) return HEADER_BYTES;
  const usual = fit(look, HEADER_BYTES);
  if (usual === 'yes') return HEADER_BYTES;
  for (const bytes of suspected) {
    const fits = fit(look, bytes);
    if ((usual === 'unknown' || fits === 'unknown') && !last) return undefined;
    if (fits !== 'no') return bytes;
  }
  return HEADER_BYTES;
}

/** Where there is too little to tell. */
function usualBytes({ patched }: PcapFileHeader): number {
  return patched === 'yes' ? PATCHED_BYTES : HEADER_BYTES;
}

/** What is known of the capture's beginning. */
type Look = {
  readonly window: ByteWindow;
  readonly last: boolean;
  readonly header: PcapFileHeader;
  readonly largestRecord: number;
};

/** Two patches share a magic. */
function patchedBytes(look: Look): number | undefined {
  if (isUsual(look, PATCHED_BYTES)) return PATCHED_BYTES;
  if (isUsual(look, PATCHED_LONG_BYTES)) return PATCHED_LONG_BYTES;
  const { view, start } = look.window;
  const short = fit(look, PATCHED_BYTES);
  if (short === 'yes') return PATCHED_BYTES;
  const long = fit(look, PATCHED_LONG_BYTES);
  if ((short === 'unknown' || long === 'unknown') && !look.last) return undefined;
  if (long === 'no') return PATCHED_BYTES;
  const isPadding = (view.getUint32(start + PATCHED_BYTES) & 0xff_ffff) === 0;
  return short === 'no' || isPadding ? PATCHED_LONG_BYTES : PATCHED_BYTES;
}

/** Whether, with a header of so many bytes, the first packet is a usual Ethernet frame. */
function isUsual({ window: { view, start }, header }: Look, headerBytes: number): boolean {
  return (
    header.linkType === LINK_TYPE.ethernet && usualEtherTypes.has(view.getUint16(start + headerBytes + ETHER_TYPE_AT))
  );
}

/** What else the first record's header may be, by what stands behind its usual 16 bytes; mostly nothing. */
function suspectedBytes({ window: { view, start }, header: { littleEndian } }: Look): readonly number[] {
  const at = start + HEADER_BYTES;
  const first = view.getUint32(at, littleEndian);
  const protocol = view.getUint16(at + 4, littleEndian);
  const isProtocol = protocol >= LOWEST_ETHER_TYPE || protocol <= HIGHEST_LINUX_PROTOCOL;
  const isPatched = first <= INTERFACES_AT_MOST && isProtocol && view.getUint8(at + 6) <= HIGHEST_PACKET_TYPE;
  const isNokia = first === 0 || (first & NOKIA_MASK) === NOKIA_VALUE;
  return [...(isPatched ? [PATCHED_BYTES] : []), ...(isNokia ? [NOKIA_BYTES] : [])];
}

/** Whether, with headers of so many bytes, a record follows the first one, or the capture's end. */
function fit({ window: { view, start, end }, last, header, largestRecord }: Look, headerBytes: number): Fit {
  const { littleEndian, fractionNs } = header;
  const captured = view.getUint32(start + 8, littleEndian);
  if (captured > largestRecord) return 'no';
  const next = start + headerBytes + captured;
  if (next + HEADER_BYTES > end) return next === end && last ? 'yes' : 'unknown';
  const nextCaptured = view.getUint32(next + 8, littleEndian);
  const isFraction = view.getUint32(next + 4, littleEndian) * fractionNs < 1_000_000_000;
  const isLength = nextCaptured <= largestRecord && nextCaptured <= view.getUint32(next + 12, littleEndian);
  const apart = Math.abs(view.getUint32(next, littleEndian) - view.getUint32(start, littleEndian));
  return isFraction && isLength && apart < APART_SECONDS ? 'yes' : 'no';
}
