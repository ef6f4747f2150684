import type { ByteSpan } from './syntax.ts';

const name = 'message-hover';

/**
 * Lights bytes of a text without touching its elements, so that a selection that is being drawn stays whole. A browser without custom highlights (CSS Custom Highlight API)
 * lights them in the tree and the bytes only.
 */
export class HoverLight {
  #ranges: readonly Range[] = [];

  /** `pieces`: elements that stand for bytes, in order, with `data-start` and `data-end`. */
  light(span: ByteSpan | undefined, pieces: Iterable<HTMLElement>): void {
    this.clear();
    const highlight = sharedHighlight();
    if (span === undefined || highlight === undefined) return;
    const ranges: Range[] = [];
    for (const piece of pieces) {
      const range = rangeWithin(piece, span);
      if (range !== undefined) ranges.push(range);
    }
    for (const range of ranges) highlight.add(range);
    this.#ranges = ranges;
  }

  clear(): void {
    const highlight = sharedHighlight();
    for (const range of this.#ranges) highlight?.delete(range);
    this.#ranges = [];
  }
}

/** One for all messages on the page. */
function sharedHighlight(): Highlight | undefined {
  if (typeof Highlight === 'undefined') return undefined;
  const known = CSS.highlights.get(name);
  if (known !== undefined) return known;
  const made = new Highlight();
  CSS.highlights.set(name, made);
  return made;
}

function rangeWithin(piece: HTMLElement, [from, to]: ByteSpan): Range | undefined {
  const start = Number(piece.dataset['start']);
  const end = Number(piece.dataset['end']);
  const text = [...piece.childNodes].find((node): node is Text => node instanceof Text && node.length > 0);
  if (text === undefined || end <= from || start >= to) return undefined;
  const range = document.createRange();
  // A letter a byte, or one character that is lit whole.
  const isPlain = text.length === end - start;
  range.setStart(text, isPlain ? Math.max(0, from - start) : 0);
  range.setEnd(text, isPlain ? Math.min(text.length, to - start) : text.length);
  return range;
}

/** The bytes that a selection within `root` covers; undefined where none is selected there. */
export function selectedBytes(root: ShadowRoot): ByteSpan | undefined {
  const selection = getSelection();
  const [range] = selection?.getComposedRanges?.({ shadowRoots: [root] }) ?? [];
  if (range === undefined || range.collapsed) return undefined;
  const start = byteAt(range.startContainer, range.startOffset);
  const end = byteAt(range.endContainer, range.endOffset);
  return start === undefined || end === undefined || start >= end ? undefined : [start, end];
}

function byteAt(node: Node, offset: number): number | undefined {
  const piece = (node instanceof HTMLElement ? node : node.parentElement)?.closest<HTMLElement>('[data-start]');
  const line = (node instanceof HTMLElement ? node : node.parentElement)?.closest<HTMLElement>('[data-line]');
  if (piece === null || piece === undefined) {
    const from = line?.dataset['line'];
    return from === undefined ? undefined : Number(from);
  }
  const start = Number(piece.dataset['start']);
  const end = Number(piece.dataset['end']);
  const length = node instanceof Text ? node.length : (piece.textContent?.length ?? 0);
  const at = node instanceof Text ? offset : offset === 0 ? 0 : length;
  return length === end - start ? start + at : at === 0 ? start : end;
}
