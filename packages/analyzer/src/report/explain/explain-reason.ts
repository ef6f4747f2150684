import { reasonOf, type Reason, type Warning } from '@sipscope/parser';
import { q850CauseRow, reasonLocationRow, warningCodeRow } from '@sipscope/parser/registry';
import type { Told } from './explain-context.ts';
import { part, partsOf, quoted } from './explain-text.ts';

/** What a cause says in words. RFC 3326, Q.850, RFC 8606. */
export function explainReason(values: readonly Reason[]): readonly Told[] {
  return values.slice(0, 10).map((reason): Told => {
    const { protocol, cause, text, location } = reason;
    const words = causeWords(protocol, cause);
    const where = location === undefined ? undefined : reasonLocationRow(location)?.meaning;
    const said = text === undefined ? '' : ` Its sender writes “${quoted(text)}”.`;
    const what =
      cause === undefined ? `A reason of ${quoted(protocol)} is given` : `${quoted(protocol)} cause ${cause}`;
    return {
      kind: 'reason',
      text: `${what}${words === undefined ? '' : ` means: ${words}`}.${said}`,
      ...(words !== undefined && { short: words }),
      ...partsOf([
        ...(cause === undefined ? [] : [part('cause', `${cause}`, words)]),
        ...(location === undefined
          ? []
          : [
              part('location', location, where === undefined ? undefined : `released by: ${where}`, {
                rfc: 8606,
                section: '4',
              }),
            ]),
      ]),
    };
  });
}

function causeWords(protocol: string, cause: number | undefined): string | undefined {
  if (cause === undefined) return undefined;
  switch (protocol.toUpperCase()) {
    case 'Q.850':
      return q850CauseRow(cause)?.name;
    case 'SIP':
      return cause >= 100 && cause < 700 ? reasonOf(cause) : undefined;
    default:
      return undefined;
  }
}

export function explainWarning(values: readonly Warning[]): readonly Told[] {
  return values.slice(0, 10).map(({ code, agent, text }): Told => {
    const row = warningCodeRow(code);
    const words = row === undefined ? `Warning ${code}` : `Warning ${code}, ${row.text}`;
    return {
      kind: 'warning',
      text: `${words}: ${quoted(agent)} writes “${quoted(text)}”.`,
      ...(row !== undefined && { short: row.text }),
    };
  });
}
