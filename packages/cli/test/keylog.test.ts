import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { capture, readRows, sipscope } from './sipscope.ts';

let folder: string;
let withoutKeys: string;
let keyLog: string;
let secrets: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sipscope-keylog-'));
  withoutKeys = path.join(folder, 'calls.pcapng');
  keyLog = path.join(folder, 'keys.log');
  const { others, text } = takeSecrets(await readFile(capture('tls/tls12-withkeys.pcapng')));
  secrets = text;
  await writeFile(withoutKeys, others);
  await writeFile(keyLog, text);
});

afterAll(() => rm(folder, { recursive: true }));

describe('--keylog', () => {
  test('reads what TLS carries', async () => {
    const { status, stdout } = await sipscope(['messages', withoutKeys, '--keylog', keyLog]);

    expect(status).toBe(0);
    expect(readRows(stdout).filter(({ transport }) => transport === 'TLS')).toHaveLength(16);
  });

  test('is not needed where the capture carries the keys', async () => {
    const { stdout } = await sipscope(['summary', capture('tls/tls12-withkeys.pcapng')]);

    expect(JSON.parse(stdout)).toMatchObject({
      transports: { TLS: 16 },
      capture: { tls: { connections: 1, decrypted: 1, serverNames: [] } },
    });
  });

  test('says how many connections it has no key for, and shows no key', async () => {
    const others = path.join(folder, 'others.log');
    await writeFile(
      others,
      secrets.replaceAll(/[0-9a-f]{64} /g, (random) => random.replaceAll(/[0-9a-f]/g, '5')),
    );

    const { status, stdout } = await sipscope(['summary', withoutKeys, '--keylog', others, '--format', 'json']);

    expect(status).toBe(0);
    const detail = 'The key log has no key for 1 of 1 TLS connections: what they carry is not known.';
    expect(JSON.parse(stdout)).toMatchObject({
      diagnostics: expect.arrayContaining([{ code: 'tls-keylog', count: 1, samples: [{ detail }] }]) as unknown,
    });
    expect(stdout).not.toContain(secrets.trim().split(' ').at(-1));
  });

  test('that is not there is told', async () => {
    const { status, stderr } = await sipscope(['calls', withoutKeys, '--keylog', path.join(folder, 'none.log')]);

    expect(status).toBe(3);
    expect(stderr).toContain('none.log');
  });
});

/** A pcapng of our byte order without its decryption secrets blocks, and what was in them. */
function takeSecrets(pcapng: Buffer): { others: Buffer; text: string } {
  const others: Buffer[] = [];
  let text = '';
  for (let at = 0; at < pcapng.length;) {
    const end = at + pcapng.readUInt32LE(at + 4);
    if (pcapng.readUInt32LE(at) === 10)
      text += pcapng.toString('latin1', at + 16, at + 16 + pcapng.readUInt32LE(at + 12));
    else others.push(pcapng.subarray(at, end));
    at = end;
  }
  return { others: Buffer.concat(others), text };
}
