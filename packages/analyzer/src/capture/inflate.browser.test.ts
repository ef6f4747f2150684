import { describe, expect, test } from 'vitest';
import { openBlob } from './blob-input.ts';

const plain = Array.from({ length: 20_000 }, (_, i) => `Via: SIP/2.0/UDP host${i * 7919}\r\n`).join('');

async function gzipped(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

async function inflated(packed: Uint8Array<ArrayBuffer>): Promise<{ text: string; codes: readonly string[] }> {
  const input = await openBlob(new Blob([packed]));
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of input.chunks()) text += decoder.decode(chunk, { stream: true });
  return { text, codes: input.diagnostics.counts().map(({ code }) => code) };
}

describe('openBlob() in a browser', () => {
  test('inflates gzip', async () => {
    expect(await inflated(await gzipped(plain))).toEqual({ text: plain, codes: [] });
  });

  test('reads a place of a compressed capture again', async () => {
    const input = await openBlob(new Blob([await gzipped(plain)]));

    const bytes = await input.read([{ offset: 5, length: 11 }]);

    expect(new TextDecoder().decode(bytes)).toBe('SIP/2.0/UDP');
  });

  test('gives all that a cut stream holds', async () => {
    const packed = await gzipped(plain);

    const { text, codes } = await inflated(packed.slice(0, packed.length - 8));

    expect(text).toBe(plain);
    expect(codes).toEqual(['capture-decompress']);
  });

  test('gives everything where only the check sum is wrong', async () => {
    const packed = await gzipped(plain);
    packed[packed.length - 8]! ^= 1;

    const { text, codes } = await inflated(packed);

    expect(text).toBe(plain);
    expect(codes).toEqual(['capture-decompress']);
  });

  test('gives the good beginning of a stream cut in the middle', async () => {
    const packed = await gzipped(plain);

    const { text, codes } = await inflated(packed.slice(0, packed.length / 2));

    expect(text.length).toBeGreaterThan(plain.length / 3);
    expect(plain.startsWith(text)).toBe(true);
    expect(codes).toEqual(['capture-decompress']);
  });
});

describe('openBlob() of zstd in a browser', () => {
  /** What 5,000 lines come to by `zstd -19`; no browser can pack it. */
  const packed = Uint8Array.from(
    atob(
      'KLUv/aRg5AEAZQMAwsQPEaBvHorxNJxAcdtSqk1W2XcFKqFj3pvLq4SOeW8urhI65r25tEromPdmVgkd894MQrm2TuEYJGU0ce2J' +
        'JWkMM6gh7O7/BuClZQ0R/J8gBEC9/f/fc9/bVEVQq6gss5L3Rreq1Oxq7LqrXt4DHw==',
    ),
    (character) => character.charCodeAt(0),
  );
  const lines = Array.from({ length: 5000 }, (_, i) => `Via: SIP/2.0/UDP host${i % 50}\r\n`).join('');

  test('inflates it', async () => {
    expect(await inflated(packed)).toEqual({ text: lines, codes: [] });
  });

  test('reads a place of it again', async () => {
    const input = await openBlob(new Blob([packed]));

    const bytes = await input.read([{ offset: 5, length: 11 }]);

    expect(new TextDecoder().decode(bytes)).toBe('SIP/2.0/UDP');
  });

  test('gives everything where only the check sum is wrong, and says so', async () => {
    const wrong = packed.slice();
    wrong[wrong.length - 1]! ^= 1;

    expect(await inflated(wrong)).toEqual({ text: lines, codes: ['capture-decompress'] });
  });
});
