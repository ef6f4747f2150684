/** What the worst cases cost: `worst-worker.ts ROUNDS`. */
import { MessageFramer, parseMessage } from '@sipscope/parser';
import { parseXmlBody } from '@sipscope/parser/xml';
import { type WorstCase, type WorstCaseKind, worstCases } from '../../test/worst-cases.ts';
import { touchHeaders } from '../peers/sipscope.ts';
import { type Spread, spreadOf } from './statistics.ts';

/** Milliseconds of processor time that 64 kB take, and how many times those of 32 kB that is. */
export type WorstRow = {
  readonly name: string;
  readonly kind: WorstCaseKind;
  readonly ms: Spread;
  readonly growth: number;
};

const rounds = Number(process.argv[2]);
const longBytes = 64_000;
let found = 0;

/** Every header typed, the body's value, and all that is wrong. */
function read(kind: WorstCaseKind, bytes: Uint8Array): void {
  if (kind === 'xml') {
    found += parseXmlBody(bytes, { mediaType: 'application/pidf+xml' }).diagnostics.length;
  } else if (kind === 'stream') {
    const framer = new MessageFramer();
    for (let at = 0; at < bytes.length; at++) found += framer.push(bytes.subarray(at, at + 1)).length;
    found += framer.end().length;
  } else {
    const message = parseMessage(bytes);
    found += touchHeaders(message) + message.diagnostics.length + (message.body?.value === undefined ? 0 : 1);
  }
}

function cost(kind: WorstCaseKind, bytes: Uint8Array): number {
  const before = process.cpuUsage();
  read(kind, bytes);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function measure({ name, kind, make }: WorstCase): WorstRow {
  const short = make(longBytes / 2);
  const long = make(longBytes);
  read(kind, long);
  const costs = Array.from({ length: rounds }, () => [cost(kind, short), cost(kind, long)] as const);
  const ms = spreadOf(costs.map(([, longMs]) => longMs));
  return { name, kind, ms, growth: ms.median / spreadOf(costs.map(([shortMs]) => shortMs)).median };
}

process.once('message', () => {
  // All of them once, so that the first ones are not measured while the code is new.
  for (const { kind, make } of worstCases) read(kind, make(4000));
  process.send?.({ rows: worstCases.map(measure), found });
});
