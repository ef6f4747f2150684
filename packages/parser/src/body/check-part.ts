import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Body } from './body.ts';

/** What is wrong with a MIME part, its content included. */
export function checkPart(part: Body): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const end = part.span[0];
  if (!part.terminated && end > part.partSpan[0]) found.push({ code: 'mime-part-headers', span: [end, end] });
  // A part ends where its boundary says, not where a length does. RFC 3261 erratum 3183.
  const length = part.header('Content-Length');
  if (length !== undefined) found.push({ code: 'mime-part-content-length', span: length.lineSpan });
  for (const diagnostic of part.diagnostics) found.push(diagnostic);
  return found;
}
