import { etherTypeName, ipProtocolName, pppProtocolName } from './protocol-name.ts';
import { linkTypeName } from '../capture/link-type.ts';

/** What is counted of packets that carry nothing we read: the kind of number, beside the number itself. */
export const SKIPPED = { linkType: 0, etherType: 1, llc: 2, ipProtocol: 3, pppProtocol: 4, other: 5 } as const;

type SkippedKind = (typeof SKIPPED)[keyof typeof SKIPPED];

/** Of kind `other`: what has no number of its own. */
export const SKIPPED_OTHER = {
  more: 0,
  icmpQuotingSip: 1,
  encryptedEsp: 2,
  encryptedWlan: 3,
  wlanManagement: 4,
  wlanControl: 5,
  wlanWithoutData: 6,
  wlanFragment: 7,
  pseudowire: 8,
  loopbackFamily: 9,
  greControl: 10,
  l2tp: 11,
  erspan: 12,
  nsh: 13,
  captureHeader: 14,
} as const;

const otherNames: readonly string[] = [
  'other',
  'ICMP error quoting SIP',
  'ESP, encrypted',
  '802.11, encrypted',
  '802.11 management',
  '802.11 control',
  '802.11 without data',
  '802.11 fragment',
  'MPLS pseudowire',
  'loopback of another family',
  'GRE control',
  'L2TP control or unknown session',
  'ERSPAN of another kind',
  'NSH of another kind',
  'capture header of another kind',
];

/** Different numbers counted; hostile captures have all of them. */
const COUNTED_AT_MOST = 256;
const SHOWN_AT_MOST = 32;
const NUMBERS = 0x1_0000;
const MORE = SKIPPED.other * NUMBERS + SKIPPED_OTHER.more;

export type SkippedRow = { readonly what: string; readonly packets: number };

/** Counts the packets in which there was nothing for us, by what they carry instead. */
export class SkippedPackets {
  readonly #counts = new Map<number, number>();

  add(kind: SkippedKind, number: number): void {
    const key = kind * NUMBERS + (number & 0xffff);
    const count = this.#counts.get(key);
    if (count !== undefined) this.#counts.set(key, count + 1);
    else if (this.#counts.size < COUNTED_AT_MOST) this.#counts.set(key, 1);
    else this.#counts.set(MORE, (this.#counts.get(MORE) ?? 0) + 1);
  }

  /** Most frequent first; the rest in one. */
  rows(): readonly SkippedRow[] {
    const byName = new Map<string, number>();
    for (const [key, packets] of this.#counts) {
      const what = nameOf(Math.floor(key / NUMBERS), key % NUMBERS);
      byName.set(what, (byName.get(what) ?? 0) + packets);
    }
    const rows = [...byName].map(([what, packets]) => ({ what, packets })).sort((a, b) => b.packets - a.packets);
    const rest = rows.splice(SHOWN_AT_MOST).reduce((sum, { packets }) => sum + packets, 0);
    return rest === 0 ? rows : [...rows, { what: 'everything else', packets: rest }];
  }
}

function nameOf(kind: number, number: number): string {
  switch (kind) {
    case SKIPPED.linkType:
      return linkTypeName(number);
    case SKIPPED.etherType:
      return etherTypeName(number);
    case SKIPPED.llc:
      return number === 0x42 ? 'spanning tree' : `LLC service 0x${number.toString(16).padStart(2, '0')}`;
    case SKIPPED.ipProtocol:
      return ipProtocolName(number);
    case SKIPPED.pppProtocol:
      return pppProtocolName(number);
    default:
      return otherNames[number] ?? 'other';
  }
}
