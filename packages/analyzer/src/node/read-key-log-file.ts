import { open } from 'node:fs/promises';
import { defaultTlsLimits } from '../transport/tls/tls-limits.ts';
import { inputError } from './input-error.ts';

/** Reads a key log file for `AnalyzeOptions.keyLog`; of one that is too large, as much as shows it. Throws a `CaptureError` where it cannot be read. */
export async function readKeyLogFile(name: string): Promise<Uint8Array> {
  try {
    const chunks: Buffer[] = [];
    // One byte more than is used: the analysis tells that the rest was not.
    for await (const chunk of (await open(name)).createReadStream({ end: defaultTlsLimits.keyLogBytes }))
      chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  } catch (error) {
    throw inputError(`"${name}"`, error);
  }
}
