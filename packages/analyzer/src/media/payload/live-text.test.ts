import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { format, type TestPayload, TestStream } from '../../../test/rtp/read-payloads.ts';
import { LiveText } from './live-text.ts';

const utf8 = new TextEncoder();
const formats = [
  [98, format('T140', 1000)],
  [100, format('RED', 1000, '98/98/98')],
] as const;

/** What is typed, packet by packet, each with the two before it. RFC 4103 §4.2. */
function typed(...texts: readonly string[]): TestPayload[] {
  return texts.map((text, at) => {
    const blocks = [texts[at - 2] ?? '', texts[at - 1] ?? '', text].map((block) => utf8.encode(block));
    const headers = [2, 1].flatMap((back, index) => {
      const offset = back * 300;
      return [
        0x80 | 98,
        offset >> 6,
        ((offset & 0x3f) << 2) | (blocks[index]!.length >> 8),
        blocks[index]!.length & 0xff,
      ];
    });
    const payload = [...headers, 98, ...blocks.flatMap((block) => [...block])];
    return { payload, timestamp: at * 300, sequence: 100 + at, payloadType: 100, timeMs: at * 300 };
  });
}

function plain(...texts: readonly string[]): TestPayload[] {
  return texts.map((text, at) => ({
    payload: utf8.encode(text),
    timestamp: at * 300,
    sequence: 100 + at,
    payloadType: 98,
    timeMs: at * 300,
  }));
}

const without = (sent: readonly TestPayload[], ...lost: readonly number[]): TestPayload[] =>
  sent.filter((_, at) => !lost.includes(at));
const read = (sent: readonly TestPayload[]) => new TestStream(formats).receive(...sent).facts().text;

describe('real-time text', () => {
  test('as it was typed', () => {
    expect(read(typed('He', 'll', 'o ', 'Grüße', ' 👋'))).toEqual({
      text: 'Hello Grüße 👋',
      characters: 13,
      started: '0',
      ended: '1200',
      frames: [1, 5],
    });
  });

  test('what is lost comes with the packets after it', () => {
    expect(read(without(typed('a', 'b', 'c', 'd', 'e'), 1, 2))).toMatchObject({ text: 'abcde', recoveredPackets: 2 });
  });

  test('what is lost for good is marked', () => {
    const text = read(without(typed('a', 'b', 'c', 'd', 'e'), 1, 2, 3));

    expect(text).toMatchObject({ text: 'a\ufffdcde', lostPackets: 1, recoveredPackets: 2 });
  });

  test('of what is not repeated, each gap is marked once', () => {
    const sent = plain('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j');

    expect(read(without(sent, 1, 2))).toMatchObject({ text: 'a\ufffddefghij', lostPackets: 2 });
  });

  test('packets out of order are waited for', () => {
    const [a, b, c, d] = plain('a', 'b', 'c', 'd');

    expect(read([a!, c!, d!, b!])).toMatchObject({ text: 'abcd' });
    expect(read([a!, c!, b!, b!, d!])).not.toHaveProperty('lostPackets');
  });

  test('what was erased is gone; lines end', () => {
    expect(read(plain('\ufeffHelo', '\b', 'lo\u2028Is ', 'there\r\n', 'anybody\u0007?'))).toMatchObject({
      text: 'Hello\nIs there\nanybody?',
      erased: 1,
    });
  });

  test('what is styled is read without its style', () => {
    expect(read(plain('a\u0098\u009b1mb\u009cc'))).toMatchObject({ text: 'ac' });
  });

  test('in both formats in turn', () => {
    const sent = typed('a', 'b', 'c');

    expect(read([...plain('a'), sent[1]!, sent[2]!])).toMatchObject({ text: 'abc' });
  });

  test('sequence numbers go round', () => {
    const sent = plain('a', 'b', 'c').map((one, at) => ({ ...one, sequence: 0xffff + at }));

    expect(read(sent)).toMatchObject({ text: 'abc' });
  });

  test('of very much, the end is kept', () => {
    const text = new LiveText();
    for (let at = 0; at < 3000; at++) text.receive(at & 0xffff, { primary: '0123456789', earlier: [] }, at, at);

    const row = text.row(String);

    expect(row?.text).toHaveLength(16_384);
    expect(row?.moreCharacters).toBe(30_000 - 16_384);
  });

  test('with any two packets in a row lost, everything is there', () => {
    const texts = fc.array(fc.string({ minLength: 1, maxLength: 4, unit: fc.constantFrom('a', 'b', ' ', 'ß') }), {
      minLength: 4,
      maxLength: 20,
    });
    fc.assert(
      fc.property(texts, fc.nat(), (list, where) => {
        const at = 1 + (where % (list.length - 3));

        expect(read(without(typed(...list), at, at + 1))?.text).toBe(list.join(''));
      }),
    );
  });
});

describe('comfort noise', () => {
  test('is told with its levels', () => {
    const stream = new TestStream([[13, format('CN')]]);

    stream.receive(
      { payload: [60], timestamp: 0 },
      { payload: [70, 1, 2], timestamp: 800 },
      { payload: [], timestamp: 900 },
    );

    expect(stream.facts()).toEqual({
      noise: { packets: 2, minDbov: -70, maxDbov: -60, meanDbov: -65, spectralOrder: 2 },
    });
  });
});
