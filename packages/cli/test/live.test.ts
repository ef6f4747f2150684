import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { invite, pcapOf } from './pcap-of.ts';
import { Reading } from './reading.ts';
import { capture, readRows, sipscope } from './sipscope.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sipscope-test-'));
});
afterEach(async () => {
  Reading.killAll();
  await rm(folder, { recursive: true });
});

const calls = Array.from({ length: 5 }, (_, i) => pcapOf([invite({ callId: `call-${i}@example.org` })]));
const fileHeaderBytes = 24;
const fileHeader = calls[0]!.subarray(0, fileHeaderBytes);
const records = calls.map((one) => one.subarray(fileHeaderBytes));

describe('sipscope messages -', () => {
  test('prints each row as its packet comes, however small the pieces are', async () => {
    const reading = new Reading(['messages', '-']);
    const { stdin } = reading.child;
    stdin.write(fileHeader);
    stdin.write(records[0]!);
    await reading.until(1);

    for (const [index, record] of records.entries()) {
      if (index === 0) continue;
      stdin.write(record.subarray(0, 7));
      await setTimeout(20);
      expect(reading.rows).toBe(index);
      stdin.write(record.subarray(7, 100));
      await setTimeout(20);
      stdin.write(record.subarray(100));

      await reading.until(index + 1);
    }
    stdin.end();

    expect(await reading.closed).toBe(0);
    expect(readRows(reading.stdout).map((row) => row['frame'])).toEqual([1, 2, 3, 4, 5]);
    expect(reading.stderr).toBe('');
  });

  test.each([
    ['table', /call-4@[^\n]*\n$/],
    ['json', /call-4@[^\n]*\}\n\]\n$/],
    ['ndjson', /call-4@[^\n]*\}\n$/],
    ['csv', /call-4@[^\n]*\n$/],
  ])('has a row out within 100 ms of its packet, as %s, and ends whole', async (format, end) => {
    const reading = new Reading(['messages', '-', '--format', format]);
    reading.child.stdin.write(fileHeader);
    reading.child.stdin.write(records[0]!);
    await reading.untilSeen('call-0@');

    const waits: number[] = [];
    for (const [index, record] of records.slice(1).entries()) {
      reading.child.stdin.write(record);
      waits.push(await reading.untilSeen(`call-${index + 1}@`));
      await setTimeout(20);
    }
    reading.child.kill('SIGINT');

    expect(await reading.closed).toBe(0);
    // A machine that is busy with other things lets one or the other wait; what waited for more to come would be all of them.
    expect(waits.toSorted((one, other) => one - other)[1]).toBeLessThan(100);
    expect(reading.stderr).toMatch(/^sipscope: stdin: ended after [\d.]+ s with 5 packets, 5 messages, 5 calls\.\n$/);
    expect(reading.stdout).toMatch(end);
  });

  test('reads a pipe that is compressed frame by frame', async () => {
    const reading = new Reading(['messages', '-']);
    reading.child.stdin.write(zstdCompressSync(fileHeader));
    reading.child.stdin.write(zstdCompressSync(records[0]!));
    await reading.until(1);

    reading.child.stdin.write(zstdCompressSync(records[1]!));
    await reading.until(2);

    reading.child.stdin.end();
    expect(await reading.closed).toBe(0);
  });

  test('ends with what is complete and a line of summary when it is interrupted', async () => {
    const reading = new Reading(['messages', '-']);
    const { stdin } = reading.child;
    stdin.write(Buffer.concat([fileHeader, ...records.slice(0, 2), records[2]!.subarray(0, 50)]));
    await reading.until(2);

    reading.child.kill('SIGINT');

    expect(await reading.closed).toBe(0);
    expect(reading.rows).toBe(2);
    expect(reading.stderr).toMatch(/^sipscope: stdin: ended after [\d.]+ s with 2 packets, 2 messages, 2 calls\.\n$/);
  });

  test('takes what the writer still brings when both are interrupted', async () => {
    const reading = new Reading(['messages', '-', '--quiet']);
    reading.child.stdin.write(Buffer.concat([fileHeader, records[0]!]));
    await reading.until(1);

    reading.child.kill('SIGINT');
    await setTimeout(50);
    reading.child.stdin.end(records[1]);

    expect(await reading.closed).toBe(0);
    expect(reading.rows).toBe(2);
    expect(reading.stderr).toBe('');
  });

  test('says that what it read was damaged also when it is interrupted', async () => {
    const reading = new Reading(['messages', '-']);
    const damaged = Buffer.from(records[1]!);
    damaged.writeUInt32LE(0xffff_ffff, 8);
    reading.child.stdin.write(Buffer.concat([fileHeader, records[0]!, damaged, records[2]!, records[3]!]));
    await reading.until(2);

    reading.child.kill('SIGINT');

    expect(await reading.closed).toBe(4);
    expect(reading.stderr).toContain('capture-record-length');
  });
});

describe('sipscope calls -', () => {
  test.each(['SIGINT', 'end'])('prints the calls at the end: %s', async (how) => {
    const reading = new Reading(['calls', '-']);
    reading.child.stdin.write(await readFile(capture('call/cancel.pcap')));
    await setTimeout(1500);
    expect(reading.rows).toBe(0);

    if (how === 'SIGINT') reading.child.kill('SIGINT');
    else reading.child.stdin.end();

    expect(await reading.closed).toBe(0);
    expect(readRows(reading.stdout)).toMatchObject([{ outcome: 'cancelled' }]);
  });
});

describe('a named pipe', () => {
  test('is followed as stdin is, and left when the reading is interrupted', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reading = new Reading(['messages', pipe]);
    const writer = createWriteStream(pipe);
    writer.on('error', () => {});
    await once(writer, 'open');
    writer.write(Buffer.concat([fileHeader, records[0]!]));
    await reading.until(1);
    writer.write(records[1]!);
    await reading.until(2);

    reading.child.kill('SIGINT');

    expect(await reading.closed).toBe(0);
    expect(reading.stderr).toContain('2 messages');
    writer.destroy();
  });
});

test('a named pipe that nobody writes to can be left', async () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const reading = new Reading(['messages', pipe]);
  await setTimeout(3000);

  reading.child.kill('SIGINT');

  expect(await reading.closed).toBe(0);
});

describe('several captures', () => {
  const two = [capture('call/fork.pcap'), capture('call/cancel.pcap')];

  test('are one, in order of time, numbered through', async () => {
    const [merged, ...single] = await Promise.all([
      sipscope(['messages', ...two]),
      ...two.map((file) => sipscope(['messages', file])),
    ]);

    const rows = readRows(merged.stdout);
    const times = rows.map((row) => String(row['time']));
    expect(times).toEqual(
      single.flatMap(({ stdout }) => readRows(stdout).map((row) => String(row['time']))).toSorted(),
    );
    expect(merged).toMatchObject({ status: 0, stderr: '' });
    expect(new Set(rows.map((row) => row['frame'])).size).toBe(rows.length);
  });

  test('give a call that is spread over two files whole', async () => {
    const whole = await readFile(two[1]!);
    const parts = await split(whole, 5);

    const [calls, expected, flow] = await Promise.all([
      sipscope(['calls', ...parts.toReversed()]),
      sipscope(['calls', two[1]!]),
      sipscope(['flow', ...parts.toReversed(), '--format', 'json']),
    ]);

    expect(calls).toEqual(expected);
    expect(JSON.parse(flow.stdout)).toEqual(JSON.parse((await sipscope(['flow', two[1]!, '--format', 'json'])).stdout));
  });

  test('are told one by one in the summary', async () => {
    const { stdout } = await sipscope(['summary', ...two]);

    const [summary] = readRows(stdout) as readonly { capture: { files: { name: string; packets: number }[] } }[];
    expect(summary?.capture.files.map(({ name }) => name).toSorted()).toEqual(two.toSorted());
    expect(summary?.capture.files.every(({ packets }) => packets > 0)).toBe(true);
  });

  test('print nothing and end with 3 where none can be read', async () => {
    const { status, stdout, stderr } = await sipscope(['summary', join(folder, 'a.pcap'), join(folder, 'b.pcap')]);

    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr.split('\n')).toHaveLength(3);
  });

  test('tell which file is damaged', async () => {
    const cut = capture('encoding/cut-mid-packet.pcap');

    const { status, stderr } = await sipscope(['messages', two[0]!, cut]);

    expect(status).toBe(4);
    expect(stderr).toContain(`${cut}: The capture ends`);
  });

  /** A pcap in files of so many packets. */
  async function split(bytes: Buffer, packets: number): Promise<string[]> {
    const { writeFile } = await import('node:fs/promises');
    const files: string[] = [];
    let [at, from, count] = [fileHeaderBytes, fileHeaderBytes, 0];
    const flush = async (): Promise<void> => {
      const file = join(folder, `part-${files.length}.pcap`);
      await writeFile(file, Buffer.concat([bytes.subarray(0, fileHeaderBytes), bytes.subarray(from, at)]));
      files.push(file);
      [from, count] = [at, 0];
    };
    while (at < bytes.length) {
      at += 16 + bytes.readUInt32LE(at + 8);
      if (++count === packets) await flush();
    }
    if (from < at) await flush();
    return files;
  }
});
