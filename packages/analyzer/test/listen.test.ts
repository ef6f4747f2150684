import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyze, extractPackets, openBlob } from '../src/index.ts';
import { G711Decoder } from '../src/media/audio/codec/g711.ts';
import { codedTones, opusPackets } from './audio/coded-tones.ts';
import { encodeG711 } from './audio/encode-g711.ts';
import { encodeG722 } from './audio/encode-g722.ts';
import { record } from './audio/record.ts';
import { frequencyOf, purityAt, rms, tone } from './audio/tone.ts';
import { dataAttribute, peerAttribute, SEND_INDICATION, stunMessage } from './build-turn.ts';
import { callMessages, rtpCapture, together } from './rtp/rtp-capture.ts';
import type { SrtpSender } from './seal-srtp.ts';
import {
  audioSdp,
  calleeMedia,
  callerMedia,
  DatagramScript,
  hangUp,
  inlineKey,
  sdesSender,
  sendAudio,
  setUp,
} from './secure-call.ts';
import { callee, caller, type RtpScript, rtpStream, type SentRtp } from './rtp/rtp-stream.ts';

const pcmu = new G711Decoder('PCMU');

/** A stream of G.711 that carries a tone, 20 ms a packet. */
function toneStream(hz: number, seconds: number, script: Partial<RtpScript> = {}): SentRtp[] {
  const payload = encodeG711(tone(hz, 8000, seconds), (codes) => pcmu.decode(codes));
  return rtpStream({
    packets: seconds * 50,
    payload: (packet) => payload.subarray(packet * 160, (packet + 1) * 160),
    ...script,
  });
}

const back = { source: callee, destination: caller, ssrc: 0x9999_0001 };

describe('a recording', () => {
  test('of a call of 60 s is 60 s long, and its tone has the frequency it had', async () => {
    const capture = rtpCapture(toneStream(440, 60));

    const heard = await record(capture);

    expect(heard.rateHz).toBe(8000);
    expect(heard.seconds).toBeCloseTo(60, 1);
    expect(heard.left).toHaveLength(480_000);
    expect(frequencyOf(heard.left, 8000)).toBeCloseTo(440, 2);
    expect(purityAt(440, heard.left, 8000)).toBeGreaterThan(0.999);
    expect(rms(heard.right)).toBe(0);
    expect(heard.started).toBe('2023-11-14T22:13:20.000000Z');
  });

  test('of a call of 60 s is as long where every packet comes late, some never, some twice', async () => {
    const capture = rtpCapture(
      toneStream(440, 60, {
        delayMs: (packet) => (packet * 7919) % 45,
        isLost: (packet) => packet % 50 === 20,
        copies: (packet) => (packet % 97 === 0 ? 2 : 1),
        fastPpm: 80,
      }),
    );

    const heard = await record(capture);

    expect(Math.abs(heard.seconds - 60)).toBeLessThanOrEqual(0.065);
    expect(frequencyOf(heard.left.subarray(0, 3200), 8000)).toBeCloseTo(440, 0);
    expect(heard.streams[0]!.lostPackets).toBe(60);
  });

  test('has both sides beside each other, each where it belongs', async () => {
    const capture = rtpCapture(together(toneStream(440, 4), toneStream(1000, 2, { ...back, startMs: 1500 })));

    const heard = await record(capture);

    expect(heard.seconds).toBe(4);
    expect(purityAt(440, heard.left, 8000)).toBeGreaterThan(0.999);
    expect(rms(heard.right.subarray(0, 12_000))).toBe(0);
    expect(purityAt(1000, heard.right.subarray(12_000, 28_000), 8000)).toBeGreaterThan(0.99);
    expect(rms(heard.right.subarray(28_001))).toBe(0);
    expect(heard.streams.map(({ side, fromSeconds, toSeconds }) => [side, fromSeconds, toSeconds])).toEqual([
      ['left', 0, 4],
      ['right', 1.5, 3.5],
    ]);
  });

  test('has silence where packets were lost, and a repetition where that is wished', async () => {
    const capture = rtpCapture(toneStream(440, 2, { isLost: (packet) => packet === 50 || packet === 51 }));

    const [silent, covered] = [await record(capture), await record(capture, { conceal: true })];

    const [from, to] = [50 * 160, 52 * 160];
    expect(silent.left).toHaveLength(16_000);
    expect(rms(silent.left.subarray(from, to))).toBe(0);
    expect(rms(silent.left.subarray(to, to + 160))).toBeGreaterThan(8000);
    expect(rms(covered.left.subarray(from, to))).toBeGreaterThan(5000);
    expect(covered.streams[0]!.concealedSeconds).toBe(0.04);
    expect(covered.left).toHaveLength(16_000);
  });

  test('has silence of the right length where a sender was silent, or on hold', async () => {
    const capture = rtpCapture(
      together(
        toneStream(440, 2, { silence: [[50, 25]] }),
        toneStream(440, 1, { startMs: 62_000, firstSequence: 75, firstTimestamp: 777 }),
      ),
    );

    const heard = await record(capture);

    expect(heard.seconds).toBe(63);
    expect(rms(heard.left.subarray(8000, 12_000))).toBe(0);
    expect(rms(heard.left.subarray(12_000, 16_000))).toBeGreaterThan(8000);
    expect(rms(heard.left.subarray(16_000, 496_000))).toBe(0);
    expect(purityAt(440, heard.left.subarray(496_000), 8000)).toBeGreaterThan(0.99);
  });

  test('goes on where the sender goes on with another SSRC', async () => {
    const capture = rtpCapture(
      together(
        toneStream(440, 1),
        toneStream(440, 1, { ssrc: 77, startMs: 1000, firstSequence: 9000, firstTimestamp: 5 }),
      ),
    );

    const heard = await record(capture);

    expect(heard.streams).toHaveLength(2);
    expect(heard.seconds).toBe(2);
    expect(purityAt(440, heard.left, 8000)).toBeGreaterThan(0.99);
  });

  test('has the highest rate of its codecs', async () => {
    const wide = encodeG722(tone(6000, 16_000, 2));
    const capture = rtpCapture(
      together(
        toneStream(440, 2),
        rtpStream({
          ...back,
          packets: 100,
          payloadType: 9,
          payload: (packet) => wide.subarray(packet * 160, (packet + 1) * 160),
        }),
      ),
    );

    const heard = await record(capture);

    expect(heard.rateHz).toBe(16_000);
    expect(heard.left).toHaveLength(32_000);
    expect(frequencyOf(heard.left, 16_000)).toBeCloseTo(440, 1);
    expect(purityAt(440, heard.left, 16_000)).toBeGreaterThan(0.999);
    expect(purityAt(6000, heard.right.subarray(4000), 16_000)).toBeGreaterThan(0.95);
  });

  test('follows a sender that changes its codec', async () => {
    const gsm = Buffer.from(codedTones['gsm']!.payload, 'base64');
    const capture = rtpCapture(
      together(
        toneStream(440, 1),
        rtpStream({
          packets: 10,
          startMs: 1000,
          firstSequence: 50,
          firstTimestamp: 8000,
          payloadType: 3,
          payload: (packet) => gsm.subarray(packet * 33, (packet + 1) * 33),
        }),
      ),
    );

    const heard = await record(capture);

    expect(heard.seconds).toBe(1.2);
    expect(frequencyOf(heard.left.subarray(8400), 8000)).toBeCloseTo(440, -1);
  });

  test('is silent where there is no decoder, and says so', async () => {
    const capture = rtpCapture(
      together(
        toneStream(440, 3),
        rtpStream({ ...back, packets: 150, payloadType: 18, payload: () => new Uint8Array(20).fill(7) }),
      ),
    );

    const heard = await record(capture);

    expect(heard.seconds).toBe(3);
    expect(rms(heard.right)).toBe(0);
    expect(heard.streams[1]!.undecoded).toEqual([
      { codec: 'G729', seconds: 3, packets: 150, why: expect.stringContaining('decoder') },
    ]);
  });

  test('begins when it is told to', async () => {
    const capture = rtpCapture(together(toneStream(440, 3), toneStream(440, 1, { ...back, startMs: 500 })));

    const [later, earlier] = [
      await record(capture, { from: '2023-11-14T22:13:21.000000Z' }),
      await record(capture, { from: '2023-11-14T22:13:18.500000Z' }),
    ];

    expect(later.seconds).toBe(2);
    expect(rms(later.right.subarray(4001))).toBe(0);
    expect(earlier.seconds).toBe(4.5);
    expect(rms(earlier.left.subarray(0, 12_000))).toBe(0);
  });

  test('is as long as the call where half an hour of it was hold', async () => {
    const capture = rtpCapture(
      together(toneStream(440, 1), toneStream(440, 1, { startMs: 1_800_000, firstSequence: 50, firstTimestamp: 8000 })),
    );

    const heard = await record(capture);

    expect(heard.seconds).toBe(1801);
  });

  test('is refused where it is longer than a file holds', async () => {
    const capture = rtpCapture(together(toneStream(440, 1), toneStream(440, 1, { startMs: 200_000_000 })));

    await expect(record(capture)).rejects.toThrow(/longer than the 37.2 hours/);
  });
});

describe('a call', () => {
  test('is heard with the caller on the left, by the codec it agreed on', async () => {
    const capture = rtpCapture(
      together(
        callMessages({
          endedMs: 1500,
          formats: 'RTP/AVP 111',
          attributes: ['a=rtpmap:111 opus/48000/2', 'a=ptime:20'],
        }),
        rtpStream({
          ...back,
          packets: opusPackets.length,
          startMs: 600,
          clockHz: 48_000,
          payloadType: 111,
          payload: (packet) => new Uint8Array(Buffer.from(opusPackets[packet]!, 'base64')),
        }),
      ),
    );

    const heard = await record(capture);

    expect(heard.rateHz).toBe(48_000);
    expect(heard.streams[0]!.side).toBe('right');
    expect(heard.right).toHaveLength(opusPackets.length * 960);
    expect(frequencyOf(heard.right.subarray(4800), 48_000)).toBeCloseTo(440, 0);
  });
});

describe('what a TURN server relays', () => {
  const server = { ip: '192.0.2.100', port: 3478 };
  const peer = { address: [198, 51, 100, 5], port: 30_000 };
  const relayed = rtpCapture(
    together(
      toneStream(440, 2, { destination: server }).map((sent) => ({
        ...sent,
        bytes: stunMessage(SEND_INDICATION, peerAttribute(peer), dataAttribute(sent.bytes)),
      })),
      [{ timeUs: 1, source: callee, destination: server, bytes: stunMessage(1) }],
    ),
  );

  test('is heard', async () => {
    const heard = await record(relayed);

    expect(heard.seconds).toBe(2);
    expect(purityAt(440, heard.left, 8000)).toBeGreaterThan(0.999);
  });

  test('is extracted', async () => {
    const blob = new Blob([new Uint8Array(relayed)]);
    const streams = [...(await analyze((await openBlob(blob)).chunks())).streams()];
    const pieces: Uint8Array[] = [];
    for await (const piece of extractPackets(() => openBlob(blob), { frames: [], streams })) pieces.push(piece);

    const extracted = await analyze([Buffer.concat(pieces)]);

    expect(streams[0]).toMatchObject({ dstIp: '198.51.100.5', packets: 100 });
    expect([...extracted.streams()]).toMatchObject([{ dstIp: '198.51.100.5', packets: 100 }]);
    expect(extracted.facts.packets).toBe(100);
  });
});

describe('a call over SRTP', () => {
  const suite = 'AES_CM_128_HMAC_SHA1_80';
  const [sender, answerer] = [sdesSender(1), sdesSender(2)];
  const told = (key: SrtpSender) => [`a=crypto:1 ${suite} inline:${inlineKey(key)}`];

  function secureCall(answered: SrtpSender): DatagramScript {
    const script = setUp(
      new DatagramScript(),
      audioSdp(callerMedia, 'RTP/SAVP', told(sender)),
      audioSdp(calleeMedia, 'RTP/SAVP', told(answered)),
    );
    sendAudio(script, { from: callerMedia, to: calleeMedia, sender, ssrc: 1, fromMs: 100, packets: 100 });
    sendAudio(script, { from: calleeMedia, to: callerMedia, sender: answerer, ssrc: 2, fromMs: 100, packets: 100 });
    return hangUp(script, 2500);
  }

  test('is heard by the keys that its descriptions have', async () => {
    const heard = await record(secureCall(answerer).capture());

    expect(heard.seconds).toBe(2);
    expect(frequencyOf(heard.left, 8000)).toBeCloseTo(1000, 0);
    expect(frequencyOf(heard.right, 8000)).toBeCloseTo(1000, 0);
    expect(heard.streams.every(({ undecoded }) => undecoded === undefined)).toBe(true);
  });

  test('is silent on the side whose key is not known', async () => {
    const heard = await record(secureCall(sdesSender(3)).capture());

    expect(heard.seconds).toBe(2);
    expect(rms(heard.left)).toBeGreaterThan(1000);
    expect(rms(heard.right)).toBe(0);
    expect(heard.streams[1]!.undecoded).toEqual([
      { codec: 'PCMU', seconds: 2, packets: 100, why: expect.stringContaining('encrypted') },
    ]);
    expect(JSON.stringify(heard.streams)).not.toContain(inlineKey(sender));
  });
});

const corpus = new URL('../../../../shared/corpus/captures/', import.meta.url);

function captured(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(name, corpus)));
}

describe.skipIf(!existsSync(corpus))('captures of others', () => {
  test('the milliwatt of a switch is a tone of 1,004 Hz', async () => {
    const heard = await record(captured('freeswitch__milliwatt.pcmu.rtp.pcap'));

    expect(heard.seconds).toBeCloseTo(4.66, 2);
    expect(frequencyOf(heard.left.subarray(3200), 8000)).toBeCloseTo(1004, 0);
    expect(purityAt(1004, heard.left.subarray(3200), 8000)).toBeGreaterThan(0.98);
  });

  test.each([
    ['sipp__g711a.pcap', 7.08],
    ['astts__ulaw-2013785496.pcap', 19.48],
    ['goff__sip-phone-to-phone.pcapng', 0.34],
    ['miarec__09a_2833_dtmf.pcap', 42.86],
  ])('%s is as long as its packets say', async (name, seconds) => {
    const heard = await record(captured(name));

    expect(heard.seconds).toBeCloseTo(seconds, 1);
    expect(rms(heard.left) + rms(heard.right)).toBeGreaterThan(100);
  });
});
