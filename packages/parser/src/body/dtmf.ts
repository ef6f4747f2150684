import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Span } from '../text/span.ts';
import type { Body } from './body.ts';
import type { BodyInput } from './body-value.ts';

/** A key press sent by INFO: `application/dtmf-relay` or `application/dtmf`. Neither has an RFC; this is how they are used. */
export type Dtmf = {
  readonly kind: 'dtmf';
  /** `0`–`9`, `*`, `#`, `A`–`D`, or `flash`; several of `application/dtmf`. Undefined where none can be read. */
  readonly signal: string | undefined;
  readonly signalSpan: Span | undefined;
  readonly durationMs: number | undefined;
  readonly diagnostics: readonly Diagnostic[];
};

/** The events of RFC 4733 §3.2 by number, which some write in the place of the key. */
const eventKeys: readonly string[] = ['0123456789*#ABCD'.split(''), 'flash'].flat();

/**
 *     Signal=5
 *     Duration=160
 *
 * or, of `application/dtmf`, the key alone.
 */
export function readDtmf(body: Body, { source, span }: BodyInput): Dtmf {
  const diagnostics: Diagnostic[] = [];
  let signal: string | undefined;
  let signalSpan: Span | undefined;
  let durationMs: number | undefined;
  for (const [start, end] of lines(source.bytes, span)) {
    const text = source.slice(start, end);
    const equals = text.search(/[=:]/);
    const name = equals === -1 ? '' : text.slice(0, equals).trim().toLowerCase();
    const value = text.slice(equals + 1).trim();
    const isKeyAlone = equals === -1 && body.mediaType === 'application/dtmf' && signal === undefined;
    if ((name === 'signal' || isKeyAlone) && signal === undefined) {
      signal = readSignal(value, isKeyAlone);
      signalSpan = [start, end];
      if (signal === undefined) diagnostics.push({ code: 'body-dtmf-signal', span: [start, end] });
    } else if (name === 'duration') {
      durationMs = /^\d{1,9}$/.test(value) ? Number(value) : undefined;
      if (durationMs === undefined) diagnostics.push({ code: 'body-dtmf-duration', span: [start, end] });
    }
  }
  if (signalSpan === undefined) diagnostics.push({ code: 'body-dtmf-signal', span });
  return { kind: 'dtmf', signal, signalSpan, durationMs, diagnostics };
}

function readSignal(text: string, several: boolean): string | undefined {
  if (/^(?:hf|flash|!)$/i.test(text)) return 'flash';
  const keys = text.toUpperCase();
  if (/^1[0-6]$/.test(keys) && !several) return eventKeys[Number(keys)];
  return (several ? /^[0-9*#A-D]+$/ : /^[0-9*#A-D]$/).test(keys) ? keys : undefined;
}

/** No more lines than a key press can need. */
const maxLines = 16;

/** The lines that are not empty, without their line breaks. */
function lines(bytes: Uint8Array, [start, end]: Span): readonly Span[] {
  const found: Span[] = [];
  let at = start;
  while (at < end && found.length < maxLines) {
    let lf = at;
    while (lf < end && bytes[lf] !== 0x0a) lf++;
    const lineEnd = lf > at && bytes[lf - 1] === 0x0d ? lf - 1 : lf;
    if (lineEnd > at) found.push([at, lineEnd]);
    at = lf + 1;
  }
  return found;
}
