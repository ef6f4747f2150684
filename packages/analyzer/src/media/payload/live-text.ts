import type { TextRow } from '../../rows/audio-row.ts';
import type { TimeText } from './payload-reader.ts';

/** Characters that are kept: those that were typed last. */
const maxCharacters = 16_384;
/** So many more come before the first are let go. */
const slack = 4096;
/** Packets that wait for one before them (RFC 4103 §5.4 waits for as long as a second). */
const maxHeld = 4;
const maxHeldNs = 1e9;

const missing = '\ufffd';
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of a packet: what it brings, and the texts of the packets before it, the last one first, as far as it repeats them. */
export type TextBlocks = { readonly primary: string; readonly earlier: readonly string[] };

type Held = {
  readonly sequence: number;
  readonly blocks: TextBlocks;
  readonly timeNs: number;
  readonly frame: number;
};

/**
 * Puts real-time text together (ITU-T T.140, RFC 4103): what is lost comes again in packets after it, as far as the sender repeats it; what does not is U+FFFD.
 * U+0008 erases the character before it.
 */
export class LiveText {
  #characters: string[] = [];
  #typed = 0;
  #erased = 0;
  #lost = 0;
  #recovered = 0;
  #dropped = 0;
  /** Of the latest packet that was taken; -1 before the first. */
  #sequence = -1;
  #held: Held[] = [];
  #firstNs = -1;
  #firstFrame = 0;
  #lastNs = 0;
  #lastFrame = 0;
  /** Within a control sequence, which shows nothing (T.140 §8.3). */
  #isInControl = false;

  receive(sequence: number, blocks: TextBlocks, timeNs: number, frame: number): void {
    const ahead = this.#sequence < 0 ? 1 : ((sequence - this.#sequence + 0x8000) & 0xffff) - 0x8000;
    // It came before, or as redundancy of another one.
    if (ahead <= 0 || this.#held.some((held) => held.sequence === sequence)) return;
    if (ahead === 1 || ahead - 1 <= blocks.earlier.length) this.#take({ sequence, blocks, timeNs, frame }, ahead);
    else this.#held.push({ sequence, blocks, timeNs, frame });
    this.#releaseHeld(timeNs);
  }

  row(time: TimeText): TextRow | undefined {
    while (this.#held.length > 0) this.#releaseNext();
    if (this.#firstNs < 0) return undefined;
    const text = this.#characters.slice(-maxCharacters).join('').replaceAll('\r', '\n');
    const more = this.#dropped + Math.max(0, this.#characters.length - maxCharacters);
    return {
      text,
      characters: this.#typed,
      ...(this.#erased === 0 ? {} : { erased: this.#erased }),
      ...(this.#lost === 0 ? {} : { lostPackets: this.#lost }),
      ...(this.#recovered === 0 ? {} : { recoveredPackets: this.#recovered }),
      ...(more === 0 ? {} : { moreCharacters: more }),
      started: time(this.#firstNs),
      ended: time(this.#lastNs),
      frames: this.#firstFrame === this.#lastFrame ? [this.#firstFrame] : [this.#firstFrame, this.#lastFrame],
    };
  }

  #releaseHeld(nowNs: number): void {
    // Each round takes one of them: no more than are held.
    for (let rounds = this.#held.length; rounds > 0; rounds--) {
      const next = this.#nextHeld();
      if (next === undefined) return;
      const ahead = (next.sequence - this.#sequence) & 0xffff;
      const isReady = ahead >= 0x8000 || ahead <= 1 + next.blocks.earlier.length;
      if (!isReady && this.#held.length <= maxHeld && nowNs - next.timeNs < maxHeldNs) return;
      this.#releaseNext();
    }
  }

  #nextHeld(): Held | undefined {
    let next: Held | undefined;
    for (const held of this.#held)
      if (next === undefined || ((next.sequence - held.sequence) & 0xffff) < 0x8000) next = held;
    return next;
  }

  #releaseNext(): void {
    const next = this.#nextHeld();
    if (next === undefined) return;
    this.#held = this.#held.filter((held) => held !== next);
    const ahead = (next.sequence - this.#sequence) & 0xffff;
    if (ahead !== 0 && ahead < 0x8000) this.#take(next, ahead);
  }

  #take({ sequence, blocks, timeNs, frame }: Held, ahead: number): void {
    const { primary, earlier } = blocks;
    this.#sequence = sequence;
    const missed = ahead - 1;
    const isSomeLost = missed > earlier.length;
    if (isSomeLost) {
      this.#lost += missed - earlier.length;
      this.#characters.push(missing);
    }
    for (let back = Math.min(missed, earlier.length); back > 0; back--) {
      this.#recovered++;
      this.#type(earlier[back - 1]!);
    }
    this.#type(primary);
    if (primary === '' && missed === 0) return;
    if (this.#firstNs < 0) {
      this.#firstNs = timeNs;
      this.#firstFrame = frame;
    }
    this.#lastNs = timeNs;
    this.#lastFrame = frame;
    if (this.#characters.length > maxCharacters + slack) {
      this.#dropped += slack;
      this.#characters = this.#characters.slice(slack);
    }
  }

  /** As T.140 §8 has it: U+2028 and CR LF are new lines; U+FEFF, which begins a text, the bell and control sequences show nothing. */
  #type(text: string): void {
    for (const character of text) {
      if (this.#isInControl) this.#isInControl = character !== '\u009c';
      else if (character === '\b') this.#erase();
      else if (character === '\u0098') this.#isInControl = true;
      else if (character === '\u2028' || character === '\n') this.#newLine(character);
      else if (character === '\r') this.#newLine(character);
      else if (character >= ' ' && character !== '\u007f' && character !== '\ufeff' && !isControl(character)) {
        this.#characters.push(character);
        this.#typed++;
      }
    }
  }

  #newLine(character: string): void {
    // Of CR LF the second makes no line.
    if (character === '\n' && this.#characters.at(-1) === '\r') this.#characters.pop();
    else this.#typed++;
    this.#characters.push(character === '\r' ? '\r' : '\n');
  }

  #erase(): void {
    if (this.#characters.pop() !== undefined) this.#erased++;
  }
}

/** Of the second set of control characters. */
function isControl(character: string): boolean {
  return character >= '\u0080' && character <= '\u009f';
}

/** Text of a block; what is not UTF-8 is U+FFFD. It shares nothing with the packet. */
export function blockText(bytes: Uint8Array, start: number, end: number): string {
  return start >= end ? '' : decoder.decode(bytes.subarray(start, end));
}
