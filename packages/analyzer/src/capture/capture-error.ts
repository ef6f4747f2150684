/** Why an input cannot be read at all. Stable; documented in CONTRACTS as exit status 3. */
export type CaptureErrorCode =
  | 'capture-empty'
  | 'capture-format'
  | 'capture-truncated'
  | 'input-missing'
  | 'input-directory'
  | 'input-unreadable';

/** The input is no capture, or cannot be read: `message` is a whole sentence for the person who chose it. */
export class CaptureError extends Error {
  readonly code: CaptureErrorCode;
  /** Where in the capture, counted after decompression; absent where no byte could be read. */
  readonly offset: number | undefined;

  constructor(code: CaptureErrorCode, message: string, options: { offset?: number; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'CaptureError';
    this.code = code;
    this.offset = options.offset;
  }
}
