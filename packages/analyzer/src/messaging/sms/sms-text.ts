import { gsmText } from './gsm-alphabet.ts';

/** How the user data of a short message is coded. 3GPP TS 23.038 §4. */
type SmsAlphabet = 'GSM 7 bit' | '8 bit' | 'UCS2' | 'compressed' | 'unknown';

/** Which of a long message a short one is: the same `reference` in all. TS 23.040 §9.2.3.24.1, §9.2.3.24.8. */
type SmsPart = { readonly reference: number; readonly part: number; readonly parts: number };

export type SmsText = {
  readonly alphabet: SmsAlphabet;
  /** Absent where the alphabet is of no text. */
  readonly text?: string;
  readonly part?: SmsPart;
  /** Octets of the user data, where they are no text. */
  readonly octets?: number;
};

/** TP-Data-Coding-Scheme. TS 23.038 §4. */
function smsAlphabet(coding: number): SmsAlphabet {
  const group = coding >> 4;
  if (group < 8) {
    if ((coding & 0x20) !== 0) return 'compressed';
    return (['GSM 7 bit', '8 bit', 'UCS2', 'unknown'] as const)[(coding >> 2) & 3]!;
  }
  if (group === 12 || group === 13) return 'GSM 7 bit';
  if (group === 14) return 'UCS2';
  if (group === 15) return (coding & 4) === 0 ? 'GSM 7 bit' : '8 bit';
  return 'unknown';
}

/** TP-User-Data: `length` is of characters in the GSM alphabet, else of octets; a header stands before the text where `hasHeader`. TS 23.040 §9.2.3.24. */
export function readSmsText(coding: number, hasHeader: boolean, length: number, data: Uint8Array): SmsText {
  const alphabet = smsAlphabet(coding);
  const headerLength = hasHeader ? 1 + (data[0] ?? 0) : 0;
  const part = hasHeader ? partOf(data.subarray(1, headerLength)) : undefined;
  const shared = part === undefined ? { alphabet } : { alphabet, part };
  if (headerLength > data.length) return shared;
  if (alphabet === 'GSM 7 bit') {
    // The text begins with the next character of seven bits.
    const skip = Math.ceil((headerLength * 8) / 7);
    return { ...shared, text: gsmText(data, length, skip) };
  }
  const octets = data.subarray(headerLength, Math.max(headerLength, Math.min(length, data.length)));
  if (alphabet === 'UCS2') return { ...shared, text: new TextDecoder('utf-16be').decode(octets) };
  return { ...shared, octets: octets.length };
}

/** Elements of an identifier, a length and so many octets. */
function partOf(header: Uint8Array): SmsPart | undefined {
  for (let at = 0; at + 1 < header.length; at += 2 + header[at + 1]!) {
    const [identifier, length] = [header[at]!, header[at + 1]!];
    const value = header.subarray(at + 2, at + 2 + length);
    if (identifier === 0 && length === 3 && value.length === 3)
      return { reference: value[0]!, parts: value[1]!, part: value[2]! };
    if (identifier === 8 && length === 4 && value.length === 4)
      return { reference: value[0]! * 256 + value[1]!, parts: value[2]!, part: value[3]! };
  }
  return undefined;
}
