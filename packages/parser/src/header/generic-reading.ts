import type { Reading } from '../grammar/read-row.ts';
import { readValue } from '../grammar/read-value.ts';
import type { ValueTypes } from '../grammar/value-types.ts';
import { encodeText, SourceText } from '../text/source-text.ts';

/** The shapes most header fields have, and the kind of value each is read as. */
const kinds = {
  /** `<sip:a@b>;x=1, "Bob" <sip:b@c>` */
  addresses: 'addresses',
  /** `token;x=1;y, other` */
  tokens: 'tokenParamsList',
  /** `x=1;y="2"`, or with commas */
  parameters: 'params',
  /** Anything. */
  text: 'text',
} as const;

/** The shapes that most header fields have: addresses, tokens, parameters, text. */
export type GenericShape = keyof typeof kinds;

/** What a value read as each shape gives. */
export type GenericValues = { readonly [Shape in GenericShape]: ValueTypes[(typeof kinds)[Shape]] };

/** A value read by a shape, told apart by `shape`. */
export type GenericReading = {
  readonly [Shape in GenericShape]: { readonly shape: Shape } & Reading<GenericValues[Shape]>;
}[GenericShape];

/** A value of a header field without a grammar of its own, read as if it had that shape. Never throws. */
export function readGeneric<Shape extends GenericShape>(
  shape: Shape,
  value: Uint8Array | string,
): Reading<GenericValues[Shape]> {
  const bytes = typeof value === 'string' ? encodeText(value) : value;
  // The kind of a shape gives the values of that shape.
  return readValue(kinds[shape], new SourceText(bytes), 0, bytes.length) as Reading<GenericValues[Shape]>;
}

/** The same of the shape it seems to have: the first of addresses, parameters, tokens and text that nothing contradicts. */
export function guessGeneric(value: Uint8Array | string): GenericReading {
  const addresses = readGeneric('addresses', value);
  if (isRight(addresses)) return { shape: 'addresses', ...addresses };
  const parameters = readGeneric('parameters', value);
  const hasValues = parameters.values[0]?.every((one) => one.value !== undefined) === true;
  if (isRight(parameters) && hasValues) return { shape: 'parameters', ...parameters };
  const tokens = readGeneric('tokens', value);
  return isRight(tokens) ? { shape: 'tokens', ...tokens } : { shape: 'text', ...readGeneric('text', value) };
}

function isRight({ values, diagnostics }: Reading<unknown>): boolean {
  return values.length > 0 && diagnostics.length === 0;
}
