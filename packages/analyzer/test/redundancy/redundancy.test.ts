/** What is sent along with media to make losses good, and header extensions. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { HeaderExtensions } from '../../src/media/redundancy/header-extensions.ts';
import { newRtpPacket } from '../../src/media/rtp-header.ts';
import type { RedundancyRow } from '../../src/rows.ts';
import { callMessages, rtpCapture } from '../rtp/rtp-capture.ts';
import { callee, caller, rtpBytes } from '../rtp/rtp-stream.ts';
import { format, TestStream, type TestPayload } from '../rtp/read-payloads.ts';

const opus = [1, 2, 3];

/** RFC 2198 §3: blocks that repeat the packets before, the oldest first, and the packet's own. */
function red(sequence: number, back: readonly number[]): TestPayload {
  const headers = back.flatMap((packets) => {
    const offset = packets * 960;
    return [0x80 | 111, offset >> 6, (offset << 2) & 0xff, opus.length];
  });
  const payload = [...headers, 111, ...back.flatMap(() => opus), ...opus];
  return { payload, sequence, timestamp: sequence * 960, payloadType: 63 };
}

function redundancy(stream: TestStream): readonly RedundancyRow[] {
  return stream.facts().redundancy!;
}

const redStream = (): TestStream =>
  new TestStream([
    [63, format('RED', 48_000)],
    [111, format('OPUS', 48_000)],
  ]);

describe('RED', () => {
  test('brings lost packets again in later ones', () => {
    const sequences = [1, 2, 3, 4, 6, 7, 10, 11];
    const packets = sequences.map((sequence) => red(sequence, [2, 1]));

    // 5, 8 and 9 are lost; what repeats two packets back makes all of them good.
    expect(redundancy(redStream().receive(...packets))).toEqual([{ kind: 'RED', packets: 8, depth: 2, recovered: 3 }]);
  });

  test('of one packet makes good one of two in a row', () => {
    const packets = [1, 2, 3, 6].map((sequence) => red(sequence, [1]));

    expect(redundancy(redStream().receive(...packets))).toMatchObject([{ recovered: 1 }]);
  });

  test('whose lengths lie is counted', () => {
    const packet = { payload: [0x80 | 111, 0, 3, 0xff, 111, 1], timestamp: 0, payloadType: 63 };

    expect(redundancy(redStream().receive(packet))).toEqual([{ kind: 'RED', packets: 1, malformed: 1 }]);
  });
});

describe('Parities among video', () => {
  const video = new Map([
    [116, format('RED', 90_000)],
    [117, format('ULPFEC', 90_000)],
    [96, format('VP8', 90_000)],
  ]);
  const frame = (sequence: number): TestPayload => ({
    payload: [96, 0x10, 0x01, 0, 0],
    sequence,
    timestamp: sequence * 3000,
    marker: true,
    payloadType: 116,
  });
  /** RFC 5109: of three packets from `base` on. */
  const parity = (sequence: number, base: number): TestPayload => ({
    payload: [117, 0, 96, base >> 8, base & 0xff, 0, 0, 0, 0, 0, 4, 0, 4, 0xe0, 0, 1, 2, 3, 4],
    sequence,
    timestamp: (sequence - 1) * 3000,
    payloadType: 116,
  });

  test('give a packet that was lost', () => {
    const stream = new TestStream([...video]).receive(frame(1), frame(3), parity(4, 1), frame(5));

    expect(redundancy(stream)).toMatchObject([
      { kind: 'RED', packets: 4, recovered: 1 },
      { kind: 'ULPFEC', packets: 1, meanProtected: 3 },
    ]);
  });

  test('are no holes between frames', () => {
    const packets = [frame(1), frame(2), parity(3, 1), frame(4), frame(5), parity(6, 4), frame(7)];

    const facts = new TestStream([...video]).receive(...packets).facts();

    expect(facts.video).toMatchObject({ frames: 5 });
    expect(facts.video!.damagedFrames).toBeUndefined();
  });
});

describe('Retransmissions', () => {
  test('are told by the number of the packet they repeat', () => {
    const stream = new TestStream([[97, format('RTX', 90_000, 'apt=96')]]).receive(
      { payload: [0, 7, 1, 2], timestamp: 0 },
      { payload: [0, 9, 1, 2], timestamp: 0 },
      { payload: [0, 7, 1, 2], timestamp: 0 },
      { payload: [], timestamp: 0 },
    );

    expect(redundancy(stream)).toEqual([
      { kind: 'RTX', packets: 4, originalPayloadType: 96, retransmitted: 2, retransmittedAgain: 1, paddingOnly: 1 },
    ]);
  });
});

describe('FlexFEC', () => {
  const head = [0, 96, 0, 4, 0, 0, 0, 0];

  test.each([
    ['a short mask', [0, ...head.slice(1), 0, 10, 0x80 | 0x70, 0, 9, 9], 3],
    ['a mask of two parts', [0, ...head.slice(1), 0, 10, 0x40, 0x01, 0xc0, 0, 0, 0, 9], 3],
    ['columns and rows', [0x40, ...head.slice(1), 0, 10, 5, 4, 9], 4],
    ['a row', [0x40, ...head.slice(1), 0, 10, 5, 0, 9], 5],
  ])('tells what it protects by %s', (_, payload, meanProtected) => {
    const stream = new TestStream([[98, format('FLEXFEC', 90_000)]]).receive({ payload, timestamp: 0 });

    expect(redundancy(stream)).toEqual([{ kind: 'FLEXFEC', packets: 1, meanProtected }]);
  });
});

describe('What repairs losses', () => {
  test.each(['RED', 'RTX', 'ULPFEC', 'FLEXFEC'])('may be anything: %s', (name) => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 6 }), (payloads) => {
        const stream = new TestStream([
          [97, format(name, 90_000)],
          [1, format('ULPFEC', 90_000)],
        ]);

        stream.receive(...payloads.map((payload) => ({ payload, timestamp: 0, payloadType: 97 })));

        expect(redundancy(stream).find(({ kind }) => kind === name)?.packets).toBe(payloads.length);
      }),
    );
  });
});

const uris: Readonly<Record<number, string>> = {
  1: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  2: 'urn:ietf:params:rtp-hdrext:sdes:mid',
  3: 'urn:3gpp:video-orientation',
};

function extensions(profile: number, ...packets: readonly (readonly number[])[]) {
  const read = new HeaderExtensions();
  for (const data of packets) {
    const bytes = Uint8Array.from(data);
    const packet = newRtpPacket();
    packet.bytes = bytes;
    packet.extensionProfile = profile;
    packet.extensionStart = 0;
    packet.extensionEnd = bytes.length;
    read.receive(packet);
  }
  return read.rows((id) => uris[id]);
}

describe('Header extensions', () => {
  test('of one-byte headers are told by what the description calls them', () => {
    const rows = extensions(
      0xbede,
      [0x10, 0x80 | 30, 0x20, 0x30, 0, 0, 0x30, 1],
      [0x10, 50, 0x20, 0x30, 0x40, 7, 0x30, 0],
    );

    expect(rows).toEqual([
      { id: 1, uri: uris[1], packets: 2, meanLevelDbov: -40, voicePercent: 50 },
      { id: 2, uri: uris[2], packets: 2, text: '0' },
      { id: 3, uri: uris[3], packets: 2, rotation: 0, rotations: 1 },
      { id: 4, packets: 1 },
    ]);
  });

  test('of two-byte headers may be empty or long', () => {
    const rows = extensions(0x1000, [4, 0, 0, 2, 5, 0x76, 0x69, 0x64, 0x65, 0x6f, 0, 0]);

    expect(rows).toEqual([
      { id: 2, uri: uris[2], packets: 1, text: 'video' },
      { id: 4, packets: 1 },
    ]);
  });

  test('end at number 15, and where a length leads out of them', () => {
    expect(extensions(0xbede, [0x10, 1, 0xf0, 0, 0x20, 0x30])).toMatchObject([{ id: 1 }]);
    expect(extensions(0xbede, [0x10, 1, 0x2f, 0x30])).toMatchObject([{ id: 1 }]);
    expect(extensions(0x1234, [0x10, 1])).toEqual([]);
  });
});

describe('A stream of a call', () => {
  test('tells its redundancy and its header extensions', async () => {
    const attributes = [
      'a=rtpmap:63 red/48000/2',
      'a=rtpmap:111 opus/48000/2',
      `a=extmap:1 ${uris[1]}`,
      `a=extmap:2 ${uris[2]}`,
    ];
    const call = callMessages({ endedMs: 9000, formats: 'RTP/AVP 63 111', attributes });
    const sent = Array.from({ length: 20 }, (_, at) => ({ at, block: red(at + 1, [1]) }))
      .filter(({ at }) => at !== 10)
      .map(({ at, block }) => ({
        timeUs: 1_000_000 + at * 20_000,
        source: caller,
        destination: callee,
        bytes: withExtension(
          rtpBytes({ ...block, payloadType: 63, sequence: at + 1, ssrc: 9, payload: Uint8Array.from(block.payload) }),
        ),
      }));

    const [row] = [...(await analyze([rtpCapture([...call, ...sent])])).streams()];

    expect(row).toMatchObject({
      redundancy: [{ kind: 'RED', packets: 19, depth: 1, recovered: 1 }],
      headerExtensions: [
        { id: 1, uri: uris[1], packets: 19, meanLevelDbov: -20, voicePercent: 100 },
        { id: 2, uri: uris[2], packets: 19, text: '0' },
      ],
    });
  });

  function withExtension(packet: Uint8Array): Uint8Array {
    const extended = [...packet.subarray(0, 12), 0xbe, 0xde, 0, 1, 0x10, 0x80 | 20, 0x20, 0x30, ...packet.subarray(12)];
    extended[0]! |= 0x10;
    return Uint8Array.from(extended);
  }
});
