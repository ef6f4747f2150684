/** Faxes by T.38, as streams of a capture tell of them. The packets were made by two terminals of spandsp that sent two pages to each other. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { makeUdptlReader } from '../../src/media/fax/udptl-reader.ts';
import { readUdptl } from '../../src/media/fax/udptl.ts';
import { openCapture } from '../../src/node.ts';
import { corpus, hasCorpus } from '../corpus.ts';
import { faxOf } from '../../src/media/fax/fax-of.ts';
import type { FaxFacts, StreamRow } from '../../src/rows.ts';
import { format, TestStream } from '../rtp/read-payloads.ts';
import { callMessages, rtpCapture } from '../rtp/rtp-capture.ts';
import { callee, caller, rtpBytes } from '../rtp/rtp-stream.ts';
import { faxCapture, type FaxScript, readFax } from './fax-capture.ts';

const g3 = readFax('two-pages-1998.txt');
const ecm = readFax('two-pages-ecm-2002.txt');

async function streamsOf(sent: typeof g3, script?: FaxScript): Promise<StreamRow[]> {
  const analysis = await analyze([faxCapture(sent, script)]);
  return [...analysis.streams()];
}

async function faxFacts(sent: typeof g3, script?: FaxScript): Promise<FaxFacts[]> {
  return (await streamsOf(sent, script)).map(({ fax }) => fax!);
}

const names = (fax: FaxFacts | undefined): string[] => fax!.signals.map(({ signal }) => signal);

describe('A fax without error correction', () => {
  test('is two streams of T.38 with the signals of each side', async () => {
    const [caller, callee] = await streamsOf(g3);

    expect(caller).toMatchObject({ protocol: 'T.38', kind: 'image', from: 'caller' });
    expect(names(caller!.fax)).toEqual('CNG TSI DCS training TCF training image MPS training image EOP DCN'.split(' '));
    expect(names(callee!.fax)).toEqual(['CED', 'CSI', 'DIS', 'CFR', 'MCF', 'MCF']);
    expect(caller!.fax!.signals.find(({ signal }) => signal === 'DCS')).toMatchObject({
      modulation: 'V.17',
      bitRate: 14_400,
      abilities: { ecm: false, resolutions: ['R8x3.85'], compressions: ['MR'] },
    });
  });

  test('is a success with its pages, stations, rate and phases', async () => {
    const fax = faxOf(await faxFacts(g3));

    expect(fax).toMatchObject({
      result: 'success',
      complete: true,
      pagesSent: 2,
      pagesConfirmed: 2,
      callingStation: '+4930111222',
      calledStation: '+4989333444',
      modulation: 'V.17',
      bitRate: 14_400,
      ecm: false,
      compression: 'MR',
      resolution: 'R8x3.85',
    });
    expect(fax!.phases.map(({ phase }) => phase).join('')).toBe('ABCDCDE');
    expect(fax!.rates).toMatchObject([{ modulation: 'V.17', bitRate: 14_400, confirmed: true }]);
  });

  test('whose last confirmation never came is partial', async () => {
    const released = g3.filter(({ ms, isBack }) => !isBack || ms < 19_800);

    const fax = faxOf(await faxFacts(released));

    expect(fax).toMatchObject({ result: 'partial', pagesSent: 2, pagesConfirmed: 1 });
    expect(fax!.reason).toContain('EOP, DCN');
  });

  test('of which one direction was captured is unknown, not failed', async () => {
    const fax = faxOf(await faxFacts(g3.filter(({ isBack }) => !isBack)));

    expect(fax).toMatchObject({ result: 'unknown', complete: false, pagesSent: 2, pagesConfirmed: 0 });
  });
});

describe('A fax with error correction', () => {
  test.each([0, 3])('is read by the syntax that it shows, whatever T38FaxVersion says: %i', async (version) => {
    const sides = await faxFacts(ecm, { version });

    expect(sides.map(({ syntax }) => syntax)).toEqual(['2002', '2002']);
    expect(faxOf(sides)).toMatchObject({
      result: 'success',
      ecm: true,
      compression: 'MMR',
      pagesSent: 2,
      pagesConfirmed: 2,
    });
    expect(sides[0]!.signals.filter(({ signal }) => signal.startsWith('PPS'))).toMatchObject([
      { signal: 'PPS-MPS', page: 0, block: 0 },
      { signal: 'PPS-EOP', page: 1, block: 0 },
    ]);
  });
});

describe('What UDPTL loses', () => {
  test('is taken from packets that later datagrams repeat', async () => {
    const whole = await faxFacts(g3);
    const script: FaxScript = { recovery: { kind: 'redundancy', packets: 2 }, isLost: (packet) => packet % 5 > 2 };

    const [caller, callee] = await faxFacts(g3, script);

    expect(caller).toMatchObject({ errorRecovery: 'redundancy', recoveryDepth: 2, ifpPackets: 226 });
    expect(caller!.recoveredByRedundancy).toBe(90);
    expect(caller!.lost).toBeUndefined();
    expect([names(caller), names(callee)]).toEqual(whole.map(names));
  });

  test('is computed from parities', async () => {
    const whole = await faxFacts(g3);
    const script: FaxScript = {
      recovery: { kind: 'fec', parities: 3, span: 3 },
      isLost: (packet) => packet % 12 === 11,
    };

    const [caller, callee] = await faxFacts(g3, script);

    expect(caller).toMatchObject({ errorRecovery: 'fec', recoveryDepth: 3, recoveredByFec: 18 });
    expect(caller!.lost).toBeUndefined();
    expect([names(caller), names(callee)]).toEqual(whole.map(names));
  });

  test('and nothing makes good is counted, and the fax is not complete', async () => {
    const sides = await faxFacts(g3, { isLost: (packet) => packet === 20 });

    expect(sides.map(({ lost }) => lost)).toEqual([1, 1]);
    expect(faxOf(sides)!.complete).toBe(false);
  });

  test('comes more than once: datagrams of the same number count once', async () => {
    const [caller] = await faxFacts(g3, { copies: 2 });

    expect(caller).toMatchObject({ ifpPackets: 226, duplicates: 226 });
  });
});

describe('A call that is a fax', () => {
  test('tells what came of it', async () => {
    const analysis = await analyze([faxCapture(g3)]);

    const [call] = [...analysis.calls()];

    expect(call!.media!.fax).toMatchObject({ result: 'success', pagesConfirmed: 2, callingStation: '+4930111222' });
    expect(call!.media!.faxOverAudio).toBeUndefined();
  });

  test('tells it alike when nothing is kept', async () => {
    const told: unknown[] = [];

    await analyze([faxCapture(g3)], { keep: false, onCall: (row) => told.push(row.media?.fax) });

    expect(told).toEqual([[...(await analyze([faxCapture(g3)])).calls()][0]!.media!.fax]);
  });

  test('over audio tells since when the machine was heard', async () => {
    const formats = 'RTP/AVP 0 101';
    const messages = callMessages({ endedMs: 9000, formats, attributes: ['a=rtpmap:101 telephone-event/8000'] });
    // RFC 4734 §2.1: event 36 is CNG; half a second of it, and its end.
    const events = [0, 1, 2].map((at) => ({
      timeUs: 2_000_000 + at * 20_000,
      source: caller,
      destination: callee,
      bytes: rtpBytes({
        payloadType: 101,
        sequence: at,
        timestamp: 1000,
        ssrc: 5,
        marker: at === 0,
        payload: Uint8Array.of(36, at === 2 ? 0x8a : 10, 0x0f, 0xa0),
      }),
    }));

    const [call] = [...(await analyze([rtpCapture([...messages, ...events])])).calls()];

    expect(call!.media).toMatchObject({ faxOverAudio: { tone: 'CNG', from: 'caller' } });
    expect(call!.media!.fax).toBeUndefined();
  });
});

describe('T.38 in RTP', () => {
  test('has the same signals, and tells of the same fax', () => {
    const sides = [false, true].map((isBack) => {
      const stream = new TestStream([[98, format('T38')]]);
      const own = g3.filter((sent) => sent.isBack === isBack);
      stream.receive(
        ...own.map(({ ms, packet }, sequence) => ({ payload: packet, sequence, timestamp: 8 * ms, timeMs: ms })),
      );
      return stream.readers.facts((timeNs) => new Date(timeNs / 1e6).toISOString()).fax!;
    });

    expect(names(sides[1])).toEqual(['CED', 'CSI', 'DIS', 'CFR', 'MCF', 'MCF']);
    expect(faxOf(sides)).toMatchObject({ result: 'success', complete: true, pagesSent: 2, pagesConfirmed: 2 });
  });
});

describe('UDPTL', () => {
  test('may be anything', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 12 }), (datagrams) => {
        const reader = makeUdptlReader({ proto: 'UDPTL', kind: 'image', formats: ['t38'], attributes: new Map() })!;

        for (const [frame, bytes] of datagrams.entries())
          reader.receive(bytes, 0, bytes.length, { timeNs: frame, frame, slicedBytes: 0 });

        const { fax } = reader.facts((timeNs) => `${timeNs}`);
        expect(fax!.malformed ?? 0).toBeLessThanOrEqual(70 * datagrams.length);
        expect(faxOf([fax!]) === undefined).toBe(fax!.signals.length === 0);
      }),
    );
  });

  test('cut anywhere is read no further than its end', () => {
    const whole = Uint8Array.of(0, 5, 10, 0xc0, 0x01, 0x80, 0, 4, 0xff, 0xc8, 0x5f, 0, 0, 0);

    for (let end = 0; end < 13; end++) {
      const packet = readUdptl(whole, 0, end);

      expect(packet === undefined || packet.primaryEnd <= end).toBe(true);
    }
  });
});

describe.runIf(hasCorpus)('A call whose T.38 came to nothing', () => {
  test.each(['', '-5aec1a'])('is RTP as before, and no fax is told of', async (name) => {
    const input = await openCapture(path.join(corpus, `captures/ndpi__FAX-Call-t38-CA-TDM-SIP-FB-1${name}.pcap`));

    const analysis = await analyze(input.chunks(), { diagnostics: input.diagnostics });

    // tshark takes 27 of the packets for T.38, and finds them malformed.
    const streams = [...analysis.streams()];
    expect(streams.map(({ fax }) => fax)).toEqual(streams.map(() => undefined));
    expect([...analysis.calls()].map(({ media }) => media?.fax)).toEqual([...analysis.calls()].map(() => undefined));
  });
});

const hasTshark = (() => {
  try {
    return execFileSync('tshark', ['--version'], { encoding: 'utf8' }).includes('TShark');
  } catch {
    return false;
  }
})();

describe.runIf(hasTshark)('tshark', () => {
  test('finds the same numbers, indicators and signals of T.30', async () => {
    const bytes = faxCapture(g3);
    const folder = mkdtempSync(path.join(tmpdir(), 'sipscope-fax-'));
    const file = path.join(folder, 'fax.pcap');
    writeFileSync(file, bytes);
    const fields = ['frame.number', 't38.seq_number', 't38.t30_indicator', 't30.FacsimileControl'];
    const options = [
      '-r',
      file,
      '-Y',
      't38',
      '-T',
      'fields',
      '-E',
      'occurrence=l',
      ...fields.flatMap((f) => ['-e', f]),
    ];
    const lines = execFileSync('tshark', options, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    rmSync(folder, { recursive: true });
    const theirs = lines
      .trim()
      .split('\n')
      .map((line) => line.split('\t'));

    const sides = await faxFacts(g3);

    expect(theirs).toHaveLength(sides.reduce((sum, { ifpPackets }) => sum + ifpPackets, 0));
    const codes: Record<string, number> = {
      TSI: 0x42,
      CSI: 0x02,
      DIS: 0x01,
      DCS: 0x41,
      CFR: 0x21,
      MPS: 0x72,
      EOP: 0x74,
      MCF: 0x31,
      DCN: 0x5f,
    };
    const ours = sides.flatMap(({ signals }) => signals.filter(({ signal }) => codes[signal] !== undefined));
    const frames = theirs.filter(([, , , control]) => control !== '' && control !== undefined);
    expect(ours.map(({ frame, signal }) => [frame, codes[signal]]).toSorted(([a], [b]) => a! - b!)).toEqual(
      frames.map(([frame, , , control]) => [Number(frame), Number(control) & 0x7f]),
    );
    const tones = theirs.filter(([, , indicator]) => indicator === '1' || indicator === '2');
    const own = sides.flatMap(({ signals }) => signals.filter(({ signal }) => signal === 'CNG' || signal === 'CED'));
    expect(own.map(({ frame }) => frame)).toEqual(tones.map(([frame]) => Number(frame)));
  });
});
