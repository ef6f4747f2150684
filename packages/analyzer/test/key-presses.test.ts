/** Keys that are pressed in a call: in its streams, in messages, in the sound; each once, and masked where that is wanted. */

import { describe, expect, test } from 'vitest';
import { analyze, type AnalyzeOptions, type CallRow, type StreamRow } from '../src/index.ts';
import { keySound, muLaw, tones } from './rtp/make-sound.ts';
import { event } from './rtp/read-payloads.ts';
import { callMessages, rtpCapture, type TimedDatagram } from './rtp/rtp-capture.ts';
import { callee, caller, rtpStream } from './rtp/rtp-stream.ts';
import { text } from './build-capture.ts';

const withEvents = { formats: 'RTP/AVP 0 101', attributes: ['a=rtpmap:101 telephone-event/8000', 'a=fmtp:101 0-16'] };

async function* bytesOf(capture: Uint8Array): AsyncGenerator<Uint8Array> {
  yield capture;
}

async function read(
  datagrams: readonly TimedDatagram[],
  options: AnalyzeOptions = {},
): Promise<{ readonly call: CallRow; readonly streams: readonly StreamRow[] }> {
  const analysis = await analyze(bytesOf(rtpCapture(datagrams)), options);
  const [call] = [...analysis.calls()];
  return { call: call!, streams: [...analysis.streams()] };
}

/** Silence, in which these events are sent: `[packet, key]`, 100 ms each. */
function speaking(presses: readonly (readonly [packet: number, key: number])[], packets = 250): TimedDatagram[] {
  const at = (packet: number): readonly [number, number] | undefined =>
    presses.find(([first]) => packet >= first && packet < first + 8);
  return rtpStream({
    packets,
    startMs: 600,
    payloadType: (packet) => (at(packet) === undefined ? 0 : 101),
    payload: (packet) => {
      const press = at(packet);
      if (press === undefined) return new Uint8Array(160).fill(0xff);
      const step = packet - press[0];
      return Uint8Array.from(event(press[1], Math.min(step + 1, 5) * 160, { isEnd: step >= 5 }));
    },
    isMarked: (packet) => presses.some(([first]) => first === packet),
    // All packets of an event have the timestamp of its begin.
    jumps: presses.flatMap(([first]) => [
      ...[1, 2, 3, 4, 5, 6, 7].map((step) => ({ at: first + step, timestamp: -160 })),
      { at: first + 8, timestamp: 7 * 160 },
    ]),
  });
}

function info(ms: number, cseq: number, key: string): TimedDatagram {
  const body = `Signal=${key}\r\nDuration=100\r\n`;
  return {
    timeUs: ms * 1000,
    source: { ip: caller.ip, port: 5060 },
    destination: { ip: callee.ip, port: 5060 },
    bytes: text(
      [
        `INFO sip:bob@${callee.ip} SIP/2.0`,
        `Via: SIP/2.0/UDP ${caller.ip}:5060;branch=z9hG4bKinfo${cseq}`,
        'Max-Forwards: 70',
        'From: <sip:alice@example.com>;tag=a',
        'To: <sip:bob@example.com>;tag=b',
        'Call-ID: c1@example.com',
        `CSeq: ${cseq} INFO`,
        'Content-Type: application/dtmf-relay',
        `Content-Length: ${body.length}`,
        '',
        body,
      ].join('\r\n'),
    ),
  };
}

const messages = (
  script: { readonly formats?: string; readonly attributes?: readonly string[] } = {},
): TimedDatagram[] => callMessages({ endedMs: 6000, ...script });

describe('keys that are pressed in a call', () => {
  test('as events of its stream, with who pressed them', async () => {
    const { call, streams } = await read([
      ...messages(withEvents),
      ...speaking([
        [50, 5],
        [80, 11],
      ]),
    ]);

    expect(streams[0]?.dtmf).toMatchObject([
      { digit: '5', durationMs: 100 },
      { digit: '#', durationMs: 100 },
    ]);
    expect(call.dtmf).toMatchObject([
      { digits: '5', durationMs: 100, source: 'rtp-event', from: 'caller' },
      { digits: '#', durationMs: 100, source: 'rtp-event', from: 'caller' },
    ]);
  });

  test('what is told in two ways is one key press', async () => {
    // Packet 50 is sent 1.6 s after the begin, 80 after 2.2 s, 110 after 2.8 s.
    const { call } = await read([
      ...messages(withEvents),
      ...speaking([
        [50, 5],
        [80, 5],
        [110, 7],
      ]),
      info(1720, 2, '5'),
      info(2320, 3, '5'),
    ]);

    expect(call.dtmf).toMatchObject([
      { digits: '5', source: 'rtp-event', ways: ['rtp-event', 'info'] },
      { digits: '5', source: 'rtp-event', ways: ['rtp-event', 'info'] },
      { digits: '7', source: 'rtp-event' },
    ]);
    expect(call.dtmf?.[2]).not.toHaveProperty('ways');
  });

  test('in the sound where no events are agreed on, and only there', async () => {
    const sound = muLaw([
      ...tones(500),
      ...keySound('4', { ms: 120 }),
      ...tones(300),
      ...keySound('2'),
      ...tones(3000),
    ]);
    const spoken = rtpStream({
      packets: 150,
      startMs: 600,
      payload: (packet) => sound.subarray(packet * 160, packet * 160 + 160),
    });

    const without = await read([...messages(), ...spoken]);
    const agreed = await read([...messages(withEvents), ...spoken]);

    expect(without.call.dtmf).toMatchObject([
      { digits: '4', source: 'in-band', from: 'caller' },
      { digits: '2', source: 'in-band', from: 'caller' },
    ]);
    expect(agreed.call.dtmf).toBeUndefined();
  });

  test('are told as x where that is wanted', async () => {
    const { call, streams } = await read(
      [
        ...messages(withEvents),
        ...speaking([
          [50, 5],
          [80, 16],
        ]),
        info(3000, 2, '8'),
      ],
      { maskDigits: true },
    );

    expect(call.dtmf?.map(({ digits }) => digits)).toEqual(['x', 'flash', 'x']);
    expect(streams[0]?.dtmf?.map(({ digit }) => digit)).toEqual(['x', 'flash']);
  });

  test('are the same where everything is told once', async () => {
    const datagrams = [
      ...messages(withEvents),
      ...speaking([
        [50, 5],
        [80, 11],
      ]),
      info(1720, 2, '5'),
    ];
    const told: CallRow[] = [];

    await analyze(bytesOf(rtpCapture(datagrams)), { keep: false, onCall: (row) => told.push(row) });

    expect(told[0]?.dtmf).toEqual((await read(datagrams)).call.dtmf);
  });
});

describe('sound in a stream', () => {
  test('how loud it is, and how long it was silent', async () => {
    const sound = muLaw([
      ...tones(1000, { hz: 1000, dbm0: -10 }),
      ...tones(2000),
      ...tones(1000, { hz: 1000, dbm0: -10 }),
    ]);
    const spoken = rtpStream({
      packets: 200,
      startMs: 600,
      payload: (packet) => sound.subarray(packet * 160, packet * 160 + 160),
    });

    const [stream] = (await read([...messages(), ...spoken])).streams;

    expect(stream?.level).toMatchObject({ by: 'samples', silentShare: 0.5, longestSilence: { durationMs: 2000 } });
    // -10 dBm0 is -16.18 dBov (RFC 3389 §3.1); half of the time it is silent.
    expect(stream?.level?.peakDbov).toBeCloseTo(-16.2, 0);
    expect(stream?.level?.meanDbov).toBeCloseTo(-19.2, 0);
  });

  test('what the caller hears before the answer', async () => {
    const sound = muLaw([0, 1, 2].flatMap(() => [...tones(1000, { hz: 425, dbm0: -15 }), ...tones(4000)]));
    const ringing = rtpStream({
      packets: 700,
      source: callee,
      destination: caller,
      startMs: 600,
      payload: (packet) => sound.subarray(packet * 160, packet * 160 + 160),
    });

    const { streams } = await read([...callMessages({ endedMs: 16_000, ...withEvents }), ...ringing]);

    expect(streams[0]?.tones).toMatchObject([{ tone: 'ringback', hz: [425], bursts: 3 }]);
  });

  test('as the sender says, of a codec that is not decoded', async () => {
    const opus = {
      formats: 'RTP/AVP 111',
      attributes: ['a=rtpmap:111 opus/48000/2', 'a=extmap:3 urn:ietf:params:rtp-hdrext:ssrc-audio-level'],
    };
    const spoken = rtpStream({
      packets: 100,
      startMs: 600,
      payloadType: 111,
      payload: () => Uint8Array.of(0xf8, 1, 2),
    });
    // V, and -30 dBov; every second packet -127 dBov.
    const levelled = spoken.map((sent) => ({
      ...sent,
      bytes: Uint8Array.of(
        sent.bytes[0]! | 0x10,
        ...sent.bytes.subarray(1, 12),
        0xbe,
        0xde,
        0,
        1,
        0x30,
        sent.packet % 2 === 0 ? 0x80 | 30 : 127,
        0,
        0,
        ...sent.bytes.subarray(12),
      ),
    }));

    const [stream] = (await read([...messages(opus), ...levelled])).streams;

    expect(stream?.level).toMatchObject({
      by: 'header',
      peakDbov: -30,
      meanDbov: -33,
      silentShare: 0.5,
      speechShare: 0.5,
    });
  });

  test('of nothing but silence, that is told; that neither side is heard, of both', async () => {
    const quiet = (source: typeof caller, destination: typeof caller, from: number, to: number): TimedDatagram[] =>
      rtpStream({
        packets: 1000,
        ssrc: source.port,
        source,
        destination,
        startMs: 600,
        payload: (packet) => muLaw(packet >= from && packet < to ? tones(20) : tones(20, { hz: 500, dbm0: -20 })),
      });
    const script = callMessages({ endedMs: 25_000, ...withEvents });
    const codes = ({ streams }: { readonly streams: readonly StreamRow[] }): unknown[] =>
      streams.map(({ problems }) => problems?.map(({ code }) => code));

    const silent = await read([...script, ...quiet(caller, callee, 0, 1000), ...quiet(callee, caller, 0, 0)]);
    const dead = await read([...script, ...quiet(caller, callee, 100, 800), ...quiet(callee, caller, 200, 900)]);
    const listening = await read([...script, ...quiet(caller, callee, 0, 600), ...quiet(callee, caller, 500, 1000)]);

    expect(codes(silent)).toEqual([['silent'], undefined]);
    expect(codes(dead)).toEqual([['dead-air'], ['dead-air']]);
    expect(dead.streams[0]?.problems?.[0]?.text).toMatch(/^Neither side is heard for 12\.0 s/);
    expect(codes(listening)).toEqual([undefined, undefined]);
  });
});
