import type { StreamRow, StreamSeries } from '@sipscope/analyzer';
import { timeAt } from './fake-rows.ts';

/** Both directions of a call: one that came well, one that did not. */
export function fakeStreams(call = 'c1'): readonly StreamRow[] {
  const common = { protocol: 'RTP', kind: 'audio', call, dialog: 'd1', codec: 'PCMA', clockHz: 8000 } as const;
  return [
    {
      ...common,
      id: 'x1',
      from: 'caller',
      ssrc: '0a0b0c0d',
      srcIp: '10.0.1.5',
      srcPort: 49_170,
      dstIp: '10.0.3.7',
      dstPort: 30_000,
      started: timeAt(4200),
      ended: timeAt(64_000),
      firstFrame: 31,
      lastFrame: 5990,
      packets: 2990,
      bytes: 478_400,
      payloadTypes: [8],
    },
    {
      ...common,
      id: 'x2',
      from: 'callee',
      ssrc: '1a1b1c1d',
      srcIp: '10.0.3.7',
      srcPort: 30_000,
      dstIp: '10.0.1.5',
      dstPort: 49_170,
      started: timeAt(4180),
      ended: timeAt(70_000),
      firstFrame: 30,
      lastFrame: 6100,
      packets: 2710,
      bytes: 433_600,
      payloadTypes: [8, 101],
      problems: [
        {
          code: 'after-bye',
          text: 'RTP goes on for 6.0 s after the BYE.',
          from: timeAt(64_000),
          frames: [5991, 6100],
        },
      ],
    },
  ];
}

const seconds = 60;
const column = (value: (second: number) => number): number[] => Array.from({ length: seconds }, (_, at) => value(at));

export const fakeSeries: StreamSeries = {
  startedNs: 4.2e9,
  widthMs: 1000,
  packets: column(() => 50),
  bytes: column(() => 8000),
  lost: column((at) => (at % 20 === 7 ? 5 : 0)),
  late: column(() => 0),
  duplicates: column(() => 0),
  jitterMsMean: column((at) => 2 + (at % 5)),
  jitterMsMax: column((at) => 4 + (at % 9)),
  maxDeltaMs: column(() => 24),
  level: column(() => -30),
  levelPeak: column(() => -18),
  mosWidthMs: 5000,
  mos: Array.from({ length: seconds / 5 }, (_, at) => (at === 4 ? null : 4.3 - (at % 3) * 0.4)),
};
