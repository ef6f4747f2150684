/** What a stream is that nobody reads: told by its first bytes, where they can be of one protocol only, some together with a well-known port. */

import { beginsWith, lineProtocol } from './other-protocol.ts';
import { protocolNumber, type StreamName, streamProtocolNumber } from './protocol-counts.ts';
import type { Connection } from './stream.ts';
import { streamStartsLikeTls } from './tls/tls-protocol.ts';

type Name = StreamName | 'TLS';

type Ports = Pick<Connection, 'hasPort'>;

/** A protocol by how it begins. */
type NamedBeginning = {
  readonly name: StreamName;
  readonly begins: (bytes: Uint8Array, start: number, end: number, ports: Ports) => boolean;
};

const STUN_HEADER_BYTES = 20;
const DIAMETER_HEADER_BYTES = 20;
/** Header bytes of DNS, and the length before it. */
const DNS_HEADER_BYTES = 14;
const BGP_MARKER_BYTES = 16;
const SCCP_HEADER_BYTES = 12;
/** In which XMPP opens its stream. */
const XMPP_HEAD_BYTES = 512;

/** IANA "Service Name and Transport Protocol Port Number Registry". */
const PORT = { ftp: 21, smtp: 25, submission: 587, dns: 53, h225: 1720, sccp: 2000 } as const;

/** Capabilities-Exchange, Re-Auth, Credit-Control, Abort-Session, Accounting, Session-Termination, Device-Watchdog, Disconnect-Peer, and the range of 3GPP. */
const diameterCommands = new Set([257, 258, 271, 272, 274, 275, 280, 282]);
const firstCommandOf3gpp = 300;
const lastCommandOf3gpp = 326;

const beginnings: readonly NamedBeginning[] = [
  // RFC 4975 §9: MSRP, blank, transaction, blank, method or status.
  { name: 'MSRP', begins: (bytes, start, end) => beginsWith(bytes, start, end, 'MSRP ') },
  {
    name: 'SMTP',
    begins: (bytes, start, end, ports) =>
      beginsWith(bytes, start, end, 'EHLO ') ||
      ((ports.hasPort(PORT.smtp) || ports.hasPort(PORT.submission)) && beginsWith(bytes, start, end, '220')),
  },
  {
    name: 'FTP',
    begins: (bytes, start, end, ports) => ports.hasPort(PORT.ftp) && beginsWith(bytes, start, end, '220'),
  },
  { name: 'Telnet', begins: isTelnet },
  { name: 'MySQL', begins: isMySql },
  { name: 'XMPP', begins: opensXmlStream },
  { name: 'Asterisk manager', begins: (bytes, start, end) => beginsWith(bytes, start, end, 'Asterisk Call Manager/') },
  {
    name: 'FreeSWITCH event socket',
    begins: (bytes, start, end) => beginsWith(bytes, start, end, 'Content-Type: auth/request'),
  },
  { name: 'STUN over TCP', begins: isStun },
  { name: 'DNS over TCP', begins: (bytes, start, end, ports) => ports.hasPort(PORT.dns) && isDns(bytes, start, end) },
  { name: 'Diameter over TCP', begins: isDiameter },
  { name: 'BGP', begins: isBgp },
  // RFC 1006 §6: the header of TPKT; behind it Q.931, if it has come yet.
  {
    name: 'H.225 call signalling',
    begins: (bytes, start, end, ports) =>
      ports.hasPort(PORT.h225) && end - start >= 4 && bytes[start] === 3 && bytes[start + 1] === 0,
  },
  { name: 'SCCP', begins: (bytes, start, end, ports) => ports.hasPort(PORT.sccp) && isSccp(bytes, start, end) },
];

/** What a direction that begins with `bytes[start, end)` carries; undefined where they do not tell. */
export function streamName(bytes: Uint8Array, start: number, end: number, ports: Ports): Name | undefined {
  if (start === end) return undefined;
  const name = lineProtocol(bytes, start, end);
  if (name !== undefined) return name;
  if (streamStartsLikeTls(bytes, start, end) === true) return 'TLS';
  return beginnings.find(({ begins }) => begins(bytes, start, end, ports))?.name;
}

const other = protocolNumber('other TCP');
const otherInTls = protocolNumber('other TLS');
const begunBefore = protocolNumber('TLS begun before the capture');

/** The number of what a stream carries that has this name, or none. TLS that is not read as such began before the capture did. */
export function numberOfStream(name: Name | undefined, isSecure: boolean): number {
  if (name === 'TLS') return isSecure ? otherInTls : begunBefore;
  if (name === undefined) return isSecure ? otherInTls : other;
  return streamProtocolNumber(name, isSecure);
}

/** RFC 6120 §4.2: `<stream:stream`, mostly behind a declaration of XML. */
function opensXmlStream(bytes: Uint8Array, start: number, end: number): boolean {
  if (beginsWith(bytes, start, end, '<stream:stream')) return true;
  if (!beginsWith(bytes, start, end, '<?xml')) return false;
  const last = Math.min(end, start + XMPP_HEAD_BYTES);
  for (let at = start; at < last; at++) if (beginsWith(bytes, at, last, '<stream:stream')) return true;
  return false;
}

/** RFC 8489 §5: two zero bits, a length that is a multiple of 4, the magic cookie. */
function isStun(bytes: Uint8Array, start: number, end: number): boolean {
  const hasHeader = end - start >= STUN_HEADER_BYTES && bytes[start]! < 0x40 && (bytes[start + 3]! & 3) === 0;
  return hasHeader && uint32(bytes, start + 4) === 0x2112_a442;
}

/** RFC 1035 §4.1.1, §4.2.2: a length, and a header whose reserved bit is zero. */
function isDns(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < DNS_HEADER_BYTES) return end - start >= 2 && uint16(bytes, start) >= DNS_HEADER_BYTES - 2;
  return uint16(bytes, start) >= DNS_HEADER_BYTES - 2 && (bytes[start + 5]! & 0x40) === 0;
}

/** RFC 6733 §3: version 1, a length that is a multiple of 4, four reserved flags, a command. */
function isDiameter(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < DIAMETER_HEADER_BYTES || bytes[start] !== 1 || (bytes[start + 4]! & 0x0f) !== 0) return false;
  const length = uint32(bytes, start) & 0xff_ffff;
  const command = uint32(bytes, start + 4) & 0xff_ffff;
  const isKnown = diameterCommands.has(command) || (command >= firstCommandOf3gpp && command <= lastCommandOf3gpp);
  return isKnown && length >= DIAMETER_HEADER_BYTES && length % 4 === 0;
}

/** RFC 4271 §4.1: a marker of ones, a length, a type. */
function isBgp(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < BGP_MARKER_BYTES + 3) return false;
  for (let at = start; at < start + BGP_MARKER_BYTES; at++) if (bytes[at] !== 0xff) return false;
  return true;
}

/** RFC 854: IAC, one of WILL, WON'T, DO and DON'T, and an option. */
function isTelnet(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start >= 3 && bytes[start] === 0xff && bytes[start + 1]! >= 0xfb && bytes[start + 1]! <= 0xfe;
}

/** What a server says first: a length of three bytes, packet 0, protocol 10, its version as text. */
function isMySql(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < 6 || bytes[start + 2] !== 0 || bytes[start + 3] !== 0 || bytes[start + 4] !== 10) return false;
  return bytes[start + 5]! >= 0x30 && bytes[start + 5]! <= 0x39;
}

/** Skinny: a length of what follows the next field, a version, a message, all with the lowest byte first. */
function isSccp(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < SCCP_HEADER_BYTES) return false;
  const hasSmallNumbers = [2, 3, 5, 6, 7, 10, 11].every((at) => bytes[start + at] === 0);
  return hasSmallNumbers && bytes[start]! + bytes[start + 1]! * 256 >= 4;
}

function uint16(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!;
}

function uint32(bytes: Uint8Array, at: number): number {
  return ((uint16(bytes, at) << 16) | uint16(bytes, at + 2)) >>> 0;
}
