import tls from 'node:tls';
import { describe, expect, test } from 'vitest';
import { placeLength } from '../src/capture/place.ts';
import { TlsReading } from './read-tls.ts';
import { testCertificates } from './test-certificates.ts';
import { recordTls, type TlsRecording, type TlsRecordingOptions } from './record-tls.ts';

const texts = ['OPTIONS sip:bob@example.com SIP/2.0\r\n\r\n', 'SIP/2.0 200 OK\r\n\r\n', 'x'.repeat(40_000), 'bye'];
const said = [texts[0]! + texts[2]!, texts[1]! + texts[3]!];

/** OpenSSL offers suites that are weak only at this level. */
const security0 = ':@SECLEVEL=0';
const noEncryptThenMac = 0x80000;

async function readRecorded(options: Omit<TlsRecordingOptions, 'texts'>) {
  const recording = await recordTls({ ...options, texts });
  return { recording, reading: new TlsReading(recording.keyLog).read(recording.wire) };
}

/** A connection, and one that resumes its session. */
async function recordResumed(version: tls.SecureVersion): Promise<readonly [TlsRecording, TlsRecording]> {
  const both = { minVersion: version, maxVersion: version } as const;
  const ticketKeys = Buffer.alloc(48, 7);
  const secureContext = tls.createSecureContext({ ...testCertificates.rsa, ...both, ticketKeys });
  const server = { ...both, secureContext };
  const first = await recordTls({ client: both, server, texts });
  return [first, await recordTls({ client: { ...both, session: first.session }, server, texts })];
}

function withSuite(ciphers: string, version: tls.SecureVersion, secureOptions = 0) {
  const both = {
    ciphers: version === 'TLSv1.3' ? `${ciphers}:ALL${security0}` : `${ciphers}${security0}`,
    minVersion: version,
    maxVersion: version,
    secureOptions,
  };
  return { client: both, server: both, certificate: ciphers.includes('ECDSA') ? 'ec' : 'rsa' } as const;
}

describe('TLS 1.3', () => {
  test.each([
    'TLS_AES_128_GCM_SHA256',
    'TLS_AES_256_GCM_SHA384',
    'TLS_CHACHA20_POLY1305_SHA256',
    'TLS_AES_128_CCM_SHA256',
    'TLS_AES_128_CCM_8_SHA256',
  ])('with %s gives what both sides said', async (suite) => {
    const { recording, reading } = await readRecorded(withSuite(suite, 'TLSv1.3'));

    expect(recording).toMatchObject({ version: 'TLSv1.3', suite });
    expect(reading.texts).toEqual(said);
    expect(reading.diagnostics.counts()).toEqual([]);
    expect(reading.connections.facts()).toEqual({ connections: 1, decrypted: 1, serverNames: ['sip.example.com'] });
  });
});

describe('TLS 1.2', () => {
  const suites = [
    'ECDHE-RSA-AES128-GCM-SHA256',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-CHACHA20-POLY1305',
    'DHE-RSA-AES128-GCM-SHA256',
    'AES128-GCM-SHA256',
    'AES256-GCM-SHA384',
    'AES128-CCM',
    'AES256-CCM',
    'AES128-CCM8',
    'AES256-CCM8',
    'ECDHE-ECDSA-AES128-CCM8',
    'AES128-SHA',
    'AES256-SHA',
    'AES128-SHA256',
    'AES256-SHA256',
    'ECDHE-RSA-AES128-SHA',
    'ECDHE-RSA-AES256-SHA384',
    'NULL-SHA256',
    'NULL-SHA',
  ];

  test.each(suites)('with %s gives what both sides said', async (suite) => {
    const { recording, reading } = await readRecorded(withSuite(suite, 'TLSv1.2'));

    expect(recording.version).toBe('TLSv1.2');
    expect(reading.texts).toEqual(said);
    expect(reading.diagnostics.counts()).toEqual([]);
  });

  test.each(['AES128-SHA', 'AES256-SHA256', 'ECDHE-RSA-AES256-SHA384'])(
    'with %s whose MAC is made before encrypting gives what both sides said',
    async (suite) => {
      const { reading } = await readRecorded(withSuite(suite, 'TLSv1.2', noEncryptThenMac));

      expect(reading.texts).toEqual(said);
      expect(reading.diagnostics.counts()).toEqual([]);
    },
  );
});

describe('TLS 1.0 and 1.1', () => {
  test.each([
    ['TLSv1', 0],
    ['TLSv1', noEncryptThenMac],
    ['TLSv1.1', 0],
    ['TLSv1.1', noEncryptThenMac],
  ] as const)('%s gives what both sides said (options %i)', async (version, options) => {
    const { recording, reading } = await readRecorded(withSuite('AES128-SHA', version, options));

    expect(recording.version).toBe(version);
    expect(reading.texts).toEqual(said);
    expect(reading.diagnostics.counts()).toEqual([]);
  });
});

describe('a TLS connection', () => {
  test.each(['TLSv1.2', 'TLSv1.3'] as const)('of %s that is resumed is decrypted', async (version) => {
    const [, second] = await recordResumed(version);

    expect(second.isResumed).toBe(true);
    expect(new TlsReading(second.keyLog).read(second.wire).texts).toEqual(said);
  });

  test('that resumes a session whose secret alone is known is decrypted', async () => {
    const [first, second] = await recordResumed('TLSv1.2');

    const reading = new TlsReading(first.keyLog).read(first.wire).read(second.wire);

    expect(reading.texts).toEqual([said[0]! + said[0]!, said[1]! + said[1]!]);
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'of %s in which the client shows a certificate is decrypted',
    async (version) => {
      const both = { minVersion: version, maxVersion: version } as const;
      const server = { ...both, requestCert: true, rejectUnauthorized: false };

      const { reading } = await readRecorded({ client: { ...both, ...testCertificates.ec }, server });

      expect(reading.texts).toEqual(said);
    },
  );

  test('that makes new keys in the midst of it is decrypted', async () => {
    const both = { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' } as const;

    const { recording, reading } = await readRecorded({ client: both, server: both, renegotiate: true });

    expect(recording.keyLog.match(/CLIENT_RANDOM/g)).toHaveLength(2);
    expect(reading.texts).toEqual(said);
    expect(reading.diagnostics.counts()).toEqual([]);
  });

  test('whose server asks for another hello is decrypted', async () => {
    const { recording, reading } = await readRecorded({
      client: { ecdhCurve: 'X25519:P-256' },
      server: { ecdhCurve: 'P-256' } as tls.TLSSocketOptions,
    });

    // The random that says so. RFC 8446 §4.1.3
    expect(Buffer.concat(recording.wire.map(({ bytes }) => bytes)).toString('hex')).toContain(
      'cf21ad74e59a6111be1d8c02',
    );
    expect(reading.texts).toEqual(said);
  });

  test('without keys is counted, and its name is told', async () => {
    const { wire } = await recordTls({ texts });

    const reading = new TlsReading().read(wire);

    expect(reading.texts).toEqual(['', '']);
    expect(reading.connections.facts()).toEqual({ connections: 1, decrypted: 0, serverNames: ['sip.example.com'] });
    reading.connections.end();
    expect(reading.diagnostics.counts()).toEqual([]);
  });

  test('that a key log has no key for is told once', async () => {
    const [one, other] = [await recordTls({ texts }), await recordTls({ texts })];

    const reading = new TlsReading(one.keyLog).read(one.wire).read(other.wire).read(other.wire);
    reading.connections.end();

    expect(reading.diagnostics.counts()).toEqual([
      {
        code: 'tls-keylog',
        count: 1,
        samples: [{ detail: 'The key log has no key for 2 of 3 TLS connections: what they carry is not known.' }],
      },
    ]);
  });

  test('is not needed to tell that a key log is none', () => {
    const reading = new TlsReading('-----BEGIN CERTIFICATE-----\nMIIB\n');
    reading.connections.end();

    expect(reading.diagnostics.counts()).toMatchObject([
      { code: 'tls-keylog', count: 1, samples: [{ detail: expect.stringContaining('no line that is a secret') }] },
    ]);
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'of %s whose keys come only at the end is decrypted then, in order',
    async (version) => {
      const { wire, keyLog } = await recordTls({ client: { minVersion: version, maxVersion: version }, texts });
      const reading = new TlsReading().read(wire);

      reading.keyLog.add(new TextEncoder().encode(keyLog));
      reading.connections.receiveKeys();
      reading.connections.end();

      expect(reading.texts).toEqual(said);
      expect(reading.ends).toEqual([0, 1]);
      expect(reading.chunks.map(({ frame }) => frame)).toEqual(
        reading.chunks.map(({ frame }) => frame).toSorted((a, b) => a - b),
      );
      expect(reading.connections.facts()).toMatchObject({ connections: 1, decrypted: 1 });
      expect(reading.diagnostics.counts()).toEqual([]);
    },
  );

  test('that waits longer for its keys than is allowed is given up, which is told', async () => {
    const { wire, keyLog } = await recordTls({ texts });
    const reading = new TlsReading('', { waitingBytes: 10_000 }).read(wire);

    reading.keyLog.add(new TextEncoder().encode(keyLog));
    reading.connections.receiveKeys();
    reading.connections.end();

    expect(reading.texts).toEqual(['', '']);
    expect(reading.diagnostics.counts()).toMatchObject([
      { code: 'tls-keylog', samples: [{ detail: expect.stringContaining('more than 10000 bytes') }] },
    ]);
  });

  test('that begins before the capture cannot be decrypted, which is said once', async () => {
    const { wire, keyLog } = await recordTls({ texts });

    const reading = new TlsReading(keyLog).read(wire.slice(-6));

    expect(reading.texts).toEqual(['', '']);
    expect(reading.diagnostics.counts()).toMatchObject([
      {
        code: 'tls-record',
        count: 1,
        samples: [{ detail: expect.stringContaining('begins inside a TLS connection') }],
      },
    ]);
    expect(reading.diagnostics.damaged).toBe(false);
  });

  test('gives each packet the bytes it brought', async () => {
    const { wire, keyLog } = await recordTls({ texts: ['a'.repeat(3000)], client: { maxVersion: 'TLSv1.2' } });
    const pieces = wire.flatMap(({ direction, bytes }) =>
      Array.from({ length: Math.ceil(bytes.length / 1000) }, (_, at) => ({
        direction,
        bytes: bytes.subarray(1000 * at, 1000 * (at + 1)),
      })),
    );

    const reading = new TlsReading(keyLog).read(pieces);

    const frames = reading.chunks.map(({ frame }) => frame);
    expect(frames).toEqual([frames[0]!, frames[0]! + 1, frames[0]! + 2, frames[0]! + 3]);
    expect(reading.texts[0]).toBe('a'.repeat(3000));
    expect(reading.chunks.every(({ bytes, place }) => placeLength(place) === bytes.length)).toBe(true);
  });
});
