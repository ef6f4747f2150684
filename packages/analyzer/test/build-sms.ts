/** Short messages as IMS carries them: 3GPP TS 24.011 and TS 23.040, written down without what reads them. */

import { bytesOf } from './build-capture.ts';

/** Codes of seven bits, packed; `skip`: fill bits before the first. */
export function packed(codes: readonly number[], fillBits = 0): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((codes.length * 7 + fillBits) / 8));
  for (const [index, code] of codes.entries()) {
    for (let bit = 0; bit < 7; bit++) {
      const at = fillBits + index * 7 + bit;
      if (((code >> bit) & 1) === 1) bytes[at >> 3]! |= 1 << (at & 7);
    }
  }
  return bytes;
}

/** Of letters and digits: there the GSM alphabet has the codes of ASCII. */
export function codesOf(text: string): number[] {
  return Array.from(text, (character) => character.codePointAt(0)!);
}

/** Digits two an octet, the first in the lower half. */
function semiOctets(digits: string): Uint8Array {
  const pairs = digits.match(/..?/g) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(`${pair[1] ?? 'f'}${pair[0]}`, 16));
}

/** An international number as the transfer layer has it. */
function transferAddress(digits: string): Uint8Array {
  return bytesOf(digits.length, 0x91, semiOctets(digits));
}

/** 22 November 2026, 15:05:59, an hour before UTC's. */
export const serviceCentreTime: Uint8Array = bytesOf(semiOctets('261122150559'), 0x40);

export function submit(to: string, text: string, { reference = 7, first = 0x01 } = {}): Uint8Array {
  return bytesOf(first, reference, transferAddress(to), 0, 0, text.length, packed(codesOf(text)));
}

export function deliver(from: string, coding: number, length: number, data: Uint8Array, first = 0x04): Uint8Array {
  return bytesOf(first, transferAddress(from), 0, coding, serviceCentreTime, length, data);
}

export function statusReport(to: string, reference: number, status: number): Uint8Array {
  return bytesOf(0x06, reference, transferAddress(to), serviceCentreTime, serviceCentreTime, status);
}

const serviceCentre = bytesOf(4, 0x91, semiOctets('491720'));

/** RP-DATA from a phone to its service centre. */
export function dataFromPhone(reference: number, transfer: Uint8Array): Uint8Array {
  return bytesOf(0, reference, 0, serviceCentre, transfer.length, transfer);
}

export function dataToPhone(reference: number, transfer: Uint8Array): Uint8Array {
  return bytesOf(1, reference, serviceCentre, 0, transfer.length, transfer);
}
