import type { VqAddress, VqMetrics, VqReport } from '@sipscope/parser';
import type { CapturedMessage } from '../message/captured-message.ts';
import { has } from '../message/key-reader.ts';
import { keptText } from '../message/kept-text.ts';
import { method } from '../message/method.ts';
import type { QualityPlaceRow, QualityReportRow, StreamQualityRow } from '../rows.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import { callIdKey } from './leg-ids.ts';

/** Sessions whose reports are kept: the latest. */
const maxSessions = 10_000;
/** Reports of one session; of more the first ones and the last. */
const maxReports = 8;
/** Sessions between the same addresses: the latest. */
const maxOfStream = 16;
const maxCharacters = 200;
/** Reports of a stream come while it goes on, and so long after its end. */
const lateNs = 120e9;

type Report = {
  readonly timeNs: number;
  /** All but the time. */
  readonly row: Omit<QualityReportRow, 'at'>;
};

type Session = {
  readonly reports: Report[];
  more: number;
};

/** A stream that reports may be of. */
export type ReportedStream = {
  readonly ssrc: number;
  readonly source: string;
  readonly destination: string;
  readonly startedNs: number;
  readonly endedNs: number;
};

type Time = (timeNs: number) => string;

/** What ends of voice sessions publish of their quality (RFC 6035), by the Call-IDs of the sessions and by the addresses of their streams. */
export class QualityReports {
  readonly #flows: FlowTable;
  /** By the Call-ID in the report, whatever its host, in the order of the latest reports. */
  readonly #sessions = new Map<number, Session>();
  /** By what `streamKeys` tells. */
  readonly #byStream = new Map<string, Set<Session>>();

  constructor(flows: FlowTable) {
    this.#flows = flows;
  }

  /** Whether a message may carry one. Cheap: most carry none. */
  static takes({ isRequest, method: number, fields }: CapturedMessage): boolean {
    return isRequest && (number === method.publish || number === method.notify) && (fields & has.otherBody) !== 0;
  }

  receive(message: CapturedMessage): void {
    if (!/vq-rtcpxr/i.test(message.rawValue('Content-Type')?.slice(0, maxCharacters) ?? '')) return;
    const value = message.parsed().body?.value;
    if (value?.kind !== 'vqRtcpxr') return;
    const report = {
      timeNs: message.timeNs,
      row: rowOf(value, message.frame, this.#flows.source(message.flow)),
    };
    const session = this.#session(callIdKey(value.callId ?? ''));
    // The same message on its next hop.
    if (session.reports.some((one) => isSameReport(one.row, report.row))) return;
    if (session.reports.length < maxReports) session.reports.push(report);
    else {
      this.#removeKeys(session);
      session.reports[maxReports - 1] = report;
      session.more++;
    }
    this.#addKeys(session);
  }

  /** Of a call with these Call-IDs, in the order in which they came. */
  of(callIds: readonly string[], time: Time): { readonly rows: readonly QualityReportRow[]; readonly more: number } {
    if (this.#sessions.size === 0) return { rows: [], more: 0 };
    const sessions = new Set<Session>();
    for (const callId of callIds) {
      const session = this.#sessions.get(callIdKey(callId));
      if (session !== undefined) sessions.add(session);
    }
    let more = 0;
    for (const session of sessions) more += session.more;
    const reports = [...sessions].flatMap((session) => session.reports).sort((a, b) => a.timeNs - b.timeNs);
    return { rows: reports.map(({ row, timeNs }) => ({ at: time(timeNs), ...row })), more };
  }

  /** What they say of a stream: by its addresses, or else by its SSRC. */
  ofStream(stream: ReportedStream, time: Time): readonly StreamQualityRow[] {
    if (this.#byStream.size === 0) return [];
    const keys = [`${stream.source} ${stream.destination}`, stream.ssrc.toString(16).padStart(8, '0')];
    const sessions = keys.map((key) => this.#byStream.get(key)).find((found) => found !== undefined) ?? [];
    const rows: StreamQualityRow[] = [];
    for (const { reports } of sessions)
      for (const { row, timeNs } of reports) {
        if (timeNs < stream.startedNs || timeNs > stream.endedNs + lateNs) continue;
        const { frame, report, final, localMetrics, remoteMetrics } = row;
        const own: string[] = [];
        addKeys(own, row.remote, row.local);
        const by = own.some((key) => keys.includes(key)) ? 'receiver' : 'sender';
        const metrics = by === 'receiver' ? localMetrics : remoteMetrics;
        if (metrics === undefined) continue;
        rows.push({
          frame,
          at: time(timeNs),
          ...(report === undefined ? {} : { report }),
          ...(final === undefined ? {} : { final }),
          by,
          metrics,
        });
      }
    return rows;
  }

  #session(key: number): Session {
    const known = this.#sessions.get(key);
    if (known !== undefined) return known;
    if (this.#sessions.size >= maxSessions) this.#forgetOldest();
    const session: Session = { reports: [], more: 0 };
    this.#sessions.set(key, session);
    return session;
  }

  #forgetOldest(): void {
    for (const [key, session] of this.#sessions) {
      this.#sessions.delete(key);
      this.#removeKeys(session);
      return;
    }
  }

  #addKeys(session: Session): void {
    for (const { row } of session.reports)
      for (const key of streamKeys(row)) {
        let sessions = this.#byStream.get(key);
        if (sessions === undefined) this.#byStream.set(key, (sessions = new Set()));
        sessions.add(session);
        if (sessions.size > maxOfStream) for (const oldest of sessions) if (sessions.delete(oldest)) break;
      }
  }

  #removeKeys(session: Session): void {
    for (const { row } of session.reports)
      for (const key of streamKeys(row)) {
        const sessions = this.#byStream.get(key);
        if (sessions?.delete(session) === true && sessions.size === 0) this.#byStream.delete(key);
      }
  }
}

function rowOf(value: VqReport, frame: number, source: string): Report['row'] {
  const { report, callTerm, alert, localId, remoteId, localAddr, remoteAddr, local, remote } = value;
  return {
    frame,
    ...(report === undefined ? {} : { report }),
    ...(callTerm ? { final: true as const } : {}),
    ...(alert === undefined ? {} : { alert: texts(alert) }),
    source,
    ...texts({ localUri: localId?.uriText, remoteUri: remoteId?.uriText }),
    ...(localAddr === undefined ? {} : { local: placeOf(localAddr) }),
    ...(remoteAddr === undefined ? {} : { remote: placeOf(remoteAddr) }),
    ...(local === undefined ? {} : { localMetrics: metricsOf(local) }),
    ...(remote === undefined ? {} : { remoteMetrics: metricsOf(remote) }),
  };
}

function texts<Name extends string>(values: { readonly [Key in Name]: string | undefined }): {
  [Key in Name]?: string;
} {
  const kept: { [Key in Name]?: string } = {};
  for (const name of Object.keys(values) as Name[]) {
    const text = values[name];
    if (text !== undefined && text !== '') kept[name] = keptText(text.slice(0, maxCharacters));
  }
  return kept;
}

/** Numbers, and texts as they can be kept; the names are those of a table. */
function metricsOf(metrics: VqMetrics): VqMetrics {
  return Object.fromEntries(
    Object.entries(metrics).map(([name, value]) => [
      name,
      typeof value === 'string' ? keptText(value.slice(0, maxCharacters)) : value,
    ]),
  );
}

function placeOf({ ip, port, ssrc }: VqAddress): QualityPlaceRow {
  return {
    ...texts({ ip }),
    ...(port === undefined ? {} : { port }),
    ...(ssrc === undefined ? {} : { ssrc: ssrc.toString(16).padStart(8, '0') }),
  };
}

/** By what the streams are found that it has metrics of: what its end received goes from the other one to it. */
function streamKeys({ local, remote, localMetrics, remoteMetrics }: Omit<QualityReportRow, 'at'>): string[] {
  const keys: string[] = [];
  if (localMetrics !== undefined) addKeys(keys, remote, local);
  if (remoteMetrics !== undefined) addKeys(keys, local, remote);
  return keys;
}

function addKeys(keys: string[], source: QualityPlaceRow | undefined, destination: QualityPlaceRow | undefined): void {
  const [from, to] = [endpointOf(source), endpointOf(destination)];
  if (from !== undefined && to !== undefined) keys.push(`${from} ${to}`);
  const { ssrc } = source ?? {};
  // A number that was not drawn at random is that of many.
  if (ssrc !== undefined && !ssrc.startsWith('0000')) keys.push(ssrc);
}

/** As `FlowTable` writes it. */
function endpointOf(place: QualityPlaceRow | undefined): string | undefined {
  const { ip, port } = place ?? {};
  if (ip === undefined || port === undefined) return undefined;
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}

/** But for the hop that it was captured on. */
function isSameReport(one: Report['row'], other: Report['row']): boolean {
  const said = ({ frame: _frame, source: _source, ...rest }: Report['row']): string => JSON.stringify(rest);
  return said(one) === said(other);
}
