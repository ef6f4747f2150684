/** Captures in files and pipes: the entry of what needs Node, which lies in `node/`. */

export { CaptureError } from './capture/capture-error.ts';
export type { CaptureInput } from './capture/capture-input.ts';
export { analyzeCapture } from './node/analyze-capture.ts';
export { byZlib } from './node/by-zlib.ts';
export { followKeyLogFile } from './node/follow-key-log-file.ts';
export { openCapture, type OpenCaptureOptions } from './node/open-capture.ts';
export { openCaptures } from './node/open-captures.ts';
export { readKeyLogFile } from './node/read-key-log-file.ts';
