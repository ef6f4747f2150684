import { open } from 'node:fs/promises';

/** Makes the names in a folder safe on disk; without it, a renamed file may be gone after a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder and needs no such step.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
