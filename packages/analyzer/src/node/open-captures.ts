import { CaptureFiles, type CaptureFilesOptions } from '../capture/capture-files.ts';
import { openCapture, type OpenCaptureOptions } from './open-capture.ts';

/** Of each of several files, of which many may be open. */
const SMALL_CHUNK_BYTES = 64 * 1024;

/** Opens several captures as one, in order of time. What of them cannot be read is told in `failures`. */
export async function openCaptures(
  names: readonly string[],
  options: OpenCaptureOptions & CaptureFilesOptions = {},
): Promise<CaptureFiles> {
  const files = names.map((name) => ({
    name: name === '-' ? 'stdin' : name,
    open: () => openCapture(name, { chunkBytes: SMALL_CHUNK_BYTES, ...options }),
  }));
  return CaptureFiles.open(files, options);
}
