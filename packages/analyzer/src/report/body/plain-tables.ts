import {
  type Cpim,
  type Dtmf,
  type HeaderField,
  type MessageSummary,
  reasonOf,
  type SipFragment,
  type SipMessage,
  type VqReport,
  vqMetricTable,
} from '@sipscope/parser';
import type { BodyFact, BodyTable } from '../../rows.ts';
import { bodyLimits } from './body-limits.ts';
import { fact, type Shift, table } from './placed.ts';

/** What the status of a referred request means to whoever referred. RFC 3515 §2.4.5. */
function statusMeaning(status: number): string {
  if (status < 200) return 'under way';
  return status < 300 ? 'success' : status < 400 ? 'redirected' : 'failure';
}

/** A piece of a message: its first line says most. */
export function fragmentTables(
  { startLine }: Pick<SipFragment | SipMessage, 'startLine'>,
  shift: Shift,
): readonly BodyTable[] {
  if (startLine === undefined) return [];
  const { span } = startLine;
  if (startLine.kind === 'request')
    return table(undefined, [
      ...fact('method', startLine.method, { span, shift }),
      ...fact('request URI', startLine.requestUri, { span, shift }),
    ]);
  const { status, reason } = startLine;
  return table(
    undefined,
    fact('status', `${status} ${reason === '' ? (reasonOf(status) ?? '') : reason}`.trim(), {
      span,
      shift,
      meaning: statusMeaning(status),
    }),
  );
}

export function dtmfTables({ signal, signalSpan, durationMs }: Dtmf, shift: Shift): readonly BodyTable[] {
  return table(undefined, [
    ...fact('key', signal ?? 'unreadable', { span: signalSpan, shift }),
    ...fact('held', durationMs === undefined ? undefined : `${durationMs} ms`, { shift }),
  ]);
}

export function summaryTables(summary: MessageSummary, shift: Shift): readonly BodyTable[] {
  const { waiting, account, accountSpan, counts, messages } = summary;
  const facts = [
    ...fact('messages waiting', waiting, { shift }),
    ...fact('account', account, { span: accountSpan, shift }),
    ...counts.flatMap(({ messageClass, new: fresh, old, newUrgent, oldUrgent, span }) =>
      fact(messageClass, `${fresh} new, ${old} old`, {
        span,
        shift,
        meaning: newUrgent === undefined ? undefined : `of these urgent: ${newUrgent} new, ${oldUrgent ?? 0} old`,
      }),
    ),
  ];
  return [
    ...table(undefined, facts),
    ...messages
      .slice(0, bodyLimits.tables)
      .flatMap((headers, at) => table(`message ${at + 1}`, headerFacts(headers, shift))),
  ];
}

export function cpimTables({ headers }: Cpim, shift: Shift): readonly BodyTable[] {
  return table(undefined, headerFacts(headers, shift));
}

function headerFacts(headers: readonly HeaderField[], shift: Shift): readonly BodyFact[] {
  return headers
    .slice(0, bodyLimits.facts)
    .flatMap(({ name, value, lineSpan }) => fact(name, value, { span: lineSpan, shift }));
}

const metricLines: ReadonlySet<string> = new Set(vqMetricTable.map(({ line }) => line.toLowerCase()));

/** A quality report: what it is of, then what each side measured. RFC 6035 §4.6. */
export function vqTables(report: VqReport, shift: Shift): readonly BodyTable[] {
  const sides: { readonly title: string; readonly facts: BodyFact[] }[] = [];
  const session: BodyFact[] = [...fact('report', reportTitle(report), { span: report.lines[0]?.lineSpan, shift })];
  for (const line of report.lines.slice(1)) {
    const name = line.name.toLowerCase();
    if (name === 'localmetrics') sides.push({ title: 'measured here', facts: [] });
    else if (name === 'remotemetrics') sides.push({ title: 'measured by the other side', facts: [] });
    else {
      const side = sides.at(-1);
      if (side !== undefined && metricLines.has(name))
        side.facts.push(...metricFacts(side.title, line, { report, shift }));
      else session.push(...fact(line.name, line.value, { span: line.lineSpan, shift }));
    }
  }
  return [...table(undefined, session), ...sides.flatMap(({ title, facts }) => table(title, facts))];
}

function reportTitle({ report, callTerm }: VqReport): string | undefined {
  if (report === undefined) return undefined;
  return callTerm ? `${report}, the last of its session` : report;
}

function metricFacts(
  title: string,
  line: HeaderField,
  { report, shift }: { readonly report: VqReport; readonly shift: Shift },
): readonly BodyFact[] {
  const metrics = title === 'measured here' ? report.local : report.remote;
  const values = new Map<string, number | string>(Object.entries(metrics ?? {}));
  return vqMetricTable
    .filter((row) => row.line.toLowerCase() === line.name.toLowerCase())
    .flatMap(({ key, name }) => fact(name, values.get(key), { span: line.lineSpan, shift, meaning: inWords(key) }));
}

/** `network loss percent` of `networkLossPercent`. */
function inWords(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
