import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DigestParts, digestOf, isAka, passwordAlgorithm, userhashOf } from './digest.ts';

const none = new Uint8Array(0);

function parts(changes: Partial<Omit<DigestParts, 'algorithm'>> & { algorithm?: string }): DigestParts {
  const { algorithm: name, ...rest } = changes;
  const algorithm = passwordAlgorithm(name);
  if (algorithm === undefined) throw new Error(`no such algorithm: ${name}`);
  return {
    username: 'Mufasa',
    realm: 'http-auth@example.org',
    nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
    method: 'GET',
    uri: '/dir/index.html',
    qop: 'auth',
    nc: '00000001',
    cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
    sessionCnonce: rest.cnonce,
    body: none,
    ...rest,
    algorithm,
  };
}

describe('digestOf()', () => {
  test('gives the response of RFC 2617 §3.5', () => {
    const digest = digestOf(
      'Circle Of Life',
      parts({
        realm: 'testrealm@host.com',
        nonce: 'dcd98b7102dd2f0e8b11d0f600bfb0c093',
        cnonce: '0a4f113b',
      }),
    );

    expect(digest).toBe('6629fae49393a05397450978507c4ef1');
  });

  test('gives the MD5 response of RFC 7616 §3.9.1', () => {
    expect(digestOf('Circle of Life', parts({ algorithm: 'MD5' }))).toBe('8ca523f5e9506fed4657c9700eebdbec');
  });

  test('gives the SHA-256 response of RFC 7616 §3.9.1', () => {
    expect(digestOf('Circle of Life', parts({ algorithm: 'SHA-256' }))).toBe(
      '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1',
    );
  });

  // The digests printed in RFC 7616 §3.9.2 were made with SHA-512 cut to 256 bits, which is not SHA-512/256: erratum 4897 has the right ones.
  const doe = {
    algorithm: 'SHA-512-256',
    username: 'J\u00e4s\u00f8n Doe',
    realm: 'api@example.org',
    nonce: '5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK',
    uri: '/doe.json',
    cnonce: 'NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v',
  };

  test('gives the SHA-512-256 response of RFC 7616 §3.9.2, erratum 4897', () => {
    expect(digestOf('Secret, or not?', parts(doe))).toBe(
      '3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5',
    );
  });

  test('gives the hidden user name of RFC 7616 §3.9.2, erratum 4897', () => {
    const { algorithm, username, realm } = parts(doe);

    expect(userhashOf(algorithm, username, realm)).toBe(
      '793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b',
    );
  });

  test('hashes no body as an empty text, RFC 8760 §2.6', () => {
    const body = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    const whole = parts({ algorithm: 'SHA-256', qop: 'auth-int', method: 'REGISTER', uri: 'sip:a' });
    const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
    const key = hash(`${whole.username}:${whole.realm}:x`);

    const asked = hash(`REGISTER:sip:a:${body}`);
    expect(digestOf('x', whole)).toBe(hash(`${key}:${whole.nonce}:00000001:${whole.cnonce}:auth-int:${asked}`));
  });

  test('makes the key of a session with the cnonce that began it', () => {
    const session = parts({ algorithm: 'MD5-sess', cnonce: 'second', sessionCnonce: 'first', nc: '00000002' });
    const hash = (text: string): string => createHash('md5').update(text).digest('hex');
    const key = hash(`${hash(`${session.username}:${session.realm}:x`)}:${session.nonce}:first`);

    const asked = hash('GET:/dir/index.html');
    expect(digestOf('x', session)).toBe(hash(`${key}:${session.nonce}:00000002:second:auth:${asked}`));
  });

  test('agrees with the digests of Node on any text', () => {
    const names = { MD5: 'md5', 'SHA-256': 'sha256', 'SHA-512-256': 'sha512-256' } as const;
    const name = fc.constantFrom('MD5', 'SHA-256', 'SHA-512-256');
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(name, text, text, text, fc.uint8Array(), (algorithm, username, password, nonce, body) => {
        const hash = (data: string | Uint8Array): string => createHash(names[algorithm]).update(data).digest('hex');
        const key = hash(`${username}:r:${password}`);
        const whole = parts({ algorithm, username, realm: 'r', nonce, qop: 'auth-int', body, cnonce: 'c' });

        const expected = hash(`${key}:${nonce}:00000001:c:auth-int:${hash(`GET:/dir/index.html:${hash(body)}`)}`);
        expect(digestOf(password, whole)).toBe(expected);
      }),
    );
  });

  test('without qop has neither count nor cnonce, as in RFC 2069', () => {
    const hash = (text: string): string => createHash('md5').update(text).digest('hex');
    const old = parts({ qop: undefined, nc: undefined, cnonce: undefined, nonce: 'n' });

    const key = hash(`${old.username}:${old.realm}:x`);
    expect(digestOf('x', old)).toBe(hash(`${key}:n:${hash('GET:/dir/index.html')}`));
  });
});

describe('passwordAlgorithm()', () => {
  test('is MD5 where none is said, and reads names in any case', () => {
    expect(passwordAlgorithm(undefined)).toBe(passwordAlgorithm('md5'));
    expect(passwordAlgorithm('sha-512-256-SESS')?.isSession).toBe(true);
  });

  test('is none of AKA, whose secret is in the SIM', () => {
    expect(passwordAlgorithm('AKAv1-MD5')).toBeUndefined();
    expect([isAka('AKAv1-MD5'), isAka('akav2-SHA-256'), isAka('MD5'), isAka(undefined)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
