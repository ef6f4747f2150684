/**
 * Reads every prefix of three fixtures, and so many copies of all fixtures with 2 % of their bytes changed: `pnpm damage-captures [copies] [seed] [step]`, with
 * a step one prefix in so many. Ends with status 1 where one raised an exception, or lost what stands before the damage.
 */
import {
  cutFixtures,
  damagedCopy,
  fixtures,
  lostBefore,
  random,
  type ReadAll,
  readAll,
  readFixture,
} from '../test/damage.ts';

const [copies = 10_000, seed = 1, step = 1] = process.argv.slice(2).map(Number);
const started = performance.now();
let slowestMs = 0;
let total = 0;

async function take(what: string, bytes: Uint8Array, whole: ReadAll, position: number): Promise<void> {
  const before = performance.now();
  const fault = await readAll(bytes).then(
    (read) => lostBefore(whole, read, position),
    (error: unknown) => String(error),
  );
  slowestMs = Math.max(slowestMs, performance.now() - before);
  total++;
  if (fault === undefined) return;
  process.stderr.write(`${what}: ${fault}\n`);
  process.exitCode = 1;
}

function say(what: string): void {
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  process.stdout.write(`${what}: ${total} read in ${seconds} s, the slowest in ${slowestMs.toFixed(0)} ms\n`);
}

for (const file of cutFixtures) {
  const bytes = readFixture(file);
  const whole = await readAll(bytes);
  for (let length = 0; length < bytes.length; length += step) {
    await take(`${file} cut at ${length}`, bytes.subarray(0, length), whole, length);
  }
}
say('prefixes');

const wholes = new Map<string, ReadAll>();
for (let number = 0; number < copies; number++) {
  const file = fixtures[number % fixtures.length]!;
  const bytes = readFixture(file);
  const whole = wholes.get(file) ?? (await readAll(bytes));
  wholes.set(file, whole);
  const { copy, first } = damagedCopy(bytes, random(Math.imul(seed + number, 0x9e37_79b1)));
  await take(`${file} by ${seed + number}`, copy, whole, first);
}
say('prefixes and copies');
