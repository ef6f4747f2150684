import { constants, open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';

/**
 * As a socket: what is waited for in a pipe that is read as a file would keep the process from ending. A pipe is open once somebody
 * writes to it.
 */
export async function openNamedPipe(name: string): Promise<Readable> {
  const [{ open: openDescriptor }, { Socket }] = await Promise.all([import('node:fs'), import('node:net')]);
  return new Socket({ fd: await promisify(openDescriptor)(name, 'r'), readable: true, writable: false });
}

/** A pipe that nobody writes to cannot be opened, nor its opening be given up: this opens and ends it. */
export async function wakeNamedPipe(name: string): Promise<void> {
  try {
    const writer = await open(name, constants.O_WRONLY | constants.O_NONBLOCK);
    await writer.close();
  } catch {
    // Nobody waits for it, or it is gone.
  }
}
