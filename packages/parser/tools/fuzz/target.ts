import type { Mutator } from './byte-mutators.ts';

/** What can be fuzzed: `targets/` has a file for each, `packages/analyzer/tools/fuzz/` for those behind the line, which read captures. */
export const targetNames = [
  'message',
  'framer',
  'header',
  'uri',
  'sdp',
  'multipart',
  'xml',
  // The analyzer's.
  'pcap',
  'pcapng',
  'packet',
  'tcp',
  'sctp',
  'websocket',
  'tls',
  'hep',
  'msrp',
  'rtcp',
  'rtp',
  'udptl',
  'stun',
  'rules',
] as const;

export type TargetName = (typeof targetNames)[number];

/** What is fuzzed: where its inputs begin, how they are changed, and what must hold for each. */
export type Target = {
  readonly name: TargetName;
  readonly seeds: () => readonly Uint8Array[];
  /** Besides those of bytes and words. */
  readonly mutators: readonly Mutator[];
  /** Throws where a promise does not hold. */
  readonly check: (bytes: Uint8Array) => void;
  /** Dearer demands, made of a few inputs. */
  readonly checkMore?: (bytes: Uint8Array) => void;
};
