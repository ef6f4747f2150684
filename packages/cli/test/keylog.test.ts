import { execFileSync } from 'node:child_process';
import { appendFile, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { recordTls } from '../../analyzer/test/record-tls.ts';
import { sipRequest } from '../../analyzer/test/tcp-segments.ts';
import { TlsPcap } from '../../analyzer/test/tls-pcap.ts';
import { Reading } from './reading.ts';
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

describe('--keylog of a pipe', () => {
  let growing: string;
  let reading: Reading;
  beforeEach(async () => {
    growing = path.join(await mkdtemp(path.join(folder, 'growing-')), 'keys.log');
  });
  afterEach(() => Reading.killAll());

  test('is followed: a row comes when its key does, though no packet comes', async () => {
    const texts = [sipRequest('one'), sipRequest('two')];
    const { wire, keyLog: keys } = await recordTls({ texts });
    const { fileHeader, records } = new TlsPcap(wire);
    await writeFile(growing, '# nothing yet\n');
    reading = new Reading(['messages', '-', '--keylog', growing]);
    reading.child.stdin.write(Buffer.concat([fileHeader, ...records]));
    await setTimeout(1000);
    expect(reading.rows).toBe(0);

    await appendFile(growing, keys);
    const waited = await reading.until(2);

    expect(waited).toBeLessThan(1000);
    reading.child.kill('SIGINT');
    expect(await reading.closed).toBe(0);
    expect(readRows(reading.stdout)).toMatchObject([
      { callId: 'one', transport: 'TLS' },
      { callId: 'two', transport: 'TLS' },
    ]);
    expect(reading.stderr).toMatch(/^sipscope: stdin: ended after [^\n]* 2 messages, [^\n]*\n$/);
  });

  test('may come later than the command, and is then used for what comes behind it at once', async () => {
    const { wire, keyLog: keys } = await recordTls({ texts: [sipRequest('one'), sipRequest('two')] });
    const { fileHeader, records } = new TlsPcap(wire);
    // Behind the second message come two ends.
    const behind = records.length - 3;
    reading = new Reading(['messages', '-', '--keylog', growing, '--format', 'table']);
    reading.child.stdin.write(Buffer.concat([fileHeader, ...records.slice(0, 4)]));
    await expect.poll(() => reading.stderr, { timeout: 10_000 }).toContain('yet: it is read as soon as there is.');

    await writeFile(growing, keys);
    reading.child.stdin.write(Buffer.concat(records.slice(4, behind)));
    await reading.untilSeen('one');
    reading.child.stdin.write(Buffer.concat(records.slice(behind)));
    await reading.untilSeen('two');

    reading.child.stdin.end();
    expect(await reading.closed).toBe(0);
  });

  test('is read to its end: what is written before the pipe ends is used', async () => {
    reading = new Reading(['transactions', '-', '--keylog', growing, '--quiet']);
    reading.child.stdin.write(await readFile(withoutKeys));
    await writeFile(growing, secrets);
    reading.child.stdin.end();

    expect(await reading.closed).toBe(0);
    expect(reading.stdout).toBe((await sipscope(['transactions', withoutKeys, '--keylog', keyLog])).stdout);
    expect(reading.rows).toBeGreaterThan(0);
  });

  test('may be a pipe itself', async () => {
    execFileSync('mkfifo', [growing]);
    reading = new Reading(['messages', '-', '--keylog', growing]);
    reading.child.stdin.write(await readFile(withoutKeys));
    const writer = await open(growing, 'w');

    await writer.write(secrets);
    await reading.untilSeen('"TLS"');

    await writer.close();
    reading.child.stdin.end();
    expect(await reading.closed).toBe(0);
    expect(readRows(reading.stdout).filter(({ transport }) => transport === 'TLS')).toHaveLength(16);
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
