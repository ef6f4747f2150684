import { type Endpoint, readAddress, readEndpoint } from './endpoint.ts';
import type { Envelope, LogFormat } from './envelope.ts';
import { LineScan } from './line-scan.ts';
import { type LogTime, takeTime } from './log-time.ts';

type TreeFrame = {
  time?: LogTime;
  source?: Uint8Array;
  destination?: Uint8Array;
  ports?: readonly [source: number, destination: number];
  isTcp?: boolean;
};

type FollowedStream = { readonly isTcp: boolean; readonly nodes: (Endpoint | undefined)[] };

const FOLLOW_NODES = ['Node 0: ', 'Node 1: '];

/**
 * Wireshark and tshark. The tree of File > Export > As Plain Text and `tshark -V`, and `tshark -z follow,udp,ascii,0`:
 *
 *     Frame 1: 628 bytes on wire …                                    Follow: udp,ascii
 *         Arrival Time: Nov 22, 2026 07:14:03.600210000 UTC           Filter: udp.stream eq 0
 *     Internet Protocol Version 4, Src: 192.0.2.1, Dst: 192.0.2.2     Node 0: 192.0.2.1:5060
 *     User Datagram Protocol, Src Port: 5060, Dst Port: 5060          Node 1: 192.0.2.2:5060
 *     Session Initiation Protocol (INVITE)                            586
 *         Request-Line: INVITE sip:bob@example.test SIP/2.0           INVITE sip:bob@example.test SIP/2.0
 *
 * What node 1 sent has a tab before its number of bytes.
 */
export class WiresharkFormat implements LogFormat {
  #frame: TreeFrame | undefined;
  #follow: FollowedStream | undefined;

  read(line: string): Envelope | 'part' | undefined {
    if (line.startsWith('Frame ') && line.includes(' bytes on wire')) {
      this.#frame = {};
      return 'part';
    }
    if (line.startsWith('Follow: ')) {
      this.#follow = { isTcp: line.startsWith('Follow: tcp'), nodes: [] };
      return 'part';
    }
    return (this.#frame && this.#tree(line, this.#frame)) ?? (this.#follow && this.#stream(line, this.#follow));
  }

  #tree(line: string, frame: TreeFrame): Envelope | 'part' | undefined {
    const scan = new LineScan(line);
    if (line.startsWith('Session Initiation Protocol (') || line === 'Session Initiation Protocol')
      return treeEnvelope(frame);
    if (scan.takeBlanks().take('Arrival Time: ') || scan.take('UTC Arrival Time: ')) {
      const time = takeTime(scan);
      if (time !== undefined && frame.time === undefined) frame.time = time;
      return 'part';
    }
    if (line.startsWith('Internet Protocol Version ')) {
      const source = addressBehind(line, ', Src: ');
      const destination = addressBehind(line, ', Dst: ');
      if (source !== undefined && destination !== undefined) Object.assign(frame, { source, destination });
      return 'part';
    }
    if (line.startsWith('User Datagram Protocol, ') || line.startsWith('Transmission Control Protocol, ')) {
      frame.ports = [portBehind(line, 'Src Port: '), portBehind(line, 'Dst Port: ')];
      frame.isTcp = line.startsWith('Trans');
      return 'part';
    }
    return undefined;
  }

  #stream(line: string, { isTcp, nodes }: FollowedStream): Envelope | 'part' | undefined {
    const node = FOLLOW_NODES.findIndex((name) => line.startsWith(name));
    if (node !== -1) {
      nodes[node] = readEndpoint(line.slice(8).trim());
      return 'part';
    }
    const scan = new LineScan(line);
    const isBack = scan.take('\t');
    if (nodes.length < 2 || scan.takeNumber(9) === undefined || !scan.isAtEnd) return undefined;
    const [source, destination] = isBack ? [nodes[1], nodes[0]] : nodes;
    return { format: 'wireshark-text', source, destination, transport: isTcp ? 'TCP' : 'UDP' };
  }
}

function treeEnvelope(frame: TreeFrame): Envelope {
  const [sourcePort = 0, destinationPort = 0] = frame.ports ?? [];
  return {
    format: 'wireshark-text',
    source: frame.source && { address: frame.source, port: sourcePort },
    destination: frame.destination && { address: frame.destination, port: destinationPort },
    transport: frame.isTcp === undefined ? undefined : frame.isTcp ? 'TCP' : 'UDP',
    time: frame.time,
    form: 'tree',
  };
}

/** Where names are resolved, the address stands in parentheses behind its name. */
function addressBehind(line: string, label: string): Uint8Array | undefined {
  const scan = new LineScan(line);
  if (!scan.takeThrough(label)) return undefined;
  const value = scan.rest.split(', ')[0] ?? '';
  const open = value.lastIndexOf('(');
  return readAddress(open === -1 ? value.trim() : value.slice(open + 1, value.lastIndexOf(')')));
}

function portBehind(line: string, label: string): number {
  const scan = new LineScan(line);
  if (!scan.takeThrough(label)) return 0;
  const value = scan.rest.split(', ')[0] ?? '';
  const open = value.lastIndexOf('(');
  return (new LineScan(value, open + 1).takeNumber(5) ?? 0) & 0xffff;
}
