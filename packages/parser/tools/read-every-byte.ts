import { richMessage } from '../bench/messages.ts';
import { rfcExamples, tortureMessages } from '../test/corpus.ts';
import { type ByteReport, readChanges, readPrefixes } from '../test/every-byte.ts';

/**
 * Reads every prefix of every fixture and every change of one byte of the torture messages: `pnpm read-every-byte [step]`, with
 * a step one in so many. Ends with status 1 where one raised an exception or took too long.
 */
const step = Number(process.argv[2] ?? 1);
const torture = tortureMessages();
let total = 0;
let slowestMs = 0;
const started = performance.now();

function take({ read, faults, slowestMs: ms }: ByteReport): void {
  total += read;
  slowestMs = Math.max(slowestMs, ms);
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  if (faults.length > 0) process.exitCode = 1;
}

function say(what: string): void {
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  process.stdout.write(`${what}: ${total} read in ${seconds} s, the slowest in ${slowestMs.toFixed(1)} ms\n`);
}

for (const bytes of [richMessage, ...torture, ...rfcExamples().map((example) => example.bytes)])
  take(readPrefixes(bytes, step));
say('prefixes');
for (const bytes of torture) take(readChanges(bytes.slice(), step));
say('prefixes and changes');
