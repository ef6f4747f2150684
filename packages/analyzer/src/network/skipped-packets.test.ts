import { describe, expect, test } from 'vitest';
import { SKIPPED, SKIPPED_OTHER, SkippedPackets } from './skipped-packets.ts';

describe('SkippedPackets', () => {
  test('counts by name, most frequent first', () => {
    const skipped = new SkippedPackets();

    skipped.add(SKIPPED.etherType, 0x0806);
    skipped.add(SKIPPED.ipProtocol, 2);
    skipped.add(SKIPPED.ipProtocol, 2);
    skipped.add(SKIPPED.etherType, 0x1234);
    skipped.add(SKIPPED.linkType, 9999);
    skipped.add(SKIPPED.other, SKIPPED_OTHER.encryptedWlan);

    expect(skipped.rows()).toEqual([
      { what: 'IGMP', packets: 2 },
      { what: 'ARP', packets: 1 },
      { what: 'ether type 0x1234', packets: 1 },
      { what: 'link type 9999', packets: 1 },
      { what: '802.11, encrypted', packets: 1 },
    ]);
  });

  test('stays small, and loses no packet', () => {
    const skipped = new SkippedPackets();

    for (let type = 0x600; type < 0x1_0000; type++) skipped.add(SKIPPED.etherType, type);

    const rows = skipped.rows();
    expect(rows.length).toBeLessThan(40);
    expect(rows.reduce((sum, { packets }) => sum + packets, 0)).toBe(0x1_0000 - 0x600);
  });
});
