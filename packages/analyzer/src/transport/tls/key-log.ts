import type { CaptureDiagnostics } from '../../capture/capture-diagnostics.ts';
import { defaultTlsLimits, type TlsLimits } from './tls-limits.ts';

/**
 * What a secret is for. `master`: of TLS 1.2 and before. The others: the traffic secrets of TLS 1.3, those of application data with
 * their number, which is 0 in every log we know: RFC 8446 §7.2 derives the later ones; and the one that keys for others are derived from (§7.5).
 */
export type SecretLabel = keyof typeof secretLabels;

const secretLabels = {
  CLIENT_RANDOM: true,
  CLIENT_HANDSHAKE_TRAFFIC_SECRET: true,
  SERVER_HANDSHAKE_TRAFFIC_SECRET: true,
  CLIENT_TRAFFIC_SECRET_0: true,
  SERVER_TRAFFIC_SECRET_0: true,
  EXPORTER_SECRET: true,
} as const;

/** Bytes of key log text that are read. */
export const keyLogBytes: number = defaultTlsLimits.keyLogBytes;

const RANDOM_BYTES = 32;
const MASTER_BYTES = 48;
const LF = 0x0a;
const CR = 0x0d;
const HASH = 0x23;
// Each byte a character: labels and hexadecimal are ASCII, and what else there is fits no line.
const decoder = new TextDecoder('latin1');
const encoder = new TextEncoder();

/**
 * The secrets of TLS sessions as programs write them where `SSLKEYLOGFILE` says: lines of a label, the client random and the secret in
 * hexadecimal. RFC 9850 §2. Others come as `RSA Session-ID:… Master-Key:…`. Lines that are none of these are passed over.
 * The secrets stay here: nothing prints them.
 */
export class KeyLog {
  readonly #limits: TlsLimits;
  readonly #diagnostics: CaptureDiagnostics;
  /** By client random in lower-case hexadecimal. */
  readonly #sessions = new Map<string, Partial<Record<SecretLabel, Uint8Array>>>();
  /** Master secrets by session id in lower-case hexadecimal. */
  readonly #mastersBySessionId = new Map<string, Uint8Array>();
  #entries = 0;
  #bytes = 0;
  #full = false;

  constructor(diagnostics: CaptureDiagnostics, limits: Partial<TlsLimits> = {}) {
    this.#diagnostics = diagnostics;
    this.#limits = { ...defaultTlsLimits, ...limits };
  }

  /** Secrets held. */
  get entries(): number {
    return this.#entries;
  }

  /** Text that was read, whatever was in it. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Adds the secrets of a key log. */
  add(given: Uint8Array | string): void {
    const text = typeof given === 'string' ? encoder.encode(given) : given;
    const left = this.#limits.keyLogBytes - this.#bytes;
    const end = Math.min(text.length, Math.max(left, 0));
    this.#bytes += end;
    for (let at = 0; at < end && !this.#full;) {
      const lineEnd = endOfLine(text, at, end);
      // Of a text that was cut, the last line is none.
      if (lineEnd < end || end === text.length) this.#addLine(text, at, lineEnd);
      at = lineEnd + 1;
    }
    if (end < text.length) this.#tellFull(`has more than ${this.#limits.keyLogBytes} bytes`);
  }

  secret(label: SecretLabel, clientRandom: string): Uint8Array | undefined {
    return this.#sessions.get(clientRandom)?.[label];
  }

  masterOfSessionId(sessionId: string): Uint8Array | undefined {
    return this.#mastersBySessionId.get(sessionId);
  }

  #addLine(text: Uint8Array, start: number, end: number): void {
    if (end - start > this.#limits.keyLogLineBytes || text[start] === HASH) return;
    const line = decoder.decode(text.subarray(start, end));
    const [label = '', id = '', secret = '', ...rest] = line.trim().split(/[ \t]+/);
    if (rest.length > 0) return;
    if (Object.hasOwn(secretLabels, label)) this.#addSecret(label as SecretLabel, id, secret);
    else if (label === 'RSA') this.#addMasterOfSession(id, secret);
  }

  #addSecret(label: SecretLabel, clientRandom: string, secret: string): void {
    const bytes = bytesOfHex(secret);
    if (clientRandom.length !== 2 * RANDOM_BYTES || bytesOfHex(clientRandom) === undefined || bytes === undefined)
      return;
    // As long as the hash of a suite: SHA-256 or SHA-384.
    if (bytes.length !== MASTER_BYTES && (label === 'CLIENT_RANDOM' || bytes.length !== 32)) return;
    const key = clientRandom.toLowerCase();
    let session = this.#sessions.get(key);
    if (session?.[label] === undefined && !this.#count()) return;
    if (session === undefined) this.#sessions.set(key, (session = {}));
    session[label] = bytes;
  }

  #addMasterOfSession(id: string, secret: string): void {
    if (!id.startsWith('Session-ID:') || !secret.startsWith('Master-Key:')) return;
    const sessionId = id.slice('Session-ID:'.length).toLowerCase();
    const master = bytesOfHex(secret.slice('Master-Key:'.length));
    if (bytesOfHex(sessionId) === undefined || master?.length !== MASTER_BYTES) return;
    if (this.#mastersBySessionId.has(sessionId) || this.#count()) this.#mastersBySessionId.set(sessionId, master);
  }

  /** False where there is no room for another. */
  #count(): boolean {
    if (this.#entries >= this.#limits.keyLogEntries)
      this.#tellFull(`has more than ${this.#limits.keyLogEntries} secrets`);
    else this.#entries++;
    return !this.#full;
  }

  #tellFull(what: string): void {
    if (this.#full) return;
    this.#full = true;
    this.#diagnostics.report('tls-keylog', { detail: `The key log ${what}: the rest of it was not read.` });
  }
}

function endOfLine(text: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && text[at] !== LF && text[at] !== CR) at++;
  return at;
}

function bytesOfHex(text: string): Uint8Array | undefined {
  if (text.length === 0 || text.length % 2 !== 0) return undefined;
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < text.length; at++) {
    const digit = hexDigit(text.charCodeAt(at));
    if (digit === -1) return undefined;
    bytes[at >> 1] = (bytes[at >> 1]! << 4) | digit;
  }
  return bytes;
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Bytes as the key log names them. */
export function hexOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}
