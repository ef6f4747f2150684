import { stops } from '../grammar/stops.gen.ts';
import { tokenNames } from '../grammar/token-code.ts';
import type { DiagnosticClass } from './diagnostic-class.ts';
import type { Diagnostic, Severity } from './diagnostic.ts';
import { type DiagnosticRow, diagnosticTable } from './diagnostic-table.ts';

/** A diagnostic for people: its sentence, its place in the RFCs, what was expected. */
export type DiagnosticDescription = {
  readonly code: string;
  readonly class: DiagnosticClass;
  readonly severity: Severity;
  readonly message: string;
  readonly rfc?: number;
  readonly section?: string;
  /** The ABNF's name of the rule that could not go on, where it has one. */
  readonly rule?: string;
  /** What that rule would have taken, in words. */
  readonly expected?: readonly string[];
};

const maxQuoted = 60;

/** A diagnostic in a sentence for people, with what stands at its place where the message's bytes are given. */
export function describeDiagnostic(diagnostic: Diagnostic, bytes?: Uint8Array): DiagnosticDescription {
  const row: DiagnosticRow = diagnosticTable[diagnostic.code];
  const { rule, expected } = explainStop(diagnostic.stop);
  const seen = describePlace(diagnostic, row, expected, bytes);
  return {
    code: diagnostic.code,
    class: row.class,
    severity: row.severity,
    message: seen === '' ? row.sentence : `${row.sentence} (${seen})`,
    ...(row.rfc === undefined ? {} : { rfc: row.rfc }),
    ...(row.section === undefined ? {} : { section: row.section }),
    ...(rule === undefined || rule === '' ? {} : { rule }),
    ...(expected === undefined ? {} : { expected }),
  };
}

/** `Via: found "x", expected a token or "/"`: as much of it as is known. */
function describePlace(
  { header, detail, span }: Diagnostic,
  row: DiagnosticRow,
  expected: readonly string[] | undefined,
  bytes: Uint8Array | undefined,
): string {
  const parts: string[] = [];
  // What is missing stands nowhere: its span is that of the start line.
  const isMissing = row.class === 'sip-missing-header';
  const found = bytes === undefined || isMissing ? '' : quoteBytes(bytes, span);
  if (detail !== undefined) parts.push(detail);
  else if (expected === undefined) parts.push(found);
  else if (bytes !== undefined) parts.push(found === '' ? 'the value ends here' : `found ${found}`);
  if (expected !== undefined && expected.length > 0) parts.push(`expected ${listed(expected)}`);
  const place = parts.filter((part) => part !== '').join(', ');
  if (header === undefined) return place;
  return place === '' ? header : `${header}: ${place}`;
}

function explainStop(stop: number | undefined): { rule?: string; expected?: readonly string[] } {
  if (stop === -1) return { expected: ['a separator', 'the end of the value'] };
  const row = stop === undefined ? undefined : stops[stop];
  if (row === undefined) return {};
  const [rule, ...wanted] = row;
  return { rule, expected: wanted.map((token) => tokenNames[token]!) };
}

/** `a, b or c` */
function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function quoteBytes(bytes: Uint8Array, [start, end]: readonly [number, number]): string {
  if (end <= start) return '';
  const text = new TextDecoder().decode(bytes.subarray(start, Math.min(end, start + maxQuoted)));
  return JSON.stringify(end - start > maxQuoted ? `${text}…` : text);
}
