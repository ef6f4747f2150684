/**
 * What a HEP packet carries. Version 3 is chunks, see `hep-chunks.ts`; versions 1 and 2 are a fixed header before the payload, as Kamailio's
 * module siptrace writes it, numbers of the time in little-endian order:
 *
 *     version (1) header length (1) address family (1) IP protocol (1) source port (2) destination port (2)
 *     source address (4 or 16) destination address (4 or 16)
 *     of version 2: seconds (4) microseconds (4) capture id (2), padding (2), which the header length does not always count
 */

import { startsLikeSip } from '@sipscope/parser';
import { HEP_CHUNK, HepChunks, isHep3 } from '../capture/hep-chunks.ts';
import { inflateBytes } from '../capture/inflate-bytes.ts';
import type { Transport } from '../rows.ts';
import { defaultNetworkLimits } from './network-limits.ts';

/** What a HEP packet says of the payload it carries. */
export type HepFacts = {
  /** 1: SIP; see `hepProtocolNames`. */
  readonly protocolType: number;
  /** Of who captured the payload; -1 where it is not said. */
  readonly captureId: number;
  readonly correlationId: string | undefined;
  /** When the payload was seen, nanoseconds since 1970-01-01T00:00:00Z. */
  readonly epochNs: bigint | undefined;
};

export type HepPacket = {
  readonly facts: HepFacts;
  readonly transport: Transport;
  /** Addresses and payload stand in these bytes: the packet's own, or others where the payload was compressed or an address is missing. */
  readonly bytes: Uint8Array;
  readonly isOwnBytes: boolean;
  readonly addressLength: 4 | 16;
  readonly sourceAt: number;
  readonly destinationAt: number;
  readonly sourcePort: number;
  readonly destinationPort: number;
  /** The payload is `bytes[start, end)`. */
  readonly start: number;
  readonly end: number;
  /** Bytes that the payload is said to have and that are not there. */
  readonly missingBytes: number;
  /** What is wrong with the packet, as a sentence. */
  readonly problem: string | undefined;
};

/** Whether a HEP packet of any version is `bytes[start, end)`. Cheap: most of what is none shows at its first byte. */
export function startsLikeHep(bytes: Uint8Array, start: number, end: number): boolean {
  const first = bytes[start];
  if (first === 0x48) return isHep3(bytes, start, end);
  return (first === 1 || first === 2) && isHep12(bytes, start, end);
}

/** Of what `startsLikeHep`; undefined where it has no payload. A compressed one is inflated to so many bytes at most. */
export function readHepPacket(
  bytes: Uint8Array,
  start: number,
  end: number,
  payloadBytes: number = defaultNetworkLimits.hepPayloadBytes,
): HepPacket | undefined {
  return bytes[start] === 0x48 ? readHep3(bytes, start, end, payloadBytes) : readHep12(bytes, start, end);
}

/**
 * IP protocol numbers, and those that senders of HEP make use of for what has none: 22 (XNS IDP) for TLS, 50 (ESP) for WebSocket, as
 * Kamailio and OpenSIPS do.
 */
const transportByIpProtocol = new Map<number, Transport>([
  [6, 'TCP'],
  [17, 'UDP'],
  [22, 'TLS'],
  [50, 'WS'],
  [132, 'SCTP'],
]);

/** Fields of a HEP3 packet as they are found; -1 where not. */
type Found = {
  ipProtocol: number;
  /** Lengths 4 and 16 each. */
  readonly sourceAt: [ipv4: number, ipv6: number];
  readonly destinationAt: [ipv4: number, ipv6: number];
  family: number;
  sourcePort: number;
  destinationPort: number;
  seconds: number;
  microseconds: number;
  protocolType: number;
  captureId: number;
  correlationId: string | undefined;
  start: number;
  end: number;
  missingBytes: number;
  isCompressed: boolean;
};

function readHep3(bytes: Uint8Array, start: number, end: number, payloadBytes: number): HepPacket | undefined {
  const found: Found = {
    ipProtocol: -1,
    sourceAt: [-1, -1],
    destinationAt: [-1, -1],
    family: -1,
    sourcePort: 0,
    destinationPort: 0,
    seconds: -1,
    microseconds: 0,
    protocolType: 1,
    captureId: -1,
    correlationId: undefined,
    start: -1,
    end: -1,
    missingBytes: 0,
    isCompressed: false,
  };
  const chunks = new HepChunks(bytes, start, end);
  let problem: string | undefined;
  while (chunks.next()) {
    // What a vendor adds says nothing of the message.
    if (chunks.vendor === 0 && !takeChunk(found, bytes, chunks)) {
      problem ??= `HEP chunk ${chunks.type} has a value of ${chunks.end - chunks.start} bytes, which it cannot have.`;
    }
  }
  return found.start < 0 ? undefined : hep3Packet(found, bytes, chunks.problem ?? problem, payloadBytes);
}

/** False where the value has not the length that its type has. */
function takeChunk(found: Found, bytes: Uint8Array, { type, start, end, missingBytes }: HepChunks): boolean {
  const length = end - start;
  switch (type) {
    case HEP_CHUNK.ipFamily:
      if (length === 1) found.family = bytes[start]!;
      return length === 1;
    case HEP_CHUNK.ipProtocol:
      if (length === 1) found.ipProtocol = bytes[start]!;
      return length === 1;
    case HEP_CHUNK.sourceIpv4:
      if (length === 4) found.sourceAt[0] = start;
      return length === 4;
    case HEP_CHUNK.destinationIpv4:
      if (length === 4) found.destinationAt[0] = start;
      return length === 4;
    case HEP_CHUNK.sourceIpv6:
      if (length === 16) found.sourceAt[1] = start;
      return length === 16;
    case HEP_CHUNK.destinationIpv6:
      if (length === 16) found.destinationAt[1] = start;
      return length === 16;
    case HEP_CHUNK.sourcePort:
      if (length === 2) found.sourcePort = numberAt(bytes, start, end);
      return length === 2;
    case HEP_CHUNK.destinationPort:
      if (length === 2) found.destinationPort = numberAt(bytes, start, end);
      return length === 2;
    case HEP_CHUNK.seconds:
      if (length === 4) found.seconds = numberAt(bytes, start, end);
      return length === 4;
    case HEP_CHUNK.microseconds:
      if (length === 4) found.microseconds = numberAt(bytes, start, end);
      return length === 4;
    case HEP_CHUNK.protocolType:
      if (length === 1) found.protocolType = bytes[start]!;
      return length === 1;
    case HEP_CHUNK.captureId:
      // Four bytes in the specification, two of some senders.
      if (length === 4 || length === 2) found.captureId = numberAt(bytes, start, end);
      return length === 4 || length === 2;
    case HEP_CHUNK.payload:
    case HEP_CHUNK.compressedPayload:
      found.start = start;
      found.end = end;
      found.missingBytes = missingBytes;
      found.isCompressed = type === HEP_CHUNK.compressedPayload;
      return true;
    case HEP_CHUNK.correlationId:
      found.correlationId = new TextDecoder().decode(bytes.subarray(start, end));
      return true;
    default:
      return true;
  }
}

function hep3Packet(found: Found, bytes: Uint8Array, problem: string | undefined, payloadBytes: number): HepPacket {
  const isIpv6 = found.sourceAt[0] < 0 && found.destinationAt[0] < 0 && (found.sourceAt[1] >= 0 || found.family === 10);
  const addresses = {
    addressLength: isIpv6 ? 16 : 4,
    sourceAt: found.sourceAt[isIpv6 ? 1 : 0],
    destinationAt: found.destinationAt[isIpv6 ? 1 : 0],
  } as const;
  const isUnknown = addresses.sourceAt < 0 || addresses.destinationAt < 0;
  const head = {
    facts: {
      protocolType: found.protocolType,
      captureId: found.captureId,
      correlationId: found.correlationId,
      epochNs: epochNsOf(found.seconds, found.microseconds),
    },
    transport: transportByIpProtocol.get(found.ipProtocol) ?? 'UDP',
    sourcePort: found.sourcePort,
    destinationPort: found.destinationPort,
    missingBytes: found.missingBytes,
  } as const;
  const said = isUnknown ? (problem ?? 'A HEP packet does not say between which addresses its payload went.') : problem;
  if (!found.isCompressed && !isUnknown) {
    return { ...head, ...addresses, bytes, isOwnBytes: false, start: found.start, end: found.end, problem: said };
  }
  const stored = bytes.subarray(found.start, found.end);
  if (!found.isCompressed) return { ...head, ...withAddresses(bytes, addresses, stored), problem: said };
  const { bytes: payload, complete } = inflateBytes(stored, payloadBytes);
  const damage = `The compressed payload of a HEP packet is damaged, or more than ${payloadBytes} bytes.`;
  return { ...head, ...withAddresses(bytes, addresses, payload), problem: complete ? said : (said ?? damage) };
}

type Addresses = Pick<HepPacket, 'addressLength' | 'sourceAt' | 'destinationAt'>;

/** Addresses and payload in bytes of their own; an address that is not known is all zeros. */
function withAddresses(
  bytes: Uint8Array,
  { addressLength, sourceAt, destinationAt }: Addresses,
  payload: Uint8Array,
): Addresses & Pick<HepPacket, 'bytes' | 'isOwnBytes' | 'start' | 'end'> {
  const start = 2 * addressLength;
  const own = new Uint8Array(start + payload.length);
  if (sourceAt >= 0) own.set(bytes.subarray(sourceAt, sourceAt + addressLength), 0);
  if (destinationAt >= 0) own.set(bytes.subarray(destinationAt, destinationAt + addressLength), addressLength);
  own.set(payload, start);
  return {
    bytes: own,
    isOwnBytes: true,
    addressLength,
    sourceAt: 0,
    destinationAt: addressLength,
    start,
    end: own.length,
  };
}

const FIXED_HEADER_BYTES = 8;
const TIME_BYTES = 12;

/** AF_INET is 2 everywhere; AF_INET6 is 10 of Linux, and 23, 24, 28 and 30 of other systems. */
const addressLengthByFamily = new Map<number, 4 | 16>([
  [2, 4],
  [10, 16],
  [23, 16],
  [24, 16],
  [28, 16],
  [30, 16],
]);

function isHep12(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < FIXED_HEADER_BYTES) return false;
  const addressLength = addressLengthByFamily.get(bytes[start + 2]!);
  if (addressLength === undefined || !transportByIpProtocol.has(bytes[start + 3]!)) return false;
  const headerBytes = FIXED_HEADER_BYTES + 2 * addressLength;
  const said = bytes[start + 1]!;
  if (said !== headerBytes && said !== headerBytes + TIME_BYTES) return false;
  return end - start > (bytes[start] === 1 ? headerBytes : headerBytes + TIME_BYTES);
}

function readHep12(bytes: Uint8Array, start: number, end: number): HepPacket | undefined {
  const addressLength = addressLengthByFamily.get(bytes[start + 2]!) ?? 4;
  const timeAt = start + FIXED_HEADER_BYTES + 2 * addressLength;
  const payloadAt = bytes[start] === 1 ? start + bytes[start + 1]! : timeAt + TIME_BYTES;
  // Where the sender's compiler put no padding behind the capture id, which would be no letters.
  const isPacked = bytes[start] === 2 && startsLikeSip(bytes, payloadAt - 2, end);
  const seconds = bytes[start] === 1 ? -1 : littleEndianAt(bytes, timeAt);
  const captureId = bytes[start] === 1 ? -1 : bytes[timeAt + 8]! | (bytes[timeAt + 9]! << 8);
  const microseconds = bytes[start] === 1 ? 0 : littleEndianAt(bytes, timeAt + 4);
  return {
    facts: { protocolType: 1, captureId, correlationId: undefined, epochNs: epochNsOf(seconds, microseconds) },
    transport: transportByIpProtocol.get(bytes[start + 3]!) ?? 'UDP',
    bytes,
    isOwnBytes: false,
    addressLength,
    sourceAt: start + FIXED_HEADER_BYTES,
    destinationAt: start + FIXED_HEADER_BYTES + addressLength,
    sourcePort: numberAt(bytes, start + 4, start + 6),
    destinationPort: numberAt(bytes, start + 6, start + 8),
    start: isPacked ? payloadAt - 2 : payloadAt,
    end,
    missingBytes: 0,
    problem: undefined,
  };
}

function epochNsOf(seconds: number, microseconds: number): bigint | undefined {
  return seconds < 0 ? undefined : BigInt(seconds) * 1_000_000_000n + BigInt(microseconds) * 1000n;
}

/** Up to 4 bytes in network order. */
function numberAt(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at++) value = value * 256 + bytes[at]!;
  return value;
}

function littleEndianAt(bytes: Uint8Array, at: number): number {
  return bytes[at]! + bytes[at + 1]! * 0x100 + bytes[at + 2]! * 0x1_0000 + bytes[at + 3]! * 0x100_0000;
}
