import { type LoadRecipe, type MadeCapture, withCapture } from './captures.ts';
import { reading, sipscope, warm } from './programs.ts';
import type { Sizes } from './results.ts';
import { type Measured, takeTurns } from './turns.ts';

/** One large capture, read and reconstructed. */
export type LargeTable = {
  readonly name: string;
  readonly title: string;
  readonly bytes: number;
  /** Reading by Node alone. */
  readonly reading: Measured;
  readonly measured: readonly Measured[];
};

export type LargeKind = 'repeated' | 'distinct' | 'rtp';

/** Of 230 bytes in the file: with so many after each message, one byte in fourteen is SIP's. */
const rtpPerMessage = 23;
/** Of the capture with RTP, which nothing is measured on that grows with its size. */
const mostRtpBytes = 1e9;

/** Large captures, by what is in them. `name` is what `title` says, in few words. */
export const largeKinds: Readonly<
  Record<LargeKind, { name: string; title: string; recipe: (bytes: number) => LoadRecipe }>
> = {
  repeated: {
    name: 'the same calls repeated',
    title: 'one load capture again and again: the same Call-IDs, the time steps back',
    recipe: (bytes) => ({ bytes, isRepeated: true }),
  },
  distinct: {
    name: 'distinct calls',
    title: 'distinct calls throughout, about 1 kB a message',
    recipe: (bytes) => ({ bytes, isLong: true, hasDistinctMedia: true }),
  },
  rtp: {
    name: 'mostly RTP',
    title: 'mostly RTP: 23 packets of it after each message',
    recipe: (bytes) => ({ bytes: Math.min(bytes, mostRtpBytes), rtpPerMessage }),
  },
};

export function measureLarge(kind: LargeKind, sizes: Sizes): Promise<LargeTable> {
  const { name, title, recipe } = largeKinds[kind];
  const { largeBytes, largeRounds, messagesRounds, timeoutSeconds } = sizes;
  return withCapture(recipe(largeBytes), async ({ file, bytes }: MadeCapture) => {
    const [cat, node] = reading(file, timeoutSeconds);
    const calls = sipscope('calls', file, timeoutSeconds);
    const messages = { ...sipscope('messages', file, timeoutSeconds), mostRounds: messagesRounds };
    await warm(file, timeoutSeconds);
    const measured = await takeTurns([cat, node, calls, messages], largeRounds);
    // As many as there are contestants.
    return { name, title, bytes, reading: measured[1]!, measured };
  });
}
