/** What UDP payloads are that are no SIP: known by a port and their shape, or by their shape alone. */

import { stunType } from './turn/stun-attributes.ts';
import { type ProtocolName, protocolNumber } from './protocol-counts.ts';

/** IANA "Service Name and Transport Protocol Port Number Registry". RTP may have any of these too: see `hasShape`. */
const nameByPort = new Map<number, ProtocolName>([
  [53, 'DNS'],
  [67, 'DHCP'],
  [68, 'DHCP'],
  [123, 'NTP'],
  [161, 'SNMP'],
  [162, 'SNMP'],
  [1719, 'H.225 RAS'],
  [1900, 'SSDP'],
  [2123, 'GTP-C'],
  [2427, 'MGCP'],
  [2727, 'MGCP'],
  [2944, 'H.248'],
  [2945, 'H.248'],
  [4569, 'IAX2'],
  [5353, 'mDNS'],
  [8805, 'PFCP'],
]);

/** The number of its protocol for each of those ports, 255 for the rest: asked of every datagram. */
const UNKNOWN = 255;
const protocolByPort = new Uint8Array(0x1_0000).fill(UNKNOWN);
for (const [port, name] of nameByPort) protocolByPort[port] = protocolNumber(name);

const rtp = protocolNumber('RTP');
const rtcp = protocolNumber('RTCP');
const stun = protocolNumber('STUN');
const turn = protocolNumber('TURN ChannelData');
export const dtls: number = protocolNumber('DTLS');
const zrtp = protocolNumber('ZRTP');
const ssdp = protocolNumber('SSDP');
const dns = protocolNumber('DNS');
const mdns = protocolNumber('mDNS');
const mgcp = protocolNumber('MGCP');
const keepAlive = protocolNumber('keep-alive');
export const otherUdp: number = protocolNumber('other UDP');

const RTP_HEADER_BYTES = 12;
const RTCP_HEADER_BYTES = 4;
const STUN_HEADER_BYTES = 20;
/** Longer runs of zeros are somebody's padding. */
const KEEP_ALIVE_BYTES_AT_MOST = 128;

/**
 * RTP or RTCP, by far the most of what is no SIP, as a number of `ProtocolCounts`; -1 where it is something else. Their first two bits are the
 * version, 2, and where both share a port RTCP's packet types are those RTP does not use: RFC 3550 §5.1, RFC 5761 §4.
 */
export function rtpOrRtcp(
  bytes: Uint8Array,
  start: number,
  end: number,
  sourcePort: number,
  destinationPort: number,
): number {
  if (start >= end || bytes[start]! >> 6 !== 2) return -1;
  if (protocolByPort[destinationPort] !== UNKNOWN || protocolByPort[sourcePort] !== UNKNOWN) return -1;
  const type = bytes[start + 1]!;
  if (type >= 192 && type <= 223) return end - start >= RTCP_HEADER_BYTES ? rtcp : -1;
  return end - start >= RTP_HEADER_BYTES ? rtp : -1;
}

/** Whether it has the version of RTP and RTCP, and is long enough for either. */
export function hasRtpVersion(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start >= RTP_HEADER_BYTES && bytes[start]! >> 6 === 2;
}

/** What the payload `bytes[start, end)` is that is no SIP, as a number of `ProtocolCounts`. */
export function udpProtocol(
  bytes: Uint8Array,
  start: number,
  end: number,
  sourcePort: number,
  destinationPort: number,
): number {
  if (isKeepAlive(bytes, start, end)) return keepAlive;
  // On any port: TURN servers listen on those of other protocols too.
  if (bytes[start]! < 4 && hasCookie(bytes, start, end)) return stun;
  const byPort = protocolByPort[destinationPort] === UNKNOWN ? sourcePort : destinationPort;
  const protocol = protocolByPort[byPort]!;
  if (protocol !== UNKNOWN && hasShape(protocol, bytes, start, end)) return protocol;
  return byShape(bytes, start, end);
}

function byShape(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start]!;
  const left = end - start;
  if (first < 4) return isStun(bytes, start, end) ? stun : otherUdp;
  if (first >> 6 === 2 && left >= RTP_HEADER_BYTES) return rtp;
  if (isChannelData(bytes, start, end)) return turn;
  if (isDtls(bytes, start, end)) return dtls;
  if (left >= 12 && first === 0x10 && isWord(bytes, start + 4, end, 'ZRTP')) return zrtp;
  return isSsdp(bytes, start, end) ? ssdp : otherUdp;
}

/** Whether it may be what its port says. */
function hasShape(protocol: number, bytes: Uint8Array, start: number, end: number): boolean {
  const left = end - start;
  switch (protocol) {
    case dns:
    case mdns:
      // A header, and of the flags the three bits that are always zero or DNSSEC's. RFC 1035 §4.1.1.
      return left >= 12 && (bytes[start + 3]! & 0x40) === 0;
    case ssdp:
      return isSsdp(bytes, start, end);
    case mgcp:
      // A verb or a code, and then a blank. RFC 3435 §3.
      return left >= 5 && isLetterOrDigit(bytes[start]!) && (bytes[start + 4] === 0x20 || bytes[start + 3] === 0x20);
    default:
      return left >= 4;
  }
}

/** CR and LF, zeros, or Kamailio's and Cisco's `jaK`: RFC 5626 §3.5.1, §4.4. Nothing at all keeps a binding open as well. */
function isKeepAlive(bytes: Uint8Array, start: number, end: number): boolean {
  const left = end - start;
  if (left > KEEP_ALIVE_BYTES_AT_MOST) return false;
  if (left >= 3 && left <= 5 && isWord(bytes, start, end, 'jaK')) return true;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte !== 0 && byte !== 0x0d && byte !== 0x0a && byte !== 0x20) return false;
  }
  return true;
}

/** RFC 8489 §5; without the cookie RFC 3489 §11.1, whose length must then fit. */
function isStun(bytes: Uint8Array, start: number, end: number): boolean {
  const left = end - start;
  if (left < STUN_HEADER_BYTES || (bytes[start + 3]! & 3) !== 0) return false;
  const length = (bytes[start + 2]! << 8) | bytes[start + 3]!;
  return hasCookie(bytes, start, end) || length === left - STUN_HEADER_BYTES;
}

function hasCookie(bytes: Uint8Array, start: number, end: number): boolean {
  return stunType(bytes, start, end) >= 0;
}

/** A record of DTLS that is no ciphertext of DTLS 1.3: type (1) version (2) epoch (2) sequence number (6) length (2). RFC 6347 §4.1, RFC 7983 §7. */
export function isDtls(bytes: Uint8Array, start: number, end: number): boolean {
  const first = bytes[start]!;
  return end - start >= 13 && first >= 20 && first < 64 && bytes[start + 1] === 0xfe && bytes[start + 2]! >= 0xfc;
}

/** A channel, the length of its data, and padding, which may be missing over UDP. RFC 8656 §12.4. */
function isChannelData(bytes: Uint8Array, start: number, end: number): boolean {
  const left = end - start - 4;
  if (left < 0 || bytes[start]! >> 4 !== 4) return false;
  const length = (bytes[start + 2]! << 8) | bytes[start + 3]!;
  return length <= left && left - length < 4;
}

/** UPnP's HTTP over UDP. */
function isSsdp(bytes: Uint8Array, start: number, end: number): boolean {
  return (
    isWord(bytes, start, end, 'M-SEARCH *') ||
    isWord(bytes, start, end, 'NOTIFY * HTTP') ||
    isWord(bytes, start, end, 'HTTP/1.1 200')
  );
}

function isLetterOrDigit(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
}

function isWord(bytes: Uint8Array, start: number, end: number, word: string): boolean {
  if (start + word.length > end) return false;
  for (let i = 0; i < word.length; i++) if (bytes[start + i] !== word.charCodeAt(i)) return false;
  return true;
}
