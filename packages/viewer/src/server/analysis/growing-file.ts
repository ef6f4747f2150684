import { open } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

const chunkBytes = 1024 * 1024;
/** How often it is looked whether a file has grown. */
const lookMs = 50;

/** The bytes of a file that is being written, as they come; ends at its end once the signal says that nothing more comes. */
export async function* growingFile(name: string, ended: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
  const file = await open(name, 'r');
  try {
    const buffer = new Uint8Array(chunkBytes);
    for (let at = 0; ;) {
      const isLast = ended.aborted;
      const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
      at += bytesRead;
      if (bytesRead > 0) yield buffer.subarray(0, bytesRead);
      else if (isLast) return;
      else await setTimeout(lookMs, undefined, { signal: ended }).catch(() => undefined);
    }
  } finally {
    await file.close();
  }
}
