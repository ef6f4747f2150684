import type { ByteWindow } from './byte-window.ts';
import type { FormatContext } from './format-reader.ts';
import { NAME_RECORD } from './pcapng-block.ts';

/** Names of one address that are kept; a server of many sites may have thousands. */
const NAMES_OF_AN_ADDRESS = 10;

const addressBytes = new Map<number, number>([
  [NAME_RECORD.ipv4, 4],
  [NAME_RECORD.ipv6, 16],
]);

/**
 * A Name Resolution Block: names of addresses, as the machine that captured knew them. The block stands at the window's start.
 *
 *     type (4) total length (4), records: type (2) length (2) address, names, each with a zero byte behind it; padded to 4 bytes
 *
 * Names of Ethernet addresses are passed over. draft-ietf-opsawg-pcapng §4.5.
 */
export function readNames(window: ByteWindow, bodyEnd: number, littleEndian: boolean, context: FormatContext): void {
  const { bytes, view, base } = window;
  for (let at = window.start + 8; at + 4 <= bodyEnd;) {
    const type = view.getUint16(at, littleEndian);
    const length = view.getUint16(at + 2, littleEndian);
    const valueAt = at + 4;
    if (type === NAME_RECORD.end) return;
    if (valueAt + length > bodyEnd) {
      const detail = `A name record claims ${length} bytes, more than its block has left.`;
      context.diagnostics.report('capture-option', { offset: base + at, detail });
      return;
    }
    const size = addressBytes.get(type);
    if (size !== undefined && length > size) {
      const names = namesIn(bytes, valueAt + size, valueAt + length, context);
      const address = bytes.slice(valueAt, valueAt + size);
      if (names.length > 0 && !context.description.addName({ address, names }, base + at)) return;
    }
    at = valueAt + length + (-length & 3);
  }
}

function namesIn(bytes: Uint8Array, start: number, end: number, { description }: FormatContext): readonly string[] {
  const names: string[] = [];
  for (let at = start; at < end && names.length < NAMES_OF_AN_ADDRESS;) {
    const zero = bytes.subarray(at, end).indexOf(0);
    const nameEnd = zero < 0 ? end : at + zero;
    if (nameEnd > at) names.push(description.text(bytes, at, nameEnd));
    at = nameEnd + 1;
  }
  return names;
}
