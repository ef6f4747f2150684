import type { ReadUri } from '../grammar/lazy-address.ts';
import type { SourceText } from '../text/source-text.ts';
import { LazyRequestLine } from './request-line.ts';
import type { RequestLine, StartLineFrame, StatusLine } from './start-line.ts';

/** The start line that begins at `start`, from its parts; undefined where the line is none. */
export function readStartLine(
  source: SourceText,
  line: StartLineFrame,
  start: number,
  readUri: ReadUri,
): RequestLine | StatusLine | undefined {
  const span = [start, line.end] as const;
  if (line.kind === 'request') return new LazyRequestLine(source, line, span, readUri);
  if (line.kind === 'invalid') return undefined;
  const versionSpan = [line.versionStart, line.versionEnd] as const;
  const statusSpan = [line.statusStart, line.statusStart + 3] as const;
  const reasonSpan = [line.reasonStart, line.end] as const;
  return {
    kind: 'response',
    span,
    version: source.slice(...versionSpan),
    versionSpan,
    status: line.status,
    statusSpan,
    reason: source.slice(...reasonSpan),
    reasonSpan,
  };
}
