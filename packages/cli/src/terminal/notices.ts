import { visibleText } from '@sipscope/analyzer';
import type { AnalyzeProgress } from '@sipscope/analyzer';
import type { WriteStream } from 'node:tty';

const quietMs = 1000;
const refreshMs = 200;
const eraseLine = '\r\u001b[K';

type NoticesOptions = {
  readonly quiet: boolean;
  /** Whether rows go to the same terminal while work lasts: the progress line would stand among them. */
  readonly progress: boolean;
};

/** What is said on stderr: sentences, and on a terminal how far the work is once it lasts longer than a second. */
export class Notices {
  readonly #stream: WriteStream;
  readonly #isQuiet: boolean;
  readonly #showsProgress: boolean;
  readonly #started: number = performance.now();
  #shown = 0;

  constructor(stream: WriteStream, { quiet, progress }: NoticesOptions) {
    this.#stream = stream;
    this.#isQuiet = quiet;
    this.#showsProgress = progress && !quiet && stream.isTTY;
    // A closed stderr leaves nobody to tell.
    stream.on('error', () => {});
  }

  say(sentence: string): void {
    this.clear();
    this.#stream.write(`sipscope: ${visibleText(sentence)}\n`);
  }

  /** What helps to understand what was printed, and is no failure. */
  remark(sentence: string): void {
    if (!this.#isQuiet) this.say(sentence);
  }

  /** What was read, where somebody ended the reading of a pipe. */
  ended(name: string, { packets, messages, calls }: AnalyzeProgress): void {
    const seconds = ((performance.now() - this.#started) / 1000).toFixed(1);
    this.remark(`${name}: ended after ${seconds} s with ${counted(packets, messages, calls)}.`);
  }

  /** `size`: bytes of the whole capture, where it is known. */
  progress({ bytesRead, packets, messages, calls }: AnalyzeProgress, size: number | undefined): void {
    if (!this.#showsProgress) return;
    const now = performance.now();
    if (now - this.#started < quietMs || now - this.#shown < refreshMs) return;
    this.#shown = now;
    const share = size === undefined || size === 0 ? '' : `${Math.min(99, Math.floor((bytesRead / size) * 100))} %, `;
    this.#stream.write(`${eraseLine}${share}${counted(packets, messages, calls)}`);
  }

  /** Takes the progress line away. */
  clear(): void {
    if (this.#shown > 0) this.#stream.write(eraseLine);
    this.#shown = 0;
  }
}

function counted(packets: number, messages: number, calls: number): string {
  const counts = [packets, messages, calls].map((count) => count.toLocaleString('en'));
  return `${counts[0]} packets, ${counts[1]} messages, ${counts[2]} calls`;
}
