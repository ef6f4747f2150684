/** Country codes of one and two digits (ITU-T E.164 annex D); all others have three. */
const shortCodes: ReadonlySet<string> = new Set(
  '1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'.split(
    ' ',
  ),
);
/** Digits of a national or private number that tell where it leads. */
const nationalDigits = 3;
/** Shorter ones are extensions. */
const leastNational = 6;

/**
 * By what calls are gathered that go the same way: `+49` for numbers that begin with a country code (`+`, or 00 as most of the world dials it), else the first
 * digits. `undefined` of extensions, which are too short to have one, and of numbers with `*` and `#`.
 */
export function numberPrefix(number: string): string | undefined {
  const code = number.startsWith('+') ? 1 : number.startsWith('00') ? 2 : 0;
  if (!isDigits(number, code)) return undefined;
  if (code === 0) return number.length >= leastNational ? number.slice(0, nationalDigits) : undefined;
  if (number.length - code < 3) return undefined;
  for (const length of [1, 2]) {
    const start = number.slice(code, code + length);
    if (shortCodes.has(start)) return `+${start}`;
  }
  return `+${number.slice(code, code + 3)}`;
}

function isDigits(number: string, from: number): boolean {
  for (let at = from; at < number.length; at++) {
    const character = number.charCodeAt(at);
    if (character < 0x30 || character > 0x39) return false;
  }
  return true;
}
