import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { analyze, analyzePackets } from '../src/analyze.ts';
import { PacketRecords } from '../src/capture/packet-records.ts';
import { NANOSECONDS, pcap } from './build-capture.ts';
import { corpus } from './corpus.ts';
import { parsePcap } from './guarded-pcap-parser.ts';
import { keptPacket, readPackets } from './read-packets.ts';

const captures = path.join(import.meta.dirname, '../../../fixtures/captures');
/** It knows neither this magic nor the longer record headers that come with it. */
const modified = 'encoding/kuznetzov.pcap';
const classic = readdirSync(captures, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.pcap(\.gz)?$/.test(file) && file !== modified,
);
/** Captures of others, where they are at hand. */
const corpusFolders = ['captures', 'generated', 'generated/encap', 'hostile'].map((folder) =>
  path.join(corpus, folder),
);

type Compared = { time: bigint; linkType: number; originalLength: number; data: string };
type Comparison = {
  /** What of our packets it reads too. */
  readonly ours: (packets: readonly Compared[], records: readonly Compared[]) => readonly Compared[];
  /** Its records as we read them. */
  readonly theirs: (record: Compared) => Compared;
};

const equal: Comparison = { ours: (packets) => packets, theirs: (record) => record };

/** Where `pcap-parser` is known to read something else, and why. */
const knownDifferences = new Map<string, Comparison>([
  // A record claims 4 GiB: it waits for them, and for all that follows. We go on at the next record.
  ['a03-incl-len-ffffffff.pcap', { ...equal, ours: (packets, records) => packets.slice(0, records.length) }],
  // Records say that less was on the wire than was captured. We give at least what was captured.
  ['a04-incl-gt-orig.pcap', { ...equal, theirs: (record) => ({ ...record, originalLength: record.data.length / 2 }) }],
  // The upper half of the link type's field tells of a frame check sequence. It takes it for a part of the number.
  [
    'tcpdump__gre-heapoverflow-1.pcap',
    { ...equal, theirs: (record) => ({ ...record, linkType: record.linkType & 0xffff }) },
  ],
]);
/** Files of which there is no packet to read: shorter than a header. */
const withoutPackets = new Set(['a01-pcap-header-10-bytes.pcap', 'a02-zero-bytes.pcap']);

function read(file: string): Uint8Array {
  const bytes = readFileSync(path.join(captures, file));
  return file.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}

/** Of a file whose name says pcap, whether it is a classic one. */
function isClassic(file: string): boolean {
  return readFileSync(file).readUInt32BE(0) !== 0x0a0d0d0a;
}

/** Beyond 104 days a number of nanoseconds is inexact: times are those of the capture's decimals. */
function ours(bytes: Uint8Array, isNano: boolean): Compared[] {
  const { packets, reader } = readPackets(bytes, [65_536]);
  const unitNs = isNano ? 1 : 1000;
  const epoch = reader.clock.epochNs / BigInt(unitNs);
  return packets.map(({ timeNs, linkType, originalLength, data }) => {
    return { time: epoch + BigInt(Math.round(timeNs / unitNs)), linkType, originalLength, data };
  });
}

function theirs({ linkType, isNano, records }: ReturnType<typeof parsePcap>): Compared[] {
  return records.map(({ header, data }) => ({
    time:
      BigInt(header.timestampSeconds) * (isNano ? 1_000_000_000n : 1_000_000n) + BigInt(header.timestampMicroseconds),
    linkType,
    originalLength: header.originalLength,
    data: Buffer.from(data).toString('hex'),
  }));
}

describe.each(classic)('%s', (file) => {
  test('gives the packets that pcap-parser reads', () => {
    const bytes = read(file);
    const parsed = parsePcap(bytes, 4096);

    const packets = ours(bytes, parsed.isNano);

    expect(packets.length).toBeGreaterThan(0);
    expect(packets).toEqual(theirs(parsed));
  });
});

test("pcap-parser does not read a pcap of Kuznetzov's magic; we read the same packets as without it", () => {
  const { packets } = readPackets(read(modified));

  expect(() => parsePcap(read(modified))).toThrow('unknown magic number');
  expect(packets.map(({ data }) => data)).toEqual(
    readPackets(read('call/prack-update-100rel.pcap')).packets.map(({ data }) => data),
  );
});

test('what pcap-parser reads of the captures of others is what we read, apart from what is known', () => {
  const files = corpusFolders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((file) => path.join(folder, file)))
    .filter((file) => file.endsWith('.pcap') && !withoutPackets.has(path.basename(file)) && isClassic(file));

  for (const file of files) {
    const parsed = parsePcap(readFileSync(file), 4096);
    const records = theirs(parsed);
    const compare = knownDifferences.get(path.basename(file)) ?? equal;

    const packets = compare.ours(ours(readFileSync(file), parsed.isNano), records);
    expect({ file, packets }).toEqual({ file, packets: records.map(compare.theirs) });
  }
});

test('pcap-parser waits for a record of 4 GiB; we go on behind it', () => {
  const records = [{ data: new Uint8Array(8) }, { data: new Uint8Array(8), captured: 0xffff_ffff }];
  const bytes = pcap([...records, ...records.slice(0, 1), ...records.slice(0, 1)]);

  expect(theirs(parsePcap(bytes))).toHaveLength(1);
  expect(ours(bytes, false)).toHaveLength(3);
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
