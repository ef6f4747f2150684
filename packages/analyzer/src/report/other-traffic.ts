import type { CaptureFacts } from '../rows.ts';

/** Packets in which there was no SIP, by what they were. */
export type OtherTraffic = {
  readonly what: string;
  readonly packets: number;
  /** Of what is told by connection. */
  readonly connections?: number;
};

const shownKinds = 6;

/** What a capture holds besides SIP: other protocols and what was passed over in one list, most frequent first. */
export function otherTraffic({ protocols = [], skipped = [] }: CaptureFacts): readonly OtherTraffic[] {
  const told = protocols.map(({ protocol, ...counts }) => ({ what: protocol, ...counts }));
  return [...told, ...skipped].toSorted((a, b) => b.packets - a.packets);
}

/** What a capture in which there is no SIP consists of, as a sentence: `No SIP message found: 22 packets of HTTP, 12 of ARP.` */
export function withoutSipText(facts: CaptureFacts): string {
  const kinds = otherTraffic(facts);
  const shown = kinds.slice(0, shownKinds);
  const rest = kinds.slice(shownKinds).reduce((sum, { packets }) => sum + packets, 0);
  if (rest > 0) shown.push({ what: 'other kinds', packets: rest });
  if (shown.length === 0) return `No SIP message found: ${emptyText(facts.packets)}.`;
  const told = shown.map(({ what, packets }, at) => `${at === 0 ? counted(packets) : figure(packets)} of ${what}`);
  return `No SIP message found: ${told.join(', ')}.`;
}

/** Whether a key log would show more of the capture: its TLS connections have keys that nobody gave. */
export function lacksKeys({ protocols = [] }: CaptureFacts): boolean {
  return protocols.some(({ protocol }) => protocol === 'TLS without keys');
}

/** Of packets that are damaged, or fragments of what never came. */
function emptyText(packets: number): string {
  return packets === 0 ? 'the capture has no packets' : `nothing could be read of ${counted(packets)}`;
}

function counted(packets: number): string {
  return `${figure(packets)} packet${packets === 1 ? '' : 's'}`;
}

function figure(packets: number): string {
  return packets.toLocaleString('en');
}
