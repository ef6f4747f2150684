import type { CaptureClock } from '../capture/packet.ts';
import { isNamed } from './choose-rules.ts';
import type { Guard } from './rule.ts';

/** A log or a file of messages does not show how they were sent: lines may have got other ends, bodies other lengths, and by which transport they came is often guessed. */
export type TextGuard = 'G-TEXT';

/** What only the bytes of the wire tell: most logs cut the CRs, and then lengths do not hold either. */
const ofBytes = [
  'SIP-SYN-004',
  'SIP-SYN-005',
  'SIP-SYN-015',
  'SIP-SYN-016',
  'SIP-SYN-047',
  'SIP-SYN-048',
  'SIP-SYN-008',
  'SDP-SYN-006',
];

/** What only the transport tells. */
const ofTransports = ['SIP-SYN-017', 'SIP-SYN-018', 'SIP-TRP-*', 'SIP-VIA-014', 'SIP-AUT-015', 'SEC-009'];

/** What only times tell: where a text has none, its messages follow each other within microseconds of the year 1970. */
const ofTimes = [
  'SIP-TXN-002',
  'SIP-TXN-003',
  'SIP-TXN-015',
  'SIP-INV-002',
  'SIP-INV-007',
  'SIP-PRA-012',
  'SIP-RSP-003',
  'SIP-REG-012',
  'SIP-SUB-021',
  'SIP-SYN-032',
  'SIP-IDY-004',
  'SIP-STM-011',
  'SEC-003',
  'SEC-005',
];

/** What a capture is, as far as it was read. */
export type TextSource = { readonly linkTypes: readonly string[]; readonly clock: CaptureClock };

/** Says of rules what a text cannot prove. */
export class TextGuards {
  readonly #source: TextSource;
  /** Of rules that were broken. */
  readonly #kinds = new Map<string, 'wire' | 'bytes' | 'times' | 'any'>();
  #isText = true;

  constructor(source: TextSource) {
    this.#source = source;
  }

  /** Why what a message shows against a rule proves nothing; `undefined` where it does. */
  guardOf(rule: string, bytes: Uint8Array): Guard | TextGuard | undefined {
    // What has other packets once is no text any more.
    this.#isText &&= isOfText(this.#source.linkTypes);
    if (!this.#isText) return undefined;
    const kind = this.#kindOf(rule);
    if (kind === 'wire' || (kind === 'bytes' && !isAsSent(bytes))) return 'G-TEXT';
    return kind === 'times' && this.#source.clock.isUnknown === true ? 'G-CLOCK' : undefined;
  }

  #kindOf(rule: string): 'wire' | 'bytes' | 'times' | 'any' {
    const known = this.#kinds.get(rule);
    if (known !== undefined) return known;
    const isOf = (names: readonly string[]): boolean => names.some((name) => isNamed(rule, name));
    const kind = isOf(ofTransports) ? 'wire' : isOf(ofBytes) ? 'bytes' : isOf(ofTimes) ? 'times' : 'any';
    this.#kinds.set(rule, kind);
    return kind;
  }
}

function isOfText(linkTypes: readonly string[]): boolean {
  return linkTypes.length > 0 && linkTypes.every((one) => one === 'text');
}

/** Whether a message in a text has the ends of lines it was sent with: its first line ends in CR LF. */
function isAsSent(bytes: Uint8Array): boolean {
  const first = bytes.subarray(0, longestLine).findIndex((byte, at) => byte === lineFeed && at > 1);
  return first < 1 || bytes[first - 1] === carriageReturn;
}

const longestLine = 4096;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
