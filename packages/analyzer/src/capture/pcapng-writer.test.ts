import { expect, test } from 'vitest';
import { PcapngWriter, type SavedPacket } from './pcapng-writer.ts';

function written(packets: readonly SavedPacket[]): Buffer {
  const writer = new PcapngWriter();
  return Buffer.concat([writer.begin(), ...packets.map((packet) => writer.packet(packet))]);
}

test('PcapngWriter lays blocks out as the format asks', () => {
  const packet = { linkType: 113, timeNs: 0x1_0000_0002n, originalLength: 9, bytes: Uint8Array.of(1, 2, 3, 4, 5) };

  const bytes = written([packet]);

  // Section header block: type, length 28, magic, version 1.0, length unknown, length again.
  expect(bytes.subarray(0, 28).toString('hex')).toBe(
    '0a0d0d0a' + '1c000000' + '4d3c2b1a' + '01000000' + 'ff'.repeat(8) + '1c000000',
  );
  // Interface description: LINKTYPE_LINUX_SLL, no limit of length; if_tsresol (9), 1 byte: 10^-9 s; end of options.
  expect(bytes.subarray(28, 60).toString('hex')).toBe(
    '01000000' + '20000000' + '71000000' + '00000000' + '09000100' + '09000000' + '00000000' + '20000000',
  );
  // Enhanced packet: interface 0, time high and low, captured 5 of 9 bytes, padded to 4.
  expect(bytes.subarray(60).toString('hex')).toBe(
    '06000000' +
      '28000000' +
      '00000000' +
      '01000000' +
      '02000000' +
      '05000000' +
      '09000000' +
      '0102030405000000' +
      '28000000',
  );
});

test('PcapngWriter describes each link type once', () => {
  const packet = (linkType: number) => ({ linkType, timeNs: 0n, originalLength: 0, bytes: new Uint8Array(0) });

  const view = written([packet(1), packet(113), packet(1)]);

  const kinds: number[] = [];
  for (let at = 0; at < view.length; at += view.readUInt32LE(at + 4)) kinds.push(view.readUInt32LE(at));
  expect(kinds).toEqual([0x0a0d0d0a, 1, 6, 1, 6, 6]);
});

test('PcapngWriter says what the file is', () => {
  const bytes = Buffer.from(new PcapngWriter().begin({ comment: 'Call c1' }));

  expect(bytes.readUInt32LE(4)).toBe(bytes.length);
  expect(bytes.subarray(24, 36).toString('latin1')).toBe('\x01\0\x07\0Call c1\0');
  expect(bytes.subarray(36, 52).toString('latin1')).toBe('\x04\0\x08\0Sipscope\0\0\0\0');
});
