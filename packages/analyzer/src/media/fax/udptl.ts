import { PerReader } from './per-reader.ts';

/** One UDPTL datagram. Ranges are pairs of offsets into the bytes it was read from: start, end, start, end … */
export type UdptlPacket = {
  readonly sequence: number;
  readonly primaryStart: number;
  readonly primaryEnd: number;
  /** The IFP packets before the primary one again, the latest first. */
  readonly secondaries: readonly number[];
  /** Packets that each parity stands for; 0 without parity. */
  readonly fecSpan: number;
  readonly parities: readonly number[];
  /** False where a length in what follows the primary packet leads out of the datagram, or it has more than we take. */
  readonly complete: boolean;
  /** Octets behind the packet. */
  readonly trailing: number;
};

/** More repeated packets or parities in one datagram are left. */
const maxRecovery = 64;

const reader = new PerReader();

/**
 * Reads a UDPTL datagram. T.38 §9.1, in the aligned PER of its ASN.1:
 *
 *     UDPTLPacket ::= SEQUENCE {
 *       seq-number          INTEGER (0..65535),
 *       primary-ifp-packet  TYPE-IDENTIFIER.&Type(IFPPacket),
 *       error-recovery      CHOICE {
 *         secondary-ifp-packets SEQUENCE OF TYPE-IDENTIFIER.&Type(IFPPacket),
 *         fec-info SEQUENCE { fec-npackets INTEGER, fec-data SEQUENCE OF OCTET STRING } } }
 *
 * Undefined where the primary packet is not all there.
 */
export function readUdptl(bytes: Uint8Array, start: number, end: number): UdptlPacket | undefined {
  reader.open(bytes, start, end);
  const sequence = reader.bits(16);
  const length = reader.length();
  const primaryStart = reader.octets(length);
  if (reader.failed || length === 0) return undefined;
  const primaryEnd = primaryStart + length;
  const isParity = reader.bits(1) === 1;
  const fecSpan = isParity && !reader.failed ? readSmallInteger() : 0;
  const ranges = reader.failed ? [] : readRanges();
  return {
    sequence,
    primaryStart,
    primaryEnd,
    secondaries: isParity ? [] : ranges,
    fecSpan,
    parities: isParity ? ranges : [],
    complete: !reader.failed,
    trailing: reader.failed ? 0 : reader.rest,
  };
}

/** An INTEGER without bounds: its length, its octets. */
function readSmallInteger(): number {
  const length = reader.length();
  if (length < 1 || length > 2) reader.failed = true;
  return reader.failed ? 0 : reader.bits(8 * length);
}

function readRanges(): number[] {
  const ranges: number[] = [];
  const count = reader.length();
  if (count > maxRecovery) reader.failed = true;
  for (let i = 0; i < count && !reader.failed; i++) {
    const length = reader.length();
    const start = reader.octets(length);
    if (start >= 0) ranges.push(start, start + length);
  }
  return ranges;
}
