import { describe, expect, test } from 'vitest';
import { analyze, type GrowingKeyLog } from '../src/index.ts';
import { recordTls } from './record-tls.ts';
import { sipRequest } from './tcp-segments.ts';
import { TlsPcap } from './tls-pcap.ts';

/** Pieces that whoever made it hands out when the time has come. */
class Pieces {
  readonly #waiting: Uint8Array[] = [];
  #isEnded = false;
  #wake = (): void => {};

  give(...pieces: readonly (string | Uint8Array)[]): void {
    this.#waiting.push(...pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)));
    this.#wake();
  }

  end(): void {
    this.#isEnded = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      yield* this.#waiting.splice(0);
      if (this.#isEnded) return;
      if (this.#waiting.length === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

/** A key log of these pieces, first of nothing; it ends with the capture. */
function growing(pieces: Pieces): GrowingKeyLog {
  pieces.give('');
  return (captureEnded) => {
    captureEnded.addEventListener('abort', () => pieces.end());
    return pieces;
  };
}

const texts = [sipRequest('one'), sipRequest('two'), sipRequest('three')];
const { wire, keyLog } = await recordTls({ client: { maxVersion: 'TLSv1.2' }, texts });
const { fileHeader, records } = new TlsPcap(wire);

/** An analysis whose capture and key log come as the test gives them. */
function start() {
  const [capture, keys] = [new Pieces(), new Pieces()];
  const seen: string[] = [];
  const analysis = analyze(capture, {
    keyLog: growing(keys),
    onMessage: (_message, bytes) => seen.push(Buffer.from(bytes).toString()),
  });
  const seenAre = (count: number): Promise<void> =>
    expect.poll(() => seen.length, { interval: 2, timeout: 5000 }).toBe(count);
  return { capture, keys, seen, analysis, seenAre };
}

describe('a key log that grows with the capture', () => {
  test('lets be read what waited for its keys, though no packet comes', async () => {
    const { capture, keys, seen, analysis, seenAre } = start();
    capture.give(fileHeader, ...records);

    keys.give(keyLog.slice(0, 100), keyLog.slice(100));
    await seenAre(3);

    expect(seen).toEqual(texts);
    capture.end();
    expect((await analysis).facts.tls).toMatchObject({ connections: 1, decrypted: 1 });
  });

  test('is read to its end when the capture has ended', async () => {
    const { capture, keys, seen, analysis } = start();
    capture.give(fileHeader, ...records);
    keys.give(keyLog.slice(0, 40));

    // The last line has no end.
    keys.give(keyLog.slice(40).trimEnd());
    capture.end();
    await analysis;

    expect(seen).toEqual(texts);
  });

  test('that is there first lets each message be read as it comes', async () => {
    const { capture, keys, seenAre, analysis } = start();
    keys.give(keyLog);
    // Behind the first message come two, and two ends.
    const behind = records.length - 4;

    capture.give(fileHeader, ...records.slice(0, behind));
    await seenAre(1);
    capture.give(...records.slice(behind));
    await seenAre(3);

    capture.end();
    await analysis;
  });

  test('that cannot be read ends the analysis', async () => {
    const capture = new Pieces();
    capture.give(fileHeader);

    const analysis = analyze(capture, {
      keyLog: async function* () {
        yield new Uint8Array(0);
        throw new Error('it is gone');
      },
    });

    await expect(analysis).rejects.toThrow('it is gone');
  });

  test('does not keep an analysis that is ended early', async () => {
    const { capture, keys } = { capture: new Pieces(), keys: new Pieces() };
    const enough = new AbortController();
    capture.give(fileHeader, records[0]!);
    let ended = false;

    const analysis = analyze(capture, {
      signal: enough.signal,
      onProgress: () => enough.abort(),
      keyLog: (captureEnded) => {
        captureEnded.addEventListener('abort', () => (ended = true));
        return growing(keys)(captureEnded);
      },
    });
    await analysis;

    expect(ended).toBe(true);
  });
});
