import type { CaptureDiagnostics } from './capture-diagnostics.ts';
import type { CaptureLimits } from './capture-limits.ts';

/** The machine and program that wrote a part of a capture. */
export type SectionDescription = { hardware?: string; os?: string; application?: string };

/** What a capture tells of one interface it was taken on. */
export type InterfaceDescription = {
  /** LINKTYPE_ number. */
  readonly linkType: number;
  /** Of a time stamp's tick. */
  readonly tickSeconds: number;
  /** Absent where packets are kept whole. */
  snapLength?: number;
  name?: string;
  description?: string;
  /** What the capture program let through. */
  filter?: string;
  os?: string;
  hardware?: string;
  /** Read so far. */
  packets: number;
  /** Packets that reached the interface, as its latest statistics say. */
  received?: number;
  /** Packets lost, as the latest statistics say. */
  lostInAll: number;
  /** Packets lost, as each packet says of the time before it. */
  lostBetween: number;
};

export type CaptureComment = {
  readonly text: string;
  /** Number of the packet that it was written to … */
  readonly frame?: number;
  /** … or index of the interface; of the capture as a whole where neither is told. */
  readonly interface?: number;
};

/** An address that the capture names. */
export type NamedAddress = {
  /** 4 bytes, or 16. */
  readonly address: Uint8Array;
  readonly names: readonly string[];
};

const decoder = new TextDecoder();

/** What a capture says of itself beside its packets, as far as limits allow: collected by the reader of its format. */
export class CaptureDescription {
  readonly sections: SectionDescription[] = [];
  readonly interfaces: InterfaceDescription[] = [];
  readonly comments: CaptureComment[] = [];
  readonly names: NamedAddress[] = [];
  /** Packets of which not all bytes were captured. */
  sliced = 0;
  /** How often the clock went back, or on by more than a pause explains. */
  clockSteps = 0;
  readonly #limits: CaptureLimits;
  readonly #diagnostics: CaptureDiagnostics;
  #nameCharacters = 0;
  /** Whether the last text was longer than is kept. */
  #wasCut = false;

  constructor(limits: CaptureLimits, diagnostics: CaptureDiagnostics) {
    this.#limits = limits;
    this.#diagnostics = diagnostics;
  }

  /** Packets that were lost, as far as the capture tells. Statistics and packets count the same losses. */
  get lost(): number {
    return this.interfaces.reduce((sum, { lostInAll, lostBetween }) => sum + Math.max(lostInAll, lostBetween), 0);
  }

  /** The machine and program of a section; one that tells nothing new is left out. */
  addSection(section: SectionDescription): void {
    const last = this.sections.at(-1);
    const { hardware, os, application } = section;
    if (hardware === undefined && os === undefined && application === undefined) return;
    if (last?.hardware === hardware && last?.os === os && last?.application === application) return;
    if (this.sections.length < this.#limits.describedSections) this.sections.push(section);
  }

  /** Where it stands among the interfaces; -1 of one beyond the limit, which is read and not described. */
  addInterface(described: InterfaceDescription, offset: number): number {
    if (this.interfaces.length < this.#limits.describedInterfaces) return this.interfaces.push(described) - 1;
    const detail = `The capture has more than ${this.#limits.describedInterfaces} interfaces: the others are not described.`;
    this.#diagnostics.report('limit-interfaces', { offset, detail });
    return -1;
  }

  /** The comment's text is `bytes[start, end)`; `offset`: where it stands in the capture. */
  addComment(
    bytes: Uint8Array,
    start: number,
    end: number,
    about: { readonly frame?: number; readonly interface?: number; readonly offset: number },
  ): void {
    if (start === end) return;
    const { offset, ...target } = about;
    const { comments, commentCharacters } = this.#limits;
    const sample = target.frame === undefined ? { offset } : { frame: target.frame, offset };
    if (this.comments.length >= comments) {
      const detail = `The capture has more than ${comments} comments: the others are left out.`;
      this.#diagnostics.report('limit-comments', { ...sample, detail });
      return;
    }
    const text = this.text(bytes, start, end);
    if (this.#wasCut) {
      const detail = `A comment of ${end - start} bytes is kept up to its first ${commentCharacters} characters.`;
      this.#diagnostics.report('limit-comments', { ...sample, detail });
    }
    this.comments.push({ text, ...target });
  }

  /** The text of an option, cut after as many characters as a comment may have. UTF-8; a zero byte ends it. */
  text(bytes: Uint8Array, start: number, end: number): string {
    const most = this.#limits.commentCharacters;
    // A character of UTF-16 takes at most 3 bytes; one more than is kept shows that there are more.
    const part = bytes.subarray(start, Math.min(end, start + 3 * (most + 1)));
    const zero = part.indexOf(0);
    const text = decoder.decode(zero < 0 ? part : part.subarray(0, zero));
    this.#wasCut = text.length > most;
    if (!this.#wasCut) return text;
    const isCutInside = (text.charCodeAt(most) & 0xfc00) === 0xdc00;
    return text.slice(0, isCutInside ? most - 1 : most);
  }

  /** False once no more names are kept. */
  addName(named: NamedAddress, offset: number): boolean {
    const { describedNames, nameCharacters } = this.#limits;
    const characters = named.names.reduce((sum, name) => sum + name.length, this.#nameCharacters);
    if (this.names.length < describedNames && characters <= nameCharacters) {
      this.#nameCharacters = characters;
      this.names.push(named);
      return true;
    }
    const detail = `The capture names more than ${describedNames} addresses, or with more than ${nameCharacters} characters: the others are left out.`;
    this.#diagnostics.report('limit-names', { offset, detail });
    return false;
  }
}
