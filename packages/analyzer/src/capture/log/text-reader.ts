/**
 * Text that holds SIP messages: files of messages, and the logs that people paste to each other. What the lines between the messages say is known by `LogFormats`.
 * Each message becomes a packet of `LINK_TYPE.exported`: see `LogPackets`.
 */

import type { ByteWindow } from '../byte-window.ts';
import type { CaptureDiagnostics } from '../capture-diagnostics.ts';
import type { CaptureLimits } from '../capture-limits.ts';
import { textWithoutSip } from '../file-kind.ts';
import type { FormatContext, FormatReader } from '../format-reader.ts';
import { LINK_TYPE } from '../link-type.ts';
import type { CaptureClock, Packet } from '../packet.ts';
import { deviceTime } from './audiocodes.ts';
import { CurrentEnvelope } from './current-envelope.ts';
import type { Envelope } from './envelope.ts';
import { ESCAPED_LF, escapedLines } from './line-form.ts';
import { linePrefix } from './line-prefix.ts';
import { LineSplitter, type TextLine } from './line-splitter.ts';
import { SIPDUMP_END } from './kamailio.ts';
import { LogFormats } from './log-formats.ts';
import { LogPackets } from './log-packets.ts';
import { MessageBuilder } from './message-builder.ts';
import { OpenMessage } from './open-message.ts';
import { isRuler } from './ruler.ts';
import { brokenStartIn, startIn, type StartPlace } from './start-finder.ts';
import { findKnownStart } from './start-line.ts';

export class TextReader implements FormatReader {
  readonly linkTypes: Set<number> = new Set([LINK_TYPE.exported]);
  readonly #limits: CaptureLimits;
  readonly #diagnostics: CaptureDiagnostics;
  readonly #splitter = new LineSplitter();
  readonly #formats = new LogFormats();
  readonly #packets = new LogPackets();
  readonly #builder = new MessageBuilder();
  readonly #envelope = new CurrentEnvelope();
  #open: OpenMessage | undefined;
  /** A message may begin here though its start line is broken: at the beginning, behind an empty line or a ruler. */
  #isAtParagraph = true;
  #isInLongLine = false;
  /** Of the line that the formats were asked of last. */
  #readOffset = -1;
  #packetsOut: Packet[] = [];
  #firstBytes: Uint8Array | undefined;

  constructor({ limits, diagnostics }: Pick<FormatContext, 'limits' | 'diagnostics'>) {
    this.#limits = limits;
    this.#diagnostics = diagnostics;
  }

  get format(): string {
    return this.#packets.format;
  }

  get clock(): CaptureClock {
    return this.#packets.clock;
  }

  get packets(): number {
    return this.#packets.count;
  }

  read(window: ByteWindow, last: boolean, packets: Packet[]): void {
    this.#packetsOut = packets;
    this.#firstBytes ??= window.bytes.slice(window.start, Math.min(window.end, window.start + 4));
    for (;;) {
      const line = this.#splitter.next(window, last);
      if (line === undefined || !this.#takeLine(line, window, last)) break;
      this.#splitter.pass(window, line);
      if (this.packets >= this.#limits.packets) return;
    }
    if (!last) return;
    this.#finish(this.#open?.envelope === undefined);
    if (this.packets === 0) throw textWithoutSip(this.#firstBytes);
  }

  /** False where only what follows tells whether a message begins. */
  #takeLine(line: TextLine, window: ByteWindow, last: boolean): boolean {
    if (line.isContinued) {
      if (this.#isInLongLine) this.#open?.continueLine(line);
      return this.#checkSize(line);
    }
    this.#isInLongLine = false;
    this.#takeGlued(line);
    const found = this.#readEnvelope(line);
    if (this.#open !== undefined) {
      if (found === undefined && this.#takeIntoMessage(this.#open, line)) return this.#checkSize(line);
      this.#finish();
    }
    if (found !== undefined) {
      this.#takeEnvelope(found, line);
      return true;
    }
    return this.#takeBetween(line, window, last);
  }

  /** What the formats say of a line: each is asked once, though the line may be looked at again when more has come. */
  #readEnvelope(line: TextLine): Envelope | 'part' | undefined {
    if (line.offset === this.#readOffset) return undefined;
    this.#readOffset = line.offset;
    return this.#formats.read(line.text);
  }

  /** A body without a line end has what ends the message behind its last line. */
  #takeGlued(line: TextLine): void {
    const length = line.text.length - SIPDUMP_END.length;
    if (this.#open === undefined || length <= 0 || !line.text.endsWith(SIPDUMP_END)) return;
    const end = line.start + length;
    this.#takeIntoMessage(this.#open, { ...line, text: line.text.slice(0, length), end, next: end });
  }

  #takeEnvelope(found: Envelope | 'part', line: TextLine): void {
    this.#isAtParagraph = true;
    this.#envelope.take(found);
    if (line.text.includes(ESCAPED_LF)) this.#takeEscaped(line);
  }

  /** True where the line is the message's. */
  #takeIntoMessage(open: OpenMessage, line: TextLine): boolean {
    const taken = open.take(line);
    if (taken === 'ended') return false;
    this.#isInLongLine = true;
    if (taken === 'complete') this.#finish();
    return true;
  }

  #takeBetween(line: TextLine, window: ByteWindow, last: boolean): boolean {
    const { text } = line;
    if (text.trim() === '' || isRuler(text)) {
      this.#isAtParagraph = true;
      if (text.trim() !== '') this.#envelope.passRuler();
      return true;
    }
    if (text.includes(ESCAPED_LF)) {
      this.#takeEscaped(line);
      return true;
    }
    const start =
      startIn(line, this.#envelope.value) ??
      (this.#isAtParagraph ? brokenStartIn(line, this.#envelope.value, window, last) : undefined);
    if (start === 'unknown') return false;
    if (start === undefined) this.#takeNoise(text);
    else this.#begin(line, start);
    return true;
  }

  #takeNoise(text: string): void {
    this.#isAtParagraph = false;
    const prefix = linePrefix(text);
    this.#envelope.passNoise(prefix !== undefined);
    if (prefix !== undefined) this.#packets.note(prefix.time);
  }

  #begin(line: TextLine, place: StartPlace): void {
    this.#open = OpenMessage.begin(line, place, this.#envelope.use(), this.#builder);
    this.#isAtParagraph = false;
    this.#isInLongLine = true;
  }

  /** A message in one line, or in several such lines. */
  #takeEscaped(line: TextLine): void {
    const time = deviceTime(line.text) ?? linePrefix(line.text)?.time;
    for (const [index, part] of escapedLines(line).entries()) {
      if (this.#open !== undefined) {
        const taken = this.#open.takeEscaped(part);
        if (taken !== 'more') this.#finish();
        if (taken !== 'ended') continue;
      }
      const found = index === 0 ? undefined : this.#formats.read(part.text);
      if (found !== undefined && found !== 'part') this.#envelope.replace({ ...found, time: found.time ?? time });
      const column = findKnownStart(part.text);
      if (column === -1) continue;
      const envelope = this.#envelope.use() ?? { format: 'syslog', time };
      this.#open = OpenMessage.beginEscaped(part, column, envelope, this.#builder);
    }
    if (this.#open !== undefined) this.#finish();
  }

  #checkSize(line: TextLine): boolean {
    const open = this.#open;
    if (open === undefined || open.message.length <= this.#limits.messageBytes) return true;
    const detail = `A message in the text has more than ${this.#limits.messageBytes} bytes: it is kept up to there.`;
    this.#diagnostics.reportDamage('limit-size', { frame: this.packets + 1, offset: line.offset, detail });
    this.#finish();
    return true;
  }

  /** Gives the message being read, if it is one: what has no header field is a line of a log that looks like a start line. */
  #finish(isFile = false): void {
    const open = this.#open;
    this.#open = undefined;
    this.#isInLongLine = false;
    this.#isAtParagraph = true;
    if (open === undefined || open.message.fields === 0 || open.envelope?.isInternal === true) return;
    this.#packetsOut.push(this.#packets.packet(open.message, open.envelope, open.offset, isFile));
  }
}
