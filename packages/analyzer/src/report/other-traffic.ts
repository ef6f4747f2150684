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

/** What a capture in which there is no SIP consists of: `22 packets of HTTP, 12 of ARP`. `figure` writes a number. */
export function otherTrafficText(facts: CaptureFacts, figure: (count: number) => string = inEnglish): string {
  const kinds = otherTraffic(facts);
  const shown = kinds.slice(0, shownKinds);
  const rest = kinds.slice(shownKinds).reduce((sum, { packets }) => sum + packets, 0);
  if (rest > 0) shown.push({ what: 'other kinds', packets: rest });
  const counted = (packets: number): string => `${figure(packets)} packet${packets === 1 ? '' : 's'}`;
  // What is counted nowhere is damaged, or a fragment of what never came.
  if (shown.length === 0)
    return facts.packets === 0 ? 'no packet at all' : `nothing that could be read in ${counted(facts.packets)}`;
  return shown.map(({ what, packets }, at) => `${at === 0 ? counted(packets) : figure(packets)} of ${what}`).join(', ');
}

/** Whether a key log would show more of the capture: its TLS connections have keys that nobody gave. */
export function lacksKeys({ protocols = [] }: CaptureFacts): boolean {
  return protocols.some(({ protocol }) => protocol === 'TLS without keys');
}

function inEnglish(count: number): string {
  return count.toLocaleString('en');
}
