import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { enhancedPacket, interfaceDescription, NANOSECONDS, pcap, sectionHeader } from '../../test/build-capture.ts';
import { openBlob } from './blob-input.ts';
import { CaptureDiagnostics } from './capture-diagnostics.ts';
import { CaptureError } from './capture-error.ts';
import { CaptureFiles } from './capture-files.ts';
import type { CaptureFileToRead } from './capture-file.ts';
import type { CaptureInput } from './capture-input.ts';
import type { CaptureLimits } from './capture-limits.ts';

type Read = { readonly frame: number; readonly timeNs: number; readonly data: number[]; readonly offset: number };

let opened = 0;
let openedAtMost = 0;

function blobFile(name: string, bytes: Uint8Array): CaptureFileToRead {
  return {
    name,
    open: async () => {
      const input = await openBlob(new Blob([new Uint8Array(bytes)]));
      openedAtMost = Math.max(openedAtMost, ++opened);
      return {
        size: input.size,
        get bytesRead() {
          return input.bytesRead;
        },
        diagnostics: input.diagnostics,
        chunks: () => input.chunks(),
        read: (place) => input.read(place),
        close: async () => {
          opened--;
          await input.close();
        },
      } satisfies CaptureInput;
    },
  };
}

const packetBytes = 30;

/** A packet whose first byte is this. */
function data(first: number): Uint8Array {
  return Uint8Array.of(first, ...new Uint8Array(packetBytes - 1).fill(0xee));
}

/** A pcap with a packet at each of these seconds, whose data tells it. */
function at(...seconds: readonly number[]): Uint8Array {
  return pcap(seconds.map((second) => ({ seconds: second, data: data(second) })));
}

async function readAll(files: CaptureFiles): Promise<readonly Read[]> {
  const read: Read[] = [];
  for await (const packets of files.batches()) {
    for (const { frame, timeNs, bytes, start, end, offset } of packets) {
      read.push({ frame, timeNs, data: [...bytes.subarray(start, end)], offset });
    }
  }
  return read;
}

async function open(
  files: readonly (Uint8Array | CaptureFileToRead)[],
  limits: Partial<CaptureLimits> = {},
): Promise<CaptureFiles> {
  opened = openedAtMost = 0;
  return CaptureFiles.open(
    files.map((file, index) => (file instanceof Uint8Array ? blobFile(`file ${index}`, file) : file)),
    { limits },
  );
}

const seconds = (read: readonly Read[]): number[] => read.map(({ data: [first] }) => first!);

describe('CaptureFiles', () => {
  test('reads files that follow each other in order of time, however they are named, one open at once', async () => {
    const files = await open([at(30, 31), at(10, 11), at(20, 21)]);

    const read = await readAll(files);

    expect(seconds(read)).toEqual([10, 11, 20, 21, 30, 31]);
    expect(read.map(({ frame }) => frame)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(read.map(({ timeNs }) => timeNs)).toEqual([0, 1e9, 10e9, 11e9, 20e9, 21e9]);
    expect(files.clock).toEqual({ epochNs: 10_000_000_000n, decimals: 6 });
    expect(openedAtMost).toBe(1);
  });

  test('merges files whose times overlap', async () => {
    const files = await open([at(1, 4, 5, 9), at(2, 3, 8), at(6, 7)]);

    expect(seconds(await readAll(files))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(openedAtMost).toBe(3);
  });

  test('gives what a merge of all packets gives, whatever is in the files', async () => {
    const file = fc
      .array(fc.integer({ min: 1, max: 255 }), { maxLength: 20 })
      .map((all) => all.toSorted((a, b) => a - b));

    await fc.assert(
      fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 6 }), async (all) => {
        const files = await open(all.map((one) => at(...one)));

        const read = seconds(await readAll(files));

        expect(read).toEqual(all.flat().toSorted((a, b) => a - b));
        expect(opened).toBe(0);
      }),
      { numRuns: 100 },
    );
  });

  test('keeps the order within a file whose clock went back', async () => {
    const files = await open([at(5, 3, 6), at(4, 7)]);

    expect(seconds(await readAll(files))).toEqual([4, 5, 3, 6, 7]);
  });

  test('mixes formats, link types and precisions', async () => {
    const nano = pcap([{ seconds: 2, fraction: 5, data: data(2) }], { magic: NANOSECONDS, linkType: 101 });
    const ng = new Uint8Array([
      ...sectionHeader(),
      ...interfaceDescription({ linkType: 113 }),
      ...enhancedPacket({ ticks: 1_500_000n, data: data(9) }),
    ]);

    const files = await open([at(1, 3), nano, ng]);
    const read = await readAll(files);

    expect(seconds(read)).toEqual([1, 9, 2, 3]);
    expect(read.map(({ timeNs }) => timeNs)).toEqual([0, 5e8, 1e9 + 5, 2e9]);
    expect(files).toMatchObject({ format: 'pcap, pcapng', clock: { decimals: 9 }, packets: 4 });
    expect(files.linkTypes.toSorted()).toEqual(['Ethernet', 'Linux cooked v1', 'raw IP']);
  });

  test('tells microseconds where files lie so far apart that nanoseconds are not exact', async () => {
    const [nano, late] = [1, 1_795_000_000].map((seconds) =>
      pcap([{ seconds, fraction: 5, data: data(1) }], { magic: NANOSECONDS }),
    );

    expect((await open([nano!, late!])).clock.decimals).toBe(6);
    expect((await open([late!, late!])).clock.decimals).toBe(9);
  });

  test('reads places again from the file they belong to', async () => {
    const files = await open([at(3, 4), at(1, 2)]);
    const read = await readAll(files);

    const bytes = await files.read([
      { offset: read[3]!.offset, length: 1 },
      { bytes: Uint8Array.of(77) },
      { offset: read[0]!.offset, length: 1 },
    ]);

    expect([...bytes]).toEqual([4, 77, 1]);
    await files.close();
    expect(opened).toBe(0);
  });

  test('keeps few files open where places of many are read', async () => {
    const files = await open(Array.from({ length: 30 }, (_, i) => at(i + 1)));
    const read = await readAll(files);

    for (const { offset, data } of read) {
      expect([...(await files.read([{ offset, length: packetBytes }]))]).toEqual(data);
    }

    expect(openedAtMost).toBeLessThanOrEqual(9);
    await files.close();
    expect(opened).toBe(0);
  });

  test('tells what each file holds, in order of time', async () => {
    const files = await open([at(3, 4), at(), at(1, 2)]);
    await readAll(files);

    expect(files.files).toEqual([
      { name: 'file 2', format: 'pcap', bytes: 116, packets: 2, startedNs: 1_000_000_000n, endedNs: 2_000_000_000n },
      { name: 'file 0', format: 'pcap', bytes: 116, packets: 2, startedNs: 3_000_000_000n, endedNs: 4_000_000_000n },
      { name: 'file 1', format: 'pcap', bytes: 24, packets: 0 },
    ]);
    expect([files.bytes, files.size, files.bytesRead]).toEqual([256, 256, 256]);
  });

  test('reads the others where some cannot be read', async () => {
    const missing: CaptureFileToRead = {
      name: 'gone',
      open: async () => {
        throw new CaptureError('input-missing', 'There is no such file.');
      },
    };

    const files = await open([missing, at(1), Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)]);

    expect(files.readable).toBe(1);
    expect(seconds(await readAll(files))).toEqual([1]);
    expect(files.failures.map(({ name, error }) => [name, error.code])).toEqual([
      ['gone', 'input-missing'],
      ['file 2', 'capture-format'],
    ]);
  });

  test('goes on with the others where one fails in the midst of it', async () => {
    const failing: CaptureFileToRead = {
      name: 'failing',
      open: async () => ({
        size: 100,
        bytesRead: 0,
        diagnostics: new CaptureDiagnostics(),
        async *chunks() {
          yield at(1);
          throw new CaptureError('input-unreadable', 'The disk is gone.');
        },
        read: async () => new Uint8Array(0),
        close: async () => {},
      }),
    };

    const files = await open([failing, at(2)]);

    expect(seconds(await readAll(files))).toEqual([1, 2]);
    expect(files.failures.map(({ name }) => name)).toEqual(['failing']);
  });

  test('tells damage with the file it is in, and the place in that file', async () => {
    const cut = at(3, 4).subarray(0, 100);

    const files = await open([at(1), cut]);
    await readAll(files);

    expect(files.diagnostics.damaged).toBe(true);
    expect(files.diagnostics.counts()).toMatchObject([
      { code: 'capture-truncated', count: 1, samples: [{ file: 'file 1', offset: 70 }] },
    ]);
  });

  test('tells a later stage’s complaint with the file it is about', async () => {
    const files = await open([at(3), at(1, 2)]);
    const read = await readAll(files);

    files.diagnostics.report('net-ip', { frame: 2, offset: read[1]!.offset, detail: 'short' });

    expect(files.diagnostics.counts()[0]?.samples).toEqual([{ frame: 2, file: 'file 1', offset: 86, detail: 'short' }]);
  });

  test('reads no more than so many files at once, and says so', async () => {
    const files = await open([at(1, 9), at(2, 8), at(3, 7)], { filesAtOnce: 2 });

    const read = seconds(await readAll(files));

    expect(read.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 7, 8, 9]);
    expect(openedAtMost).toBe(2);
    expect(files.diagnostics.counts()[0]?.code).toBe('limit-files');
  });

  test('stops at the limit of packets', async () => {
    const files = await open([at(1, 2), at(3, 4)], { packets: 3 });

    expect(seconds(await readAll(files))).toEqual([1, 2, 3]);
    expect(files.diagnostics.counts()[0]?.code).toBe('limit-records');
  });

  test('ends when it is told to', async () => {
    const files = await open([at(1, 2), at(3, 4)]);
    const stop = new AbortController();
    let batches = 0;

    for await (const _ of files.batches({ signal: stop.signal })) {
      batches++;
      stop.abort();
    }

    expect(batches).toBe(1);
    expect(files.diagnostics.damaged).toBe(false);
    await files.close();
    expect(opened).toBe(0);
  });

  test('is empty where no file holds a packet', async () => {
    const files = await open([at()]);

    expect(await readAll(files)).toEqual([]);
    expect(files.clock).toMatchObject({ epochNs: 0n, decimals: 6 });
  });
});
