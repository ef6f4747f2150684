import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { readValue } from '../grammar/read-value.ts';
import type { NameAddr } from '../header/name-addr.ts';
import type { HeaderField } from '../message/header-field.ts';
import type { SourceText } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';
import type { Body } from './body.ts';
import type { BodyInput } from './body-value.ts';
import { headerSections } from './header-section.ts';
import { type VqMetricRow, type VqMetrics, vqMetricLines, vqMetricTable } from './vq-metric-table.ts';

/** A report on the quality of a voice session. RFC 6035 §4.6.1. */
export type VqReport = {
  readonly kind: 'vqRtcpxr';
  /** Undefined where the first line names no report. */
  readonly report: 'session' | 'interval' | 'alert' | undefined;
  /** Whether it is the last one of its session. */
  readonly callTerm: boolean;
  /** Of an alert: the metric beyond its threshold, how grave it is, whose it is. */
  readonly alert: VqAlert | undefined;
  /** The Call-ID of the session's dialog. */
  readonly callId: string | undefined;
  readonly localId: NameAddr | undefined;
  readonly remoteId: NameAddr | undefined;
  readonly origId: NameAddr | undefined;
  readonly localAddr: VqAddress | undefined;
  readonly remoteAddr: VqAddress | undefined;
  readonly localGroup: string | undefined;
  readonly remoteGroup: string | undefined;
  readonly localMac: string | undefined;
  readonly remoteMac: string | undefined;
  readonly dialogId: string | undefined;
  readonly local: VqMetrics | undefined;
  readonly remote: VqMetrics | undefined;
  /** Every line, in order. */
  readonly lines: readonly HeaderField[];
  readonly diagnostics: readonly Diagnostic[];
};

/** Which metric of a quality report passed its threshold. RFC 6035 §4.6.1. */
export type VqAlert = {
  readonly metric: string | undefined;
  readonly severity: string | undefined;
  readonly direction: string | undefined;
};

/** `IP=10.10.1.100 PORT=5000 SSRC=0x1a3b5c7d` */
export type VqAddress = {
  readonly ip: string | undefined;
  readonly port: number | undefined;
  readonly ssrc: number | undefined;
};

const reports: ReadonlyMap<string, 'session' | 'interval' | 'alert'> = new Map([
  ['vqsessionreport', 'session'],
  ['vqintervalreport', 'interval'],
  ['vqalertreport', 'alert'],
]);

/**
 * `LocalMetrics:` and `RemoteMetrics:` begin the metrics of a side. Other lines are found in any order, with or without the empty lines that
 * the grammar has between groups and the examples of RFC 6035 have not.
 */
export function readVqReport(_body: Body, { source, span, limits }: BodyInput): VqReport {
  const sections = headerSections(source, span, limits);
  const lines = sections.flatMap(({ headers }) => headers);
  const [first] = lines;
  // `VQSessionReport` may stand alone, without a colon.
  const report = reports.get((first?.name || first?.value)?.toLowerCase() ?? '');
  const diagnostics: Diagnostic[] = sections
    .flatMap((section) => section.diagnostics)
    .filter((one) => one.code !== 'header-colon' || report === undefined || one.span[0] !== first?.lineSpan[0]);
  if (report === undefined) diagnostics.push({ code: 'body-vq-report', span: first?.lineSpan ?? span });
  const sides = readSides(source, lines, diagnostics);
  const line = (name: string): HeaderField | undefined =>
    lines.find((one) => one.name.length === name.length && one.name.toLowerCase() === name);
  const text = (name: string): string | undefined => line(name)?.value;
  const address = (name: string): NameAddr | undefined => {
    const [start, end] = line(name)?.valueSpan ?? [0, limits.valueBytes + 1];
    if (end - start > limits.valueBytes) return undefined;
    const reading = readValue('address', source, start, end, limits.commentDepth);
    for (const one of reading.diagnostics) diagnostics.push(one);
    return reading.values[0];
  };
  const place = (name: string): VqAddress | undefined => {
    const value = line(name)?.valueSpan;
    return value === undefined ? undefined : readAddress(words(source, value));
  };
  return {
    kind: 'vqRtcpxr',
    report,
    callTerm: first !== undefined && report !== 'alert' && first.value.toLowerCase() === 'callterm',
    alert: report === 'alert' && first !== undefined ? readAlert(words(source, first.valueSpan)) : undefined,
    callId: text('callid'),
    localId: address('localid'),
    remoteId: address('remoteid'),
    origId: address('origid'),
    localAddr: place('localaddr'),
    remoteAddr: place('remoteaddr'),
    localGroup: text('localgroup'),
    remoteGroup: text('remotegroup'),
    localMac: text('localmac'),
    remoteMac: text('remotemac'),
    dialogId: text('dialogid'),
    local: sides.local,
    remote: sides.remote,
    lines,
    diagnostics,
  };
}

type Sides = { local: VqMetrics | undefined; remote: VqMetrics | undefined };
type Metrics = Record<string, number | string>;

function readSides(source: SourceText, lines: readonly HeaderField[], diagnostics: Diagnostic[]): Sides {
  const sides: Sides = { local: undefined, remote: undefined };
  let metrics: Metrics | undefined;
  for (const { name, valueSpan } of lines) {
    const line = name.toLowerCase();
    if (line === 'localmetrics') metrics = sides.local ??= {};
    else if (line === 'remotemetrics') metrics = sides.remote ??= {};
    else if (metrics !== undefined && vqMetricLines.has(line))
      readMetrics(line, words(source, valueSpan), metrics, diagnostics);
  }
  return sides;
}

function readMetrics(line: string, all: readonly Word[], metrics: Metrics, diagnostics: Diagnostic[]): void {
  for (const { name, value, span } of all) {
    const row = rowsByName.get(`${line} ${name.toLowerCase()}`);
    if (row === undefined) continue;
    const read = row.type === 'text' ? value : readNumber(value, row);
    // Keys are the table's, never the text's.
    if (read === undefined)
      diagnostics.push({ code: 'body-vq-metric', span, detail: `${row.name}=${value.slice(0, 40)}` });
    else metrics[row.key] ??= read;
  }
}

const rowsByName: ReadonlyMap<string, VqMetricRow> = new Map(
  vqMetricTable.map((row) => [`${row.line} ${row.name}`.toLowerCase(), row]),
);

function readNumber(text: string, { min = 0, max = 0 }: VqMetricRow): number | undefined {
  const value = /^-?\d{1,9}(?:\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : undefined;
}

function readAlert(all: readonly Word[]): VqAlert {
  const of = (name: string): string | undefined => all.find((word) => word.name.toLowerCase() === name)?.value;
  return { metric: of('type'), severity: of('severity'), direction: of('dir') };
}

function readAddress(all: readonly Word[]): VqAddress {
  const of = (name: string): string | undefined => all.find((word) => word.name.toLowerCase() === name)?.value;
  const port = of('port') ?? '';
  // The examples of RFC 6035 leave the 0x out that its grammar demands.
  const ssrc = (of('ssrc') ?? '').replace(/^0x/i, '');
  return {
    ip: of('ip'),
    port: /^\d{1,5}$/.test(port) && Number(port) <= 65_535 ? Number(port) : undefined,
    ssrc: /^[0-9a-f]{1,8}$/i.test(ssrc) ? Number.parseInt(ssrc, 16) : undefined,
  };
}

/** `NAME=value` or `NAME="value"`. */
type Word = { readonly name: string; readonly value: string; readonly span: Span };

/** The words of a line, parted by white space, which may also stand round a `=`; a word without `=` has an empty value. */
function words(source: SourceText, [start, end]: Span): readonly Word[] {
  const { bytes } = source;
  const found: Word[] = [];
  let at = skipSpace(bytes, start, end);
  while (at < end) {
    const from = at;
    while (at < end && bytes[at] !== 0x3d && !isSpace(bytes[at]!)) at++;
    const name = source.slice(from, at);
    const equals = skipSpace(bytes, at, end);
    let value = '';
    if (bytes[equals] === 0x3d && equals < end) {
      const valueStart = skipSpace(bytes, equals + 1, end);
      const to = valueEnd(bytes, valueStart, end);
      const text = source.slice(valueStart, to);
      // `NLR= JDR=2.0`: the value is missing, and what follows is the next word.
      const isNext = valueStart > equals + 1 && !text.startsWith('"') && text.includes('=');
      at = isNext ? equals + 1 : to;
      value = isNext ? '' : text.replaceAll('"', '');
    }
    found.push({ name, value, span: [from, at] });
    at = skipSpace(bytes, at, end);
  }
  return found;
}

/** Where a value ends: at white space outside of quotes. */
function valueEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  let quoted = false;
  for (; at < end && (quoted || !isSpace(bytes[at]!)); at++) {
    if (bytes[at] === 0x22) quoted = !quoted;
  }
  return at;
}

function skipSpace(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && isSpace(bytes[at]!)) at++;
  return at;
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === 0x0a;
}
