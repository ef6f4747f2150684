/** A telephone number in an ISUP parameter. Q.763 §3.9, §3.10. */
export type IsupNumber = {
  /** `0`–`9`; `B` and `C` are code 11 and code 12. Without the end-of-pulsing mark. */
  readonly digits: string;
  readonly nature: IsupNatureOfAddress;
  readonly natureCode: number;
  /** 1 is E.164. */
  readonly numberingPlan: number;
  /** Whether an end-of-pulsing mark says that no more digits come. */
  readonly complete: boolean;
  /** Whether it may be shown; of calling, connected and redirecting numbers. */
  readonly presentation: 'allowed' | 'restricted' | 'unavailable' | undefined;
  /** Who gave it; of calling and connected numbers. */
  readonly screening: 'notVerified' | 'verified' | 'failed' | 'network' | undefined;
};

/** Of what nature the number of an ISUP body is. ITU-T Q.763 §3.9. */
export type IsupNatureOfAddress = 'subscriber' | 'unknown' | 'national' | 'international' | 'networkSpecific' | 'other';

const natures: readonly IsupNatureOfAddress[] = [
  'other',
  'subscriber',
  'unknown',
  'national',
  'international',
  'networkSpecific',
];
const presentations = ['allowed', 'restricted', 'unavailable', undefined] as const;
const screenings = ['notVerified', 'verified', 'failed', 'network'] as const;

/**
 *      8     7   6   5   4   3   2   1
 *     O/E   |  nature of address          |
 *     INN/NI|numbering plan | pres. | scr.|
 *     2nd digit         | 1st digit       |
 *
 * Odd numbers leave the last four bits empty. Undefined where the two octets before the digits are not there.
 */
export function readIsupNumber(bytes: Uint8Array, isCalled: boolean): IsupNumber | undefined {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return undefined;
  const count = (bytes.length - 2) * 2 - (first >> 7);
  const natureCode = first & 0x7f;
  return {
    ...readIsupDigits(bytes.subarray(2), count),
    nature: natures[natureCode] ?? 'other',
    natureCode,
    numberingPlan: (second >> 4) & 7,
    presentation: isCalled ? undefined : presentations[(second >> 2) & 3],
    screening: isCalled ? undefined : screenings[second & 3],
  };
}

/** So many digits, the low half of each octet first. */
export function readIsupDigits(
  bytes: Uint8Array,
  count: number,
): { readonly digits: string; readonly complete: boolean } {
  let digits = '';
  for (let at = 0; at < count; at++) {
    const octet = bytes[at >> 1] ?? 0;
    digits += ((at & 1) === 0 ? octet & 15 : octet >> 4).toString(16).toUpperCase();
  }
  const complete = digits.endsWith('F');
  return { digits: complete ? digits.slice(0, -1) : digits, complete };
}
