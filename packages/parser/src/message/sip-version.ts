import { characterClasses, digitChar } from '../text/character-class.ts';

/** Bytes of `SIP/2.0`. */
export const versionBytes = 7;

/** Whether `SIP/` in any case, a digit, a dot and a digit stand at `at`. RFC 3261 §7.1, §25.1 SIP-Version. */
export function isSipVersion(bytes: Uint8Array, at: number, end: number): boolean {
  return (
    at + versionBytes <= end &&
    (bytes[at]! | 0x20) === 0x73 &&
    (bytes[at + 1]! | 0x20) === 0x69 &&
    (bytes[at + 2]! | 0x20) === 0x70 &&
    bytes[at + 3] === 0x2f &&
    (characterClasses[bytes[at + 4]!]! & digitChar) !== 0 &&
    bytes[at + 5] === 0x2e &&
    (characterClasses[bytes[at + 6]!]! & digitChar) !== 0
  );
}
