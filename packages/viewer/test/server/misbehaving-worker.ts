/** Analyses as they must not be: which one is said by the capture's own text. */
import { readFileSync } from 'node:fs';

const { captureFile } = JSON.parse(process.argv[2] ?? '{}') as { captureFile: string };
const how = readFileSync(captureFile, 'latin1');
if (how === 'loops') for (;;) Math.random();
if (how === 'grows') {
  const kept: Buffer[] = [];
  setInterval(() => kept.push(Buffer.alloc(64 * 1024 ** 2, 1)), 1);
}
if (how === 'throws late')
  setTimeout(() => {
    throw new Error('late');
  }, 50);
if (how === 'exits') process.exit(7);
