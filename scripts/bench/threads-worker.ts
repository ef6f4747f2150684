/** Analyses a capture in one thread or in two, and says how long that took and what came of it: `threads-worker.ts FILE 1|2`. */
import { createHash } from 'node:crypto';
import type * as node from '../../packages/analyzer/src/node.ts';
import { loadBuilt } from './built.ts';

/** `rows`: a hash of every transaction, dialog and call. */
export type ThreadsAnswer = { readonly seconds: number; readonly messages: number; readonly rows: string };

const { analyzeCapture, openCapture } = await loadBuilt<typeof node>('node.js');
const [file = '', threads] = process.argv.slice(2);
const started = performance.now();
const capture = await openCapture(file);
const hash = createHash('sha256');
const tell = (row: object): void => void hash.update(JSON.stringify(row));
const analysis = await analyzeCapture(capture, {
  threads: threads === '2' ? 2 : 1,
  keep: false,
  onTransaction: tell,
  onDialog: tell,
  onCall: tell,
});
const seconds = (performance.now() - started) / 1000;
await capture.close();
const answer: ThreadsAnswer = { seconds, messages: analysis.messageCount, rows: hash.digest('hex') };
process.stdout.write(JSON.stringify(answer));
