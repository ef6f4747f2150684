import { css, render, svg, type SVGTemplateResult, unsafeCSS } from 'lit';
import { formatCount } from '../format/number.ts';
import { words } from '../words/words.ts';
import { drawShapes } from './draw-shapes.ts';
import {
  type ArrangedPicture,
  arrangePicture,
  headHeightOf,
  type LadderPicture,
  layoutSheet,
  type Sheet,
} from './ladder-picture.ts';
import { drawingRules } from './tone-rules.ts';

const printWords = words('ladder-print', {
  page: (page: number, pages: number) => `${formatCount(page)} / ${formatCount(pages)}`,
});

/** Sides of A4 within its margin, in CSS pixels: 96 an inch. */
const longSide = 1040;
const shortSide = 710;
const pageMargin = '10mm';
/** More lanes than this stand on paper that lies. */
const lanesUpright = 3;

/**
 * Prints the ladder wherever the browser is told to print, by its own command too: all of it, page by page, black on white, each page with the heads of the lanes.
 * Gives what ends that. `picture` is asked when it is printed.
 */
export function printWith(picture: () => LadderPicture | undefined): () => void {
  const shown = { end: (): void => {} };
  const begin = (): void => {
    shown.end();
    const one = picture();
    shown.end = one === undefined ? () => {} : showPages(one);
  };
  const end = (): void => {
    shown.end();
    shown.end = () => {};
  };
  addEventListener('beforeprint', begin);
  addEventListener('afterprint', end);
  return () => {
    removeEventListener('beforeprint', begin);
    removeEventListener('afterprint', end);
    end();
  };
}

/** Puts the pages beside the page of the browser, which is not printed as long as they are there. */
function showPages(picture: LadderPicture): () => void {
  const isUpright = picture.ladder.lanes.length <= lanesUpright;
  const [width, height] = isUpright ? [shortSide, longSide] : [longSide, shortSide];
  const place = document.createElement('sip-ladder-print');
  const root = place.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [pageStyles.styleSheet!];
  const sheets = printedSheets(picture, width, height);
  render(
    sheets.map((sheet) => drawSheet(sheet, width)),
    root,
  );
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(documentRules(isUpright));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  document.body.append(place);
  return () => {
    place.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
  };
}

function documentRules(isUpright: boolean): string {
  return `@page { size: A4 ${isUpright ? 'portrait' : 'landscape'}; margin: ${pageMargin}; }
    @media screen { sip-ladder-print { display: none; } }
    @media print {
      :root { color-scheme: light !important; background: #fff !important; }
      body { overflow: visible !important; height: auto !important; }
      body > :not(sip-ladder-print) { display: none !important; }
    }`;
}

/** Black on white, whatever the page has; a page never ends within an arrow. */
const pageStyles = css`
  ${unsafeCSS(drawingRules())}
  :host {
    display: block;
    color-scheme: light;
    --page: #ffffff;
    --ground: #ffffff;
    --ink: #000000;
    --quiet: #3d454d;
    --edge: #9aa3ad;
    print-color-adjust: exact;
  }
  .sheet {
    display: block;
    break-after: page;
    break-inside: avoid;
  }
  .sheet:last-child {
    break-after: auto;
  }
  text {
    white-space: pre;
  }
`;

/** The sheets a ladder is printed on. `width`, `height`: of the paper. */
export function printedSheets(picture: LadderPicture, width: number, height: number): readonly Sheet[] {
  const arranged = arrangePicture(picture, width);
  const scale = Math.min(1, width / arranged.layout.width);
  const starts = pageStarts(arranged, height / scale - 16);
  const pages = starts.length;
  return starts.map((first, at) =>
    layoutSheet(arranged, {
      first,
      last: starts[at + 1] ?? arranged.layout.rows.length,
      lines: at === 0 ? picture.headline : picture.headline.slice(0, 1),
      corner: printWords.page(at + 1, pages),
    }),
  );
}

/** The first row of each page. A row that is higher than a page has one of its own. */
function pageStarts({ layout: { rows }, picture }: ArrangedPicture, height: number): readonly number[] {
  const starts = [0];
  let room = height - headHeightOf(picture.headline);
  for (const [at, row] of rows.entries()) {
    if (row.height > room && at > (starts.at(-1) ?? 0)) {
      starts.push(at);
      room = height - headHeightOf(picture.headline.slice(0, 1));
    }
    room -= row.height;
  }
  return starts;
}

function drawSheet({ width, height, groups }: Sheet, paper: number): SVGTemplateResult {
  const scale = Math.min(1, paper / width);
  return svg`<svg class="sheet" width=${width * scale} height=${height * scale} viewBox="0 0 ${width} ${height}">${groups.map(
    ({ shapes, y, tone }) => svg`<g class="tone-${tone}" transform="translate(0 ${y})">${drawShapes(shapes)}</g>`,
  )}</svg>`;
}
