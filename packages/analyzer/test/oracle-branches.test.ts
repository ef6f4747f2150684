/**
 * Two captures of the corpus where our branch is not the one of tshark 4.0.17 (`oracle/`). `branch` is that of the topmost Via. Here stand the bytes, and what
 * RFC 3261 says of them.
 */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { MessageRow } from '../src/rows.ts';
import { pcap } from './build-capture.ts';
import { ethernet, ipv6, udp } from './build-packet.ts';
import { corpus, hasCorpus, oracleMessages } from './corpus.ts';
import { readDeliveries } from './read-deliveries.ts';
import { readRows } from './read-rows.ts';

/** The messages of a capture of the corpus, by frame: text, row and the branch that tshark tells. */
type Compared = { readonly text: string; readonly row: MessageRow; readonly tsharkBranch: string | null | undefined };

async function compared(name: string): Promise<ReadonlyMap<number, Compared>> {
  const bytes = readFileSync(path.join(corpus, 'captures', name));
  const oracle = oracleMessages(name) ?? [];
  const { messages: rows } = await readRows([bytes]);
  const messages = readDeliveries(bytes).deliveries.map(({ frame, text }): [number, Compared] => {
    const tsharkBranch = oracle.find((message) => message.frame === frame)?.viaBranch;
    return [frame, { text, row: rows.find((row) => row.frame === frame)!, tsharkBranch }];
  });
  return new Map(messages);
}

/** The values of the Via header fields as they stand there, topmost first. */
function vias(text: string): readonly string[] {
  return [...text.matchAll(/^Via: (.*)\r$/gm)].map(([, value]) => value!);
}

/** The branches that tshark reads in a capture; undefined where it is not installed. */
function tsharkBranches(bytes: Uint8Array): readonly string[] | undefined {
  const folder = mkdtempSync(path.join(tmpdir(), 'sipscope-'));
  try {
    const file = path.join(folder, 'capture.pcap');
    writeFileSync(file, bytes);
    const fields = ['-r', file, '-T', 'fields', '-e', 'sip.Via.branch'];
    return execFileSync('tshark', fields, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
      .trimEnd()
      .split('\n');
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const secondVia = 'SIP/2.0/UDP 192.168.5.20:5060;rport;branch=z9hG4bK9e14c80';

/** A proxy of RFC 2543, at 192.168.5.11, adds a Via without a branch. */
describe.runIf(hasCorpus)('goff__voip-extension.pcap', () => {
  test.each([
    [607, 'request'],
    [608, 'response'],
  ])('frame %i, a %s: its topmost Via has no branch, tshark tells that of the second', async (frame, kind) => {
    const messages = await compared('goff__voip-extension.pcap');

    const { text, row, tsharkBranch } = messages.get(frame)!;

    // RFC 3261 §20.42: each element that the request passes puts its own Via on top, and its branch names its own transaction with the next one.
    expect(vias(text)).toEqual(['SIP/2.0/UDP 192.168.5.11:7818', secondVia]);
    expect(row.kind).toBe(kind);
    // Sent by, or to, the element that the topmost Via names. §18.1.1, §18.2.2.
    expect([row.srcIp, row.dstIp]).toContain('192.168.5.11');
    // §8.1.1.7 demands a branch of who writes the Via. §17.2.3 says what is done where "the branch parameter in the top Via header field is not present": no other Via is asked.
    expect(row).not.toHaveProperty('branch');
    expect(tsharkBranch).toBe('z9hG4bK9e14c80');
  });

  test('tshark gives two hops one branch: on the other side of the proxy the second Via is the only one', async () => {
    const messages = await compared('goff__voip-extension.pcap');

    for (const frame of [606, 609]) {
      const { text, row, tsharkBranch } = messages.get(frame)!;
      expect(vias(text)).toEqual([secondVia]);
      expect(row.branch).toBe('z9hG4bK9e14c80');
      expect(tsharkBranch).toBe('z9hG4bK9e14c80');
    }
    // Two requests, 606 to the proxy and 607 from it, are two transactions: §16.6 step 8.
    expect(messages.get(607)!.row.transaction).toBe(messages.get(608)!.row.transaction);
    expect(messages.get(606)!.row.transaction).not.toBe(messages.get(607)!.row.transaction);
  });
});

/** Via header fields with an IPv6 address that has no brackets. */
describe.runIf(hasCorpus)('heplify__sip_ipv6_udp.pcap', () => {
  const branches = ['z9hG4bKkdjuw8376', 'z9hG4bKkdjuw8376', 'z9hG4bKkdjuw8376', 'z9hG4bKkdjuw8376'].concat(
    'z9hG4bKkdjuw8495',
    'z9hG4bKkdjuw8495',
  );

  test('each Via has a branch, tshark tells none', async () => {
    const messages = [...(await compared('heplify__sip_ipv6_udp.pcap')).values()];

    // §25.1: via-parm = sent-protocol LWS sent-by *( SEMI via-params ), via-branch = "branch" EQUAL token. No sent-by holds a semicolon: behind the first one parameters stand.
    expect(messages.map(({ text }) => vias(text))).toEqual(
      branches.map((branch) => [`SIP/2.0/UDP fe80:0:0:0:21a:a0ff:fe07:32e0:5060;branch=${branch}`]),
    );
    expect(messages.map(({ row }) => row.branch)).toEqual(branches);
    expect(messages.map(({ tsharkBranch }) => tsharkBranch)).toEqual(branches.map(() => null));
    // What is wrong with it is told: host = … / IPv6reference, IPv6reference = "[" IPv6address "]".
    for (const { row } of messages) expect(row.problems).toContain('host-ipv6-brackets');
  });

  test('with the brackets put in and nothing else changed tshark reads the same branches', async () => {
    const messages = [...(await compared('heplify__sip_ipv6_udp.pcap')).values()];
    const data = messages.map(({ text }) => {
      const repaired = text.replace(/^(Via: SIP\/2.0\/UDP )(fe80[0-9a-f:]*)(:5060;)/m, '$1[$2]$3');
      return { data: ethernet(ipv6(udp(repaired, { sourcePort: 5060, destinationPort: 5060 })), 0x86dd) };
    });

    const repaired = pcap(data);

    expect((await readRows([repaired])).messages.map(({ branch }) => branch)).toEqual(branches);
    expect(tsharkBranches(repaired) ?? branches).toEqual(branches);
  });

  test('a response carries the branch of its request back, by which the client knows it', async () => {
    const messages = await compared('heplify__sip_ipv6_udp.pcap');

    // §8.2.6.2 and §17.1.3: INVITE with 100 and 200, BYE with 200.
    for (const [request, responses] of [
      [1, [2, 3]],
      [5, [6]],
    ] as const) {
      const { transaction } = messages.get(request)!.row;
      expect(responses.map((frame) => messages.get(frame)!.row.transaction)).toEqual(responses.map(() => transaction));
    }
  });
});
