/**
 * Scrolling through more than a browser's element can be high (Chromium ends at 33.5 million pixels, Firefox at 17.9).
 * The content is as high as its rows make it; the spacer that gives the scrollbar is at most `maxSpacer`. While both are
 * alike they move together. Beyond, a small movement moves the content pixel by pixel, and a large one (the scrollbar
 * dragged, End pressed) to the same share of the content.
 */
export const maxSpacer = 8_000_000;

export type Geometry = {
  /** Height of all rows. */
  readonly content: number;
  /** Height of what is seen at once. */
  readonly viewport: number;
};

export type ScrollPosition = {
  /** What the element says. */
  readonly scrollTop: number;
  /** The content's pixel at the top of the viewport. */
  readonly contentTop: number;
};

export function spacerHeight({ content }: Geometry): number {
  return Math.min(content, maxSpacer);
}

/** Where the content is once the element has scrolled to `scrollTop`. */
export function afterScroll(before: ScrollPosition, scrollTop: number, geometry: Geometry): ScrollPosition {
  const moved = scrollTop - before.scrollTop;
  const isSmall = Math.abs(moved) <= 2 * geometry.viewport;
  const contentTop = isSmall ? before.contentTop + moved : scrollTop * scale(geometry);
  return { scrollTop, contentTop: clampTop(contentTop, geometry) };
}

/** The position that shows the content from `contentTop` on, the element put where its scrollbar tells the truth. */
export function positionAt(contentTop: number, geometry: Geometry): ScrollPosition {
  const top = clampTop(contentTop, geometry);
  const factor = scale(geometry);
  return { scrollTop: factor === 1 ? top : Math.round(top / factor), contentTop: top };
}

/** Where the content must start for `[start, end)` to be seen with the least movement; its start, where it is too high. */
export function topToShow(
  contentTop: number,
  [start, end]: readonly [start: number, end: number],
  geometry: Geometry,
): number {
  if (start < contentTop || end - start > geometry.viewport) return clampTop(start, geometry);
  if (end > contentTop + geometry.viewport) return clampTop(end - geometry.viewport, geometry);
  return contentTop;
}

/** Indexes of the rows of one height that are seen, and some around them. */
export function rowsSeen(
  contentTop: number,
  viewport: number,
  { height, count, around = 8 }: { readonly height: number; readonly count: number; readonly around?: number },
): { readonly first: number; readonly last: number } {
  const first = Math.max(0, Math.floor(contentTop / height) - around);
  const last = Math.min(count, Math.ceil((contentTop + viewport) / height) + around);
  return { first: Math.min(first, count), last: Math.max(last, Math.min(first, count)) };
}

function scale(geometry: Geometry): number {
  const range = spacerHeight(geometry) - geometry.viewport;
  if (geometry.content <= maxSpacer || range <= 0) return 1;
  return (geometry.content - geometry.viewport) / range;
}

function clampTop(top: number, { content, viewport }: Geometry): number {
  return Math.max(0, Math.min(top, content - viewport));
}
