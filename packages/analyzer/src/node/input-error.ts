import { CaptureError } from '../capture/capture-error.ts';

/** What the system says of an input, in a sentence. */
export function inputError(name: string, error: unknown): CaptureError {
  if (error instanceof CaptureError) return error;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const options = { cause: error };
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new CaptureError('input-missing', `There is no file ${name}.`, options);
  if (code === 'EISDIR') return new CaptureError('input-directory', `${name} is a directory, not a capture.`, options);
  if (code === 'EACCES' || code === 'EPERM') {
    return new CaptureError('input-unreadable', `${name} cannot be read: permission was denied.`, options);
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new CaptureError('input-unreadable', `${name} cannot be read: ${reason}.`, options);
}
