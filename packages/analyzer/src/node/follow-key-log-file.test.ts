import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm, writeFile, appendFile, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { followKeyLogFile } from './follow-key-log-file.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sipscope-keys-'));
  file = path.join(folder, 'keys.log');
});
afterEach(async () => {
  await Following.endAll();
  await rm(folder, { recursive: true });
});

/** What comes of a key log that is followed. */
class Following {
  static readonly #all: Following[] = [];
  text = '';
  pieces = 0;
  readonly #ended = new AbortController();
  readonly #reading: Promise<void>;

  constructor(name: string) {
    this.#reading = this.#read(name);
    Following.#all.push(this);
  }

  /** For the end of a test, however it went. */
  static async endAll(): Promise<void> {
    await Promise.all(Following.#all.splice(0).map((one) => one.end()));
  }

  async until(text: string): Promise<void> {
    const started = performance.now();
    while (this.text !== text) {
      if (performance.now() - started > 5000) throw new Error(`It gave ${JSON.stringify(this.text)}.`);
      await setTimeout(5);
    }
  }

  /** Says that the capture has ended. */
  async end(): Promise<void> {
    this.#ended.abort();
    await this.#reading.catch(() => undefined);
  }

  async #read(name: string): Promise<void> {
    for await (const piece of followKeyLogFile(name)(this.#ended.signal)) {
      this.text += Buffer.from(piece).toString();
      this.pieces++;
    }
  }
}

test('followKeyLogFile() gives what is there, then what is added', async () => {
  await writeFile(file, 'one\n');
  const keys = new Following(file);
  await keys.until('one\n');

  await appendFile(file, 'two\n');
  await keys.until('one\ntwo\n');
  await appendFile(file, 'three\n');

  await keys.until('one\ntwo\nthree\n');
});

test('followKeyLogFile() waits for a file that is not there yet, and gives nothing first', async () => {
  const keys = new Following(file);
  await expect.poll(() => keys.pieces).toBe(1);

  await writeFile(file, 'one\n');

  await keys.until('one\n');
});

test('followKeyLogFile() gives what is added until the capture has ended', async () => {
  const keys = new Following(file);
  await expect.poll(() => keys.pieces).toBe(1);
  await writeFile(file, 'one\n');

  await keys.end();

  expect(keys.text).toBe('one\n');
});

test('followKeyLogFile() begins anew where the file does, and takes no rest of a line for its beginning', async () => {
  await writeFile(file, 'one\ntw');
  const keys = new Following(file);
  await keys.until('one\ntw');

  await writeFile(file, 'x\n');
  await keys.until('one\ntw\nx\n');
  await writeFile(`${file}.new`, 'four\nfive\n');
  await rename(`${file}.new`, file);

  await keys.until('one\ntw\nx\n\nfour\nfive\n');
});

test('followKeyLogFile() gives together what is written at once in several writes', async () => {
  const keys = new Following(file);
  await expect.poll(() => keys.pieces).toBe(1);

  const writing = await open(file, 'a');
  for (const line of ['one\n', 'two\n', 'three\n', 'four\n']) await writing.write(line);
  await writing.close();
  await keys.until('one\ntwo\nthree\nfour\n');

  expect(keys.pieces).toBe(2);
});

test('followKeyLogFile() reads a named pipe as it comes', async () => {
  execFileSync('mkfifo', [file]);
  const keys = new Following(file);
  const writer = await open(file, 'w');

  await writer.write('one\n');
  await keys.until('one\n');
  await writer.write('two\n');
  await keys.until('one\ntwo\n');

  await keys.end();
  await writer.close();
});

test('followKeyLogFile() can be ended while nobody writes to a named pipe', async () => {
  execFileSync('mkfifo', [file]);
  const keys = new Following(file);
  await expect.poll(() => keys.pieces).toBe(1);

  await keys.end();

  expect(keys.text).toBe('');
});

test('followKeyLogFile() throws where there is a folder', async () => {
  await mkdir(file);
  const pieces = followKeyLogFile(file)(new AbortController().signal);

  await expect(pieces[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'input-directory' });
});
