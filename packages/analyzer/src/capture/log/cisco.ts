import { type Endpoint, takeEndpoint } from './endpoint.ts';
import { type Envelope, type LogFormat, transportOf } from './envelope.ts';
import { linePrefix } from './line-prefix.ts';
import { LineScan } from './line-scan.ts';
import { type LogTime, takeTime } from './log-time.ts';

/**
 * Cisco IOS: `debug ccsip messages`, `show voip trace`. Addresses are told by newer releases only.
 *
 *     *Oct 14 00:25:06.327: //-1/xxxxxxxxxxxx/SIP/Msg/ccsipDisplayMsg:
 *     Received:
 *     0: *Aug 30 21:21:45.583: //1/1CE915CE8002/CUBE_VT/SIP/Msg/ccsipDisplayMsg:
 *     Received: SIP UDP message from 192.0.2.1:5099 to 192.0.2.2:5060
 *     1w0d:SIP Msg:ccsipDisplayMsg:Received:
 *
 * The time may stand on the line before. Unified CM traces (SDL) tell it in one line:
 *
 *     00012345.001 |16:20:15.123 |AppInfo  |SIPTcp - wait_SdlReadRsp: Incoming SIP TCP message from 192.0.2.1 on port 5060 index 7 with 812 bytes:
 *     [126,NET]
 */
export class CiscoFormat implements LogFormat {
  /** Of the last line that had one. */
  #time: LogTime | undefined;
  /** The next line that is not empty says which way. */
  #isOpen = false;

  read(line: string): Envelope | 'part' | undefined {
    const prefix = linePrefix(line);
    if (prefix !== undefined) this.#time = prefix.time;
    const found = line.indexOf('ccsipDisplayMsg:');
    if (found !== -1) {
      this.#isOpen = true;
      const rest = line.slice(found + 16).trim();
      return rest === '' ? 'part' : this.#direction(rest);
    }
    if (this.#isOpen) return line.trim() === '' ? undefined : this.#direction(line.trim());
    return this.#unifiedCm(line);
  }

  #direction(text: string): Envelope | undefined {
    this.#isOpen = false;
    const isReceived = text.startsWith('Received:');
    if (!isReceived && !text.startsWith('Sent:')) return undefined;
    const direction = isReceived ? 'received' : 'sent';
    return { format: 'cisco-log', direction, time: this.#time, ...pathOf(text) };
  }

  #unifiedCm(line: string): Envelope | undefined {
    const found = line.search(/(?:Incoming|Outgoing) SIP /u);
    if (found === -1) return undefined;
    const scan = new LineScan(line, found);
    const isReceived = scan.takeWord() === 'Incoming';
    scan.take(' SIP ');
    const transport = transportOf(scan.takeWord());
    const verb = isReceived ? 'from ' : 'to ';
    if (transport === undefined || !/^ message /iu.test(scan.rest) || !scan.takeThrough(verb)) return undefined;
    const peer = takeEndpoint(scan);
    if (peer === undefined) return undefined;
    const port = scan.take(' on port ') ? scan.takeNumber(5) : undefined;
    const time = timeBehindBar(line) ?? this.#time;
    const endpoint: Endpoint = { ...peer, port: port === undefined || port > 65_535 ? peer.port : port };
    return isReceived
      ? { format: 'cisco-log', direction: 'received', source: endpoint, transport, time }
      : { format: 'cisco-log', direction: 'sent', destination: endpoint, transport, time };
  }
}

/** `00012345.001 |16:20:15.123 |` */
function timeBehindBar(line: string): LogTime | undefined {
  const scan = new LineScan(line);
  return scan.takeThrough('|') ? takeTime(scan) : undefined;
}

/** `Received: SIP UDP message from 192.0.2.1:5099 to 192.0.2.2:5060` */
function pathOf(text: string): Partial<Envelope> {
  const scan = new LineScan(text);
  if (!scan.takeThrough(': SIP ')) return {};
  const transport = transportOf(scan.takeWord());
  if (!scan.takeThrough('from ')) return { transport };
  const source = takeEndpoint(scan);
  const destination = scan.takeThrough('to ') ? takeEndpoint(scan) : undefined;
  return { transport, source, destination };
}
