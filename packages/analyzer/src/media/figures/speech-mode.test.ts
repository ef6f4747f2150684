import { describe, expect, test } from 'vitest';
import { feedFigures } from '../../../test/rtp/feed-figures.ts';
import { format } from '../../../test/rtp/read-figures.ts';
import { rtpStream } from '../../../test/rtp/rtp-stream.ts';
import type { PayloadFormat } from '../payload/payload-reader.ts';

/** The codec that the score of such packets rests on. */
function codecOf(own: PayloadFormat, ...payloads: readonly (readonly number[])[]): string | undefined {
  const packets = rtpStream({
    packets: 100,
    payloadType: 96,
    clockHz: own.clockHz,
    payload: (packet) => new Uint8Array([...payloads[packet % payloads.length]!, ...Array<number>(40).fill(0x5a)]),
  });
  return feedFigures(packets, { formatOf: () => own }).facts({ time: String }).assumptions?.codec;
}

const wideband = format('AMR-WB', 16_000);

describe('the rate of a codec', () => {
  // CMR 15, then F 0, FT, Q 1.
  test.each([
    [0, 'AMR-WB 6.60'],
    [2, 'AMR-WB 12.65'],
    [8, 'AMR-WB 23.85'],
  ])('of AMR-WB is read from the table of contents: type %i is %s', (type, name) => {
    const first = 0xf0 | (type >> 1);
    const second = ((type & 1) << 7) | 0x40;

    expect(codecOf(wideband, [first, second])).toBe(name);
  });

  test('is read from octet-aligned payloads too', () => {
    const aligned = { ...format('AMR'), parameters: 'mode-set=7; octet-align=1' };

    expect(codecOf(aligned, [0xf0, (7 << 3) | 4])).toBe('AMR 12.2');
  });

  test('is that of most packets; comfort noise has none', () => {
    const speech = [0xf1, 0x40];
    const noise = [0xf4, 0xc0];

    expect(codecOf(wideband, speech, noise, noise, noise)).toBe('AMR-WB 12.65');
  });

  test('leaves comfort noise out of what packets hold and how far they are apart', () => {
    // A frame of noise every 160 ms, then speech again: none of it marked.
    const silence = Array.from({ length: 40 }, (_, at) => [20 + at * 8, 7] as const);
    const packets = rtpStream({
      packets: 400,
      payloadType: 96,
      clockHz: 16_000,
      silence,
      payload: (packet) =>
        new Uint8Array(packet >= 19 && packet < 340 ? [0xf4, 0xc0, 0, 0, 0, 0, 0] : [0xf1, 0x40, 0, 0]),
    }).map((sent) => {
      const bytes = sent.bytes.slice();
      bytes[1] = bytes[1]! & 0x7f;
      return { ...sent, bytes };
    });

    const row = feedFigures(packets, { formatOf: () => wideband }).facts({ time: String });

    expect(row).toMatchObject({ ptimeMs: 20, comfortNoise: 41, maxDeltaMs: 20, pauses: 1, jitterMsMax: 0 });
    expect(row.otherPtimesMs).toBeUndefined();
  });

  test.each(['OPUS', 'EVS'])('of %s is not told; pauses are no time that packets hold', (encoding) => {
    const silence = Array.from({ length: 40 }, (_, at) => [20 + at * 20, 19] as const);
    const packets = rtpStream({ packets: 900, payloadType: 96, clockHz: 48_000, silence }).map((sent) => {
      const bytes = sent.bytes.slice();
      bytes[1] = bytes[1]! & 0x7f;
      return { ...sent, bytes };
    });

    const row = feedFigures(packets, { formatOf: () => format(encoding, 48_000) }).facts({ time: String });

    expect(row.ptimeMs).toBe(20);
    expect(row.otherPtimesMs).toBeUndefined();
  });

  test('of G.723.1 is in the first byte', () => {
    expect(codecOf(format('G723'), [0x54])).toBe('G723 6.3');
    expect(codecOf(format('G723'), [0x55])).toBe('G723 5.3');
  });

  test('is not guessed where frames are interleaved', () => {
    expect(codecOf({ ...wideband, parameters: 'octet-align=1;interleaving=4' }, [0xf1, 0x40])).toBeUndefined();
  });
});
