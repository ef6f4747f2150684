import { type MadeCapture, withCapture } from './captures.ts';
import { sipscope, sngrep, tshark, warm } from './programs.ts';
import type { Sizes } from './results.ts';
import { type Measured, takeTurns } from './turns.ts';

/** One capture read by us and by our peers. */
export type PeersTable = {
  readonly hasDistinctMedia: boolean;
  readonly calls: number;
  readonly messages: number;
  readonly bytes: number;
  /** `sipscope calls` first. */
  readonly measured: readonly Measured[];
};

/** All calls on one RTP address and port, then each on its own. */
export async function measurePeers({ peersCalls, rounds, timeoutSeconds }: Sizes): Promise<PeersTable[]> {
  const tables: PeersTable[] = [];
  for (const hasDistinctMedia of [false, true]) {
    const measure = async ({ file, bytes }: MadeCapture): Promise<PeersTable> => {
      const contestants = [
        sipscope('calls', file, timeoutSeconds),
        sipscope('summary', file, timeoutSeconds),
        sngrep(file, timeoutSeconds),
        // Where all calls share an address, its time grows with the square of their number.
        tshark(file, timeoutSeconds, hasDistinctMedia ? rounds : 1),
      ];
      await warm(file, timeoutSeconds);
      const measured = await takeTurns(contestants, rounds);
      return { hasDistinctMedia, calls: peersCalls, messages: peersCalls * 6, bytes, measured };
    };
    tables.push(await withCapture({ calls: peersCalls, hasDistinctMedia }, measure));
  }
  return tables;
}
