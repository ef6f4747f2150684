import { alphaChar, characterClasses, digitChar, hostChar } from '../text/character-class.ts';
import type { SourceText } from '../text/source-text.ts';
import { checkHost } from './check-host.ts';

const dot = 0x2e;
const hyphen = 0x2d;

/** Where the host at `start` ends; -1 where there is none, or one with which something is wrong. RFC 3261 §25.1; see checkHost. */
export function skipHost(source: SourceText, start: number, end: number): number {
  const { bytes } = source;
  if (start >= end) return -1;
  if (bytes[start] === 0x5b) return skipIpv6Reference(source, start, end);
  const ipv4 = (characterClasses[bytes[start]!]! & digitChar) === 0 ? -1 : skipIpv4(bytes, start, end);
  return ipv4 === -1 ? skipHostname(bytes, start, end) : ipv4;
}

function skipHostname(bytes: Uint8Array, start: number, end: number): number {
  let label = start;
  for (let at = start; ; at++) {
    const byte = at < end ? bytes[at]! : 0;
    if (byte !== dot && (characterClasses[byte]! & hostChar) !== 0) continue;
    // A label is not empty, and neither begins nor ends with a hyphen.
    if (at === label || bytes[label] === hyphen || bytes[at - 1] === hyphen) return -1;
    if (byte !== dot) return (characterClasses[bytes[label]!]! & alphaChar) === 0 ? -1 : at;
    label = at + 1;
  }
}

function skipIpv4(bytes: Uint8Array, start: number, end: number): number {
  let octets = 0;
  let digits = 0;
  let octet = 0;
  for (let at = start; ; at++) {
    const byte = at < end ? bytes[at]! : 0;
    const digit = byte - 0x30;
    if (digit >= 0 && digit <= 9) {
      if ((digits > 0 && octet === 0) || ++digits > 3) return -1;
      octet = octet * 10 + digit;
      continue;
    }
    if (digits === 0 || octet > 255) return -1;
    octets++;
    if (byte !== dot) return octets === 4 && (characterClasses[byte]! & hostChar) === 0 ? at : -1;
    digits = 0;
    octet = 0;
  }
}

function skipIpv6Reference(source: SourceText, start: number, end: number): number {
  const { bytes } = source;
  let at = start + 1;
  while (at < end && bytes[at] !== 0x5d) at++;
  return at < end && checkHost(source.slice(start, at + 1)) === undefined ? at + 1 : -1;
}
