/** Streams of media: found, told apart, tied to calls, and told. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyze } from '../src/analyze.ts';
import type { Analysis } from '../src/analysis.ts';
import { bytesOf, uint16, uint32 } from './build-capture.ts';
import { channelBind, channelData } from './build-turn.ts';
import { rtpStream } from './rtp/rtp-stream.ts';
import { aliceRtp, aliceSdp, bobRtp, bobSdp, MediaTalk, sdpOf } from './rtp/media-talk.ts';

describe('streams that a session description tells of', () => {
  test('both directions belong to their call and dialog, with who sends, the codec and its clock', async () => {
    const talk = new MediaTalk().call(aliceSdp, bobSdp).rtp({ packets: 50 }).rtpBack({ packets: 40 });

    const streams = await talk.streams();

    expect(streams).toMatchObject([
      { id: 'x1', call: 'c1', dialog: 'd1', from: 'caller', packets: 50, codec: 'PCMU', clockHz: 8000, kind: 'audio' },
      { id: 'x2', call: 'c1', dialog: 'd1', from: 'callee', packets: 40, ssrc: '87654321', bytes: 40 * 160 },
    ]);
    for (const stream of streams) expect(stream).not.toHaveProperty('heuristic');
  });

  test('one packet is enough', async () => {
    const streams = await new MediaTalk().call(aliceSdp, bobSdp).rtp({ packets: 1 }).streams();

    expect(streams).toMatchObject([{ call: 'c1', packets: 1, firstFrame: 4, lastFrame: 4 }]);
  });

  test('a dynamic payload type stands for what the receiver means by it, not the sender', async () => {
    const offer = sdpOf(aliceRtp.ip, [{ port: 4000, formats: '100', attributes: ['rtpmap:100 opus/48000/2'] }]);
    const answer = sdpOf(bobRtp.ip, [{ port: 6000, formats: '111', attributes: ['rtpmap:111 opus/48000/2'] }]);
    const talk = new MediaTalk()
      .call(offer, answer)
      .rtp({ packets: 10, payloadType: 111 })
      .rtpBack({ packets: 10, payloadType: 111 });

    const [toBob, toAlice] = await talk.streams();

    expect(toBob).toMatchObject({ codec: 'opus', clockHz: 48_000 });
    expect(toBob?.problems).toBeUndefined();
    expect(toAlice).toMatchObject({ codec: 'opus', problems: [{ code: 'wrong-payload-type', frames: [5] }] });
  });

  test('a description in a multipart body is read', async () => {
    const body = `--x\r\nContent-Type: application/sdp\r\n\r\n${bobSdp}\r\n--x\r\nContent-Type: text/plain\r\n\r\nhello\r\n--x--\r\n`;
    const talk = new MediaTalk()
      .sip(0, 'INVITE', { sdp: aliceSdp })
      .sip(100, '200 OK', { toTag: 'b', sdp: body, type: 'multipart/mixed;boundary=x' }, true)
      .rtp({ packets: 3 });

    const streams = await talk.streams();

    expect(streams).toMatchObject([{ call: 'c1', dialog: 'd1', from: 'caller' }]);
  });

  test('media may go to any ICE candidate', async () => {
    const candidate = 'candidate:1 1 UDP 2130706431 203.0.113.7 7000 typ srflx raddr 10.0.0.9 rport 6000';
    const answer = sdpOf(bobRtp.ip, [{ port: 6000, attributes: [candidate] }]);
    const talk = new MediaTalk()
      .call(aliceSdp, answer)
      .rtp({ packets: 3, destination: { ip: '203.0.113.7', port: 7000 } });

    const streams = await talk.streams();

    expect(streams).toMatchObject([{ call: 'c1', dialog: 'd1', from: 'caller', dstPort: 7000 }]);
    expect(streams[0]).not.toHaveProperty('problems');
  });

  test('media before the answer is early; it belongs to the branch whose address it comes from', async () => {
    const second = sdpOf('10.0.0.8', [{ port: 8000 }]);
    const talk = new MediaTalk()
      .sip(0, 'INVITE', { sdp: aliceSdp })
      .sip(100, '183 Session Progress', { toTag: 'b1', sdp: bobSdp }, true)
      .sip(110, '183 Session Progress', { toTag: 'b2', sdp: second }, true)
      .rtpBack({ packets: 3, ssrc: 1 })
      .rtpBack({ packets: 3, ssrc: 2, source: { ip: '10.0.0.8', port: 8000 }, startMs: 205 })
      .sip(900, '200 OK', { toTag: 'b2', sdp: second }, true);

    const streams = await talk.streams();

    expect(streams).toMatchObject([
      { ssrc: '00000001', call: 'c1', dialog: 'd1', from: 'callee', early: true },
      { ssrc: '00000002', call: 'c1', dialog: 'd2', from: 'callee', early: true },
    ]);
  });
});

describe('what is agreed on changes', () => {
  const offer = (codec: string, port = 4000): string =>
    sdpOf(aliceRtp.ip, [{ port, formats: '96', attributes: [`rtpmap:96 ${codec}/8000`] }]);
  const answer = (codec: string): string =>
    sdpOf(bobRtp.ip, [{ port: 6000, formats: '96', attributes: [`rtpmap:96 ${codec}/8000`] }]);

  test('a payload type stands for what is agreed on at each packet', async () => {
    const talk = new MediaTalk()
      .call(offer('iLBC'), answer('iLBC'))
      .rtp({ packets: 100, payloadType: 96 })
      .sip(1000, 'INVITE', { cseq: 2, toTag: 'b', branches: ['z9hG4bK3'], sdp: offer('speex') })
      .sip(1100, '200 OK', { cseq: 2, toTag: 'b', branches: ['z9hG4bK3'], sdp: answer('speex') }, true);

    const [stream] = await talk.streams();

    expect(stream).toMatchObject({ payloadTypes: [96], packets: 100 });
    expect(stream?.problems).toBeUndefined();
    expect(stream?.codecChanges).toMatchObject([{ payloadType: 96, codec: 'speex' }]);
  });

  test('a refused offer changes nothing', async () => {
    const talk = new MediaTalk()
      .call(offer('iLBC'), answer('iLBC'))
      .rtpBack({ packets: 100, payloadType: 96 })
      .sip(500, 'INVITE', { cseq: 2, toTag: 'b', branches: ['z9hG4bK3'], sdp: offer('speex') })
      .sip(600, '488 Not Acceptable Here', { cseq: 2, toTag: 'b', branches: ['z9hG4bK3'] }, true);

    const [stream] = await talk.streams();

    expect(stream).toMatchObject({ codec: 'iLBC', packets: 100 });
    expect(stream?.problems).toBeUndefined();
  });

  test('a stream that goes on at another port is linked to the one before, by its SSRC', async () => {
    const talk = new MediaTalk()
      .call(offer('iLBC'), answer('iLBC'))
      .rtpBack({ packets: 40, payloadType: 96 })
      .sip(1000, 'INVITE', { cseq: 2, toTag: 'b', branches: ['z9hG4bK3'], sdp: offer('iLBC', 4100) })
      .sip(1100, '200 OK', { cseq: 2, toTag: 'b', branches: ['z9hG4bK3'], sdp: answer('iLBC') }, true)
      .rtpBack({
        packets: 40,
        payloadType: 96,
        startMs: 1150,
        firstSequence: 40,
        destination: { ip: '10.0.0.1', port: 4100 },
      });

    const streams = await talk.streams();

    expect(streams).toMatchObject([
      { id: 'x1', dstPort: 4000 },
      { id: 'x2', dstPort: 4100, previous: 'x1', call: 'c1', dialog: 'd1', from: 'callee' },
    ]);
  });

  test('packets that come while their receiver wants none are told', async () => {
    const held = sdpOf(aliceRtp.ip, [{ port: 4000, attributes: ['sendonly'] }]);
    const talk = new MediaTalk()
      .call(aliceSdp, bobSdp)
      .rtpBack({ packets: 300 })
      .sip(1000, 'INVITE', { cseq: 2, toTag: 'b', branches: ['z9hG4bK3'], sdp: held })
      .sip(1100, '200 OK', { cseq: 2, toTag: 'b', branches: ['z9hG4bK3'], sdp: bobSdp }, true);

    const [stream] = await talk.streams();

    expect(stream?.problems).toMatchObject([{ code: 'during-hold' }]);
  });
});

describe('several m-lines on one pair of addresses', () => {
  const group = ['group:BUNDLE 0 1'];
  const lines = (port: number, extra: readonly string[] = []) => [
    { port, formats: '111', attributes: ['mid:0', 'rtpmap:111 opus/48000/2', ...extra] },
    { port, kind: 'video', formats: '96', attributes: ['mid:1', 'rtpmap:96 VP8/90000', ...extra] },
  ];

  test('are told apart by payload type', async () => {
    const talk = new MediaTalk()
      .call(sdpOf(aliceRtp.ip, lines(4000), group), sdpOf(bobRtp.ip, lines(6000), group))
      .rtp({ packets: 5, ssrc: 1, payloadType: 111 })
      .rtp({ packets: 5, ssrc: 2, payloadType: 96, startMs: 210 });

    const streams = await talk.streams();

    expect(streams).toMatchObject([
      { ssrc: '00000001', kind: 'audio', codec: 'opus' },
      { ssrc: '00000002', kind: 'video', codec: 'VP8' },
    ]);
    expect(streams[1]).not.toHaveProperty('previous');
  });

  test('and by the SSRCs that the sender names, where payload types are the same', async () => {
    const same = (port: number, ssrcs: readonly [number, number]) => [
      { port, formats: '0', attributes: ['mid:0', `ssrc:${ssrcs[0]} cname:a`] },
      { port, kind: 'video', formats: '0', attributes: ['mid:1', `ssrc:${ssrcs[1]} cname:a`] },
    ];
    const talk = new MediaTalk()
      .call(sdpOf(aliceRtp.ip, same(4000, [1, 2]), group), sdpOf(bobRtp.ip, same(6000, [3, 4]), group))
      .rtp({ packets: 5, ssrc: 2 })
      .rtp({ packets: 5, ssrc: 1, startMs: 210 });

    const streams = await talk.streams();

    expect(streams).toMatchObject([
      { ssrc: '00000002', kind: 'video' },
      { ssrc: '00000001', kind: 'audio' },
    ]);
  });
});

describe('m-lines of a bundle with the same payload types', () => {
  const mid = 'extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid';
  const same = (port: number) => [
    { port, formats: '96', attributes: ['mid:a', 'rtpmap:96 opus/48000/2', mid] },
    { port, kind: 'video', formats: '96', attributes: ['mid:b', 'rtpmap:96 VP8/90000', mid] },
  ];
  const group = ['group:BUNDLE a b'];
  /** A header extension of one byte (RFC 8285 §4.2): the identification of its m-line (RFC 9143 §15.1). */
  const named = (name: string, sequence: number, ssrc: number): Uint8Array => {
    const extension = bytesOf(0xbe, 0xde, 0, 1, 0x30, name.charCodeAt(0), 0, 0);
    return bytesOf(0x90, 96, uint16(sequence), uint32(160 * sequence), uint32(ssrc), extension, new Uint8Array(40));
  };
  const packets = (name: string, ssrc: number, startMs: number) =>
    Array.from({ length: 5 }, (_, at) => ({
      timeUs: (startMs + 20 * at) * 1000,
      source: aliceRtp,
      destination: bobRtp,
      bytes: named(name, at + 1, ssrc),
    }));

  test('are told apart by what packets say of their m-line', async () => {
    const talk = new MediaTalk()
      .call(sdpOf(aliceRtp.ip, same(4000), group), sdpOf(bobRtp.ip, same(6000), group))
      .send(...packets('b', 2, 200), ...packets('a', 1, 400));

    const streams = await talk.streams();

    expect(streams).toMatchObject([
      { ssrc: '00000002', kind: 'video', codec: 'VP8', packets: 5 },
      { ssrc: '00000001', kind: 'audio', codec: 'opus', packets: 5 },
    ]);
  });
});

describe('addresses that are translated on the way', () => {
  const outside = { ip: '198.51.100.7', port: 31_000 };

  test('media comes from elsewhere, and what goes back there is of the same call', async () => {
    const talk = new MediaTalk()
      .call(aliceSdp, bobSdp)
      .rtp({ packets: 20, source: outside })
      .rtpBack({ packets: 20, destination: outside });

    const streams = await talk.streams();

    expect(streams).toMatchObject([
      { call: 'c1', dialog: 'd1', from: 'caller', problems: [{ code: 'other-address' }] },
      { call: 'c1', dialog: 'd1', from: 'callee', codec: 'PCMU', problems: [{ code: 'other-address' }] },
    ]);
    expect(streams[1]?.problems?.[0]?.text).toContain('198.51.100.7:31000');
    expect(streams[1]?.problems?.[0]?.text).toContain('10.0.0.1:4000');
  });
});

describe('addresses that are translated at both ends', () => {
  const [one, other] = [
    { ip: '198.51.100.7', port: aliceRtp.port },
    { ip: '203.0.113.9', port: bobRtp.port },
  ];

  test('media between the ports that a call has named is of that call', async () => {
    const talk = new MediaTalk().call(aliceSdp, bobSdp).rtp({ packets: 20, source: one, destination: other });

    expect(await talk.streams()).toMatchObject([
      { call: 'c1', dialog: 'd1', from: 'caller', problems: [{ code: 'other-address' }] },
    ]);
  });

  test('unless media comes where the call has named it', async () => {
    const talk = new MediaTalk()
      .call(aliceSdp, bobSdp)
      .rtp({ packets: 20 })
      .rtp({ packets: 20, source: one, destination: other, ssrc: 9, startMs: 300 });

    const streams = await talk.streams();

    expect(streams).toMatchObject([{ call: 'c1' }, { heuristic: true, ssrc: '00000009' }]);
    expect(streams[1]).not.toHaveProperty('call');
  });
});

describe('what no description tells of', () => {
  test('is found by its shape, and all its packets count', async () => {
    const streams = await new MediaTalk().rtp({ packets: 30 }).streams();

    expect(streams).toMatchObject([{ heuristic: true, packets: 30, firstFrame: 1, codec: 'PCMU', lost: 0 }]);
    expect(streams[0]).not.toHaveProperty('call');
  });

  test('a few packets of a codec that needs no description are enough', async () => {
    const streams = await new MediaTalk().rtp({ packets: 2, payloadType: 8 }).streams();

    expect(streams).toMatchObject([{ heuristic: true, packets: 2, codec: 'PCMA' }]);
  });

  test('random datagrams that look like RTP are taken for none', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ minLength: 12, maxLength: 60 }), { maxLength: 60 }),
        async (payloads) => {
          const talk = new MediaTalk();
          for (const [at, payload] of payloads.entries()) {
            const bytes = payload.slice();
            bytes[0] = 0x80 | (bytes[0]! & 0x0f);
            bytes[1] = bytes[1]! & 0x7f;
            talk.send({ timeUs: at * 1000, source: aliceRtp, destination: bobRtp, bytes });
          }

          expect(await talk.streams()).toEqual([]);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('nor is what counts up behind a constant header, where timestamps are none', async () => {
    const talk = new MediaTalk();
    for (let at = 0; at < 50; at++) {
      const bytes = bytesOf(
        0x80,
        0x60,
        uint16(at),
        uint32(Math.imul(at + 1, 0x9e37_79b1) >>> 0),
        uint32(7),
        new Uint8Array(20),
      );
      talk.send({ timeUs: at * 20_000, source: aliceRtp, destination: bobRtp, bytes });
    }

    expect(await talk.streams()).toEqual([]);
  });
});

describe('RTCP', () => {
  const cut = bytesOf(0x80, 200, uint16(6), uint32(1), new Uint8Array(8));
  const rtcpPorts = { source: { ...aliceRtp, port: 4001 }, destination: { ...bobRtp, port: 6001 } };

  test('whose lengths lie is told where a description expects it', async () => {
    const analysis = await new MediaTalk()
      .call(aliceSdp, bobSdp)
      .send({ timeUs: 300_000, ...rtcpPorts, bytes: cut })
      .analyze();

    expect(analysis.summary().diagnostics).toMatchObject([{ code: 'rtcp-syntax' }]);
  });

  test('and taken for something else where nothing does', async () => {
    const analysis = await new MediaTalk()
      .rtp({ packets: 20 })
      .send(
        { timeUs: 300_000, ...rtcpPorts, bytes: cut },
        { timeUs: 400_000, source: aliceRtp, destination: bobRtp, bytes: cut },
      )
      .analyze();

    expect(analysis.summary().diagnostics).toEqual([]);
  });
});

describe('sources', () => {
  test('a new SSRC on the same flow goes on with the one before', async () => {
    const talk = new MediaTalk()
      .call(aliceSdp, bobSdp)
      .rtp({ packets: 20, ssrc: 1 })
      .rtp({ packets: 20, ssrc: 2, startMs: 700 });

    expect(await talk.streams()).toMatchObject([{ id: 'x1' }, { id: 'x2', previous: 'x1' }]);
  });

  test('one SSRC in both directions is a collision, or packets that come back (RFC 3550 §8.2)', async () => {
    const both = (firstSequence: number) =>
      new MediaTalk()
        .call(aliceSdp, bobSdp)
        .rtp({ packets: 200, ssrc: 0xabcd_ef01 })
        .rtpBack({ packets: 200, ssrc: 0xabcd_ef01, startMs: 210, firstSequence });

    expect((await both(30_000).streams())[1]?.problems).toMatchObject([{ code: 'ssrc-collision', frames: [4, 5] }]);
    expect((await both(0).streams())[1]?.problems).toMatchObject([{ code: 'ssrc-loop' }]);
  });

  test('a stream that an element sends on is told as that', async () => {
    const relay = { ip: '10.0.0.5', port: 9000 };
    const talk = new MediaTalk()
      .rtp({ packets: 50, destination: relay })
      .rtp({ packets: 50, source: { ip: '10.0.0.5', port: 9002 }, startMs: 201 });

    expect(await talk.streams()).toMatchObject([{ id: 'x1' }, { id: 'x2', relayOf: 'x1' }]);
  });
});

describe('calls one after the other', () => {
  test('on the same ports, with one SSRC: each has its own stream', async () => {
    const talk = new MediaTalk()
      .call(aliceSdp, bobSdp)
      .rtp({ packets: 100 })
      .sip(2300, 'BYE', { cseq: 2, toTag: 'b', branches: ['z9hG4bK3'] })
      .sip(2310, '200 OK', { cseq: 2, toTag: 'b', branches: ['z9hG4bK3'], method: 'BYE' }, true)
      .sip(3000, 'INVITE', { callId: 'call-2', branches: ['z9hG4bK4'], sdp: aliceSdp })
      .sip(3100, '200 OK', { callId: 'call-2', branches: ['z9hG4bK4'], toTag: 'c', sdp: bobSdp }, true)
      .rtp({ packets: 50, startMs: 3200, firstSequence: 100, firstTimestamp: 16_000 });

    expect(await talk.streams()).toMatchObject([
      { call: 'c1', packets: 100, lost: 0 },
      { call: 'c2', packets: 50, lost: 0 },
    ]);
  });

  test('what goes on after the end of its call keeps its codec', async () => {
    const speex = (ip: string, port: number): string =>
      sdpOf(ip, [{ port, formats: '96', attributes: ['rtpmap:96 speex/16000'] }]);
    const talk = new MediaTalk()
      .call(speex(aliceRtp.ip, 4000), speex(bobRtp.ip, 6000))
      .sip(1000, 'BYE', { cseq: 2, toTag: 'b', branches: ['z9hG4bK3'] })
      .rtp({ packets: 3000, payloadType: 96, clockHz: 16_000 });

    expect(await talk.streams()).toMatchObject([{ call: 'c1', codec: 'speex', payloadTypes: [96], packets: 3000 }]);
  });
});

describe('media that a TURN server relays', () => {
  const server = { ip: '203.0.113.1', port: 3478 };
  const bob = { address: [10, 0, 0, 9], port: bobRtp.port };

  test('is that of the client and its peer', async () => {
    const talk = new MediaTalk().call(aliceSdp, bobSdp);
    const datagrams = rtpStream({ packets: 20, startMs: 200 });
    talk.send({ timeUs: 150_000, source: aliceRtp, destination: server, bytes: channelBind(0x4000, bob) });
    for (const { timeUs, bytes } of datagrams)
      talk.send({ timeUs, source: aliceRtp, destination: server, bytes: channelData(0x4000, bytes) });

    expect(await talk.streams()).toMatchObject([
      { call: 'c1', from: 'caller', packets: 20, srcIp: '10.0.0.1', dstIp: '10.0.0.9', dstPort: 6000, lost: 0 },
    ]);
  });
});

describe('packets', () => {
  test('captured twice count once; sent twice they are duplicates', async () => {
    const sentTwice = new MediaTalk().call(aliceSdp, bobSdp).rtp({ packets: 50, copies: () => 2 });
    const mirrored = mirroredCapture(new MediaTalk().call(aliceSdp, bobSdp).rtp({ packets: 50 }).capture());

    const [duplicated] = await sentTwice.streams();
    const [captured] = [...(await analyze([mirrored])).streams()];

    expect(duplicated).toMatchObject({ packets: 100, duplicates: 50 });
    expect(captured).toMatchObject({ packets: 50, duplicates: 0, capturedAgain: 50 });
  });

  test('whose header contradicts their length are told, and count nowhere else', async () => {
    const lies = [
      bytesOf(0x8f, 0, uint16(1), uint32(160), uint32(7), new Uint8Array(4)),
      bytesOf(0x90, 0, uint16(2), uint32(320), uint32(7), uint32(0xbede_ffff)),
      bytesOf(0xa0, 0, uint16(3), uint32(480), uint32(7), 0, 255),
      bytesOf(0xa0, 0, uint16(4), uint32(640), uint32(7), 0, 0),
    ];
    const talk = new MediaTalk().call(aliceSdp, bobSdp).rtp({ packets: 10, ssrc: 7, firstSequence: 5 });
    for (const bytes of lies) talk.send({ timeUs: 150_000, source: aliceRtp, destination: bobRtp, bytes });

    const analysis = await talk.analyze();

    expect([...analysis.streams()]).toMatchObject([{ packets: 10, malformed: 4, lost: 0 }]);
    expect(analysis.summary().diagnostics).toMatchObject([{ code: 'rtp-syntax', count: 4 }]);
  });
});

describe('limits', () => {
  test('SSRCs beyond those of one flow are not read', async () => {
    const talk = new MediaTalk().call(aliceSdp, bobSdp);
    for (let ssrc = 1; ssrc <= 10; ssrc++) talk.rtp({ packets: 1, ssrc, startMs: 200 + ssrc });

    const analysis = await talk.analyze({ limits: { media: { ssrcsOfFlow: 4 } } });

    expect([...analysis.streams()]).toHaveLength(4);
    expect(analysis.summary().diagnostics).toMatchObject([{ code: 'limit-streams', count: 1 }]);
  });

  test('streams beyond those of one call are not listed', async () => {
    const talk = new MediaTalk().call(aliceSdp, bobSdp);
    for (let ssrc = 1; ssrc <= 10; ssrc++) talk.rtp({ packets: 1, ssrc, startMs: 200 + ssrc });

    const analysis = await talk.analyze({ limits: { media: { streamsOfCall: 3 } } });

    expect([...analysis.streams()]).toHaveLength(3);
    expect(analysis.streamsOfCall('c1')).toHaveLength(3);
    expect(analysis.summary().diagnostics).toMatchObject([{ code: 'limit-streams' }]);
  });

  test('of too many open streams those silent for longest are over: they are told, and more of them is a new stream', async () => {
    const talk = new MediaTalk().call(aliceSdp, bobSdp);
    for (let ssrc = 1; ssrc <= 10; ssrc++) talk.rtp({ packets: 2, ssrc, startMs: 200 + 100 * ssrc });

    const analysis = await talk.analyze({ limits: { media: { streamsAtOnce: 4 } } });

    expect([...analysis.streams()]).toHaveLength(10);
    expect(analysis.summary().diagnostics).toMatchObject([{ code: 'limit-streams', count: 1 }]);
  });
});

describe('streams are told', () => {
  const talk = new MediaTalk()
    .call(aliceSdp, bobSdp)
    .rtp({ packets: 50 })
    .rtpBack({ packets: 50 })
    .rtp({ packets: 50, startMs: 20_000, firstSequence: 50, firstTimestamp: 8000 })
    .rtpBack({ packets: 20, ssrc: 9, startMs: 400_000 });

  test('once each where nothing is kept, as they are where everything is', async () => {
    const told: object[] = [];
    const rows = await talk.streams();

    await talk.analyze({ keep: false, onStream: (row) => told.push(row) });

    expect(told.toSorted((a, b) => idOf(a).localeCompare(idOf(b)))).toEqual(rows);
    expect(rows).toMatchObject([{ packets: 100 }, { packets: 50 }, { packets: 20 }]);
  });

  test('while they go on, where somebody looks at the capture as it is written', async () => {
    const seen: number[] = [];
    const onMessage = (_message: number, _bytes: Uint8Array, analysis: Analysis): void => {
      seen.push([...analysis.streams()][0]?.packets ?? 0);
    };
    const talking = new MediaTalk()
      .call(aliceSdp, bobSdp)
      .rtp({ packets: 500 })
      .sip(5000, 'OPTIONS', { callId: 'later', branches: ['z9hG4bK9'] });

    await talking.analyze({ live: true, onMessage });

    expect(seen.at(-1)).toBeGreaterThan(150);
  });

  test('and not at all where nobody wants media', async () => {
    const analysis = await talk.analyze({ media: false });

    expect([...analysis.streams()]).toEqual([]);
  });
});

/** Each packet once more, a little later: as a mirror port has it that sees both ways through a switch. */
function mirroredCapture(capture: Uint8Array): Uint8Array {
  const view = new DataView(capture.buffer, capture.byteOffset);
  const parts: Uint8Array[] = [capture.subarray(0, 24)];
  for (let at = 24; at < capture.length;) {
    const end = at + 16 + view.getUint32(at + 8, true);
    const copy = capture.slice(at, end);
    new DataView(copy.buffer).setUint32(4, view.getUint32(at + 4, true) + 40, true);
    parts.push(capture.subarray(at, end), copy);
    at = end;
  }
  return bytesOf(...parts);
}

function idOf(row: object): string {
  return 'id' in row ? String(row.id) : '';
}
