/** Runs a server until it is killed: `run-server.ts DATA [ANALYSIS-PROCESS]`. Prints its address. */
import { closeOnSignals } from '../../src/server/close-on-signals.ts';
import { startServer } from '../../src/server/start-server.ts';

const [dataDir = '', analysisEntry = ''] = process.argv.slice(2);
const server = await startServer({
  dataDir,
  uploadLimits: { freeBytes: 0 },
  ...(analysisEntry !== '' && { analysisEntry }),
});
closeOnSignals(server);
process.stdout.write(`${server.url}\n`);
