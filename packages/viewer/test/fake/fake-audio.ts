import { recordingHeader } from '@sipscope/analyzer';
import type { CallAudio } from '../../src/api/call-audio.ts';

const seconds = 12;
const rateHz = 8000;
const buckets = 240;

/** Of a call of which the callee's codec cannot be heard for a while. */
export function fakeAudio(leg: number): CallAudio {
  return {
    leg,
    legs: 2,
    recording: {
      rateHz,
      channels: 2,
      frames: seconds * rateHz,
      seconds,
      started: '2026-11-22T05:51:02.120Z',
      streams: [
        { stream: 'x1', side: 'left', fromSeconds: 0, toSeconds: 12, lostPackets: 0, leftOut: 0 },
        {
          stream: 'x2',
          side: 'right',
          fromSeconds: 1.5,
          toSeconds: 9,
          lostPackets: 7,
          leftOut: 0,
          undecoded: [
            { codec: 'G729', seconds: 3, packets: 150, why: 'there is no freely licensed, maintained decoder of it' },
          ],
        },
      ],
    },
    envelope: { bucketMs: (seconds * 1000) / buckets, left: speech(0), right: speech(1.5) },
  };
}

function speech(from: number) {
  const level = Array.from({ length: buckets }, (_, at) => {
    const second = (at * seconds) / buckets;
    return second < from ? 0 : Math.round(9000 * Math.abs(Math.sin(second * 2.1) * Math.sin(second * 13)));
  });
  return { min: level.map((value) => -value), max: level, rms: level.map((value) => Math.round(value / 2)) };
}

/** Silence of that length. */
export function fakeWav(): Blob {
  const { recording } = fakeAudio(1);
  return new Blob([new Uint8Array(recordingHeader(recording)), new Uint8Array(recording.frames * 4)], {
    type: 'audio/wav',
  });
}
