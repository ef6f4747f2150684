/** Country codes of one and two digits (ITU-T E.164 annex D); all others have three. */
const shortCodes: ReadonlySet<string> = new Set(
  '1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'.split(
    ' ',
  ),
);
/** Digits of a national or private number that tell where it leads. */
const nationalDigits = 3;

/**
 * By what calls are gathered that go the same way: `+49` for numbers that begin with a country code (`+`, or 00 as most of the world dials it), else the first
 * digits. `undefined` of extensions, which are too short to have one, and of numbers with `*` and `#`.
 */
export function numberPrefix(number: string): string | undefined {
  const digits = number.startsWith('+') ? number.slice(1) : number.startsWith('00') ? number.slice(2) : undefined;
  if (digits !== undefined) {
    if (!/^[0-9]{3,}$/.test(digits)) return undefined;
    const code = [1, 2].map((length) => digits.slice(0, length)).find((start) => shortCodes.has(start));
    return `+${code ?? digits.slice(0, 3)}`;
  }
  return /^[0-9]{6,}$/.test(number) ? number.slice(0, nationalDigits) : undefined;
}
