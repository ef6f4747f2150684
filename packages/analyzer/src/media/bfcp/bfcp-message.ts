import type { FloorStatus } from '../../rows/bfcp-row.ts';

/** RFC 8855 Table 1. */
const primitives: readonly string[] = [
  '',
  'FloorRequest',
  'FloorRelease',
  'FloorRequestQuery',
  'FloorRequestStatus',
  'UserQuery',
  'UserStatus',
  'FloorQuery',
  'FloorStatus',
  'ChairAction',
  'ChairActionAck',
  'Hello',
  'HelloAck',
  'Error',
  'FloorRequestStatusAck',
  'FloorStatusAck',
  'Goodbye',
  'GoodbyeAck',
];

/** RFC 8855 Table 4. */
const statuses: readonly FloorStatus[] = [
  'unknown',
  'Pending',
  'Accepted',
  'Granted',
  'Denied',
  'Cancelled',
  'Released',
  'Revoked',
];

/** RFC 8855 Table 5. */
const errors: readonly string[] = [
  '',
  'Conference does not exist',
  'User does not exist',
  'Unknown primitive',
  'Unknown mandatory attribute',
  'Unauthorized operation',
  'Invalid Floor ID',
  'Floor Request ID does not exist',
  'You have already reached the maximum number of ongoing floor requests for this floor',
  'Use TLS',
  'Unable to parse message',
  'Use DTLS',
  'Unsupported version',
  'Incorrect message length',
  'Generic error',
];

const attribute = {
  beneficiaryId: 1,
  floorId: 2,
  floorRequestId: 3,
  requestStatus: 5,
  errorCode: 6,
  /** Grouped: their contents are attributes, behind an id of two octets. */
  firstGrouped: 14,
  floorRequestInformation: 15,
  floorRequestStatus: 17,
  overallRequestStatus: 18,
} as const;

export type ReadBfcp = {
  readonly primitive: string;
  readonly isResponse: boolean;
  readonly conference: number;
  readonly transaction: number;
  readonly user: number;
  /** In octets; -1 where the message is whole. */
  readonly fragmentAt: number;
  readonly floors: readonly number[];
  readonly request: number | undefined;
  readonly beneficiary: number | undefined;
  readonly status: FloorStatus | undefined;
  readonly queuePosition: number;
  readonly error: string | undefined;
  /** False where a length leads out of the message, or the message ends before its length. */
  readonly complete: boolean;
  readonly end: number;
};

type Attributes = {
  floors: number[];
  request: number | undefined;
  beneficiary: number | undefined;
  status: FloorStatus | undefined;
  queuePosition: number;
  error: string | undefined;
  isComplete: boolean;
};

/** Attributes and floors of one message beyond these are left. */
const maxAttributes = 1000;
const maxFloors = 32;

/**
 * Reads a message of the Binary Floor Control Protocol. RFC 8855 §5.1:
 *
 *     | Ver |R|F| Res | primitive | payload length / 4 |
 *     |                 conference id                  |
 *     |     transaction id     |        user id         |
 *     |  fragment offset / 4   |  fragment length / 4   |  where F is set
 *
 * Undefined where it is none.
 */
export function readBfcp(bytes: Uint8Array, start: number, end: number): ReadBfcp | undefined {
  if (end - start < 12) return undefined;
  const head = bytes[start]!;
  const version = head >> 5;
  const primitive = primitives[bytes[start + 1]!];
  if ((version !== 1 && version !== 2) || !primitive) return undefined;
  const isFragment = version === 2 && (head & 0x08) !== 0;
  const from = start + (isFragment ? 16 : 12);
  const words = isFragment ? uint16(bytes, start + 14) : uint16(bytes, start + 2);
  const messageEnd = from + 4 * words;
  if (from > end) return undefined;
  const fragmentAt = isFragment ? 4 * uint16(bytes, start + 12) : -1;
  // The attributes of a later part cannot be told from the rest of one that began before it.
  const read = fragmentAt > 0 ? noAttributes() : readAttributes(bytes, from, Math.min(end, messageEnd));
  const { isComplete, ...attributes } = read;
  return {
    primitive,
    isResponse: version === 2 && (head & 0x10) !== 0,
    conference: uint16(bytes, start + 4) * 0x1_0000 + uint16(bytes, start + 6),
    transaction: uint16(bytes, start + 8),
    user: uint16(bytes, start + 10),
    fragmentAt,
    ...attributes,
    complete: messageEnd <= end && (isComplete || isFragment),
    end: Math.min(end, messageEnd),
  };
}

function noAttributes(): Attributes {
  return {
    floors: [],
    request: undefined,
    beneficiary: undefined,
    status: undefined,
    queuePosition: 0,
    error: undefined,
    isComplete: true,
  };
}

/** Attributes one after the other: those of a group follow its id, so the group is entered by going on behind that. RFC 8855 §5.2. */
function readAttributes(bytes: Uint8Array, start: number, end: number): Attributes {
  const found = noAttributes();
  let at = start;
  for (let count = 0; at < end && count < maxAttributes; count++) {
    const type = bytes[at]! >> 1;
    const length = at + 2 <= end ? bytes[at + 1]! : 0;
    if (length < 2 || at + length > end) {
      found.isComplete = false;
      return found;
    }
    const isGroup = type >= attribute.firstGrouped && type <= attribute.overallRequestStatus && length >= 4;
    if (length >= 4) takeValue(found, type, uint16(bytes, at + 2));
    if (type === attribute.errorCode && length >= 3) found.error = errors[bytes[at + 2]!] || `code ${bytes[at + 2]!}`;
    at += isGroup ? 4 : (length + 3) & ~3;
  }
  return found;
}

function takeValue(found: Attributes, type: number, value: number): void {
  switch (type) {
    case attribute.floorId:
    case attribute.floorRequestStatus:
      if (found.floors.length < maxFloors && !found.floors.includes(value)) found.floors.push(value);
      return;
    case attribute.floorRequestId:
    case attribute.floorRequestInformation:
      found.request ??= value;
      return;
    case attribute.beneficiaryId:
    case attribute.firstGrouped:
      found.beneficiary ??= value;
      return;
    case attribute.requestStatus:
      if (found.status !== undefined) return;
      found.status = statuses[value >> 8] ?? 'unknown';
      found.queuePosition = value & 0xff;
      return;
    default:
  }
}

function uint16(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!;
}
