/** What captures without SIP consist of: figures as `tshark -q -z io,phs` and its list of conversations have them. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze } from '../src/analyze.ts';
import { otherTraffic } from '../src/report/other-traffic.ts';
import { corpus, hasCorpus } from './corpus.ts';

const captures: readonly (readonly [name: string, told: readonly string[]])[] = [
  ['ndpi__http_on_sip_port.pcap', ['HTTP 4/1']],
  ['zeek__mixed-vlan-mpls.pcap', ['HTTP 22/1', 'other TCP 14/1', 'Telnet 11/1']],
  ['ndpi__skinny.pcap', ['RTP 135', 'SCCP 61/2', 'ARP 4']],
  ['ndpi__h323.pcap', ['H.225 call signalling 38/3', 'other TCP 22/1', 'H.225 RAS 15']],
  ['arkime__tcpdump-geneve.pcap', ['SSH 33/1', 'ICMP 6']],
  ['arkime__turn.pcap', ['STUN over TCP 27/1']],
  ['sngrep__tlssaved.pcap', ['TLS begun before the capture 12/2']],
  ['tcpdump__tcp-handshake-nano.pcap', ['TCP without data 3/1']],
];

describe.runIf(hasCorpus)('a capture without SIP', () => {
  test.each(captures)('%s is told by all its packets', async (name, told) => {
    const analysis = await analyze([await readFile(path.join(corpus, 'captures', name))]);

    const rows = otherTraffic(analysis.facts).map(
      ({ what, packets, connections }) => `${what} ${packets}${connections === undefined ? '' : `/${connections}`}`,
    );
    expect(analysis.messageCount).toBe(0);
    expect(rows).toEqual(told);
  });
});
