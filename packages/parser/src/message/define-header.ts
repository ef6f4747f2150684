import type { Reading } from '../grammar/read-row.ts';
import type { ValueKind, ValueTypes } from '../grammar/value-types.ts';
import type { GenericShape, GenericValues } from '../header/generic-reading.ts';
import { headerNumberOf } from '../header/header-number.ts';
import { headerTable } from '../header/header-table.ts';
import { characterClasses, tokenChar } from '../text/character-class.ts';
import { coreReaders } from './core-readers.ts';
import type { HeaderAccessor } from './header-accessor.ts';

/** What a header field's value looks like: one of the generic shapes, or like that of another header field. */
export type HeaderShape = GenericShape | HeaderAccessor<unknown>;

/** What a value of a shape gives. */
export type ShapeValue<Shape extends HeaderShape> = Shape extends GenericShape
  ? GenericValues[Shape]
  : Shape extends HeaderAccessor<infer Value>
    ? Value
    : never;

/** Whether a field of a shape has several values where nothing else is said. */
export type ShapeMany<Shape extends HeaderShape> =
  Shape extends HeaderAccessor<unknown, infer Many> ? Many : Shape extends 'addresses' | 'tokens' ? true : false;

/** What `defineHeader` is told of a header field. */
export type HeaderDefinition<Shape extends HeaderShape, Value, Many extends boolean> = {
  /** The field's name, a token. */
  readonly name: string;
  /** A one-letter form of the name, which no other field may have. */
  readonly compact?: string;
  /** `text` where nothing is said. */
  readonly as?: Shape;
  /** Whether `message.get` gives all values or the first; as is usual of the shape where nothing is said. */
  readonly many?: Many;
  /** Makes of each value what you want to have; undefined where it is none. What it throws comes out of `get`. */
  readonly read?: (value: ShapeValue<Shape>) => Value | undefined;
};

const shapes = {
  addresses: { kind: 'addresses', many: true },
  tokens: { kind: 'tokenParamsList', many: true },
  parameters: { kind: 'params', many: false },
  text: { kind: 'text', many: false },
} as const satisfies Record<GenericShape, { kind: ValueKind; many: boolean }>;

/**
 * A header field of your own, typed by inference: `message.get(account)`, `parseHeader(account, text)`. Throws a `TypeError` where the name is no token, or
 * the compact form is no letter or one of another field. RFC 3261 §7.3.1, `extension-header`.
 */
export function defineHeader<
  const Shape extends HeaderShape = 'text',
  Value = ShapeValue<Shape>,
  const Many extends boolean = ShapeMany<Shape>,
>(definition: HeaderDefinition<Shape, Value, Many>): HeaderAccessor<Value, Many> {
  const { name, compact, as = 'text', read } = definition;
  checkNames(name, compact);
  const like: HeaderShape = as;
  const shape = typeof like === 'string' ? shapes[like] : like;
  const readShape = typeof like === 'string' ? shapeReader(shapes[like].kind) : like.read;
  return {
    name,
    ...(compact === undefined ? {} : { compact }),
    // Where nothing is said, `Many` is what its shape has.
    many: (definition.many ?? shape.many) as Many,
    read(source, start, end, commentDepth) {
      // The reader of a shape gives the values of that shape, and they are the header's where nothing is made of them.
      const reading = readShape(source, start, end, commentDepth) as Reading<ShapeValue<Shape>>;
      return read === undefined
        ? (reading as Reading<unknown> as Reading<Value>)
        : mapReading(reading, read, start, end);
    },
  };
}

function shapeReader(kind: ValueKind): HeaderAccessor<ValueTypes[ValueKind]>['read'] {
  // As `readValue`, for the kinds of the shapes.
  return (source, start, end, commentDepth) =>
    coreReaders.readValue(kind, source, start, end, commentDepth) as Reading<ValueTypes[ValueKind]>;
}

/** The reading with something else made of each value; those of which nothing can be made are told of. */
function mapReading<Value, Made>(
  reading: Reading<Value>,
  make: (value: Value) => Made | undefined,
  start: number,
  end: number,
): Reading<Made> {
  const made = reading.values.map((value) => make(value));
  const values = made.filter((value) => value !== undefined);
  if (values.length === made.length) return { ...reading, values };
  const diagnostics = [...reading.diagnostics, { code: 'value-form', span: [start, end] } as const];
  return { values, firstRead: reading.firstRead && made[0] !== undefined, diagnostics };
}

function checkNames(name: string, compact: string | undefined): void {
  if (!isToken(name)) throw new TypeError(`A header field's name is a token, which ${JSON.stringify(name)} is not`);
  if (compact === undefined) return;
  if (!/^[a-z]$/i.test(compact)) throw new TypeError(`A compact form is one letter, not ${JSON.stringify(compact)}`);
  const taken = headerNumberOf(compact);
  if (taken !== -1 && taken !== headerNumberOf(name))
    throw new TypeError(`${compact} is the compact form of ${headerTable[taken]?.name}`);
}

function isToken(name: string): boolean {
  if (name === '') return false;
  for (let at = 0; at < name.length; at++) {
    if ((characterClasses[name.charCodeAt(at)] ?? 0) & tokenChar) continue;
    return false;
  }
  return true;
}
