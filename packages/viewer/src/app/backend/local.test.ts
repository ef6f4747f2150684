import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { CaptureRow } from '../../api/captures.ts';
import { fingerprint } from './fingerprint.ts';
import { LocalBackend } from './local.ts';
import type { AnalyzerWorker } from './open-local-capture.ts';
import type { FromWorker, ToWorker } from './local-protocol.ts';
import { nothingFollowed } from '../../../test/fake/fake-backend.ts';

/** A worker that answers what the test tells it to. */
class ScriptedWorker implements AnalyzerWorker {
  readonly received: ToWorker[] = [];
  isTerminated = false;
  readonly #listeners: ((event: { data: FromWorker }) => void)[] = [];
  readonly #errorListeners: ((event: { message?: string }) => void)[] = [];

  postMessage(message: ToWorker): void {
    this.received.push(message);
  }

  addEventListener(type: 'message' | 'error', listener: never): void {
    if (type === 'message') this.#listeners.push(listener);
    else this.#errorListeners.push(listener);
  }

  say(data: FromWorker): void {
    for (const listener of this.#listeners) listener({ data });
  }

  crash(message: string): void {
    for (const listener of this.#errorListeners) listener({ message });
  }

  terminate(): void {
    this.isTerminated = true;
  }
}

const quiet = { onProgress: (): void => {}, signal: new AbortController().signal };

async function openFile(): Promise<{
  backend: LocalBackend;
  worker: ScriptedWorker;
  workers: readonly ScriptedWorker[];
  row: CaptureRow;
}> {
  const workers: ScriptedWorker[] = [];
  const backend = new LocalBackend(() => {
    const worker = new ScriptedWorker();
    workers.push(worker);
    return worker;
  });
  const row = await backend.upload(new File(['bytes'], 'trace.pcap'), quiet);
  const [worker] = workers;
  if (worker === undefined) throw new Error('a file is opened in a worker');
  return { backend, worker, workers, row };
}

const facts = { format: 'pcap', bytes: 5, packets: 1, linkTypes: ['Ethernet'] };
const counts = { messages: 1, transactions: 1, dialogs: 0, calls: 0, ...nothingFollowed };

test('LocalBackend tells progress and then that the capture is ready', async () => {
  const { backend, worker, row } = await openFile();
  const states: string[] = [];
  backend.watch(row.id, (now) => states.push(`${now.state} ${now.progress?.messages ?? '-'}`));

  worker.say({ kind: 'progress', progress: { bytesRead: 2, bytesTotal: 5, packets: 1, messages: 7, calls: 0 } });
  worker.say({ kind: 'ready', facts, counts, problems: [] });

  expect(states).toEqual(['analysing -', 'analysing 7', 'ready 7']);
  expect(await backend.capture(row.id)).toMatchObject({ name: 'trace.pcap', counts, facts });
});

test('LocalBackend gives each question its answer, in whatever order they come', async () => {
  const { backend, worker, row } = await openFile();
  const first = backend.call(row.id, 'c1');
  const second = backend.message(row.id, 17);

  worker.say({ kind: 'answer', number: 2, value: 'the message' });
  worker.say({ kind: 'answer', number: 1, value: 'the call' });

  expect(await first).toBe('the call');
  expect(await second).toBe('the message');
});

test('LocalBackend rejects with the problem the worker tells', async () => {
  const { backend, worker, row } = await openFile();
  const answer = backend.call(row.id, 'c9');

  worker.say({
    kind: 'refusal',
    number: 1,
    problem: { type: 'about:blank', title: 'not found', status: 404, code: 'not-found' },
  });

  await expect(answer).rejects.toMatchObject({ problem: { code: 'not-found' } });
});

test('LocalBackend fails the capture and its open questions when the worker dies', async () => {
  const { backend, worker, row } = await openFile();
  const answer = backend.summary(row.id);

  worker.crash('out of memory');

  await expect(answer).rejects.toThrow('out of memory');
  expect(await backend.capture(row.id)).toMatchObject({ state: 'failed', problems: [{ message: 'out of memory' }] });
});

test('LocalBackend restores a capture that was removed, for a while', async () => {
  const { backend, worker, row } = await openFile();

  await backend.remove(row.id);

  await expect(backend.capture(row.id)).rejects.toMatchObject({ problem: { code: 'not-found' } });
  expect(await backend.restore(row.id)).toEqual(row);
  expect(await backend.capture(row.id)).toEqual(row);
  expect(worker.isTerminated).toBe(false);
});

test('LocalBackend ends the worker of a capture that was removed a while ago', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { backend, worker, row } = await openFile();

  await backend.remove(row.id);
  await vi.advanceTimersByTimeAsync(60_000);

  expect(worker.isTerminated).toBe(true);
  await expect(backend.restore(row.id)).rejects.toMatchObject({ problem: { code: 'not-found' } });
});

test('LocalBackend calls a capture as it is told, and has its analysis end early', async () => {
  const { backend, worker, row } = await openFile();

  await backend.change(row.id, { name: 'the bad one', tags: ['site B'] });
  await backend.cancel(row.id);

  expect(await backend.capture(row.id)).toMatchObject({ name: 'the bad one', tags: ['site B'] });
  expect(worker.received.at(-1)).toEqual({ kind: 'enough' });
});

test('LocalBackend opens a file once, however often it is chosen', async () => {
  const { backend, row } = await openFile();

  const again = await backend.upload(new File(['bytes'], 'the same under another name.pcap'), quiet);

  expect(again.id).toBe(row.id);
  expect(await backend.captures()).toHaveLength(1);
});

test('fingerprint() tells files apart by size, beginning and end', async () => {
  const large = new Uint8Array(300_000);
  const otherEnd = large.slice();
  otherEnd[299_999] = 1;
  const marks = await Promise.all(
    [new Blob(['a']), new Blob(['b']), new Blob(['aa']), new Blob([large]), new Blob([otherEnd])].map(fingerprint),
  );

  expect(new Set(marks).size).toBe(5);
  expect(await fingerprint(new Blob(['a']))).toBe(marks[0]);
});

test('LocalBackend reads a capture again with a key log, in a new worker', async () => {
  const { backend, worker, workers, row } = await openFile();
  const states: string[] = [];
  worker.say({ kind: 'ready', facts, counts, problems: [] });
  backend.watch(row.id, (now) => states.push(now.state));
  const keyLog = new Blob(['CLIENT_RANDOM 00 00']);

  const again = await backend.useKeyLog(row.id, keyLog);
  worker.crash('It was ended.');
  workers[1]?.say({ kind: 'ready', facts, counts, problems: [] });

  expect(again).toEqual({ ...row, keyLog: true });
  expect(worker.isTerminated).toBe(true);
  expect(workers[1]?.received).toEqual([{ kind: 'open', judges: true, file: expect.any(File) as File, keyLog }]);
  expect(states).toEqual(['ready', 'analysing', 'ready']);
});

describe('LocalBackend, of a large file', () => {
  /** As large as it says, without as many bytes. */
  class LargeFile extends File {
    override get size(): number {
      return 100_000_000;
    }
  }

  async function openLargeFile(): Promise<{
    backend: LocalBackend;
    id: string;
    reader: ScriptedWorker;
    judge: ScriptedWorker;
  }> {
    const workers: ScriptedWorker[] = [];
    const backend = new LocalBackend(() => {
      const worker = new ScriptedWorker();
      workers.push(worker);
      return worker;
    });
    const { id } = await backend.upload(new LargeFile(['bytes'], 'large.pcap'), quiet);
    const [reader] = workers;
    reader?.say({ kind: 'ready', facts, counts, problems: [] });
    const [, judge] = workers;
    if (reader === undefined || judge === undefined) throw new Error('one worker reads, another judges');
    return { backend, id, reader, judge };
  }

  test('shows what was read before it is judged', async () => {
    const { backend, id, reader, judge } = await openLargeFile();

    expect(await backend.capture(id)).toMatchObject({ state: 'ready', judging: true, counts });
    expect(reader.received[0]).toMatchObject({ kind: 'open', judges: false });
    expect(judge.received[0]).toMatchObject({ kind: 'open', judges: true });
  });

  test('asks the worker that judged from then on, and the other no longer than it answers', async () => {
    const { backend, id, reader, judge } = await openLargeFile();
    const early = backend.call(id, 'c1');

    judge.say({ kind: 'ready', facts, counts: { ...counts, findings: 3 }, problems: [] });
    const late = backend.call(id, 'c2');
    const isOpen = !reader.isTerminated;
    reader.say({ kind: 'answer', number: 1, value: 'the first' });
    judge.say({ kind: 'answer', number: 2, value: 'the second' });

    expect([await early, await late]).toEqual(['the first', 'the second']);
    expect([isOpen, reader.isTerminated]).toEqual([true, true]);
    const row = await backend.capture(id);
    expect(row.counts?.findings).toBe(3);
    expect(row).not.toHaveProperty('judging');
  });

  test('keeps what it shows where it cannot be judged, and says so', async () => {
    const { backend, id, judge } = await openLargeFile();

    judge.crash('out of memory');

    const row = await backend.capture(id);
    expect(row).toMatchObject({ state: 'ready', counts, problems: [{ code: 'not-judged' }] });
    expect(row).not.toHaveProperty('judging');
  });
});
