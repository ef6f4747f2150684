import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze } from '../src/analyze.ts';
import type { AnalyzeOptions } from '../src/analysis.ts';
import { CaptureDiagnostics } from '../src/capture/capture-diagnostics.ts';
import { openBlob } from '../src/capture/blob-input.ts';
import { listen } from '../src/listen.ts';
import { DtlsAssociations } from '../src/media/srtp/dtls/dtls-associations.ts';
import { readDatagrams } from '../src/read-datagrams.ts';
import type { StreamRow } from '../src/rows.ts';
import { KeyLog } from '../src/transport/tls/key-log.ts';
import { isDtls } from '../src/transport/udp-protocol.ts';
import { corpus, hasCorpus } from './corpus.ts';
import { record } from './audio/record.ts';
import { frequencyOf } from './audio/tone.ts';
import { channelBind, channelData } from './build-turn.ts';
import { recordedDtls } from './recorded-dtls.ts';
import {
  audioSdp,
  callerMedia,
  calleeMedia,
  DatagramScript,
  hangUp,
  inlineKey,
  offerAgain,
  sdesSender,
  sendAudio,
  sendDigit,
  setUp,
} from './secure-call.ts';
import { sealRtcp, type SrtpSender } from './seal-srtp.ts';

const SUITE = 'AES_CM_128_HMAC_SHA1_80';
const caller = sdesSender(1);
const callee = sdesSender(2);
const stranger = sdesSender(3);

const fromCaller = { from: callerMedia, to: calleeMedia, sender: caller, ssrc: 0x1111 };
const fromCallee = { from: calleeMedia, to: callerMedia, sender: callee, ssrc: 0x2222 };

function crypto(sender: SrtpSender): readonly string[] {
  return [`a=crypto:1 ${SUITE} inline:${inlineKey(sender)}|2^20`];
}

function sdesCall(proto = 'RTP/SAVP'): DatagramScript {
  return setUp(
    new DatagramScript(),
    audioSdp(callerMedia, proto, crypto(caller)),
    audioSdp(calleeMedia, proto, crypto(callee)),
  );
}

async function streamsOf(script: DatagramScript, options: AnalyzeOptions = {}): Promise<readonly StreamRow[]> {
  const analysis = await analyze([script.capture()], options);
  return [...analysis.streams()];
}

function bySource(streams: readonly StreamRow[], endpoint: string): StreamRow | undefined {
  return streams.find(({ srcIp, srcPort }) => `${srcIp}:${srcPort}` === endpoint);
}

describe('SRTP with keys of session descriptions', () => {
  test('each side sends with the key that it has given', async () => {
    const script = sdesCall();
    sendAudio(script, { ...fromCaller, fromMs: 100, packets: 50 });
    sendAudio(script, { ...fromCallee, fromMs: 105, packets: 50 });

    const streams = await streamsOf(hangUp(script, 2000));

    const told = { suite: SUITE, keyed: 'sdes', decrypted: true, authenticationFailures: 0 };
    expect(streams).toMatchObject([
      { protocol: 'SRTP', from: 'caller', codec: 'PCMU', srtp: { ...told, keyFrame: 1 } },
      { protocol: 'SRTP', from: 'callee', codec: 'PCMU', srtp: { ...told, keyFrame: 2 } },
    ]);
  });

  test('digits are read', async () => {
    const script = sdesCall();
    sendAudio(script, { ...fromCaller, fromMs: 100, packets: 10 });
    sendDigit(script, { ...fromCaller, fromMs: 300, packets: 8, sequence: 11 }, 7);
    sendAudio(script, { ...fromCaller, fromMs: 460, packets: 10, sequence: 19 });

    const [stream] = await streamsOf(hangUp(script, 2000));

    expect(JSON.stringify(stream)).toContain('"digit":"7"');
  });

  test('the capture may begin, and packets be lost, wherever', async () => {
    const script = sdesCall();
    sendAudio(script, { ...fromCaller, fromMs: 100, packets: 20, sequence: 65_530, rollover: 3 });

    const [stream] = await streamsOf(hangUp(script, 2000));

    expect(stream?.srtp).toMatchObject({ decrypted: true, firstRollover: 3, authenticationFailures: 0 });
  });

  test('a re-INVITE brings other keys', async () => {
    const [second, third] = [sdesSender(11), sdesSender(12)];
    const script = sdesCall();
    sendAudio(script, { ...fromCaller, fromMs: 100, packets: 20 });
    offerAgain(
      script,
      1000,
      audioSdp(callerMedia, 'RTP/SAVP', crypto(second), 2),
      audioSdp(calleeMedia, 'RTP/SAVP', crypto(third), 2),
    );
    sendAudio(script, { ...fromCaller, sender: second, fromMs: 1100, packets: 20, sequence: 21 });
    sendDigit(script, { ...fromCaller, sender: second, fromMs: 1500, packets: 8, sequence: 41 }, 5);

    const [stream] = await streamsOf(hangUp(script, 3000));

    expect(stream?.srtp).toMatchObject({ decrypted: true, keyChanges: 1, authenticationFailures: 0 });
    expect(JSON.stringify(stream)).toContain('"digit":"5"');
  });

  test('keys that do not fit are told as such', async () => {
    const script = sdesCall();
    sendAudio(script, { ...fromCaller, sender: stranger, fromMs: 100, packets: 20 });

    const [stream] = await streamsOf(hangUp(script, 2000));

    expect(stream).toMatchObject({ protocol: 'SRTP', srtp: { keyed: 'sdes', decrypted: false, reason: 'key' } });
  });

  test('without keys, nothing is', async () => {
    const script = setUp(
      new DatagramScript(),
      audioSdp(callerMedia, 'RTP/SAVP', []),
      audioSdp(calleeMedia, 'RTP/SAVP', []),
    );
    sendAudio(script, { ...fromCaller, fromMs: 100, packets: 20 });

    const [stream] = await streamsOf(hangUp(script, 2000));

    expect(stream?.srtp).toMatchObject({ keyed: 'unknown', decrypted: false, reason: 'no-key' });
  });

  test('RTP/AVP with keys on both sides is encrypted', async () => {
    const script = sdesCall('RTP/AVP');
    sendAudio(script, { ...fromCaller, fromMs: 100, packets: 20 });

    const [stream] = await streamsOf(hangUp(script, 2000));

    expect(stream).toMatchObject({ protocol: 'SRTP', srtp: { decrypted: true } });
  });

  test('a sender whose address is translated on the way has the keys of its description', async () => {
    const script = sdesCall();
    sendAudio(script, { ...fromCaller, from: '203.0.113.7:7777', fromMs: 100, packets: 20 });

    const [stream] = await streamsOf(hangUp(script, 2000));

    expect(stream).toMatchObject({ srcIp: '203.0.113.7', srtp: { decrypted: true } });
  });

  test('rows are the same where nothing is kept', async () => {
    const script = sdesCall();
    sendAudio(script, { ...fromCaller, fromMs: 100, packets: 20 });
    sendDigit(script, { ...fromCaller, fromMs: 500, packets: 8, sequence: 21 }, 3);
    const capture = hangUp(script, 2000).capture();
    const told: StreamRow[] = [];
    await analyze([capture], { keep: false, onStream: (row) => told.push(row) });

    expect(told).toEqual([...(await analyze([capture])).streams()]);
  });

  test('SRTCP is read', async () => {
    const script = sdesCall();
    sendAudio(script, { ...fromCaller, fromMs: 100, packets: 60 });
    // A sender report of 60 packets, and its CNAME. RFC 3550 §6.4.1, §6.5.
    const report = Buffer.from(
      '80c8000600001111e0000000000000000000257f0000003c00002580' + '81ca0002000011110102616200000000'.slice(0, 24),
      'hex',
    );
    script.send(1400, '10.0.0.1:40001', '10.0.0.9:50001', sealRtcp(caller, report, 1));

    const [stream] = await streamsOf(hangUp(script, 2000));

    expect(stream?.rtcp).toMatchObject({ sender: { cname: 'ab', sentPackets: 60 } });
  });
});

describe('listening', () => {
  test('what both sides send in SRTP is heard', async () => {
    const script = sdesCall();
    sendAudio(script, { ...fromCaller, fromMs: 100, packets: 100 });
    sendAudio(script, { ...fromCallee, sender: stranger, fromMs: 105, packets: 100 });
    const capture = hangUp(script, 3000).capture();
    const streams = [...(await analyze([capture])).streams()];
    const sides = ['left', 'right'] as const;
    const toHear = sides.flatMap((side, at) => (streams[at] === undefined ? [] : [{ row: streams[at], side }]));
    const input = await openBlob(new Blob([capture as Uint8Array<ArrayBuffer>]));
    const loudest = [0, 0];

    const recording = await listen(input, toHear, {
      onSamples: (samples) => {
        for (const [at, sample] of samples.entries()) loudest[at % 2] = Math.max(loudest[at % 2]!, Math.abs(sample));
      },
    });

    expect(recording.seconds).toBeCloseTo(2, 1);
    expect(loudest[0]).toBeGreaterThan(7000);
    expect(loudest[1]).toBe(0);
    expect(recording.streams[1]?.undecoded).toMatchObject([
      { why: expect.stringContaining('none of the keys') as string },
    ]);
  });
});

describe('DTLS-SRTP', () => {
  const { wire, keyLog, material, fingerprints } = recordedDtls('cookie');
  const key = Buffer.from(material, 'hex');
  const client: SrtpSender = { cipher: 'cm', key: key.subarray(0, 16), salt: key.subarray(32, 46), tagBytes: 10 };
  const server: SrtpSender = { cipher: 'cm', key: key.subarray(16, 32), salt: key.subarray(46, 60), tagBytes: 10 };

  /** The callee is the client. */
  function dtlsCall(callerFingerprint = fingerprints.server, script = new DatagramScript()): DatagramScript {
    const lines = (fingerprint: string, setup: string): readonly string[] => [
      `a=fingerprint:sha-256 ${fingerprint}`,
      `a=setup:${setup}`,
      'a=rtcp-mux',
    ];
    const proto = 'UDP/TLS/RTP/SAVPF';
    setUp(
      script,
      audioSdp(callerMedia, proto, lines(callerFingerprint, 'actpass')),
      audioSdp(calleeMedia, proto, lines(fingerprints.client, 'active')),
    );
    for (const [at, { from, bytes }] of wire.entries()) {
      const [source, destination] = from === 'client' ? [calleeMedia, callerMedia] : [callerMedia, calleeMedia];
      script.send(100 + at, source, destination, new Uint8Array(Buffer.from(bytes, 'hex')));
    }
    sendAudio(script, { ...fromCaller, sender: server, fromMs: 200, packets: 50 });
    sendAudio(script, { ...fromCallee, sender: client, fromMs: 205, packets: 50 });
    return hangUp(script, 2000);
  }

  test('a key log opens both directions', async () => {
    const streams = await streamsOf(dtlsCall(), { keyLog: Buffer.from(keyLog) });

    const told = { suite: SUITE, keyed: 'dtls', decrypted: true, authenticationFailures: 0 };
    const agreed = { version: 'DTLS 1.2', profile: SUITE, fingerprint: 'match' };
    expect(bySource(streams, callerMedia)).toMatchObject({ srtp: told, dtls: { ...agreed, client: 'dst' } });
    expect(bySource(streams, calleeMedia)).toMatchObject({ srtp: told, dtls: { ...agreed, client: 'src' } });
  });

  test('what was said is heard, with a key log', async () => {
    const heard = await record(dtlsCall().capture(), { keyLog: Buffer.from(keyLog) });
    const deaf = await record(dtlsCall().capture());

    expect(heard.frames).toBeGreaterThanOrEqual(8000);
    expect(frequencyOf(heard.left.subarray(400, 7600), 8000)).toBeCloseTo(1000, 0);
    expect(frequencyOf(heard.right.subarray(400, 7600), 8000)).toBeCloseTo(1000, 0);
    expect(deaf.left.every((sample) => sample === 0)).toBe(true);
  });

  test('a handshake that TURN relays opens what it relays', async () => {
    const turnServer = '203.0.113.5:3478';
    /** The caller is behind TURN: what it sends and gets goes through a channel. */
    class RelayedScript extends DatagramScript {
      override send(atMs: number, from: string, to: string, payload: string | Uint8Array): this {
        if (typeof payload === 'string') return super.send(atMs, from, to, payload);
        const relayed = channelData(0x4001, payload);
        return from === callerMedia
          ? super.send(atMs, callerMedia, turnServer, relayed)
          : super.send(atMs, turnServer, callerMedia, relayed);
      }
    }
    const script = new RelayedScript();
    DatagramScript.prototype.send.call(
      script,
      95,
      callerMedia,
      turnServer,
      channelBind(0x4001, { address: [10, 0, 0, 9], port: 50_000 }),
    );

    const streams = await streamsOf(dtlsCall(fingerprints.server, script), { keyLog: Buffer.from(keyLog) });

    const told = { suite: SUITE, keyed: 'dtls', decrypted: true, authenticationFailures: 0 };
    expect(bySource(streams, callerMedia)).toMatchObject({ srtp: told, packets: 50, dtls: { fingerprint: 'match' } });
    expect(bySource(streams, calleeMedia)).toMatchObject({ srtp: told, packets: 50, dtls: { fingerprint: 'match' } });
  });

  test('without one, what the handshake shows is told', async () => {
    const streams = await streamsOf(dtlsCall());

    expect(bySource(streams, callerMedia)).toMatchObject({
      protocol: 'SRTP',
      srtp: { keyed: 'unknown', decrypted: false, reason: 'no-key' },
      dtls: { certificate: fingerprints.server, noKey: 'key-log', frames: expect.arrayContaining([4]) as number[] },
    });
  });

  test('a certificate that is not the described one is told', async () => {
    const streams = await streamsOf(dtlsCall(fingerprints.client));

    expect(bySource(streams, callerMedia)?.dtls).toMatchObject({ fingerprint: 'mismatch' });
    expect(bySource(streams, callerMedia)?.problems).toMatchObject([{ code: 'certificate-differs' }]);
    expect(bySource(streams, calleeMedia)?.dtls).toMatchObject({ fingerprint: 'match' });
  });
});

describe.skipIf(!hasCorpus)('captures of others', () => {
  // As tshark has it: use_srtp 0x0001 in both hellos (frames 9 and 11), certificates in 11 and 13, DTLS 1.0.
  test('a handshake of WebRTC', async () => {
    const diagnostics = new CaptureDiagnostics();
    const associations = new DtlsAssociations(new KeyLog(diagnostics), diagnostics);
    const file = readFileSync(path.join(corpus, 'captures/zeek__webrtc-stun.pcap'));
    for await (const { payload, srcIp, frame } of readDatagrams([file]))
      if (isDtls(payload, 0, payload.length))
        associations.receive(srcIp === '192.168.6.82' ? 0 : 1, payload, 0, payload.length, frame);

    const facts = [0, 1].map((flow) => associations.of(flow)?.facts(flow, []));

    const agreed = { version: 'DTLS 1.0', profile: SUITE, noKey: 'key-log', frames: [9, 11, 13] };
    expect(facts).toMatchObject([
      { ...agreed, client: 'dst' },
      { ...agreed, client: 'src' },
    ]);
  });
});
