/**
 * Records of Endace's Extensible Record Format, as DAG cards write them.
 *
 *     time (8, little-endian: 2^-32 s since 1970) type (1) flags (1) record length (2) lost or colour (2) wire length (2)
 *     extension headers (8 each, as long as the highest bit of the type before is set), a header of the type, the packet, padding
 *
 * Everything but the time is in network order. Endace, "ERF Types Reference Guide" (EDM11-01).
 */

import { LINK_TYPE } from './link-type.ts';

export const RECORD_HEADER_BYTES = 16;
export const EXTENSION_BYTES = 8;
/** Of a type: that an extension header follows. */
export const EXTENDED = 0x80;
/** Of the flags: records are as long as their packets; otherwise all have one length. */
const VARYING_LENGTH = 0x04;
const RESERVED_FLAG = 0x80;

/** What the packets of a type are. */
export type ErfType = {
  /** LINKTYPE_ number; `hdlc`: its first bytes tell. */
  readonly link: number | 'hdlc';
  /** Bytes between the extension headers and the packet. */
  readonly headerBytes: number;
  /** Whether the record says how many packets were lost before it; others have a colour or hash there. */
  readonly countsLost: boolean;
};

/** LINKTYPE_ERF: what nothing below reads. */
const ERF = 197;

export const PADDING_TYPE = 48;
/** What a probe tells of itself: counted among the packets, as other programs do, and not read. */
export const METADATA_TYPE = 27;
const HIGHEST_TYPE = 29;

/** Offset (1) and padding (1) stand before an Ethernet frame. */
const ETHERNET = { link: LINK_TYPE.ethernet, headerBytes: 2 } as const;
const HDLC = { link: 'hdlc', headerBytes: 0 } as const;
/** The header of a multichannel type (4). */
const CHANNEL = { link: ERF, headerBytes: 4 } as const;

const types = new Map<number, ErfType>([
  [1, { ...HDLC, countsLost: true }],
  [2, { ...ETHERNET, countsLost: true }],
  [5, { ...CHANNEL, link: 'hdlc', countsLost: true }],
  [10, { ...HDLC, countsLost: false }],
  [11, { ...ETHERNET, countsLost: false }],
  [15, { ...HDLC, countsLost: false }],
  [16, { ...ETHERNET, countsLost: false }],
  [17, { ...CHANNEL, link: 'hdlc', countsLost: false }],
  [19, { ...HDLC, countsLost: false }],
  [20, { ...ETHERNET, countsLost: false }],
  [22, { link: LINK_TYPE.ipv4, headerBytes: 0, countsLost: false }],
  [23, { link: LINK_TYPE.ipv6, headerBytes: 0, countsLost: false }],
]);
const OTHER: ErfType = { link: ERF, headerBytes: 0, countsLost: false };

export function erfType(type: number): ErfType {
  return types.get(type) ?? OTHER;
}

/** Bytes of the record whose header stands at `at`; -1 where there cannot be such a record. */
export function erfLength(view: DataView, at: number): number {
  const type = view.getUint8(at + 8) & ~EXTENDED;
  const length = view.getUint16(at + 10);
  if (length < RECORD_HEADER_BYTES || type === 0 || (type > HIGHEST_TYPE && type !== PADDING_TYPE)) return -1;
  return (view.getUint8(at + 9) & RESERVED_FLAG) === 0 ? length : -1;
}

/** Whether a record's lengths fit to each other: what is in it is no longer than what was on the wire, with its padding. */
export function isErfLengthPlausible(view: DataView, at: number): boolean {
  const length = erfLength(view, at);
  const type = view.getUint8(at + 8) & ~EXTENDED;
  if (length < 0 || type === PADDING_TYPE) return length >= 0;
  const wire = view.getUint16(at + 14);
  if (type === METADATA_TYPE) return wire > 0 && wire <= length;
  const isVarying = (view.getUint8(at + 9) & VARYING_LENGTH) !== 0;
  // Extension headers are not counted: most records have one or none.
  const room = length - RECORD_HEADER_BYTES - erfType(type).headerBytes;
  return wire > 0 && room > 0 && (!isVarying || room < wire + EXTENSION_BYTES * 4);
}

/** Seconds since 1970. */
export function erfSeconds(view: DataView, at: number): number {
  return view.getUint32(at + 4, true);
}

/** Nanoseconds of the second, rounded as other programs do: so a time written in nanoseconds is read as it was. */
export function erfNanoseconds(view: DataView, at: number): number {
  return Math.round((view.getUint32(at, true) / 2 ** 32) * 1e9);
}

/** The ports of a card, numbered in two parts of the flags. */
export function erfPort(view: DataView, at: number): number {
  const flags = view.getUint8(at + 9);
  return ((flags & 0x40) >> 4) | (flags & 0x03);
}
