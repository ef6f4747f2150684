import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { demand } from '../../../parser/tools/fuzz/broken-promise.ts';
import { headerMutators, lineMutators, sdpMutators } from '../../../parser/tools/fuzz/line-mutators.ts';
import type { Target } from '../../../parser/tools/fuzz/target.ts';
import { CaptureStages } from '../../src/capture-stages.ts';
import { CaptureDiagnostics } from '../../src/capture/capture-diagnostics.ts';
import { LINK_TYPE } from '../../src/capture/link-type.ts';
import type { Packet } from '../../src/capture/packet.ts';
import { rules } from '../../src/conformance.ts';
import { readScript } from '../../src/expect/script/read-script.ts';
import { MessageStages } from '../../src/message-stages.ts';
import { KeyLog } from '../../src/transport/tls/key-log.ts';
import { ipv4, udp } from '../../test/build-packet.ts';
import { compile } from '../../test/flow/compile.ts';
import { findFlows } from '../../test/flow/find-flows.ts';
import { findRuleFiles } from '../../test/rule-cases.ts';

/*
 * An input is what up to four hosts send each other over UDP: of each message a byte that says from whom (`0x03`), to whom (`0x0c`), how long after the one before (`0x70`) and whether its end was not
 * captured (`0x80`), a length (2), and its text.
 */
export const rulesTarget: Target = {
  name: 'rules',
  seeds: rulesSeeds,
  mutators: [...headerMutators, ...lineMutators, ...sdpMutators],
  check,
};

const root = resolve(import.meta.dirname, '../../../..');
const headBytes = 3;
const facts = { format: 'pcap', bytes: 0, packets: 0, linkTypes: [] };
const stepsMs = [0, 1, 30, 500, 4000, 33_000, 200_000, 4_000_000];
const longestSeed = 12_000;

/** The cases of the rules, and short flows. */
function rulesSeeds(): readonly Uint8Array[] {
  const cases = findRuleFiles().flatMap(({ file, cases: some }) => some.map(({ flow }) => seedOf(file, flow)));
  const flows = findFlows().map(({ file }) => seedOf(file, readFileSync(resolve(root, file), 'utf8')));
  return [...cases, ...flows].filter(({ length }) => length > 0 && length <= longestSeed);
}

function seedOf(file: string, text: string): Uint8Array {
  const path = resolve(root, file);
  const script = readScript(basename(file), text, (name) => readFileSync(resolve(path, '..', name), 'utf8'));
  const hosts: string[] = [];
  const hostOf = (address: string): number => {
    if (!hosts.includes(address)) hosts.push(address);
    return hosts.indexOf(address) & 3;
  };
  const pieces: Uint8Array[] = [];
  let seconds = 0;
  for (const packet of compile(script)) {
    const bytes = typeof packet.text === 'string' ? new TextEncoder().encode(packet.text) : packet.text;
    const step = stepsMs.findLastIndex((ms) => ms <= (packet.seconds - seconds) * 1000 + 0.5);
    const kind = hostOf(packet.from.address) | (hostOf(packet.to.address) << 2) | (Math.max(0, step) << 4);
    pieces.push(Uint8Array.of(kind, bytes.length & 0xff, bytes.length >> 8), bytes);
    seconds = packet.seconds;
  }
  return new Uint8Array(Buffer.concat(pieces));
}

/** No rule fails itself; what is found lies in its message and can be read. */
function check(input: Uint8Array): void {
  const diagnostics = new CaptureDiagnostics();
  const source = {
    clock: { epochNs: 0n, decimals: 6 },
    bytes: 0,
    packets: 0,
    gaps: [],
    linkTypes: [],
    facts: () => facts,
  };
  const packets = packetsIn(input);
  const capture = new CaptureStages(
    { source: source as never, diagnostics, keyLog: new KeyLog(diagnostics) },
    { message: (delivery, keys) => stages.receive(delivery, keys), stream: (record) => stages.receiveStream(record) },
  );
  const stages = new MessageStages({
    keep: false,
    rules,
    source: capture,
    diagnostics,
    flows: capture.flows,
    methods: capture.keys.methods,
    texts: undefined,
    onFinding({ rule, message, span, frame }, bytes) {
      demand(message !== '' && !message.includes('undefined'), 'a finding says something', () => `${rule}: ${message}`);
      const isThere = frame === undefined || (frame >= 1 && frame <= packets.length);
      demand(isThere, 'its packet is there', () => `${rule}: ${frame}`);
      if (span === undefined) return;
      demand(
        0 <= span[0] && span[0] <= span[1] && span[1] <= bytes.length,
        'its place lies in the message',
        () => `${rule}: ${span.join(' ')} of ${bytes.length}`,
      );
    },
  });
  for (const packet of packets) capture.receive([packet]);
  capture.end();
  stages.analysis.endNs = capture.endNs;
  void stages.end();
  const faults = stages.analysis
    .ruleOutcomes()
    .flatMap(({ rule, fault }) => (fault === undefined ? [] : [`${rule}: ${fault}`]));
  demand(faults.length === 0, 'no rule fails itself', () => faults.join('\n'));
}

function packetsIn(input: Uint8Array): readonly Packet[] {
  const packets: Packet[] = [];
  let timeNs = 0;
  for (let at = 0; at + headBytes <= input.length;) {
    const kind = input[at]!;
    const start = at + headBytes;
    const end = Math.min(input.length, start + (input[at + 1]! | (input[at + 2]! << 8)));
    timeNs += stepsMs[(kind >> 4) & 7]! * 1e6;
    packets.push(packetOf(packets.length + 1, timeNs, kind, input.slice(start, end)));
    at = end;
  }
  return packets;
}

function packetOf(frame: number, timeNs: number, kind: number, text: Uint8Array): Packet {
  const hostOf = (bits: number): number[] => [192, 0, 2, (bits & 3) + 1];
  const segment = udp(text, { sourcePort: 5060, destinationPort: 5060 });
  const bytes = ipv4(segment, {
    source: hostOf(kind),
    destination: hostOf(kind >> 2),
    protocol: 17,
    id: frame & 0xffff,
  });
  const isCut = (kind & 0x80) !== 0 && text.length > 4;
  const end = bytes.length - (isCut ? 4 : 0);
  return { frame, timeNs, linkType: LINK_TYPE.ipv4, bytes, start: 0, end, offset: 0, originalLength: bytes.length };
}
