import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Crasher, FuzzReport } from './fuzz-target.ts';
import type { FuzzTask } from './fuzz-worker.ts';
import { keepCrasher } from './keep-crasher.ts';
import { type TargetName, targetNames } from './target.ts';

/**
 * `pnpm fuzz <target> … --seconds N --seed S --corpus folder`, or `--all`. Fails where something was found; what was found is a fixture then.
 * `--repeatable` tries inputs from the project's own seeds alone, drawn alike wherever it runs, and so many of them.
 */
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    all: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    corpus: { type: 'string' },
    repeatable: { type: 'boolean', default: false },
    /** So many targets at a time. */
    threads: { type: 'string', default: '2' },
  },
});

/** Inputs of a repeatable run: about a minute's worth of each of the parser's, half a minute's of the analyzer's. */
const repeatableExecutions: Readonly<Record<TargetName, number>> = {
  message: 600_000,
  framer: 700_000,
  header: 1_300_000,
  uri: 2_500_000,
  sdp: 1_000_000,
  multipart: 700_000,
  xml: 650_000,
  pcap: 250_000,
  pcapng: 250_000,
  packet: 1_500_000,
  tcp: 60_000,
  sctp: 300_000,
  websocket: 60_000,
  tls: 60_000,
  hep: 400_000,
  msrp: 100_000,
  rtcp: 200_000,
  rtp: 40_000,
  udptl: 500_000,
  stun: 300_000,
  rules: 30_000,
};

/** A thread that tries the same input for so long hangs. */
const hangMs = 20_000;

const chosen = options.all ? targetNames : targetNames.filter((name) => positionals.includes(name));
if (chosen.length === 0 || positionals.some((name) => !isTarget(name))) {
  process.stderr.write(`Say which: --all, or some of ${targetNames.join(', ')}.\n`);
  process.exit(2);
}
const waiting = [...chosen];
await Promise.all(Array.from({ length: Number(options.threads) }, work));

/** Takes target after target, as long as there are any. */
async function work(): Promise<void> {
  for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) {
    const report = await run(target);
    if (report === undefined) continue;
    process.stdout.write(`${describe(target, report)}\n`);
    for (const crasher of report.crashers) tell(target, crasher);
  }
}

/** Fuzzes in a thread of its own; undefined where that hung, which was told then. */
function run(target: TargetName): Promise<FuzzReport | undefined> {
  const progress = new Int32Array(new SharedArrayBuffer(8));
  const input = new Uint8Array(new SharedArrayBuffer(1 << 17));
  const corpus = options.corpus === undefined ? undefined : `${options.corpus}/${target}`;
  const task: FuzzTask = {
    target,
    // Loading counts, too.
    endsAt: Date.now() + Number(options.seconds) * 1000,
    seed: Number(options.seed),
    executions: options.repeatable ? repeatableExecutions[target] : Infinity,
    ownSeeds: options.repeatable,
    corpus,
    progress,
    input,
  };
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./fuzz-worker.ts', import.meta.url), { workerData: task });
    let last = 0;
    const watch = setInterval(() => {
      const tried = Atomics.load(progress, 0);
      if (tried > 0 && tried === last) {
        clearInterval(watch);
        tell(target, {
          signature: 'it comes to an end',
          said: `no end in ${hangMs} ms`,
          bytes: input.slice(0, progress[1]),
        });
        void worker.terminate().then(() => resolve(undefined));
      }
      last = tried;
    }, hangMs);
    worker.on('message', (report: FuzzReport) => {
      clearInterval(watch);
      resolve(report);
    });
    worker.on('error', (error) => {
      clearInterval(watch);
      reject(error);
    });
  });
}

function describe(
  target: TargetName,
  { executions, seconds, cpuSeconds, kept, blocks, reached, crashers }: FuzzReport,
): string {
  const speed = `${Math.round(executions / seconds)}/s, ${Math.round(executions / cpuSeconds)}/s of processor time`;
  return `${target}: ${executions} executions in ${seconds.toFixed(0)} s (${speed}), ${reached} of ${blocks} blocks, ${kept} inputs kept, ${crashers.length} faults`;
}

/** With the input in the text, so that a log is enough to have it. */
function tell(target: TargetName, { signature, said, bytes }: Crasher): void {
  process.exitCode = 1;
  const file = keepCrasher(target, bytes, signature);
  const shown = JSON.stringify(new TextDecoder('latin1').decode(bytes.subarray(0, 1500)));
  process.stdout.write(`  ${signature}\n  ${file} ${shown}\n  ${said.replaceAll('\n', '\n  ')}\n`);
}

function isTarget(name: string): boolean {
  return targetNames.some((one) => one === name);
}
