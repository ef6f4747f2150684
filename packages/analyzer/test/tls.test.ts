import type tls from 'node:tls';
import { describe, expect, test } from 'vitest';
import { TlsReading } from './read-tls.ts';
import { recordTls, type TlsRecordingOptions } from './record-tls.ts';

const texts = ['OPTIONS sip:bob@example.com SIP/2.0\r\n\r\n', 'SIP/2.0 200 OK\r\n\r\n', 'x'.repeat(40_000), 'bye'];
const said = [texts[0]! + texts[2]!, texts[1]! + texts[3]!];

/** OpenSSL offers suites that are weak only at this level. */
const security0 = ':@SECLEVEL=0';
const noEncryptThenMac = 0x80000;

async function readRecorded(options: Omit<TlsRecordingOptions, 'texts'>) {
  const recording = await recordTls({ ...options, texts });
  return { recording, reading: new TlsReading(recording.keyLog).read(recording.wire) };
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
