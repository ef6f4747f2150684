import {
  Type,
  type TArray,
  type TInteger,
  type TLiteral,
  type TNumber,
  type TObject,
  type TSchema,
  type TString,
} from 'typebox';

/* What the schemas of answers are made of. */

export const text: TString = Type.String();
export const count: TInteger = Type.Integer({ minimum: 0 });
export const ms: TNumber = Type.Number({ description: 'Milliseconds' });
export const time: TString = Type.String({ description: 'ISO 8601, UTC, with the decimals of the capture' });
export const yes: TLiteral<true> = Type.Literal(true);
export const texts: TArray<TString> = Type.Array(text);
export const span: TArray<TInteger> = Type.Array(count, {
  minItems: 2,
  maxItems: 2,
  description: '[start, end) in bytes',
});

/** Properties whose name ends in `?` may be missing. Nothing else may be there. */
export function shape(id: string, properties: Readonly<Record<string, TSchema>>): TObject & { readonly $id: string } {
  return Object.assign(object(properties), { $id: id });
}

/** Of rows to which every reader of payloads adds its own fields: more than these may be there. */
export function openShape(
  id: string,
  properties: Readonly<Record<string, TSchema>>,
): TObject & { readonly $id: string } {
  return Object.assign(object(properties), { additionalProperties: true, $id: id });
}

export function object(properties: Readonly<Record<string, TSchema>>): TObject {
  const entries = Object.entries(properties).map(([name, schema]) =>
    name.endsWith('?') ? [name.slice(0, -1), Type.Optional(schema)] : [name, schema],
  );
  return Type.Object(Object.fromEntries(entries), { additionalProperties: false });
}

export function oneOf(...values: readonly string[]): TSchema {
  return Type.Enum([...values]);
}

/** Refers to a schema of the list in `schemas.ts`. */
export function ref(id: string): TSchema {
  return Type.Unsafe<unknown>({ $ref: `${id}#` });
}
