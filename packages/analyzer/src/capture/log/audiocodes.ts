import { takeEndpoint } from './endpoint.ts';
import { type Envelope, type LogFormat, transportOf } from './envelope.ts';
import { linePrefix } from './line-prefix.ts';
import { LineScan } from './line-scan.ts';
import { type LogTime, takeTime } from './log-time.ts';

/**
 * AudioCodes SBCs and gateways, as syslog or the Syslog Viewer show them. The message follows in the same record or in the next.
 *
 *     12:45:02.514  192.0.2.70  local0.notice  [S=1718543] [SID=b9027c:24:1]  (N 6891937) ---- Incoming SIP Message from 192.0.2.1:9024 to SIPInterface #2 (Teams) TLS TO(#138) SocketID(204) ----  [Time:19-12@12:45:02.514]
 *     … ---- Outgoing SIP Message to 192.0.2.1:5060 from SIPInterface #1 (Trunk) UDP TO(#1) ----
 */
export class AudiocodesFormat implements LogFormat {
  read(line: string): Envelope | 'part' | undefined {
    const found = line.indexOf('---- ');
    const envelope = found === -1 ? undefined : envelopeOf(line, found + 5);
    // The last line of a record, behind the message: its time.
    if (envelope === undefined)
      return line.includes('[Time:') && line.trimStart().startsWith('[Time:') ? 'part' : undefined;
    return { ...envelope, time: deviceTime(line) ?? linePrefix(line)?.time };
  }
}

function envelopeOf(line: string, at: number): Envelope | undefined {
  const scan = new LineScan(line, at);
  const isReceived = scan.take('Incoming SIP Message from ');
  if (!isReceived && !scan.take('Outgoing SIP Message to ')) return undefined;
  const peer = takeEndpoint(scan);
  if (peer === undefined) return undefined;
  const transport = interfaceTransport(scan);
  return isReceived
    ? { format: 'audiocodes-log', direction: 'received', source: peer, transport }
    : { format: 'audiocodes-log', direction: 'sent', destination: peer, transport };
}

/** The word before `TO(#138)`. */
function interfaceTransport(scan: LineScan): Envelope['transport'] {
  const end = scan.text.indexOf(' TO(', scan.at);
  if (end === -1) return undefined;
  return transportOf(scan.text.slice(scan.text.lastIndexOf(' ', end - 1) + 1, end));
}

/** `[Time:19-12@12:45:02.514]`: day and month. */
export function deviceTime(line: string): LogTime | undefined {
  const scan = new LineScan(line);
  if (!scan.takeThrough('[Time:')) return undefined;
  const day = scan.takeNumber(2);
  const month = scan.take('-') ? scan.takeNumber(2) : undefined;
  const time = scan.take('@') ? takeTime(scan) : undefined;
  if (time === undefined || day === undefined || month === undefined || day < 1 || day > 31) return time;
  return month < 1 || month > 12 ? time : { ...time, month: month - 1, day };
}
