import type { SipMessage } from '../src/index.ts';

/** Header fields tile the bytes between start line and empty line: the first that does not begin where the one before it ended, or whose parts lie outside of it. */
export function misplacedHeader({ headers }: SipMessage): string | undefined {
  let at = headers[0]?.lineSpan[0] ?? 0;
  for (const { lineSpan, nameSpan, valueSpan, name } of headers) {
    const isRight =
      lineSpan[0] === at &&
      nameSpan[0] === at &&
      nameSpan[1] <= valueSpan[0] &&
      valueSpan[0] <= valueSpan[1] &&
      valueSpan[1] <= lineSpan[1];
    if (!isRight) return `${name} at ${lineSpan[0]}`;
    at = lineSpan[1];
  }
  return undefined;
}
