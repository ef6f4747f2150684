import { isBlank, isDigit, LineScan } from './line-scan.ts';
import { type LogTime, takeTime } from './log-time.ts';

/** How far into a line a prefix is looked for. */
const PREFIX_AT_MOST = 200;

const beginnings = '[<*.JFMASONDTW';

export type LinePrefix = {
  readonly time: LogTime;
  /** Where the line goes on behind it. */
  readonly end: number;
};

/**
 * What a logger puts before a line; undefined where it does not begin with a time.
 *
 *     [Mar 30 13:35:51]     [2020-12-20 07:06:22] VERBOSE[2366] chan_sip.c:     Jan 12 12:52:20 host kamailio[797]:     <133>Jan 12 12:52:20 host
 *     2021-04-02 17:28:11.060938 [DEBUG] sofia.c:1618        000042: *Oct 14 00:25:06.327:
 */
export function linePrefix(line: string): LinePrefix | undefined {
  if (!mayBeginTime(line)) return undefined;
  const scan = new LineScan(line);
  takePriority(scan);
  takeSequence(scan);
  scan.takeBlanks();
  const isBracketed = scan.take('[');
  const time = takeTime(scan);
  if (time === undefined || (isBracketed && !scan.takeThrough(']'))) return undefined;
  if (!isBracketed && !scan.isAtEnd && !isBlank(line[scan.at]) && line[scan.at] !== ':') return undefined;
  scan.takeBlanks();
  return { time, end: behindNames(line, scan.at) };
}

/** Whether the first character may begin a prefix: most lines are seen off here. */
function mayBeginTime(line: string): boolean {
  const code = line.charCodeAt(0);
  // 0-9 and what may stand before a time, then the letters that months and days begin with.
  return (code >= 0x30 && code <= 0x39) || beginnings.includes(line[0] ?? '-');
}

/** Syslog's `<133>`. RFC 3164 §4.1.1. */
function takePriority(scan: LineScan): void {
  const start = scan.at;
  if (scan.take('<') && scan.takeNumber(3) !== undefined && scan.take('>')) return;
  scan.at = start;
}

/** Cisco's `000042: `. */
function takeSequence(scan: LineScan): void {
  const start = scan.at;
  if (scan.takeNumber(10) !== undefined && scan.take(': ')) return;
  scan.at = start;
}

/** Behind `host kamailio[797]: ` and `VERBOSE[2366][C-1] chan_sip.c: `, where these stand here: the first colon belongs to them. */
function behindNames(line: string, at: number): number {
  const colon = line.indexOf(': ', at);
  if (colon === -1 || colon - at > PREFIX_AT_MOST) return at;
  const bracket = line.indexOf('[', at);
  if (bracket === -1 || bracket > colon || !isDigit(line[bracket + 1])) return at;
  return line[colon - 1] === ']' || line.slice(at, colon).endsWith('.c') ? colon + 2 : at;
}
