import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ObjectCodec } from './object-codec.ts';

class Thing {
  readonly name: string;
  count = -1;
  next: Thing | undefined = undefined;
  list: unknown[] = [];

  constructor(name: string) {
    this.name = name;
  }
}

function codec(): ObjectCodec {
  return new ObjectCodec([() => new Thing('')]);
}

function throughBytes(value: unknown): unknown {
  const one = codec();
  const bytes = one.write(value);
  return bytes === undefined ? 'refused' : one.read(bytes.slice());
}

describe('objects as bytes', () => {
  test('are the same when they are read, whatever they hold', () => {
    const value = fc.anything({
      withNullPrototype: false,
      withBigInt: false,
      withDate: false,
      withObjectString: false,
    });

    fc.assert(
      fc.property(value, (anything) => {
        expect(throughBytes(anything)).toStrictEqual(anything);
      }),
    );
  });

  test('keep their class, and what is held twice is one object', () => {
    const first = new Thing('a');
    const second = new Thing('Ωmega \ud800');
    first.next = second;
    second.next = first;
    second.count = 2 ** 53 - 1;
    second.list = [first, second, -0, Number.NaN, -(2 ** 30)];

    const read = throughBytes({ first, again: first }) as { first: Thing; again: Thing };

    expect(read.first).toBe(read.again);
    expect(read.first).toBeInstanceOf(Thing);
    expect(read.first.next?.next).toBe(read.first);
    expect(read).toStrictEqual({ first, again: first });
  });

  test('of other classes are refused', () => {
    expect(throughBytes({ map: new Map() })).toBe('refused');
    expect(throughBytes([() => 1])).toBe('refused');
  });

  test('take few bytes where their fields are as their constructor leaves them', () => {
    expect(codec().write(new Thing(''))?.length).toBeLessThan(6);
  });
});
