/** Takes a capture through the stages as far as it is told, in one thread, and says how long that took: `stages-worker.ts FILE STAGE`. */
import type * as analyzeModule from '../../packages/analyzer/src/analyze.ts';
import type * as readerModule from '../../packages/analyzer/src/capture/capture-reader.ts';
import type * as keyModule from '../../packages/analyzer/src/message/key-reader.ts';
import type * as networkModule from '../../packages/analyzer/src/network/ip-reader.ts';
import type { Packet } from '../../packages/analyzer/src/capture/packet.ts';
import type * as node from '../../packages/analyzer/src/node.ts';
import type * as transportModule from '../../packages/analyzer/src/transport/deliveries.ts';
import type * as flowModule from '../../packages/analyzer/src/transport/flow-table.ts';
import { loadBuilt } from './built.ts';
import type { StageName } from './stages.ts';

/** `count`: of what the last stage made. */
export type StagesAnswer = { readonly seconds: number; readonly cpuSeconds: number; readonly count: number };

const { openCapture } = await loadBuilt<typeof node>('node.js');
const { analyze } = await loadBuilt<typeof analyzeModule>('analyze.js');
const { CaptureReader } = await loadBuilt<typeof readerModule>('capture/capture-reader.js');
const { IpReader } = await loadBuilt<typeof networkModule>('network/ip-reader.js');
const { Deliveries } = await loadBuilt<typeof transportModule>('transport/deliveries.js');
const { FlowTable } = await loadBuilt<typeof flowModule>('transport/flow-table.js');
const { KeyReader } = await loadBuilt<typeof keyModule>('message/key-reader.js');

// They come from `measureStages`.
const [file, stage] = process.argv.slice(2) as [string, StageName];
const capture = await openCapture(file);
const started = performance.now();
const before = process.cpuUsage();
const count = await run(capture.chunks());
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(before);
await capture.close();
process.stdout.write(JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, count } satisfies StagesAnswer));

async function run(chunks: AsyncIterable<Uint8Array>): Promise<number> {
  switch (stage) {
    case 'reading':
      return countBytes(chunks);
    case 'packets':
    case 'network':
    case 'transport':
    case 'keys':
      return readMessages(chunks, stage);
    case 'calls':
      return (await analyze(chunks, { keep: false })).messageCount;
    case 'rows':
      return printRows(chunks);
  }
}

async function countBytes(chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const chunk of chunks) bytes += chunk.length;
  return bytes;
}

/** As `CaptureStages` does, only so far. */
async function readMessages(
  chunks: AsyncIterable<Uint8Array>,
  last: 'packets' | 'network' | 'transport' | 'keys',
): Promise<number> {
  const reader = new CaptureReader();
  const network = new IpReader(reader.diagnostics);
  const transport = new Deliveries({ flows: new FlowTable(), diagnostics: reader.diagnostics });
  const keys = new KeyReader();
  let made = 0;
  const receive = (packets: readonly Packet[]): void => {
    if (last === 'packets') {
      made += packets.length;
      return;
    }
    for (const packet of packets) {
      let datagram = network.receive(packet);
      for (; datagram !== undefined; datagram = network.next()) {
        if (last === 'network') {
          made++;
          continue;
        }
        for (const delivery of transport.receive(datagram))
          if (last === 'transport' || keys.read(delivery) !== undefined) made++;
      }
    }
  };
  for await (const chunk of chunks) receive(reader.receive(chunk));
  receive(reader.end());
  return made;
}

async function printRows(chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let characters = 0;
  await analyze(chunks, {
    keep: false,
    onCall(row) {
      characters += JSON.stringify(row).length;
    },
  });
  return characters;
}
