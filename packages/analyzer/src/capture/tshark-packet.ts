import type { PlainPacket } from './foreign-packet.ts';
import { LINK_TYPE } from './link-type.ts';

/**
 * A packet as `tshark -T ek -x` writes it, an object a line: the frame's bytes stand there only with `-x`. Lines between packets, which tell
 * Elasticsearch where they belong (`{"index": …}`), have no layers.
 */
export type TsharkPacket = {
  /** Milliseconds since 1970. */
  readonly timestamp?: string;
  readonly layers?: {
    /** Hexadecimal. */
    readonly frame_raw?: string | readonly string[];
    readonly frame?: Readonly<Record<string, unknown>>;
  };
};

/** Wireshark's own numbers of encapsulations (wiretap/wtap.h) to LINKTYPE_ numbers, as far as SIP comes in them. */
const linkTypes = new Map<string, number>([
  ['1', LINK_TYPE.ethernet],
  ['4', LINK_TYPE.ppp],
  ['7', LINK_TYPE.raw],
  ['15', LINK_TYPE.null],
  ['25', LINK_TYPE.linuxSll],
  ['129', LINK_TYPE.ipv4],
  ['130', LINK_TYPE.ipv6],
  ['210', LINK_TYPE.linuxSll2],
]);

/** `undefined` of a line that is no packet; throws a `TypeError` of a packet without its bytes. */
export function readTsharkPacket({ timestamp, layers }: TsharkPacket): PlainPacket | undefined {
  if (layers === undefined) return undefined;
  const raw = layers.frame_raw;
  const hex = typeof raw === 'string' ? raw : raw?.[0];
  if (hex === undefined) throw new TypeError('A packet of tshark has no frame_raw: run tshark with -T ek and -x.');
  const frame = layers.frame ?? {};
  const linkType = linkTypes.get(String(frame['frame_frame_encap_type']));
  const length = Number(frame['frame_frame_len']);
  return {
    time: timeOf(timestamp, frame['frame_frame_time_epoch']),
    data: bytesOfHex(hex),
    ...(linkType === undefined ? {} : { linkType }),
    ...(Number.isSafeInteger(length) ? { originalLength: length } : {}),
  };
}

/** Seconds with nine decimals, where tshark tells them so; else the milliseconds of the line. */
function timeOf(timestamp: string | undefined, epoch: unknown): bigint | number {
  const parts = typeof epoch === 'string' ? /^(\d{1,12})\.(\d{1,9})$/.exec(epoch) : null;
  if (parts === null) return Number(timestamp ?? 0);
  const [, seconds = '0', fraction = '0'] = parts;
  return BigInt(seconds) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0'));
}

function bytesOfHex(hex: string): Uint8Array {
  const bytes = new Uint8Array(hex.length >> 1);
  for (let i = 0; i < bytes.length; i++) {
    const value = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
    if (Number.isNaN(value)) throw new TypeError('A frame_raw of tshark is not hexadecimal.');
    bytes[i] = value;
  }
  return bytes;
}
