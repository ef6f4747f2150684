import type { XmlElementDetail } from '@sipscope/analyzer';

/** An element that is drawn: which it is, and whether it has others within it. */
export type XmlLine = {
  readonly element: XmlElementDetail;
  readonly index: number;
  readonly hasChildren: boolean;
  readonly isOpen: boolean;
};

/** The elements that no folded one hides, in order; `folded`: indexes of those that are folded. */
export function xmlLines(elements: readonly XmlElementDetail[], folded: ReadonlySet<number>): readonly XmlLine[] {
  const lines: XmlLine[] = [];
  let hiddenBelow = Infinity;
  for (const [index, element] of elements.entries()) {
    if (element.depth > hiddenBelow) continue;
    const hasChildren = (elements[index + 1]?.depth ?? 0) > element.depth;
    const isOpen = hasChildren && !folded.has(index);
    hiddenBelow = hasChildren && !isOpen ? element.depth : Infinity;
    lines.push({ element, index, hasChildren, isOpen });
  }
  return lines;
}

/** Those that hold others, but for the outermost. */
export function foldable(elements: readonly XmlElementDetail[]): ReadonlySet<number> {
  return new Set(
    elements.flatMap(({ depth }, index) => (depth > 0 && (elements[index + 1]?.depth ?? 0) > depth ? [index] : [])),
  );
}
