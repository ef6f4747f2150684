import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import type { DiagnosticCode } from '../../diagnostic/diagnostic-table.ts';
import { readSdpValue } from '../../grammar/read-sdp-value.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { Span } from '../../text/span.ts';
import { SdpBuilder } from './sdp-builder.ts';
import { sdpLines } from './sdp-lines.ts';
import type { SdpLine, SessionDescription } from './session-description.ts';

export type SdpLimits = {
  /** `m=` sections. */
  readonly media: number;
  /** `a=` lines. */
  readonly attributes: number;
};

/** As many errors are told of one session description; behind the last it is not read. */
const maxErrors = 1000;

/** Reads the session description at `[start, end)` of a source. RFC 8866 §5. */
export function readSessionDescription(source: SourceText, span: Span, limits: SdpLimits): SessionDescription {
  const diagnostics: Diagnostic[] = [];
  const lines = sdpLines(source.bytes, span[0], span[1]);
  const builder = new SdpBuilder(span[1]);
  let attributes = 0;
  for (const line of lines) {
    if (line.type === 'm' && builder.mediaCount >= limits.media) {
      diagnostics.push({ code: 'limit-sdp-media', span: [line.span[0], span[1]], detail: `${limits.media}` });
      break;
    }
    if (line.type === 'a' && ++attributes > limits.attributes) {
      diagnostics.push({ code: 'limit-sdp-attributes', span: [line.span[0], span[1]], detail: `${limits.attributes}` });
      break;
    }
    if (diagnostics.length >= maxErrors) {
      diagnostics.push({ code: 'limit-errors', span: [line.span[0], span[1]] });
      break;
    }
    readLine(source, line, builder, diagnostics);
  }
  checkLines(lines, span, diagnostics);
  return builder.build(lines, diagnostics);
}

function readLine(source: SourceText, line: SdpLine, builder: SdpBuilder, diagnostics: Diagnostic[]): void {
  const [start, end] = line.valueSpan;
  switch (line.type) {
    case 'v':
      builder.version ??= source.slice(start, end);
      break;
    case 'o':
      builder.origin ??= readSdpValue('origin', source, start, end, diagnostics);
      break;
    case 's':
      builder.sessionName ??= source.slice(start, end);
      break;
    case 'i':
      builder.setInformation(source.slice(start, end));
      break;
    case 'u':
      builder.uri ??= source.slice(start, end);
      break;
    case 'e':
      builder.emails.push(source.slice(start, end));
      break;
    case 'p':
      builder.phones.push(source.slice(start, end));
      break;
    case 'c':
      builder.addConnection(readSdpValue('connection', source, start, end, diagnostics));
      break;
    case 'b':
      builder.addBandwidth(readSdpValue('bandwidth', source, start, end, diagnostics));
      break;
    case 't': {
      const timing = readSdpValue('timing', source, start, end, diagnostics);
      if (timing !== undefined) builder.timings.push(timing);
      break;
    }
    case 'r':
    case 'z':
      readSdpValue('typedTimes', source, start, end, diagnostics);
      break;
    case 'm':
      builder.beginMedia(readSdpValue('media', source, start, end, diagnostics), line.span[0]);
      break;
    case 'a':
      readAttribute(source, line, builder, diagnostics);
      break;
    case 'k':
      break;
    default:
      diagnostics.push({ code: line.type === '' ? 'sdp-line' : 'sdp-line-type', span: line.span });
  }
}

function readAttribute(source: SourceText, line: SdpLine, builder: SdpBuilder, diagnostics: Diagnostic[]): void {
  const [start, end] = line.valueSpan;
  const attribute = readSdpValue('attribute', source, start, end, diagnostics);
  if (attribute === undefined) return;
  builder.addAttribute({ ...attribute, span: line.span });
  const valueStart = start + attribute.name.length + 1;
  switch (attribute.name) {
    case 'rtpmap':
      builder.addRtpMap(readSdpValue('rtpmap', source, valueStart, end, diagnostics));
      break;
    case 'fmtp':
      builder.addFormatParameters(readSdpValue('fmtp', source, valueStart, end, diagnostics));
      break;
    case 'ptime':
      builder.setPtime(attribute.value ?? '');
      if (!isDuration(attribute.value)) diagnostics.push({ code: 'sdp-ptime', span: [Math.min(valueStart, end), end] });
      break;
    case 'maxptime':
      if (!isDuration(attribute.value))
        diagnostics.push({ code: 'sdp-maxptime', span: [Math.min(valueStart, end), end] });
      break;
  }
}

/** `non-zero-int-or-real`. RFC 8866 §6.4, §6.5. */
function isDuration(text = ''): boolean {
  return /^\d+(?:\.\d+)?$/.test(text) && Number(text) > 0;
}

/** The order in which the lines of a session, and of a media section, must stand. RFC 8866 §5, §9. */
const sessionOrder = 'vosiuepcbtrzka';
const mediaOrder = 'micbka';

/** What must be there, once, and in which order. */
function checkLines(lines: readonly SdpLine[], span: Span, diagnostics: Diagnostic[]): void {
  let place = 0;
  let order = sessionOrder;
  let reported = false;
  for (const line of lines) {
    if (line.type === 'm') {
      order = mediaOrder;
      place = 0;
    }
    const next = order.indexOf(line.type);
    // r belongs to the t before it, so both may come again.
    const goesBack = next < place && !(line.type === 't' && order[place] === 'r');
    if (next !== -1 && goesBack && !reported) {
      diagnostics.push({ code: 'sdp-order', span: line.span });
      reported = true;
    }
    if (next > place || (line.type === 't' && next !== -1)) place = next;
  }
  const missing: readonly (readonly [string, DiagnosticCode])[] = [
    ['v', 'sdp-version-missing'],
    ['o', 'sdp-origin-missing'],
    ['s', 'sdp-name-missing'],
    ['t', 'sdp-timing-missing'],
  ];
  const types = new Set(lines.map((line) => line.type));
  for (const [type, code] of missing) {
    if (!types.has(type)) diagnostics.push({ code, span: [span[0], span[0]] });
  }
  if (lines.some((line) => line.type === 'm') && !types.has('c'))
    diagnostics.push({ code: 'sdp-connection-missing', span: [span[0], span[0]] });
}
