/** Rows of streams, beside the scripts that their captures were made by. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { AnalyzeOptions, StreamRow } from '../../src/index.ts';
import { analyze } from '../../src/analyze.ts';
import { analyzeCapture, openCapture } from '../../src/node.ts';
import { callMessages, rtpCapture, together } from './rtp-capture.ts';
import { callee, caller, drawn, type RtpScript, rtpStream } from './rtp-stream.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sipscope-rtp-'));

afterAll(() => rmSync(folder, { recursive: true }));

const packets = 1500;

/** Both directions of a call: what the caller sends loses packets, what the callee sends is late. */
function callCapture(own: Partial<RtpScript> = {}): Uint8Array {
  const there: RtpScript = { packets, startMs: 600, ssrc: 1, isLost: (packet) => packet % 100 === 50, ...own };
  const back: RtpScript = { packets, startMs: 610, ssrc: 2, source: callee, destination: caller, ...late };
  return rtpCapture(together(callMessages({ endedMs: 31_000 }), rtpStream(there), rtpStream(back)));
}

const late: Partial<RtpScript> = { delayMs: (packet) => (packet % 150 === 149 ? 90 : 0) };

async function streamsOf(capture: Uint8Array, options: AnalyzeOptions = {}): Promise<StreamRow[]> {
  return [...(await analyze([capture], options)).streams()];
}

describe('rows of streams', () => {
  test('tell what the script lost and delayed, of each direction', async () => {
    const [there, back] = await streamsOf(callCapture());

    expect(there).toMatchObject({
      call: 'c1',
      from: 'caller',
      codec: 'PCMU',
      packets: packets - 15,
      expected: packets,
      lost: 15,
      lostPercent: 1,
      late: 0,
      ptimeMs: 20,
      lossRuns: [{ from: 1, to: 1, count: 15 }],
    });
    // The last of the late ones is the last of all: it was not overtaken.
    expect(back).toMatchObject({ call: 'c1', from: 'callee', packets, lost: 0, late: 10, outOfOrder: 9 });
    expect(there?.mos).toBeGreaterThan(4);
  });

  test('are judged by the settings that are given', async () => {
    const [, back] = await streamsOf(callCapture(), {
      quality: { jitterBuffer: { kind: 'fixed', ms: 120 }, networkDelayMs: 40 },
    });

    expect(back).toMatchObject({
      late: 0,
      assumptions: { jitterBufferMs: 120, networkDelayMs: 40, networkDelayFrom: 'assumed', delayMs: 180 },
    });
  });

  test('are the same in one thread and two', async () => {
    const file = path.join(folder, 'call.pcap');
    writeFileSync(file, callCapture({ delayMs: drawn(packets, 4, (chance) => chance * 30) }));
    const read = async (threads: 1 | 2): Promise<StreamRow[]> => {
      const capture = await openCapture(file);
      try {
        const analysis = await analyzeCapture(capture, {
          threads,
          quality: { jitterBuffer: { kind: 'fixed', ms: 15 } },
        });
        return [...analysis.streams()];
      } finally {
        await capture.close();
      }
    };

    const one = await read(1);

    expect(one.find(({ ssrc }) => ssrc === '00000001')?.late).toBeGreaterThan(100);
    expect(await read(2)).toEqual(one);
  });

  test.each([
    ['IPv6', { source: { ip: '2001:db8::1', port: 20_000 }, destination: { ip: '2001:db8::2', port: 30_000 } }, 0],
    ['tags of VLANs', { source: caller, destination: callee }, 2],
  ])('are the same over %s', async (_, { source, destination }, vlans) => {
    const script: RtpScript = { packets: 500, startMs: 600, source, destination, isLost: (packet) => packet === 77 };
    const call = callMessages({ endedMs: 12_000, caller: source, callee: destination });

    const [row] = await streamsOf(rtpCapture(together(call, rtpStream(script)), { vlans }));

    expect(row).toMatchObject({ call: 'c1', srcIp: source.ip, packets: 499, expected: 500, lost: 1 });
  });

  test('tell of a time that packets hold and was not agreed', async () => {
    const script: RtpScript = { packets: 300, startMs: 600, ptimeMs: 30 };

    const [row] = await streamsOf(rtpCapture(together(callMessages({ endedMs: 12_000 }), rtpStream(script))));

    expect(row).toMatchObject({ ptimeMs: 30, agreedPtimeMs: 20 });
  });

  test('are there without a call, with the same figures', async () => {
    const script: RtpScript = { packets: 300, isLost: (packet) => packet === 100 };

    const [row] = await streamsOf(rtpCapture(rtpStream(script)));

    expect(row).toMatchObject({ heuristic: true, packets: 299, expected: 300, lost: 1, jitterMsMax: 0, codec: 'PCMU' });
  });

  test('have their series', async () => {
    const analysis = await analyze([callCapture()]);

    const series = analysis.seriesOfStream([...analysis.streams()][0]?.id ?? '');

    expect(series?.packets).toHaveLength(30);
    expect(series?.lost.reduce((sum, lost) => sum + lost, 0)).toBe(15);
    expect(series?.mos).toHaveLength(6);
  });
});
