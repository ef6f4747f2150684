import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';

/** Makes an object of a class as its constructor leaves it: what was written of another one is then put into its fields. */
export type Maker = () => object;

/** What begins each value. */
const isUndefined = 0;
const isNull = 1;
const isTrue = 2;
const isFalse = 3;
const isInteger = 4;
const isFloat = 5;
const isText = 6;
const isList = 7;
const isPlain = 8;
const isSame = 9;
/** Of a class: its number plus this. */
const isMade = 10;

type Fields = Record<string, unknown>;

/** A class: the names of its fields, and what its constructor leaves in them, which is not written. */
type Kind = { readonly make: Maker; readonly names: readonly string[]; readonly fresh: Fields };

/** Plain objects with other lists of names than these cannot be written. */
const mostShapes = 256;

/** Objects that are held for long and asked for seldom, written as bytes, which take a tenth of the room. */
export class ObjectCodec {
  readonly #kinds: readonly Kind[];
  readonly #kindOf = new Map<unknown, number>();
  /** Lists of names that plain objects have, and their numbers. */
  readonly #shapes: (readonly string[])[] = [];
  readonly #shapeOf = new Map<string, number>();
  readonly #writer = new ByteWriter();
  /** Of those written, so that what is held twice is one object again. */
  readonly #numberOf = new Map<object, number>();

  /** One a class. Fields that their constructors do not set, and private ones, are not written. */
  constructor(makers: readonly Maker[]) {
    this.#kinds = makers.map((make) => {
      const fresh = make() as Fields;
      return { make, names: Object.keys(fresh), fresh };
    });
    for (const [number, { fresh }] of this.#kinds.entries()) this.#kindOf.set(Object.getPrototypeOf(fresh), number);
  }

  /** Its bytes, valid until the next call; `undefined` where it holds what cannot be written: an object of another class, a function, a symbol. */
  write(value: unknown): Uint8Array | undefined {
    this.#writer.clear();
    this.#numberOf.clear();
    return this.#writeValue(value) ? this.#writer.bytes() : undefined;
  }

  /** What was written, made anew. */
  read(bytes: Uint8Array): unknown {
    return this.#readValue(new ByteReader(bytes), []);
  }

  #writeValue(value: unknown): boolean {
    const writer = this.#writer;
    switch (typeof value) {
      case 'undefined':
        writer.addByte(isUndefined);
        return true;
      case 'boolean':
        writer.addByte(value ? isTrue : isFalse);
        return true;
      case 'number':
        this.#writeNumber(value);
        return true;
      case 'string':
        writer.addByte(isText);
        writer.addText(value);
        return true;
      case 'object':
        return this.#writeObject(value);
      default:
        return false;
    }
  }

  #writeNumber(value: number): void {
    const isSmall = Math.abs(value) <= 0x3fff_ffff && Number.isInteger(value) && !Object.is(value, -0);
    this.#writer.addByte(isSmall ? isInteger : isFloat);
    if (isSmall) this.#writer.addInteger(value);
    else this.#writer.addFloat(value);
  }

  #writeObject(value: object | null): boolean {
    if (value === null) {
      this.#writer.addByte(isNull);
      return true;
    }
    const before = this.#numberOf.get(value);
    if (before !== undefined) {
      this.#writer.addByte(isSame);
      this.#writer.addInteger(before);
      return true;
    }
    this.#numberOf.set(value, this.#numberOf.size);
    if (Array.isArray(value)) return this.#writeList(value);
    const prototype: unknown = Object.getPrototypeOf(value);
    // Its own fields, by name.
    const fields = value as Fields;
    if (prototype === Object.prototype) return this.#writePlain(fields);
    const number = this.#kindOf.get(prototype);
    return number !== undefined && this.#writeMade(fields, number);
  }

  #writeList(list: readonly unknown[]): boolean {
    this.#writer.addByte(isList);
    this.#writer.addInteger(list.length);
    for (const item of list) if (!this.#writeValue(item)) return false;
    return true;
  }

  #writePlain(fields: Fields): boolean {
    const names = Object.keys(fields);
    const shape = this.#shape(names);
    if (shape < 0) return false;
    this.#writer.addByte(isPlain);
    this.#writer.addByte(shape);
    for (const name of names) if (!this.#writeValue(fields[name])) return false;
    return true;
  }

  #shape(names: readonly string[]): number {
    const key = `${names.length} ${names.join()}`;
    const known = this.#shapeOf.get(key);
    if (known !== undefined) return known;
    if (this.#shapes.length === mostShapes) return -1;
    this.#shapeOf.set(key, this.#shapes.length);
    return this.#shapes.push(names) - 1;
  }

  /** Where its fields differ from fresh ones, a bit each, and those. */
  #writeMade(fields: Fields, number: number): boolean {
    const { names, fresh } = this.#kinds[number]!;
    this.#writer.addByte(isMade + number);
    const bitsAt = this.#writer.addBytes((names.length + 7) >> 3);
    for (const [index, name] of names.entries()) {
      const value = fields[name];
      if (Object.is(value, fresh[name])) continue;
      this.#writer.setBit(bitsAt, index);
      if (!this.#writeValue(value)) return false;
    }
    return true;
  }

  /** `objects`: those read so far. Bytes of our own hold no more levels than what was written. */
  #readValue(reader: ByteReader, objects: object[]): unknown {
    const what = reader.byte();
    switch (what) {
      case isUndefined:
        return undefined;
      case isNull:
        return null;
      case isTrue:
      case isFalse:
        return what === isTrue;
      case isInteger:
        return reader.integer();
      case isFloat:
        return reader.float();
      case isText:
        return reader.text();
      case isSame:
        return objects[reader.integer()];
      case isList:
        return this.#readList(reader, objects);
      case isPlain:
        return this.#readPlain(reader, objects);
      default:
        return this.#readMade(reader, objects, what - isMade);
    }
  }

  #readList(reader: ByteReader, objects: object[]): unknown {
    const length = reader.integer();
    const list: unknown[] = [];
    objects.push(list);
    for (let index = 0; index < length; index++) list.push(this.#readValue(reader, objects));
    return list;
  }

  #readPlain(reader: ByteReader, objects: object[]): unknown {
    const plain: Fields = {};
    objects.push(plain);
    for (const name of this.#shapes[reader.byte()] ?? []) plain[name] = this.#readValue(reader, objects);
    return plain;
  }

  #readMade(reader: ByteReader, objects: object[], number: number): unknown {
    const { make, names } = this.#kinds[number]!;
    const made = make() as Fields;
    objects.push(made);
    const bitsAt = reader.skip((names.length + 7) >> 3);
    for (const [index, name] of names.entries())
      if (reader.hasBit(bitsAt, index)) made[name] = this.#readValue(reader, objects);
    return made;
  }
}
