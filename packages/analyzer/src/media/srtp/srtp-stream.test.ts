import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSdp } from '@sipscope/parser';
import { type RtpFields, rtpOf, sealRtcp, sealRtp, type SrtpSender } from '../../../test/seal-srtp.ts';
import { HeldBytes } from '../../transport/tls/held-bytes.ts';
import type { RtpPacket } from '../rtp-packet.ts';
import { addSdesKeys, encryptsExtensions, sdesKeys } from './sdes-keys.ts';
import { SrtcpStream } from './srtcp-stream.ts';
import { SrtpKeyRing } from './srtp-key-ring.ts';
import { SrtpStream } from './srtp-stream.ts';

const SSRC = 0xcafe_babe;

/** As the media stage gives it: where the payload ends is not known, for the tag is part of it. */
function packetOf(bytes: Uint8Array): RtpPacket {
  const view = Buffer.from(bytes);
  return {
    frame: 1,
    timeNs: 0,
    flow: 0,
    ssrc: view.readUInt32BE(8),
    sequence: view.readUInt16BE(2),
    timestamp: view.readUInt32BE(4),
    payloadType: bytes[1]! & 0x7f,
    marker: false,
    bytes,
    start: 0,
    end: bytes.length,
    payloadStart: 12,
    payloadEnd: bytes.length,
    extensionStart: -1,
    extensionEnd: -1,
    extensionProfile: 0,
    csrcCount: 0,
    slicedBytes: 0,
    dscp: -1,
  };
}

function sender(cipher: SrtpSender['cipher'], keyBytes: number, tagBytes: number, seed = 1): SrtpSender {
  const key = new Uint8Array(keyBytes).map((_, at) => (at * 7 + seed) & 0xff);
  const salt = new Uint8Array(cipher === 'gcm' ? 12 : 14).map((_, at) => (at * 13 + seed * 3) & 0xff);
  return { cipher, key, salt, tagBytes };
}

function inline({ key, salt }: SrtpSender): string {
  return Buffer.concat([key, salt]).toString('base64');
}

function mediaOf(lines: string): ReturnType<typeof parseSdp>['media'][number] {
  const text = `v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 4000 RTP/SAVP 0\r\n${lines}`;
  return parseSdp(new TextEncoder().encode(text)).media[0]!;
}

/** Of `a=crypto` lines without what is before their suite. */
function ringOf(...lines: readonly string[]): SrtpKeyRing {
  const ring = new SrtpKeyRing();
  addSdesKeys(sdesKeys(mediaOf(lines.map((line, at) => `a=crypto:${at + 1} ${line}\r\n`).join(''))), ring);
  return ring;
}

function streamOf(ring: SrtpKeyRing, triedBytes = 1 << 27, rolloversTried = 512): SrtpStream {
  return new SrtpStream(ring, new HeldBytes(triedBytes), { rolloversTried });
}

function textOf(stream: SrtpStream, bytes: Uint8Array): string | undefined {
  const payload = stream.open(packetOf(bytes));
  return payload && Buffer.from(payload.bytes.subarray(payload.start, payload.end)).toString();
}

function fields(sequence: number, rollover = 0): RtpFields {
  return { ssrc: SSRC, sequence, rollover, payload: Buffer.from(`packet ${sequence} of ${rollover}`) };
}

const cm = sender('cm', 16, 10);
const cmLine = `AES_CM_128_HMAC_SHA1_80 inline:${inline(cm)}`;

describe('a stream of SRTP', () => {
  test.each([
    ['AES_CM_128_HMAC_SHA1_80', sender('cm', 16, 10)],
    ['AES_CM_128_HMAC_SHA1_32', sender('cm', 16, 4)],
    ['AES_192_CM_HMAC_SHA1_80', sender('cm', 24, 10)],
    ['AES_192_CM_HMAC_SHA1_32', sender('cm', 24, 4)],
    ['AES_256_CM_HMAC_SHA1_80', sender('cm', 32, 10)],
    ['AES_256_CM_HMAC_SHA1_32', sender('cm', 32, 4)],
    ['AEAD_AES_128_GCM', sender('gcm', 16, 16)],
    ['AEAD_AES_256_GCM', sender('gcm', 32, 16)],
    ['NULL_HMAC_SHA1_80', sender('null', 16, 10)],
  ])('%s is opened with the key of its description', (suite, from) => {
    const ring = ringOf(`${suite} inline:${inline(from)}|2^31`);
    const stream = streamOf(ring);
    const padded = { ...fields(2), padding: 4 };

    const texts = [sealRtp(from, fields(1)), sealRtp(from, padded)].map((bytes) => textOf(stream, bytes));

    expect(texts).toEqual(['packet 1 of 0', 'packet 2 of 0']);
    expect(stream.facts()).toMatchObject({ suite, keyed: 'sdes', decrypted: true, authenticationFailures: 0 });
  });

  test('the rollover counter follows the sequence numbers, also of packets out of order', () => {
    const stream = streamOf(ringOf(cmLine));
    const sent = [
      [65_533, 0],
      [65_535, 0],
      [1, 1],
      [65_534, 0],
      [0, 1],
      [40_000, 1],
      [65_000, 1],
      [3, 2],
    ] as const;

    const texts = sent.map(([sequence, rollover]) => textOf(stream, sealRtp(cm, fields(sequence, rollover))));

    expect(texts).toEqual(sent.map(([sequence, rollover]) => `packet ${sequence} of ${rollover}`));
    expect(stream.facts()).not.toHaveProperty('firstRollover');
  });

  test.each(['cm', 'gcm'] as const)('%s: a capture may begin long after the stream', (cipher) => {
    const from = sender(cipher, 16, cipher === 'cm' ? 10 : 16);
    const suite = cipher === 'cm' ? 'AES_CM_128_HMAC_SHA1_80' : 'AEAD_AES_128_GCM';
    const stream = streamOf(ringOf(`${suite} inline:${inline(from)}`));

    const texts = [65_535, 0].map((sequence, at) => textOf(stream, sealRtp(from, fields(sequence, 37 + at))));

    expect(texts).toEqual(['packet 65535 of 37', 'packet 0 of 38']);
    expect(stream.facts().firstRollover).toBe(37);
  });

  test('after a gap in the capture, the counter is found again', () => {
    const stream = streamOf(ringOf(cmLine));

    const texts = [fields(100), fields(50, 9), fields(51, 9)].map((one) => textOf(stream, sealRtp(cm, one)));

    expect(texts).toEqual(['packet 100 of 0', 'packet 50 of 9', 'packet 51 of 9']);
  });

  test('session keys change with the key derivation rate', () => {
    const from = { ...cm, derivationRate: 16 };
    const stream = streamOf(ringOf(`${cmLine} KDR=4`));

    const texts = [14, 15, 16, 17, 15, 33].map((sequence) => textOf(stream, sealRtp(from, fields(sequence))));

    expect(texts).toEqual([14, 15, 16, 17, 15, 33].map((sequence) => `packet ${sequence} of 0`));
  });

  test('a key that a later offer gives takes over; packets on their way have the one before', () => {
    const ring = ringOf(cmLine);
    const stream = streamOf(ring);
    const next = sender('cm', 16, 10, 9);
    const first = textOf(stream, sealRtp(cm, fields(1)));
    addSdesKeys(sdesKeys(mediaOf(`a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${inline(next)}\r\n`)), ring);

    const texts = [sealRtp(next, fields(2)), sealRtp(cm, fields(3)), sealRtp(next, fields(4))];

    expect([first, ...texts.map((bytes) => textOf(stream, bytes))]).toEqual(
      [1, 2, 3, 4].map((sequence) => `packet ${sequence} of 0`),
    );
    expect(stream.facts()).toMatchObject({ keyChanges: 3, authenticationFailures: 0 });
  });

  test('the master key identifier chooses the key; where it is described and not sent, the key fits all the same', () => {
    const other = sender('cm', 16, 10, 5);
    const line = `AES_CM_128_HMAC_SHA1_80 inline:${inline(cm)}|2^20|1:4;inline:${inline(other)}|2^20|2:4`;
    const stream = streamOf(ringOf(line));
    const withMki = sealRtp({ ...other, mki: Uint8Array.of(0, 0, 0, 2) }, fields(1));
    const without = sealRtp(cm, fields(2));

    expect(textOf(stream, withMki)).toBe('packet 1 of 0');
    expect(textOf(stream, without)).toBe('packet 2 of 0');
  });

  test('with AEAD the identifier stands at the end', () => {
    const from = sender('gcm', 32, 16);
    const stream = streamOf(ringOf(`AEAD_AES_256_GCM inline:${inline(from)}|1:1`));

    expect(textOf(stream, sealRtp({ ...from, mki: Uint8Array.of(1) }, fields(1)))).toBe('packet 1 of 0');
  });

  test('what is not encrypted is told, and so is what is not authenticated', () => {
    const clear = streamOf(ringOf(`${cmLine} UNENCRYPTED_SRTP`));
    const believed = streamOf(ringOf(`${cmLine} UNAUTHENTICATED_SRTP`));

    const texts = [
      textOf(clear, sealRtp({ ...cm, unencrypted: true }, fields(1))),
      textOf(believed, sealRtp({ ...cm, tagBytes: 0 }, fields(1))),
    ];

    expect(texts).toEqual(['packet 1 of 0', 'packet 1 of 0']);
    expect(clear.facts()).toMatchObject({ unencrypted: true, decrypted: true });
    expect(believed.facts()).toMatchObject({ unauthenticated: true, decrypted: true });
  });

  test('with two lines offered, the one that fits is told', () => {
    const gcm = sender('gcm', 32, 16);
    const stream = streamOf(ringOf(`AEAD_AES_256_GCM inline:${inline(gcm)}`, cmLine, `${cmLine} UNAUTHENTICATED_SRTP`));

    expect(textOf(stream, sealRtp(cm, fields(7)))).toBe('packet 7 of 0');
    expect(stream.facts()).toMatchObject({ suite: 'AES_CM_128_HMAC_SHA1_80', decrypted: true });
  });

  test('what cannot be opened is told with its reason', () => {
    const sealed = sealRtp(cm, fields(1));
    const wrong = streamOf(ringOf(`AES_CM_128_HMAC_SHA1_80 inline:${inline(sender('cm', 16, 10, 77))}`));
    const keyless = streamOf(ringOf());
    const unsupported = streamOf(ringOf('SEED_CTR_128_HMAC_SHA1_80 inline:AAAA'));
    const cut = streamOf(ringOf(cmLine));

    for (const stream of [wrong, keyless, unsupported]) expect(textOf(stream, sealed)).toBeUndefined();
    expect(cut.open({ ...packetOf(sealed), slicedBytes: 1 })).toBeUndefined();

    expect(wrong.facts()).toEqual({ keyed: 'sdes', decrypted: false, reason: 'key', authenticationFailures: 1 });
    expect(keyless.facts()).toEqual({
      keyed: 'unknown',
      decrypted: false,
      reason: 'no-key',
      authenticationFailures: 0,
    });
    expect(unsupported.facts()).toMatchObject({ decrypted: false, reason: 'unsupported-suite' });
    expect(cut.facts()).toMatchObject({ decrypted: false, reason: 'cut' });
  });

  test('a damaged packet fails alone', () => {
    const stream = streamOf(ringOf(cmLine));
    const damaged = sealRtp(cm, fields(2));
    damaged[14]! ^= 1;

    const texts = [sealRtp(cm, fields(1)), damaged, sealRtp(cm, fields(3))].map((bytes) => textOf(stream, bytes));

    expect(texts).toEqual(['packet 1 of 0', undefined, 'packet 3 of 0']);
    expect(stream.facts()).toMatchObject({ decrypted: true, authenticationFailures: 1 });
  });

  test('what is tried in vain is bounded', () => {
    const tried = new HeldBytes(1 << 20);
    const stream = new SrtpStream(ringOf(cmLine), tried, { rolloversTried: 1 << 30 });
    const others = sender('cm', 16, 10, 200);

    for (let sequence = 0; sequence < 50; sequence++) textOf(stream, sealRtp(others, fields(sequence)));

    expect(tried.refused).toBe(true);
    expect(stream.facts().authenticationFailures).toBe(50);
  });

  test('nothing that is sent throws', () => {
    const suites = [cmLine, `AEAD_AES_128_GCM inline:${inline(sender('gcm', 16, 16))}|3:2`, `${cmLine}|1:128`];
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 12, maxLength: 64 }), fc.constantFrom(...suites), (bytes, line) => {
        const ring = ringOf(line);
        streamOf(ring, 1 << 20, 4).open(packetOf(bytes));
        new SrtcpStream(ring).open(bytes, 0, bytes.length);
      }),
    );
  });
});

describe('SRTCP', () => {
  const compound = Buffer.from('80c90001cafebabe81ca0002cafebabe0102616200000000', 'hex');

  test.each([
    ['AES_CM_128_HMAC_SHA1_32', sender('cm', 16, 4), false],
    ['AES_256_CM_HMAC_SHA1_80', sender('cm', 32, 10), false],
    ['AEAD_AES_128_GCM', sender('gcm', 16, 16), false],
    ['AEAD_AES_256_GCM', sender('gcm', 32, 16), true],
    ['AES_CM_128_HMAC_SHA1_80', sender('cm', 16, 10), true],
  ])('%s', (suite, from, unencrypted) => {
    const stream = new SrtcpStream(ringOf(`${suite} inline:${inline(from)}|2^20|7:2`));
    const packets = [
      sealRtcp({ ...from, unencrypted }, compound, 1),
      sealRtcp({ ...from, unencrypted, mki: Uint8Array.of(0, 7) }, compound, 70_000),
    ];

    const opened = packets.map((bytes) => stream.open(bytes, 0, bytes.length));

    expect(opened.map((bytes) => bytes && Buffer.from(bytes).toString('hex'))).toEqual([
      compound.toString('hex'),
      compound.toString('hex'),
    ]);
    expect(stream.open(rtpOf(fields(1)), 0, 12)).toBeUndefined();
    expect(stream).toMatchObject({ opened: 2, failures: 1 });
  });
});

describe('keys of a session description', () => {
  test.each([
    ['of another length than the suite has', 'AES_CM_128_HMAC_SHA1_80 inline:AAAA'],
    ['that is no base64', 'AES_CM_128_HMAC_SHA1_80 inline:????????????????????????????????????????'],
    ['of another method', 'AES_CM_128_HMAC_SHA1_80 url:http://example.com'],
  ])('none is one %s', (_what, line) => {
    expect(ringOf(line).keys).toEqual([]);
  });

  test('one with padding characters is one', () => {
    const key = Buffer.alloc(46, 7).toString('base64');

    expect(key).toMatch(/==$/);
    expect(ringOf(`AES_256_CM_HMAC_SHA1_80 inline:${key}`).keys).toHaveLength(1);
  });

  test('the oldest of too many are forgotten, and one given again is the same', () => {
    const ring = new SrtpKeyRing({ masterKeys: 2 });
    const add = (seed: number): void => {
      const line = `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${inline(sender('cm', 16, 10, seed))}\r\n`;
      addSdesKeys(sdesKeys(mediaOf(line)), ring);
    };
    for (const seed of [1, 2, 3, 3, 2]) add(seed);

    const [latest, oldest] = [3, 2].map((seed) => sender('cm', 16, 10, seed).key);
    expect(ring.keys.map(({ master }) => master.key)).toEqual([latest, oldest]);
  });

  test('encrypted header extensions are seen', () => {
    const encrypted = 'a=extmap:4 urn:ietf:params:rtp-hdrext:encrypt urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n';
    const plain = 'a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n';

    expect(encryptsExtensions(mediaOf(encrypted).extmaps.map(({ uri }) => uri))).toBe(true);
    expect(encryptsExtensions(mediaOf(plain).extmaps.map(({ uri }) => uri))).toBe(false);
  });
});
