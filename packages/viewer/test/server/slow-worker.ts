/** An analysis that has only begun until it is told that this is enough; then it does what it always does. */
import type { AnalysisMessage } from '../../src/server/analysis/analysis-messages.ts';

const progress = { bytesRead: 1, packets: 1, messages: 0, calls: 0 };
process.send?.({ kind: 'progress', progress } satisfies AnalysisMessage);
const told = await new Promise((resolve) => process.once('message', resolve));
const analysed = import('../../src/server/analysis/analyze-worker.ts');
// It is told again once the analysis listens.
while (process.listenerCount('message') === 0) await new Promise((resolve) => setImmediate(resolve));
process.emit('message', told, undefined);
await analysed;
