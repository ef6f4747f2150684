import type { Span } from '../text/span.ts';
import type { Body } from './body.ts';
import type { BodyInput } from './body-value.ts';
import type { IsupCause } from './isup.ts';
import { bearerReadings, type IsupReading } from './isup-readings.ts';

/** A message of private networks' signalling, carried through SIP. ECMA-143, Q.931; RFC 3204 §3.2. */
export type Qsig = {
  readonly kind: 'qsig';
  /** 8 is Q.931's, which QSIG has. */
  readonly protocolDiscriminator: number | undefined;
  readonly messageType: number | undefined;
  /** `SETUP`, `ALERTING`, `CONNECT`, `DISCONNECT` …; undefined of a code that is not known here. */
  readonly messageName: string | undefined;
  readonly callReference: number | undefined;
  readonly calledNumber: string | undefined;
  readonly callingNumber: string | undefined;
  readonly cause: IsupCause | undefined;
  /** All information elements of codeset 0, in order. */
  readonly elements: readonly QsigElement[];
  /** False where the octets end within an element, or go on in another codeset, which is not read. */
  readonly complete: boolean;
};

/** An information element by its identifier and place, without identifier and length. */
export type QsigElement = { readonly id: number; readonly span: Span };

/** Q.931 §4.4. */
const messageNames: ReadonlyMap<number, string> = new Map([
  [0x01, 'ALERTING'],
  [0x02, 'CALL PROCEEDING'],
  [0x03, 'PROGRESS'],
  [0x05, 'SETUP'],
  [0x07, 'CONNECT'],
  [0x0d, 'SETUP ACKNOWLEDGE'],
  [0x0f, 'CONNECT ACKNOWLEDGE'],
  [0x45, 'DISCONNECT'],
  [0x46, 'RESTART'],
  [0x4d, 'RELEASE'],
  [0x4e, 'RESTART ACKNOWLEDGE'],
  [0x5a, 'RELEASE COMPLETE'],
  [0x60, 'SEGMENT'],
  [0x62, 'FACILITY'],
  [0x6e, 'NOTIFY'],
  [0x75, 'STATUS ENQUIRY'],
  [0x7b, 'INFORMATION'],
  [0x7d, 'STATUS'],
]);

const element = {
  bearerCapability: 0x04,
  cause: 0x08,
  callState: 0x14,
  progressIndicator: 0x1e,
  display: 0x28,
  keypad: 0x2c,
  connectedNumber: 0x4c,
  callingPartyNumber: 0x6c,
  calledPartyNumber: 0x70,
  redirectingNumber: 0x74,
} as const;

/** Q.931 §4.5. */
const elementTitles: ReadonlyMap<number, string> = new Map([
  [element.bearerCapability, 'bearer capability'],
  [element.cause, 'cause'],
  [element.callState, 'call state'],
  [0x18, 'channel identification'],
  [0x1c, 'facility'],
  [element.progressIndicator, 'progress indicator'],
  [0x27, 'notification indicator'],
  [element.display, 'display'],
  [element.keypad, 'keypad facility'],
  [0x31, 'transit counter'],
  [element.connectedNumber, 'connected number'],
  [0x4d, 'connected subaddress'],
  [element.callingPartyNumber, 'calling party number'],
  [0x6d, 'calling party subaddress'],
  [element.calledPartyNumber, 'called party number'],
  [0x71, 'called party subaddress'],
  [element.redirectingNumber, 'redirecting number'],
  [0x7c, 'low layer compatibility'],
  [0x7d, 'high layer compatibility'],
  [0x7e, 'user-to-user'],
  [0xa1, 'sending complete'],
]);

/** `calling party number` of 0x6c; undefined of an identifier that is not known here. */
export function qsigElementTitle(id: number): string | undefined {
  return elementTitles.get(id);
}

/** As many elements of one message are read. */
const mostElements = 200;

/** Reads a message of QSIG. Whatever its lengths say, nothing beyond the body is read. */
export function readQsig(_body: Body, { source: { bytes }, span: [start, end] }: BodyInput): Qsig {
  const referenceLength = start + 1 < end ? bytes[start + 1]! & 0x0f : 0;
  const typeAt = start + 2 + referenceLength;
  const messageType = typeAt < end ? bytes[typeAt] : undefined;
  const { elements, complete } = readElements(bytes, Math.min(typeAt + 1, end), end);
  const contents = (id: number): Uint8Array | undefined => {
    const found = elements.find((one) => one.id === id);
    return found === undefined ? undefined : bytes.subarray(...found.span);
  };
  return {
    kind: 'qsig',
    protocolDiscriminator: start < end ? bytes[start] : undefined,
    messageType,
    messageName: messageType === undefined ? undefined : messageNames.get(messageType),
    callReference: messageType === undefined ? undefined : readReference(bytes.subarray(start + 2, typeAt)),
    calledNumber: numberOf(contents(element.calledPartyNumber)),
    callingNumber: numberOf(contents(element.callingPartyNumber)),
    cause: readQsigCause(contents(element.cause)),
    elements,
    complete: complete && messageType !== undefined,
  };
}

/** The highest bit says which side gave the number. */
function readReference(octets: Uint8Array): number {
  let value = 0;
  for (const [at, octet] of octets.subarray(0, 4).entries()) value = value * 256 + (at === 0 ? octet & 0x7f : octet);
  return value;
}

function readElements(bytes: Uint8Array, start: number, end: number): Pick<Qsig, 'elements' | 'complete'> {
  const elements: QsigElement[] = [];
  let at = start;
  while (at < end && elements.length < mostElements) {
    const id = bytes[at]!;
    // A shift: what follows is of another codeset.
    if ((id & 0xf0) === 0x90) return { elements, complete: false };
    if ((id & 0x80) !== 0) {
      elements.push({ id, span: [at, at + 1] });
      at++;
      continue;
    }
    const from = at + 2;
    const to = at + 1 < end ? from + bytes[at + 1]! : end + 1;
    if (to > end) return { elements, complete: false };
    elements.push({ id, span: [from, to] });
    at = to;
  }
  return { elements, complete: at >= end };
}

/** Octets that say of what kind a number is go on while their highest bit is 0. Q.931 §4.5.8, §4.5.10. */
function numberOf(octets: Uint8Array | undefined): string | undefined {
  if (octets === undefined) return undefined;
  let at = 0;
  while (at < octets.length && (octets[at]! & 0x80) === 0) at++;
  return ascii(octets.subarray(at + 1));
}

/** Q.850 §2. */
function readQsigCause(octets: Uint8Array | undefined): IsupCause | undefined {
  const first = octets?.[0];
  const value = octets?.[(first ?? 0) & 0x80 ? 1 : 2];
  if (first === undefined || value === undefined) return undefined;
  return { value: value & 0x7f, location: first & 15, codingStandard: (first >> 5) & 3 };
}

const types = [
  'unknown',
  'international',
  'national',
  'network specific',
  'subscriber',
  undefined,
  'abbreviated',
] as const;

const numbers: ReadonlySet<number> = new Set([
  element.callingPartyNumber,
  element.calledPartyNumber,
  element.connectedNumber,
  element.redirectingNumber,
]);

/** What the octets of an element say; undefined of one that is not read here. The cause is read by `readQsig`. */
export function readQsigElement(id: number, octets: Uint8Array): readonly IsupReading[] | undefined {
  const [first, second = 0] = octets;
  if (first === undefined) return undefined;
  if (numbers.has(id)) {
    const type = types[(first >> 4) & 7];
    return [{ value: numberOf(octets) ?? '' }, ...(type === undefined ? [] : [{ name: 'type', value: type }])];
  }
  if (id === element.bearerCapability) return bearerReadings(octets);
  if (id === element.display || id === element.keypad) return [{ value: ascii(octets) }];
  if (id === element.callState) return [{ value: `${first & 0x3f}` }];
  if (id === element.progressIndicator) return [{ value: progress.get(second & 0x7f) ?? `${second & 0x7f}` }];
  return undefined;
}

/** Q.931 §4.5.23. */
const progress: ReadonlyMap<number, string> = new Map([
  [1, 'not ISDN end to end'],
  [2, 'destination is not ISDN'],
  [3, 'origin is not ISDN'],
  [4, 'call is back in the ISDN'],
  [8, 'in-band information'],
]);

/** IA5; what is no printable letter is a full stop. */
function ascii(octets: Uint8Array): string {
  let text = '';
  for (const octet of octets) text += octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : '.';
  return text;
}
