/**
 * A regular expression as a tree: what has an answer in linear time, and the same one everywhere. Repeats are counted
 * out when it is compiled.
 */
export type Expression =
  /** The empty text. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'characters'; readonly set: CharacterSet }
  | { readonly kind: 'place'; readonly place: Place }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Expression[] }
  /** `most` is `undefined` where there is no limit. */
  | {
      readonly kind: 'repeat';
      readonly part: Expression;
      readonly least: number;
      readonly most: number | undefined;
    };

/** Where in the text: its start and end, and the places between a word character (ASCII) and another. */
export type Place = 'start' | 'end' | 'boundary';

/** Code points, as ranges in order that neither touch nor overlap; both ends belong to them. */
export type CharacterSet = readonly (readonly [first: number, last: number])[];

/** What an expression could not be read for, and where in it: UTF-16 code units, `[start, end)`. */
export class ExpressionError extends Error {
  readonly span: readonly [start: number, end: number];

  constructor(message: string, span: readonly [start: number, end: number]) {
    super(message);
    this.span = span;
  }
}
