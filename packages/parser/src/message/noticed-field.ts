import { isWord } from '../grammar/plain-parts.ts';

/** Header fields whose presence `MessageIdentity.fields` tells, a bit each. */
export const noticedField = {
  expires: 1,
  /** RFC 3326. */
  reason: 2,
  /** RFC 3891. */
  replaces: 4,
  /** RFC 3911. */
  join: 8,
  /** Diversion (RFC 5806) or History-Info (RFC 7044). */
  forwarding: 16,
  /** RFC 7989. */
  sessionId: 32,
  /** What may name another leg of the call: P-Charging-Vector (RFC 7315), Cisco-Guid, and any name that begins with `X-`. */
  legId: 64,
  /** RFC 3892. */
  referredBy: 128,
  require: 256,
  /** RFC 4028. */
  sessionExpires: 512,
} as const;

/** Of names that begin with `X-`. */
const shortestExtension = 3;

/** The bit of a field by its name as written, long or compact, in any case; 0 of all others. */
export function noticedFieldBit(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length >= shortestExtension && (bytes[start]! | 0x20) === 0x78 && bytes[start + 1] === 0x2d)
    return noticedField.legId;
  switch (length) {
    case 1:
      return compactBit(bytes[start]! | 0x20);
    case 4:
      return isWord(bytes, start, end, 'join') ? noticedField.join : 0;
    case 6:
      return isWord(bytes, start, end, 'reason') ? noticedField.reason : 0;
    case 7:
      if (isWord(bytes, start, end, 'require')) return noticedField.require;
      return isWord(bytes, start, end, 'expires') ? noticedField.expires : 0;
    case 8:
      return isWord(bytes, start, end, 'replaces') ? noticedField.replaces : 0;
    case 9:
      return isWord(bytes, start, end, 'diversion') ? noticedField.forwarding : 0;
    case 10:
      if (isWord(bytes, start, end, 'session-id')) return noticedField.sessionId;
      return isWord(bytes, start, end, 'cisco-guid') ? noticedField.legId : 0;
    case 11:
      return isWord(bytes, start, end, 'referred-by') ? noticedField.referredBy : 0;
    case 12:
      return isWord(bytes, start, end, 'history-info') ? noticedField.forwarding : 0;
    case 15:
      return isWord(bytes, start, end, 'session-expires') ? noticedField.sessionExpires : 0;
    case 17:
      return isWord(bytes, start, end, 'p-charging-vector') ? noticedField.legId : 0;
    default:
      return 0;
  }
}

/** Of a small letter. */
function compactBit(letter: number): number {
  switch (letter) {
    case 0x62: // b
      return noticedField.referredBy;
    case 0x78: // x
      return noticedField.sessionExpires;
    default:
      return 0;
  }
}
