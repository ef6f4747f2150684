import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CommandError } from './command-error.ts';
import { readAliasOptions } from './read-aliases.ts';
import { readCertificateOptions } from './read-certificates.ts';

let folder: string;
let keyFile: string;

/** Of RFC 8225, Appendix A.2. */
const publicKey = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE8HNbQd/TmvCKwPKHkMF9fScavGeH
78YTU8qLS8I5HLHSSmlATLcslQMhNC/OhlWBYC626nIlo7XeebYS7Sb37g==
-----END PUBLIC KEY-----
`;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sipscope-aliases-'));
  keyFile = path.join(folder, 'key=1.pem');
  await writeFile(keyFile, publicKey);
});

afterAll(async () => rm(folder, { recursive: true }));

describe('readAliasOptions()', () => {
  test('takes names and files of them; what was given first counts', async () => {
    const file = path.join(folder, 'hosts');
    await writeFile(file, '192.0.2.1 theirs\n192.0.2.9 pbx\n');

    const aliases = readAliasOptions({ alias: ['192.0.2.1=SBC', file] });

    expect(aliases.get('192.0.2.1')).toBe('SBC');
    expect(aliases.get('192.0.2.9')).toBe('pbx');
  });

  test.each([['none/such'], ['sbc=192.0.2.1']])('refuses %s', (text) => {
    expect(() => readAliasOptions({ alias: [text] })).toThrow(CommandError);
  });

  test('refuses a file without names', async () => {
    const file = path.join(folder, 'empty');
    await writeFile(file, '# nothing\n');

    expect(() => readAliasOptions({ alias: [file] })).toThrow(CommandError);
  });
});

describe('readCertificateOptions()', () => {
  test('takes files, and files of certificates that lie somewhere', () => {
    const certificates = readCertificateOptions({ certificate: [keyFile] });

    expect(certificates).toMatchObject([{ name: 'key=1.pem' }]);
    expect(certificates[0]?.uri).toBeUndefined();
  });

  test('takes the place behind which a file stands', async () => {
    const file = path.join(folder, 'key.pem');
    await writeFile(file, publicKey);

    const [certificate] = readCertificateOptions({ certificate: [`https://c.example.org/a?b=c=${file}`] });

    expect(certificate).toMatchObject({ name: 'key.pem', uri: 'https://c.example.org/a?b=c' });
  });

  test('refuses what is none', async () => {
    const file = path.join(folder, 'none.pem');
    await writeFile(file, 'no PEM');

    expect(() => readCertificateOptions({ certificate: [file] })).toThrow('no certificate');
    expect(() => readCertificateOptions({ certificate: ['none/such'] })).toThrow(CommandError);
  });
});
