import { open } from 'node:fs/promises';
import { CommandError } from './command-error.ts';
import { exitStatus } from './exit-status.ts';

/** A message longer than this cannot travel by any transport we read. */
const longestMessage = 4 * 1024 * 1024;

/** The bytes of a file that holds one message, `-` for stdin. */
export async function readMessageFile(file: string): Promise<Uint8Array> {
  const name = file === '-' ? 'stdin' : file;
  const bytes = await (file === '-' ? readAtMost(process.stdin) : readFileAtMost(file)).catch((error: unknown) => {
    throw new CommandError(exitStatus.unreadable, `${name}: ${reasonOf(error)}`);
  });
  if (bytes.length > longestMessage) {
    const limit = `${longestMessage / 1024 / 1024} MiB`;
    throw new CommandError(
      exitStatus.unreadable,
      `${name}: One message is expected, and no message is longer than ${limit}.`,
    );
  }
  if (bytes.length === 0)
    throw new CommandError(exitStatus.unreadable, `${name}: It is empty: one SIP message is expected.`);
  return bytes;
}

async function readFileAtMost(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    return await readAtMost(handle.createReadStream({ autoClose: false }));
  } finally {
    await handle.close();
  }
}

/** What there is, or a little more than the longest message. */
async function readAtMost(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > longestMessage) break;
  }
  return Buffer.concat(chunks);
}

function reasonOf(error: unknown): string {
  // Node's own file errors carry a code; anything else is told as it is.
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'There is no such file.';
  if (code === 'EISDIR') return 'This is a folder, not a file.';
  if (code === 'EACCES') return 'It may not be read by this user.';
  return `It cannot be read: ${message}.`;
}
