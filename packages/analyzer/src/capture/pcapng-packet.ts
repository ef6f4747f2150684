import { BLOCK } from './pcapng-block.ts';

/** Where the parts of a packet block lie. */
export type PacketFields = {
  readonly interfaceId: number;
  readonly captured: number;
  readonly original: number;
  readonly dataAt: number;
  /** Of the time stamp's high half; -1 in a Simple Packet Block. */
  readonly timeAt: number;
  /** Packets lost since the one before; only the obsolete block says so itself. */
  readonly lost: number;
};

/** The obsolete block's number of lost packets where nobody counted. */
const NOT_COUNTED = 0xffff;

/**
 * Of the packet block that begins at `at`, with its second length at `bodyEnd`; undefined where it is too short.
 *
 *     enhanced  interface (4) time (4+4) captured (4) original (4) data, options
 *     packet    interface (2) drops (2) time (4+4) captured (4) original (4) data, options
 *     simple    original (4) data: of the first interface, captured up to its snaplen
 *
 * draft-ietf-opsawg-pcapng §4.3, §4.4, appendix A.
 */
export function packetFields(
  view: DataView,
  at: number,
  bodyEnd: number,
  { littleEndian, snaplen }: { readonly littleEndian: boolean; readonly snaplen: number },
): PacketFields | undefined {
  const type = view.getUint32(at, littleEndian);
  if (type === BLOCK.simplePacket) {
    if (bodyEnd - at < 12) return undefined;
    const original = view.getUint32(at + 8, littleEndian);
    const room = bodyEnd - (at + 12);
    const captured = Math.min(original, room, snaplen === 0 ? room : snaplen);
    return { interfaceId: 0, captured, original, dataAt: at + 12, timeAt: -1, lost: 0 };
  }
  if (bodyEnd - at < 28) return undefined;
  const isObsolete = type === BLOCK.packet;
  const lost = isObsolete ? view.getUint16(at + 10, littleEndian) : 0;
  return {
    interfaceId: isObsolete ? view.getUint16(at + 8, littleEndian) : view.getUint32(at + 8, littleEndian),
    captured: view.getUint32(at + 20, littleEndian),
    original: view.getUint32(at + 24, littleEndian),
    dataAt: at + 28,
    timeAt: at + 12,
    lost: lost === NOT_COUNTED ? 0 : lost,
  };
}
