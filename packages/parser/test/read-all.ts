import {
  type Body,
  decodePassport,
  describeDiagnostic,
  frameDatagram,
  MessageFramer,
  MessageIdentity,
  parseMessage,
  reportDiagnostics,
  SipUri,
  type SipMessage,
  uriBody,
  writeMessage,
} from '../src/index.ts';
import { describeXmlDiagnostic, parseXmlBody } from '../src/xml.ts';

const identity = new MessageIdentity();

/**
 * Reads all there is to read of some bytes, as a datagram: lines, values and what their getters compute, URIs, bodies within bodies, what is wrong in
 * words, identity. Throws where a diagnostic lies outside of the bytes.
 */
export function readAll(bytes: Uint8Array): void {
  const message = parseMessage(bytes);
  readMessage(message);
  identity.read(bytes, 0, bytes.length);
  writeMessage(message);
}

/** Finds the messages in some bytes: as a datagram, and as a stream that ends with them. */
export function frameAll(bytes: Uint8Array): void {
  frameDatagram(bytes);
  const framer = new MessageFramer();
  framer.push(bytes);
  framer.end();
}

function readMessage(message: SipMessage): void {
  const { bytes } = message;
  for (const diagnostic of message.diagnostics) {
    describeDiagnostic(diagnostic, bytes);
    const [start, end] = diagnostic.span;
    if (!(start >= 0 && start <= end && end <= bytes.length))
      throw new RangeError(`${diagnostic.code} at ${start}-${end} of ${bytes.length}`);
  }
  ask(message.startLine);
  for (let index = 0; index < message.headers.length; index++) {
    ask(message.headers[index]);
    for (const value of message.reading(index)?.values ?? []) ask(value);
  }
  for (const getter of gettersOf(message)) Reflect.get(message, getter);
  for (const name of new Set(message.headers.map((one) => one.name))) {
    message.get(name);
    message.getAll(name);
  }
  for (const profile of ['strict', 'lenient', 'ims'] as const) reportDiagnostics(message.diagnostics, profile);
  const identities = message.values('Identity');
  for (const one of identities) decodePassport(one);
  if (message.body !== undefined) readBody(message.body);
}

/** Bodies nest no deeper than the limit. */
function readBody(body: Body): void {
  for (const getter of gettersOf(body)) Reflect.get(body, getter);
  const { value } = body;
  for (const getter of gettersOf(value)) Reflect.get(value, getter);
  switch (value.kind) {
    case 'multipart':
      for (const part of value.parts) readBody(part);
      break;
    case 'sip':
      readMessage(value.message);
      break;
    case 'sipfrag':
      if (value.body !== undefined) readBody(value.body);
      break;
    case 'xml':
      for (const diagnostic of parseXmlBody(body).diagnostics) describeXmlDiagnostic(diagnostic);
      break;
    case 'sdp':
      for (const media of value.session.media) ask(media);
      break;
    default:
  }
}

/** Everything that can be asked of a value without arguments, and of the URI in it. */
function ask(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const getter of gettersOf(value)) {
    const answer: unknown = Reflect.get(value, getter);
    if (typeof answer === 'object' && answer !== null && 'scheme' in answer) ask(answer);
  }
  if (value instanceof SipUri) uriBody(value);
}

const getters = new Map<object, readonly string[]>();

/** The getters of a value's classes. */
function gettersOf(value: object): readonly string[] {
  const own: object = Object.getPrototypeOf(value);
  const known = getters.get(own);
  if (known !== undefined) return known;
  const found: string[] = [];
  for (
    let shape = own;
    shape !== Object.prototype && shape !== Array.prototype && shape !== null;
    shape = Object.getPrototypeOf(shape)
  ) {
    for (const [name, member] of Object.entries(Object.getOwnPropertyDescriptors(shape)))
      if (member.get !== undefined) found.push(name);
  }
  getters.set(own, found);
  return found;
}
