import { type Endpoint, readEndpoint } from './endpoint.ts';
import { type Envelope, type LogFormat, type LogFormatName, transportOf } from './envelope.ts';
import { isDigit, LineScan } from './line-scan.ts';
import { type LogTime, takeTime } from './log-time.ts';

/**
 * Tools that write an arrow between two endpoints:
 *
 *     U 2026/11/22 07:14:03.600210 192.0.2.1:5060 -> 192.0.2.2:5060 #1      ngrep -t -W byline: a dot stands for each CR, `T` is TCP
 *     U 192.0.2.1:5060 -> 192.0.2.2:5060                                    ngrep
 *     2026/11/22 07:14:03.600210 192.0.2.1:5060 -> 192.0.2.2:5060           sngrep: Save as text
 *     2026-11-22 07:14:03 (INVITE) 100                                      siptrace of Kamailio and OpenSIPS, as their
 *     udp:192.0.2.1:5060 -> udp:192.0.2.2:5060                              web interfaces export it
 */
export class ArrowFormat implements LogFormat {
  /** Of the line before: siptrace. */
  #time: LogTime | undefined;

  read(line: string): Envelope | undefined {
    const timeBefore = this.#time;
    this.#time = undefined;
    if (!line.includes(' -> ') && !isDigit(line[0])) return undefined;
    const scan = new LineScan(line);
    const letter = scan.take('U ') ? 'UDP' : scan.take('T ') ? 'TCP' : undefined;
    const time = takeTime(scan.takeBlanks());
    if (!line.includes(' -> ')) {
      this.#time = time;
      return undefined;
    }
    scan.takeBlanks();
    // ngrep -T: seconds since the packet before, of which no time can be made.
    if (letter !== undefined && scan.take('+')) scan.takeWord();
    const source = transportAndEndpoint(scan.takeBlanks().takeWord());
    if (source === undefined || !scan.take(' -> ')) return undefined;
    const destination = transportAndEndpoint(scan.takeWord());
    if (destination === undefined) return undefined;
    return {
      format: formatOf(letter !== undefined, source.transport !== undefined),
      source: source.endpoint,
      destination: destination.endpoint,
      transport: letter ?? source.transport,
      time: time ?? (source.transport === undefined ? undefined : timeBefore),
      form: letter === undefined ? 'plain' : 'dotted',
    };
  }
}

function formatOf(isNgrep: boolean, isSiptrace: boolean): LogFormatName {
  return isNgrep ? 'ngrep-text' : isSiptrace ? 'siptrace-log' : 'sngrep-text';
}

/** `192.0.2.1:5060`, `udp:192.0.2.1:5060` */
function transportAndEndpoint(text: string): { endpoint: Endpoint; transport: Envelope['transport'] } | undefined {
  const colon = text.indexOf(':');
  const transport = colon === -1 ? undefined : transportOf(text.slice(0, colon));
  const endpoint = readEndpoint(transport === undefined ? text : text.slice(colon + 1));
  return endpoint && { endpoint, transport };
}
