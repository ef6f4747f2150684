/**
 * A regular expression as a machine that is in several states at once (Thompson's construction), so that a text is searched in a time that grows with its length and never
 * with what it holds: expressions come from files of users, and texts from captures.
 */
export type Regex = {
  readonly states: readonly State[];
  readonly start: number;
  readonly ignoresCase: boolean;
};

export type State =
  /** Takes one character. */
  | { readonly kind: 'take'; readonly takes: CharacterSet; next: number }
  /** Goes on in both. */
  | { readonly kind: 'split'; next: number; other: number }
  /** Goes on where this is so, and takes nothing. */
  | { readonly kind: 'begin' | 'end' | 'boundary' | 'no-boundary'; next: number }
  | { readonly kind: 'found' };

/** Code points in ranges, both ends in them. */
export type CharacterSet = {
  readonly ranges: readonly (readonly [from: number, to: number])[];
  readonly isNegated: boolean;
};

export function isWordCharacter(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f
  );
}
