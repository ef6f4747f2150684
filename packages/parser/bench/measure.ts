import { MessageIdentity, parseMessage, startsLikeSip, type SipMessage } from '@sipscope/parser';
import { richMessage, typicalMessage } from './messages.ts';

const runs = 7;

/** Messages a second of processor time: the best of seven runs of about 100 ms each, so that what else the machine does counts little. */
function rate(read: () => void): number {
  let best = 0;
  for (let run = 0; run < runs; run++) {
    let count = 0;
    const before = process.cpuUsage();
    const start = performance.now();
    while (performance.now() - start < 100) {
      for (let i = 0; i < 500; i++) read();
      count += 500;
    }
    best = Math.max(best, (count * 1e6) / process.cpuUsage(before).user);
  }
  return best;
}

/** Reads every header with a grammar; gives how many values there were, so that nothing is left out as unused. */
function readAll(message: SipMessage): number {
  let values = 0;
  for (let index = 0; index < message.headers.length; index++) values += message.reading(index)?.values.length ?? 0;
  return values;
}

/** Prints how many messages a second each way of reading takes. */
export function measureParser(): void {
  const identity = new MessageIdentity();
  for (const [name, bytes] of [
    ['typical', typicalMessage],
    ['rich', richMessage],
  ] as const) {
    const rows: readonly (readonly [string, () => void])[] = [
      ['startsLikeSip', () => startsLikeSip(bytes)],
      ['frame only', () => parseMessage(bytes)],
      ['identity', () => identity.read(bytes, 0, bytes.length)],
      ['six identity headers', () => readSix(parseMessage(bytes))],
      ['all headers typed', () => readAll(parseMessage(bytes))],
      ['all headers, URIs, SDP, diagnostics', () => parseMessage(bytes).diagnostics],
    ];
    console.log(`${name} message, ${bytes.length} bytes`);
    for (const [label, read] of rows) {
      const perSecond = rate(read);
      console.log(
        `  ${label.padEnd(36)} ${Math.round(perSecond).toLocaleString('en').padStart(12)}/s ${(1e6 / perSecond).toFixed(2).padStart(8)} µs`,
      );
    }
  }
}

function readSix(message: SipMessage): unknown {
  return [message.topVia, message.from, message.to, message.callId, message.cseq, message.contacts];
}

if (import.meta.main) measureParser();
