import type { DiagnosticCount, Summary } from '../rows.ts';

/** Codes of what was wrong below SIP: the capture, its links and networks, and limits reached. Codes of text come in classes. */
const belowSip = /^(?:capture|limit|reasm|link|net|ws|hep|tls)-/;

/** What of the capture could not be read, most frequent first; not what is wrong with the messages in it. */
export function captureDamage(summary: Summary): readonly DiagnosticCount[] {
  if (summary.capture.damaged !== true) return [];
  return summary.diagnostics.filter(({ code, codes }) => codes === undefined && belowSip.test(code));
}
