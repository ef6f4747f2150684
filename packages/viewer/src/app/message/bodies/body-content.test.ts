import { expect, test } from 'vitest';
import { bodyContent, bodyFileName, prettyJson } from './body-content.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (found: Uint8Array | undefined): string | undefined => found && new TextDecoder().decode(found);

test('bodyContent() takes what was unpacked, else the bytes where they stand', () => {
  const message = bytes('head\r\n\r\nbody');

  expect(text(bodyContent({ span: [8, 12] }, message))).toBe('body');
  expect(text(bodyContent({ span: [8, 12], content: btoa('unpacked') }, message))).toBe('unpacked');
  expect(bodyContent({}, message)).toHaveLength(0);
});

test('prettyJson() sets JSON out and leaves alone what is none', () => {
  expect(text(prettyJson(bytes('{"a":[1]}')))).toBe('{\n  "a": [\n    1\n  ]\n}');
  expect(prettyJson(bytes('{"a":'))).toBeUndefined();
  expect(prettyJson(new Uint8Array([0x22, 0xff, 0x22]))).toBeUndefined();
});

test('prettyJson() survives arrays as deep as they come', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

  expect(() => prettyJson(bytes(deep))).not.toThrow();
  expect(prettyJson(bytes(`"${'x'.repeat(300_000)}"`))).toBeUndefined();
});

test('bodyFileName() takes no letter from the wire', () => {
  expect(bodyFileName({ mediaType: 'application/sdp', kind: 'sdp' }, 1)).toBe('body-1.sdp');
  expect(bodyFileName({ mediaType: 'application/pidf+xml', kind: 'xml' }, 2)).toBe('body-2.xml');
  expect(bodyFileName({ mediaType: 'text/../../x', kind: 'binary' }, 3)).toBe('body-3.bin');
});
