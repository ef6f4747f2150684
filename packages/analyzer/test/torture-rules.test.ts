/** The known fault of each torture message (RFC 4475, RFC 5118) is found by a rule, with its section; what is right there is not found wrong. */

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze } from '../src/analyze.ts';
import { rules } from '../src/conformance.ts';
import type { FindingRow } from '../src/rows/finding-row.ts';
import { pcap } from './build-capture.ts';
import { ipv4, udp } from './build-packet.ts';

const folder = resolve(import.meta.dirname, '../../../fixtures/messages');

type Manifest = { readonly messages: readonly { readonly file: string; readonly section?: string }[] };

/** Rules and their sections that tell the fault; none where the message by itself is right: what may be wrong then is how it is answered. */
const faults: Readonly<Record<string, readonly string[]>> = {
  // RFC 4475 §3.1.1: valid, though some have what RFC 3261 forbids or warns of beside what they are for.
  'wsinv.dat': ['SIP-VIA-002 §8.1.1.7'],
  'intmeth.dat': [],
  'esc01.dat': [],
  'escnull.dat': [],
  'esc02.dat': [],
  'lwsdisp.dat': [],
  'longreq.dat': ['SIP-VIA-003 §8.1.1.7'],
  'dblreq.dat': ['SIP-SYN-047 §18.3'],
  'semiuri.dat': [],
  'transports.dat': [],
  'mpart01.dat': ['SIP-MSG-001 §4'],
  'unreason.dat': [],
  'noreason.dat': [],
  // §3.1.2: invalid.
  'badinv01.dat': ['SIP-SYN-041 §20.42', 'SIP-SYN-009 §20.10'],
  'clerr.dat': ['SIP-SYN-016 §18.3'],
  'ncl.dat': ['SIP-SYN-015 §20.14'],
  'scalar02.dat': ['SIP-SYN-013 §8.1.1.5', 'SIP-SYN-014 §20.22', 'SIP-SYN-009 §20.19', 'SIP-SYN-009 §20.10'],
  'scalarlg.dat': ['SIP-SYN-013 §8.1.1.5', 'SIP-SYN-009 §20.19', 'SIP-SYN-009 §20.43'],
  'quotbal.dat': ['SIP-SYN-029 §25.1'],
  'ltgtruri.dat': ['SIP-SYN-001 §7.1'],
  'lwsruri.dat': ['SIP-SYN-001 §7.1'],
  'lwsstart.dat': ['SIP-SYN-001 §7.1'],
  'trws.dat': ['SIP-SYN-001 §7.1'],
  'escruri.dat': ['SIP-SYN-009 §19.1.1'],
  'baddate.dat': ['SIP-SYN-031 §20.17'],
  'regbadct.dat': ['SIP-SYN-027 §20'],
  'badaspec.dat': ['SIP-SYN-009 §25.1'],
  'baddn.dat': ['SIP-SYN-030 §25.1'],
  'badvers.dat': ['SIP-SYN-003 §7.1', 'SIP-VIA-001 §8.1.1.7'],
  'mismatch01.dat': ['SIP-SYN-012 §8.1.1.5'],
  'mismatch02.dat': ['SIP-SYN-012 §8.1.1.5', 'SDP-SYN-001 §5'],
  'bigcode.dat': ['SIP-SYN-002 §7.2'],
  // §3.2 to §3.4.
  'badbranch.dat': ['SIP-VIA-002 §8.1.1.7'],
  'insuf.dat': ['SIP-MF-001 §8.1.1'],
  'unkscm.dat': [],
  'novelsc.dat': [],
  'unksm2.dat': ['SIP-REG-002 §10.2'],
  'bext01.dat': [],
  'invut.dat': [],
  'regaut01.dat': [],
  'multi01.dat': ['SIP-SYN-020 §7.3.1'],
  'mcl01.dat': ['SIP-SYN-020 §7.3.1'],
  'bcast.dat': [],
  'zeromf.dat': [],
  'cparam01.dat': [],
  'cparam02.dat': [],
  'regescrt.dat': [],
  'sdp01.dat': [],
  'inv2543.dat': ['SIP-VIA-003 §8.1.1.7', 'SIP-TAG-001 §8.1.1.3'],
  'test.dat': ['SIP-SYN-001 §7.1', 'SIP-SYN-006 §7.3.1'],
  // RFC 5118.
  'ipv6-good.dat': [],
  'ipv6-bad.dat': ['SIP-SYN-034 §25.1'],
  'port-ambiguous.dat': [],
  'port-unambiguous.dat': [],
  'via-received-param-with-delim.dat': ['SIP-SYN-035 §4.5'],
  'via-received-param-no-delim.dat': [],
  'ipv6-in-sdp.dat': [],
  'mult-ip-in-header.dat': [],
  'mult-ip-in-sdp.dat': [],
  'ipv4-mapped-ipv6.dat': [],
  'ipv6-bug-abnf-3-colons.dat': ['SIP-SYN-009 §4.10'],
  'ipv6-correct-abnf-2-colons.dat': [],
};

/** Rules of syntax: of what is right none may say that it must not be so. */
const isSyntax = /^SIP-(SYN|VIA|MF|TAG|CSEQ|CID|CON|RR|MIM)-/;

describe.each(['rfc4475', 'rfc5118'])('%s', (name) => {
  const manifest = JSON.parse(readFileSync(join(folder, name, 'manifest.json'), 'utf8')) as Manifest;

  test('has no message that is not in the table', () => {
    expect(manifest.messages.map(({ file }) => file).filter((file) => !Object.hasOwn(faults, file))).toEqual([]);
  });

  test.each(manifest.messages)('$file §$section', async ({ file }) => {
    const expected = faults[file] ?? [];

    const { found, ownFaults } = await judge(join(folder, name, file));

    const told = found.map(({ rule, section }) => `${rule} §${section}`);
    expect(ownFaults).toEqual([]);
    expect(expected.filter((one) => !told.includes(one))).toEqual([]);
    const wrongly = found.filter(({ rule, level }) => level === 'must' && isSyntax.test(rule));
    expect(expected.length === 0 ? wrongly.map(({ seen }) => seen) : []).toEqual([]);
  });
});

async function judge(
  file: string,
): Promise<{ readonly found: readonly FindingRow[]; readonly ownFaults: readonly string[] }> {
  const data = ipv4(udp(readFileSync(file), { destinationPort: 5060 }));
  const found: FindingRow[] = [];
  const capture = pcap([{ seconds: 1_795_000_000, fraction: 0, data }], { linkType: 101, snaplen: 262_144 });
  const analysis = await analyze([capture], { keep: false, rules, onFinding: (row) => found.push(row) });
  return { found, ownFaults: analysis.ruleOutcomes().flatMap(({ fault }) => fault ?? []) };
}
