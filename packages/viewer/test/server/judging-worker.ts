/** An analysis as it is, but where rules are asked: there it fails, or waits, as the folder the capture lies in is told to. */
import { existsSync } from 'node:fs';
import path from 'node:path';

const { judges, captureFile } = JSON.parse(process.argv[2] ?? '{}') as { judges: boolean; captureFile: string };
const told = (what: string): boolean => existsSync(path.join(path.dirname(captureFile), '../..', what));
if (judges && told('crash')) process.exit(7);
if (judges && told('wait')) setInterval(() => undefined, 1000);
else await import('../../src/server/analysis/analyze-worker.ts');
