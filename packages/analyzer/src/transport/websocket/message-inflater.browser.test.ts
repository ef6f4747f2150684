import { expect, test } from 'vitest';
import { MessageInflater } from './message-inflater.ts';

const limitBytes = 4 * 1024 * 1024;

function inflated(inflater: MessageInflater, ...bytes: readonly number[]): string {
  const message = inflater.inflate(Uint8Array.from(bytes), limitBytes, true);
  return new TextDecoder().decode(message?.bytes);
}

test('MessageInflater inflates in a browser, one message by the other', () => {
  const inflater = new MessageInflater();

  // RFC 7692 §7.2.3.1 and §7.2.3.2.
  expect(inflated(inflater, 0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00)).toBe('Hello');
  expect(inflated(inflater, 0xf2, 0x00, 0x11, 0x00, 0x00)).toBe('Hello');
});

test('MessageInflater inflates what a browser compresses, with a last block before the end (RFC 7692 §7.2.3.4)', async () => {
  const text = 'REGISTER sip:example.com SIP/2.0\r\n'.repeat(20_000);
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const compressed = new Uint8Array(await new Response(packed).arrayBuffer());

  expect(inflated(new MessageInflater(), ...compressed, 0)).toBe(text);
});
