import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze, analyzePackets } from '../src/analyze.ts';
import { PacketRecords } from '../src/capture/packet-records.ts';
import { NANOSECONDS, pcap } from './build-capture.ts';
import { parsePcap } from './guarded-pcap-parser.ts';
import { keptPacket, readPackets } from './read-packets.ts';

const captures = path.join(import.meta.dirname, '../../../fixtures/captures');
const classic = readdirSync(captures, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.pcap'));

function read(file: string): Uint8Array {
  return readFileSync(path.join(captures, file));
}

describe.each(classic)('%s', (file) => {
  test('gives the packets that pcap-parser reads', () => {
    const bytes = read(file);
    const { linkType, isNano, records } = parsePcap(bytes, 4096);

    const { packets, reader } = readPackets(bytes, [65_536]);

    const { epochNs } = reader.clock;
    expect(packets.length).toBeGreaterThan(0);
    expect(
      packets.map(({ timeNs, linkType: type, originalLength, data }) => {
        return { timeNs: epochNs + BigInt(timeNs), linkType: type, originalLength, data };
      }),
    ).toEqual(
      records.map(({ header, data }) => ({
        timeNs:
          BigInt(header.timestampSeconds) * 1_000_000_000n + BigInt(header.timestampMicroseconds * (isNano ? 1 : 1000)),
        linkType,
        originalLength: header.originalLength,
        data: Buffer.from(data).toString('hex'),
      })),
    );
  });
});

describe('PacketRecords', () => {
  test('makes packets of the records that pcap-parser hands on', () => {
    const { linkType, records } = parsePcap(read('call/direct-noproxy.pcap'));
    const source = new PacketRecords({ linkType });

    const packets = records.map((record) => keptPacket(source.receive(record)));

    const { packets: ours, reader } = readPackets(read('call/direct-noproxy.pcap'));
    // Records do not tell where they lay in the file.
    expect(packets.map((packet) => ({ ...packet, offset: 0 }))).toEqual(
      ours.map((packet) => ({ ...packet, offset: 0 })),
    );
    expect(source.clock).toEqual(reader.clock);
    expect(source).toMatchObject({ format: 'records', packets: 355, linkTypes: ['Ethernet'] });
  });

  test('takes the place of a capture in the analysis', async () => {
    const bytes = read('call/fork.pcap');
    const { linkType, records } = parsePcap(bytes);
    const source = new PacketRecords({ linkType });

    const analysis = await analyzePackets(
      records.map((record) => [source.receive(record)]),
      source,
    );

    const ours = await analyze([bytes]);
    expect(analysis.messageCount).toBe(36);
    expect([...analysis.calls()]).toEqual([...ours.calls()]);
  });

  test('counts nanoseconds where told so', () => {
    const { linkType, records } = parsePcap(
      pcap(
        [
          { seconds: 1, fraction: 5, data: new Uint8Array(1) },
          { seconds: 1, fraction: 9, data: new Uint8Array(1) },
        ],
        {
          magic: NANOSECONDS,
        },
      ),
    );
    const source = new PacketRecords({ linkType, fraction: 'nanoseconds' });

    const packets = records.map((record) => source.receive(record));

    expect(packets.map(({ timeNs }) => timeNs)).toEqual([0, 4]);
    expect(source.clock).toEqual({ epochNs: 1_000_000_005n, decimals: 9 });
  });

  test('counts places as if the data of all records lay in a row', () => {
    const source = new PacketRecords({ linkType: 1 });
    const header = { timestampSeconds: 1, timestampMicroseconds: 2, capturedLength: 3, originalLength: 60 };

    const packets = [0, 1].map(() => source.receive({ header, data: new Uint8Array(3) }));

    expect(packets.map(({ offset, originalLength }) => [offset, originalLength])).toEqual([
      [0, 60],
      [3, 60],
    ]);
    expect(source.bytes).toBe(6);
  });

  test('refuses headers that hold no numbers of a capture', () => {
    const header = { timestampSeconds: Number.NaN, timestampMicroseconds: 0, capturedLength: 0, originalLength: 0 };

    expect(() => new PacketRecords({ linkType: 1 }).receive({ header, data: new Uint8Array(0) })).toThrow(RangeError);
  });
});
