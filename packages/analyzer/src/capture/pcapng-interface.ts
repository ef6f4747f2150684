import type { ByteWindow } from './byte-window.ts';
import type { CaptureDescription, InterfaceDescription } from './capture-description.ts';
import { InterfaceClock, MICROSECOND_TICKS, tickLength } from './interface-clock.ts';
import { INTERFACE_OPTION, OPTION } from './pcapng-block.ts';
import type { PcapngOptions } from './pcapng-options.ts';

/** An interface of a section. */
export type CaptureInterface = {
  readonly linkType: number;
  readonly snaplen: number;
  readonly clock: InterfaceClock;
  readonly described: InterfaceDescription;
};

const TEXT_OPTIONS = new Map<number, 'name' | 'description' | 'os' | 'hardware'>([
  [INTERFACE_OPTION.name, 'name'],
  [INTERFACE_OPTION.description, 'description'],
  [INTERFACE_OPTION.os, 'os'],
  [INTERFACE_OPTION.hardware, 'hardware'],
]);
/** Of a filter: that it is text, and no program for a packet filter. */
const FILTER_TEXT = 0;

/**
 * An Interface Description Block of at least 16 bytes before its second length, which begins at `bodyEnd`.
 *
 *     type (4) total length (4) link type (2) reserved (2) snaplen (4) options …
 *
 * draft-ietf-opsawg-pcapng §4.2.
 */
export function readInterface(
  window: ByteWindow,
  bodyEnd: number,
  littleEndian: boolean,
  { options, description }: { readonly options: PcapngOptions; readonly description: CaptureDescription },
): CaptureInterface {
  const { bytes, view, start: at } = window;
  const linkType = view.getUint16(at + 8, littleEndian);
  const snaplen = view.getUint32(at + 12, littleEndian);
  const texts: Partial<Record<'name' | 'description' | 'os' | 'hardware' | 'filter', string>> = {};
  const comments: { readonly start: number; readonly end: number }[] = [];
  let tick = MICROSECOND_TICKS;
  let offsetSeconds = 0n;
  options.start(window, at + 16, bodyEnd, littleEndian);
  while (options.next()) {
    const { code, valueAt, length } = options;
    const text = TEXT_OPTIONS.get(code);
    if (text !== undefined) texts[text] = description.text(bytes, valueAt, valueAt + length);
    else if (code === INTERFACE_OPTION.tsresol && length === 1) tick = tickLength(view.getUint8(valueAt));
    else if (code === INTERFACE_OPTION.tsoffset && length === 8) offsetSeconds = options.int64();
    else if (code === INTERFACE_OPTION.filter && length > 1 && view.getUint8(valueAt) === FILTER_TEXT) {
      texts.filter = description.text(bytes, valueAt + 1, valueAt + length);
    } else if (code === OPTION.comment) comments.push({ start: valueAt, end: valueAt + length });
  }
  const described: InterfaceDescription = {
    linkType,
    tickSeconds: tick.seconds,
    ...(snaplen === 0 ? {} : { snapLength: snaplen }),
    ...texts,
    packets: 0,
    lostInAll: 0,
    lostBetween: 0,
  };
  const index = description.addInterface(described, window.base + at);
  for (const { start, end } of comments) {
    const about = { ...(index < 0 ? {} : { interface: index }), offset: window.base + start };
    description.addComment(bytes, start, end, about);
  }
  return { linkType, snaplen, clock: new InterfaceClock(tick, offsetSeconds), described };
}
