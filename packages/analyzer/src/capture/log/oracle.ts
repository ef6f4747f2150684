import { readAddress, readEndpoint } from './endpoint.ts';
import { type Envelope, type LogFormat, transportOf } from './envelope.ts';
import { LineScan } from './line-scan.ts';
import { takeTime } from './log-time.ts';

/**
 * Oracle (Acme Packet) SBCs: `sipmsg.log`. In brackets stand slot and VLAN; messages end with forty dashes. `tail` leaves the date and the hour out.
 *
 *     Aug 26 19:25:10.685 On [5:0]192.0.2.1:5060 received from 192.0.2.2:5060
 *     Jan 12 00:03:54.700 On 192.0.2.1:8194 sent to 192.0.2.2:5060
 *     Jan 12 00:03:54.700 On [0:0][2001:db8::1]:5060 sent to [2001:db8::2]:5060
 *     Post-NAT from private<realm=core> encoded:                         and a message as the SBC holds it: no traffic
 */
export class OracleFormat implements LogFormat {
  read(line: string): Envelope | 'part' | undefined {
    if (line.startsWith('Pre-NAT to ') || line.startsWith('Post-NAT from '))
      return { format: 'oracle-log', isInternal: true };
    if (!line.includes(' On ')) return undefined;
    const scan = new LineScan(line);
    const time = takeTime(scan);
    if (time === undefined || !scan.take(' On ')) return undefined;
    const local = readEndpoint(withoutSlot(scan.takeWord()));
    const isReceived = scan.take(' received from ');
    if (local === undefined || (!isReceived && !scan.take(' sent to '))) return undefined;
    const remote = readEndpoint(scan.takeWord());
    if (remote === undefined) return undefined;
    const transport = transportOf(scan.takeBlanks().takeWord());
    return isReceived
      ? { format: 'oracle-log', direction: 'received', source: remote, destination: local, transport, time }
      : { format: 'oracle-log', direction: 'sent', source: local, destination: remote, transport, time };
  }
}

/** `[5:0]` stands before an address; `[2001:db8::1]` is one. */
function withoutSlot(text: string): string {
  const end = text.indexOf(']');
  return text.startsWith('[') && end !== -1 && readAddress(text.slice(1, end)) === undefined
    ? text.slice(end + 1)
    : text;
}
