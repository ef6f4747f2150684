import { Fingerprints, joined } from '../message/fingerprint.ts';

/** Lines beyond these are not looked at. */
const maxLines = 2000;

const lf = 0x0a;
const cr = 0x0d;
const blank = 0x20;

/**
 * Looks over the lines of an INVITE, or of an answer to one, for what might matter, without the grammar: that costs too much for messages of which most
 * have nothing of it. What is found of the header is a hint, for the grammar to confirm; keys of the session description are what calls are compared by.
 */
export class InviteScan {
  /** A Request-URI that begins with `urn:service:sos` (RFC 5031 §4.2). */
  isForEmergency = false;
  hasPriority = false;
  hasGeolocation = false;
  /** Authorization or Proxy-Authorization. */
  hasCredentials = false;
  hasSecurityVerify = false;
  /** `isfocus` in a Contact (RFC 4579 §5.1). */
  isFocus = false;
  /** `+sip.src` in a Contact (RFC 7866 §6.1.1). */
  isRecorder = false;
  /** `automaton` in a Contact (RFC 3840 §10). */
  isAutomaton = false;
  /** Of the origin of the session description (`o=`); 0 where there is none. */
  originKey = 0;
  /** Of its first connection address and port. */
  mediaKey = 0;
  /** Of kinds of media and formats, without addresses and ports. */
  formatsKey = 0;
  readonly #fingerprints = new Fingerprints();

  read(bytes: Uint8Array): this {
    const body = this.#readHeader(bytes);
    if (body >= 0) this.#readBody(bytes, body);
    return this;
  }

  /** The same without the body. */
  readHeader(bytes: Uint8Array): this {
    this.#readHeader(bytes);
    return this;
  }

  /** Gives where the body begins; -1 where no empty line comes. */
  #readHeader(bytes: Uint8Array): number {
    this.#clear();
    let at = lineEnd(bytes, 0) + 1;
    this.isForEmergency = bytes[0] === 0x49 && startsWith(bytes, 7, emergencyService);
    for (let lines = 0; lines < maxLines && at < bytes.length; lines++) {
      const end = lineEnd(bytes, at);
      const first = bytes[at]!;
      if (first === lf || (first === cr && bytes[at + 1] === lf)) return end + 1;
      this.#field(bytes, at, end);
      at = end + 1;
    }
    return -1;
  }

  #clear(): void {
    this.isForEmergency = false;
    this.hasPriority = false;
    this.hasGeolocation = false;
    this.hasCredentials = false;
    this.hasSecurityVerify = false;
    this.isFocus = false;
    this.isRecorder = false;
    this.isAutomaton = false;
    this.originKey = 0;
    this.mediaKey = 0;
    this.formatsKey = 0;
  }

  #field(bytes: Uint8Array, at: number, end: number): void {
    switch (bytes[at]! | 0x20) {
      case 0x61: // a
        if (startsWith(bytes, at, authorization)) this.hasCredentials = true;
        break;
      case 0x63: // c
        if (startsWith(bytes, at, contact)) this.#contact(bytes, at, end);
        break;
      case 0x67: // g
        if (startsWith(bytes, at, geolocation)) this.hasGeolocation = true;
        break;
      case 0x6d: // m
        if (startsWith(bytes, at, compactContact)) this.#contact(bytes, at, end);
        break;
      case 0x70: // p
        if (startsWith(bytes, at, priority)) this.hasPriority = true;
        else if (startsWith(bytes, at, proxyAuthorization)) this.hasCredentials = true;
        break;
      case 0x73: // s
        if (startsWith(bytes, at, securityVerify)) this.hasSecurityVerify = true;
        break;
    }
  }

  #contact(bytes: Uint8Array, start: number, end: number): void {
    for (let at = start; at < end; at++) {
      if (bytes[at] !== 0x3b) continue;
      let name = at + 1;
      while (name < end && bytes[name] === blank) name++;
      this.isFocus ||= startsWith(bytes, name, isFocusParameter);
      this.isRecorder ||= startsWith(bytes, name, recorderParameter);
      this.isAutomaton ||= startsWith(bytes, name, automatonParameter);
    }
  }

  #readBody(bytes: Uint8Array, start: number): void {
    let at = start;
    let connection = 0;
    for (let lines = 0; lines < maxLines && at < bytes.length; lines++) {
      const next = lineEnd(bytes, at);
      const end = bytes[next - 1] === cr ? next - 1 : next;
      if (bytes[at + 1] === 0x3d) {
        const type = bytes[at];
        if (type === 0x6f && this.originKey === 0) this.originKey = this.#fingerprints.of(bytes, at, end);
        else if (type === 0x63 && connection === 0) connection = this.#fingerprints.of(bytes, at, end);
        else if (type === 0x6d) this.#media(bytes, at + 2, end);
      }
      at = next + 1;
    }
    this.mediaKey = connection === 0 || this.mediaKey === 0 ? 0 : joined(connection, this.mediaKey);
  }

  /** `audio 49170 RTP/AVP 0 8`; a port of 0 is no medium. */
  #media(bytes: Uint8Array, start: number, end: number): void {
    const kindEnd = indexOfBlank(bytes, start, end);
    const portEnd = indexOfBlank(bytes, kindEnd + 1, end);
    const formats = joined(this.#fingerprints.of(bytes, start, kindEnd), this.#fingerprints.of(bytes, portEnd, end));
    this.formatsKey = joined(this.formatsKey, formats);
    const hasPort = portEnd - kindEnd > 2 || bytes[kindEnd + 1] !== 0x30;
    if (this.mediaKey === 0 && hasPort) this.mediaKey = this.#fingerprints.of(bytes, start, portEnd);
  }
}

/** Where the line that begins there has its LF, or the end. Lines are short: asking the array for each costs more than looking. */
function lineEnd(bytes: Uint8Array, start: number): number {
  const { length } = bytes;
  let at = start;
  while (at < length && bytes[at] !== lf) at++;
  return at;
}

function indexOfBlank(bytes: Uint8Array, start: number, end: number): number {
  let at = Math.min(start, end);
  while (at < end && bytes[at] !== blank) at++;
  return at;
}

/** Whether that text, in lower case, stands there in any case. Signs of names and URIs keep their value where letters are made small. */
function startsWith(bytes: Uint8Array, at: number, text: Uint8Array): boolean {
  if (at + text.length > bytes.length) return false;
  for (let i = 0; i < text.length; i++) if ((bytes[at + i]! | 0x20) !== (text[i]! | 0x20)) return false;
  return true;
}

const encoder = new TextEncoder();
const emergencyService = encoder.encode('urn:service:sos');
const authorization = encoder.encode('authorization');
const proxyAuthorization = encoder.encode('proxy-authorization');
const priority = encoder.encode('priority');
const geolocation = encoder.encode('geolocation');
const securityVerify = encoder.encode('security-verify');
const contact = encoder.encode('contact');
const compactContact = encoder.encode('m:');
const isFocusParameter = encoder.encode('isfocus');
const recorderParameter = encoder.encode('+sip.src');
const automatonParameter = encoder.encode('automaton');
