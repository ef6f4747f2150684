import { describe, expect, test } from 'vitest';
import { parseHeader } from '../message/parse-header.ts';
import { writeUserToUser } from './user-to-user.ts';

const bytesOf = (text: string): readonly number[] => [...(parseHeader('User-to-User', text).values[0]?.bytes ?? [])];

describe('User-to-User', () => {
  test.each([
    ['04ff0A;encoding=hex', [0x04, 0xff, 0x0a]],
    ['04ff', [0x04, 0xff]],
    ['"04ff";purpose=isdn-uui', [0x04, 0xff]],
    ['04f', [0x30, 0x34, 0x66]],
    ['"a b";encoding=ascii', [0x61, 0x20, 0x62]],
  ])('%s holds these bytes', (text, bytes) => {
    expect(bytesOf(text)).toEqual(bytes);
  });

  test('gives purpose, content and encoding, and is written as it was', () => {
    const text = '"a b";encoding=hex;purpose=foo;content=bar';
    const [value] = parseHeader('User-to-User', text).values;

    expect([value?.purpose, value?.content, value?.encoding]).toEqual(['foo', 'bar', 'hex']);
    expect(value && writeUserToUser(value)).toBe(text);
  });
});
