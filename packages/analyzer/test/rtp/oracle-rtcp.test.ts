/** RTCP in real captures, beside what tshark reads of it; where the corpus is there. */

import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readRtcp } from '../../src/media/rtcp/read-rtcp.ts';
import type { ReportBlock, RtcpPacket } from '../../src/media/rtcp/rtcp-packet.ts';
import { isRtcpType } from '../../src/media/rtcp/rtcp-type.ts';
import { analyzeCapture, openCapture } from '../../src/node.ts';
import { readDatagrams } from '../../src/read-datagrams.ts';
import { corpus } from '../corpus.ts';
import { builtRtcp } from './built-rtcp.ts';
import { tsharkRtcp } from './tshark-rtcp.ts';

const types: Readonly<Record<RtcpPacket['kind'], number>> = {
  SR: 200,
  RR: 201,
  SDES: 202,
  BYE: 203,
  APP: 204,
  feedback: 205,
  XR: 207,
  other: 0,
};

/** As a line of `tsharkRtcp`. */
function lineOf(frame: number, packets: readonly RtcpPacket[]): string {
  const reports = packets.filter((packet) => packet.kind === 'SR' || packet.kind === 'RR');
  const [sender] = packets.filter((packet) => packet.kind === 'SR');
  const blocks = reports.flatMap((report) => report.reports);
  const column = (field: keyof ReportBlock): string => blocks.map((block) => block[field]).join(',');
  return [
    frame,
    packets.map(({ kind }) => types[kind]).join(','),
    reports.map(({ ssrc }) => hex(ssrc)).join(','),
    sender?.ntpSeconds ?? '',
    sender?.ntpFraction ?? '',
    sender?.rtpTimestamp ?? '',
    sender?.packetCount ?? '',
    sender?.octetCount ?? '',
    packets.flatMap(otherSources).map(hex).join(','),
    column('fractionLost'),
    column('cumulativeLost'),
    column('extendedHighest'),
    column('jitter'),
    column('lastSr'),
    column('delaySinceLastSr'),
    packets.flatMap(textsOf).join(','),
    packets.flatMap((packet) => (packet.kind === 'APP' ? [packet.name] : [])).join(','),
  ].join('|');
}

function otherSources(packet: RtcpPacket): readonly number[] {
  switch (packet.kind) {
    case 'SR':
    case 'RR':
      return packet.reports.map(({ ssrc }) => ssrc);
    case 'SDES':
      return packet.chunks.map(({ ssrc }) => ssrc);
    case 'BYE':
      return packet.ssrcs;
    case 'APP':
      return [packet.ssrc];
    default:
      return [];
  }
}

function textsOf(packet: RtcpPacket): readonly string[] {
  if (packet.kind === 'BYE') return packet.reason === undefined ? [] : [packet.reason];
  return packet.kind === 'SDES' ? packet.chunks.flatMap(({ items }) => items.map(({ text }) => text)) : [];
}

/** For their length tshark does not take these for RTCP on ports that nothing tells of; the same packets on described ports it reads. */
const unread: Readonly<Record<string, readonly number[]>> = {
  'captures/heplify__rtp_rtcp_sip_ipv4_udp.pcap': [531, 2646],
};

/** tshark says nothing of what is too short for a packet. */
const faultsOf: Readonly<Record<string, readonly string[]>> = {
  'captures/heplify__rtp_rtcp_sip_ipv4_udp.pcap': [529, 531, 2644, 2646].map(
    (frame) => `${frame} 2 bytes are left, too few for the header of an RTCP packet.`,
  ),
};

function hex(ssrc: number): string {
  return `0x${ssrc.toString(16).padStart(8, '0')}`;
}

describe.each(Object.entries(tsharkRtcp))('%s', (file, lines) => {
  const name = path.join(corpus, file);

  test.runIf(existsSync(name))('says in RTCP what tshark reads', async () => {
    const found: string[] = [];
    const wrong: string[] = [];
    const capture = await openCapture(name);
    for await (const { protocol, payload, frame } of readDatagrams(capture)) {
      if (protocol !== 'UDP' || payload.length < 4 || payload[0]! >> 6 !== 2 || !isRtcpType(payload[1]!)) continue;
      const { packets, faults, security } = readRtcp(payload, 0, payload.length);
      expect(security).toBe('none');
      for (const { detail } of faults) wrong.push(`${frame} ${detail}`);
      if (unread[file]?.includes(frame) !== true) found.push(lineOf(frame, packets));
    }

    expect(found).toEqual(lines.trim().split('\n'));
    expect(wrong).toEqual(faultsOf[file] ?? []);
  });
});

describe('of what was built', () => {
  test.each(builtRtcp)('$name says what tshark reads', ({ bytes, tshark }) => {
    const { packets, faults } = readRtcp(new Uint8Array(bytes), 0, bytes.length);

    expect(packets.at(-1)).toMatchObject(tshark);
    expect(faults).toEqual([]);
  });
});

describe('lies', () => {
  const name = path.join(corpus, 'hostile/h04-rtp-lies.pcap');

  test.runIf(existsSync(name))('about lengths are told with their place, and calls beside them are found', async () => {
    const capture = await openCapture(name);
    const analysis = await analyzeCapture(capture, {});
    await capture.close();
    const told = analysis.summary().diagnostics.find(({ code }) => code === 'rtcp-syntax');

    expect(told?.samples.map(({ frame, detail }) => `${frame} ${detail}`)).toEqual([
      '6 Byte 0: An RTCP RR of 4 bytes is too short: it has at least 8.',
      '6 Byte 4: An RTCP packet should begin here, but its version is 0 and not 2.',
      '7 Byte 2: An RTCP XR claims 262144 bytes, but only 16 are left.',
      '7 Byte 8: A block of type 7 of an RTCP XR claims 262144 bytes, but only 8 are left.',
    ]);
    expect([...analysis.calls()].length).toBeGreaterThan(0);
  });
});
