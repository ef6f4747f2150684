/** A thread that reads a capture ahead of the one that reconstructs. It sends batches of messages; each that comes back, read, lets it send one more. */
import { parentPort, workerData } from 'node:worker_threads';
import { CaptureError } from '../capture/capture-error.ts';
import { CaptureReader } from '../capture/capture-reader.ts';
import { openCapture } from '../node.ts';
import { KeyLog } from '../transport/tls/key-log.ts';
import { type Ahead, AheadReader, memoryOf } from './ahead.ts';
import type { BatchMemory } from './message-batch.ts';
import type { AheadAnswer, AheadTask } from './node-thread.ts';

/** So many batches may wait for the other thread. */
const batchesAhead = 4;

// The thread that made this one handed over exactly that.
const { name, keyLog: keys, limits, quality, reportsFraming, readsMedia } = workerData as AheadTask;
let credits = batchesAhead;
let wake: () => void = () => {};
/** Batches that were read, to be filled again. */
const emptied: BatchMemory[] = [];
parentPort!.on('message', (memory: BatchMemory) => {
  emptied.push(memory);
  credits++;
  wake();
});
try {
  await readAll();
} catch (error) {
  if (!(error instanceof CaptureError)) throw error;
  const { code, message, offset } = error;
  answer({ refused: { code, message, ...(offset === undefined ? {} : { offset }) } });
} finally {
  parentPort!.close();
}

async function readAll(): Promise<void> {
  const capture = await openCapture(name);
  try {
    const { diagnostics } = capture;
    const keyLog = new KeyLog(diagnostics, limits?.tls);
    if (keys !== undefined) keyLog.add(keys);
    const source = new CaptureReader({
      diagnostics,
      limits: limits?.capture ?? {},
      onSecrets: (text) => keyLog.add(text),
    });
    const reader = new AheadReader({ source, diagnostics, keyLog, limits, quality, reportsFraming, readsMedia });
    for await (const chunk of capture.chunks())
      await send(reader, reader.receive(source.receive(chunk)), capture.bytesRead);
    await send(reader, reader.receive(source.end()), capture.bytesRead);
    await send(reader, reader.end(), capture.bytesRead);
  } finally {
    await capture.close();
  }
}

async function send(reader: AheadReader, aheads: readonly Ahead[], bytesRead: number): Promise<void> {
  for (const ahead of aheads) {
    while (credits === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    credits--;
    for (const memory of emptied.splice(0)) reader.takeBack(memory);
    answer({ ahead, bytesRead }, memoryOf(ahead));
  }
}

function answer(said: AheadAnswer, memory: ArrayBuffer[] = []): void {
  parentPort!.postMessage(said, memory);
}
