import { type MadeCapture, withCapture } from './captures.ts';
import { reading, sipscope, tsharkStreams, warm } from './programs.ts';
import type { Sizes } from './results.ts';
import { type Measured, takeTurns } from './turns.ts';

/** Streams of RTP by us and by tshark, and what media costs beside reading the same packets without it. */
export type StreamsTable = {
  readonly packets: number;
  readonly streams: number;
  readonly bytes: number;
  readonly withMedia: Measured;
  readonly withoutMedia: Measured;
  readonly tshark: Measured;
  readonly measured: readonly Measured[];
};

const streams = 100;

export function measureStreams({ streamsPackets, rounds, timeoutSeconds }: Sizes): Promise<StreamsTable> {
  return withCapture({ packets: streamsPackets, streams }, async ({ file, bytes }: MadeCapture) => {
    const contestants = [
      sipscope('streams', file, timeoutSeconds),
      sipscope('calls', file, timeoutSeconds),
      sipscope('calls', file, timeoutSeconds, ['--no-media']),
      tsharkStreams(file, timeoutSeconds),
      reading(file, timeoutSeconds)[1],
    ];
    await warm(file, timeoutSeconds);
    const measured = await takeTurns(contestants, rounds);
    // As many as there are contestants.
    const [withMedia, , withoutMedia, tshark] = measured as [Measured, Measured, Measured, Measured];
    return { packets: streamsPackets, streams, bytes, withMedia, withoutMedia, tshark, measured };
  });
}
