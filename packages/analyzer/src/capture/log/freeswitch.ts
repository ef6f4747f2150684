import { readEndpoint } from './endpoint.ts';
import { type Envelope, type LogFormat, transportOf } from './envelope.ts';
import { LineScan } from './line-scan.ts';
import { takeTime } from './log-time.ts';

/**
 * FreeSWITCH, and whatever else is built on Sofia-SIP: `sofia global siptrace on`. Lines of the message may be indented by three blanks.
 *
 *     recv 903 bytes from udp/[192.0.2.1]:52110 at 20:07:57.811303:
 *     ------------------------------------------------------------------------
 */
export class FreeswitchFormat implements LogFormat {
  read(line: string): Envelope | undefined {
    if (!line.includes(' bytes ')) return undefined;
    // Colours of the console, and whatever a terminal or a script put before.
    const start = Math.max(line.lastIndexOf('recv '), line.lastIndexOf('send '));
    if (start === -1) return undefined;
    const scan = new LineScan(line, start + 5);
    if (scan.takeNumber(9) === undefined || !scan.take(' bytes ')) return undefined;
    const isReceived = scan.take('from ');
    if (!isReceived && !scan.take('to ')) return undefined;
    const [protocol, address] = splitAt(scan.takeWord(), '/');
    const endpoint = readEndpoint(address);
    if (endpoint === undefined) return undefined;
    const time = scan.take(' at ') ? takeTime(scan) : undefined;
    const transport = transportOf(protocol);
    return isReceived
      ? { format: 'freeswitch-log', direction: 'received', source: endpoint, transport, time }
      : { format: 'freeswitch-log', direction: 'sent', destination: endpoint, transport, time };
  }
}

function splitAt(text: string, separator: string): [string, string] {
  const found = text.indexOf(separator);
  return found === -1 ? ['', text] : [text.slice(0, found), text.slice(found + 1)];
}
