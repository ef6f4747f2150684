import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCertificates } from './certificates.ts';

/** Made for this test, of nobody. */
const pem = `-----BEGIN CERTIFICATE-----
MIIBzjCCAXWgAwIBAgIUIQj7wUBWjWxiCFUGneNj6T3zRvkwCgYIKoZIzj0EAwIw
PTELMAkGA1UEBhMCVVMxGDAWBgNVBAoMD0V4YW1wbGUgQ2FycmllcjEUMBIGA1UE
AwwLU0hBS0VOIDEyMzQwHhcNMjYxMTIyMjE1NjQxWhcNMzYxMTE5MjE1NjQxWjA9
MQswCQYDVQQGEwJVUzEYMBYGA1UECgwPRXhhbXBsZSBDYXJyaWVyMRQwEgYDVQQD
DAtTSEFLRU4gMTIzNDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABFhS6iU1KdzP
RqQe+0trkrIokRlsYRuOT4gmsZACoF1QVffs4KnkZWg1Gm3AP+6rq13Fu8i9+2Ig
IK39XH5s5CyjUzBRMB0GA1UdDgQWBBQL5qSei1BSKSIZg5YGl2jAEQM9HjAfBgNV
HSMEGDAWgBQL5qSei1BSKSIZg5YGl2jAEQM9HjAPBgNVHRMBAf8EBTADAQH/MAoG
CCqGSM49BAMCA0cAMEQCIAW+HTJwJ/cn10Kpob8iGcGg8m27CiaO4reABQMuqdtW
AiAES9CpIiFTvDAJBBtAj36SpyI31z6Rl4DTWo7IGOgVwg==
-----END CERTIFICATE-----
`;

describe('readCertificates()', () => {
  test('reads the key, the name and the dates of a certificate as Node does', () => {
    const read = new X509Certificate(pem);

    const [certificate] = readCertificates(pem, 'file.pem');

    expect(certificate?.name).toBe('SHAKEN 1234');
    expect(Buffer.from(certificate!.publicKey)).toEqual(read.publicKey.export({ type: 'spki', format: 'der' }));
    expect(certificate?.notBefore).toBe(Date.parse(read.validFrom));
    expect(certificate?.notAfter).toBe(Date.parse(read.validTo));
  });

  test('reads all that a file holds, with the place they are said to lie at, and passes over the rest', () => {
    const key = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n';

    const certificates = readCertificates(`text\n${pem}${key}${pem}`, 'file.pem', 'https://x/y');

    expect(certificates.map(({ uri }) => uri)).toEqual(['https://x/y', 'https://x/y']);
  });

  test('gives nothing for what cannot be read', () => {
    const damaged = pem.replace('MIIB', 'MIIZ');
    const texts = [
      '',
      'no PEM',
      '-----BEGIN CERTIFICATE-----',
      '-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----',
      damaged,
    ];

    expect(texts.flatMap((text) => readCertificates(text, 'x'))).toEqual([]);
  });

  test('reads any bytes without a fault', () => {
    const [, body = ''] = /-----\n(.*?)-----END/s.exec(pem) ?? [];
    const bytes = Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0));
    const changes = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 8 });
    fc.assert(
      fc.property(changes, fc.nat(bytes.length), (changed, length) => {
        const damaged = bytes.slice(0, length);
        for (const [at, value] of changed) if (at < length) damaged[at] = value;
        const text = `-----BEGIN CERTIFICATE-----\n${Buffer.from(damaged).toString('base64')}\n-----END CERTIFICATE-----`;

        for (const { publicKey, notAfter } of readCertificates(text, 'x')) {
          expect(publicKey.length).toBeGreaterThan(0);
          expect(notAfter === undefined || Number.isFinite(notAfter)).toBe(true);
        }
      }),
    );
  });
});
