import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import type { DiagnosticCode } from '../../diagnostic/diagnostic-table.ts';
import type { Span } from '../../text/span.ts';
import type { SdpLine } from './session-description.ts';

/** The order in which the lines of a session, and of a media section, must stand. RFC 8866 §5, §9. */
const sessionOrder = 'vosiuepcbtrzka';
const mediaOrder = 'micbka';

/** Lines of which a section has at most one; of a medium's `c=`, see below. */
const singles = 'vosiuk';

const required: readonly (readonly [type: string, code: DiagnosticCode])[] = [
  ['v', 'sdp-version-missing'],
  ['o', 'sdp-origin-missing'],
  ['s', 'sdp-name-missing'],
  ['t', 'sdp-timing-missing'],
];

/** What must be there, once, holding something, and in which order. */
export function checkLines(lines: readonly SdpLine[], span: Span, diagnostics: Diagnostic[]): void {
  checkOrder(lines, diagnostics);
  checkRepeated(lines, diagnostics);
  const types = new Set(lines.map((line) => line.type));
  for (const [type, code] of required) {
    if (!types.has(type)) diagnostics.push({ code, span: [span[0], span[0]] });
  }
  if (types.has('m') && !types.has('c')) diagnostics.push({ code: 'sdp-connection-missing', span: [span[0], span[0]] });
}

/** Tells of the first line that comes too late. */
function checkOrder(lines: readonly SdpLine[], diagnostics: Diagnostic[]): void {
  let place = 0;
  let order = sessionOrder;
  for (const line of lines) {
    if (line.type === 'm') {
      order = mediaOrder;
      place = 0;
    }
    const next = line.type === '' ? -1 : order.indexOf(line.type);
    // r and z belong to the t before them, so all three may come again.
    const mayGoBack = line.type === 't' && (order[place] === 'r' || order[place] === 'z');
    if (next !== -1 && next < place && !mayGoBack) {
      diagnostics.push({ code: 'sdp-order', span: line.span });
      return;
    }
    if (next > place || mayGoBack) place = next;
  }
}

/** Tells of the first line of each type that is one too many, and of those that hold nothing. */
function checkRepeated(lines: readonly SdpLine[], diagnostics: Diagnostic[]): void {
  const told = new Set<string>();
  let seen = new Set<string>();
  let section = singles + 'c';
  for (const line of lines) {
    const { type, span, valueSpan } = line;
    if (type === 'm') {
      seen = new Set();
      section = 'ik';
    }
    if (type !== '' && section.includes(type) && seen.has(type) && !told.has(type)) {
      told.add(type);
      diagnostics.push({ code: 'sdp-line-repeated', span });
    }
    seen.add(type);
    if (type !== '' && 'siuep'.includes(type) && valueSpan[1] === valueSpan[0] && !told.has(`${type}=`)) {
      told.add(`${type}=`);
      diagnostics.push({ code: 'sdp-line-empty', span });
    }
  }
}
