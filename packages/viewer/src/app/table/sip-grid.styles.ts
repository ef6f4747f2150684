import { css, type CSSResult } from 'lit';

export const gridStyles: CSSResult = css`
  :host {
    display: block;
    min-height: 0;
  }
  .grid {
    height: 100%;
    overflow: auto;
    overflow-anchor: none;
  }
  .grid:focus-visible {
    outline: none;
  }
  .head {
    position: sticky;
    top: 0;
    z-index: 1;
    min-width: var(--least);
    background: var(--bar);
    color: var(--quiet);
    box-shadow: inset 0 -1px var(--line);
  }
  .head .row {
    height: var(--head-height);
    background: var(--bar);
    box-shadow: inset 0 -1px var(--line);
  }
  /* What a row is known by stays where the rest is scrolled sideways. */
  .cell:first-child {
    position: sticky;
    left: 0;
    z-index: 1;
    background: inherit;
    box-shadow: inset 0 -1px var(--line);
  }
  .spacer {
    position: relative;
    height: var(--spacer);
    min-width: var(--least);
    overflow: clip;
  }
  .rows {
    position: absolute;
    inset: 0 0 auto;
    will-change: transform;
  }
  .row {
    position: relative;
    display: grid;
    background: var(--page);
    grid-template-columns: var(--tracks);
    padding: 0 8px;
  }
  .body {
    height: var(--row-height);
    box-shadow: inset 0 -1px var(--line);
    cursor: default;
  }
  .body:hover {
    background: var(--hover);
  }
  .body.active,
  .body.active.marked {
    background: var(--hover);
    box-shadow:
      inset 2px 0 var(--edge),
      inset 0 -1px var(--line);
  }
  .grid:focus-visible .body.active,
  .grid:focus .body.active {
    background: var(--chosen);
    box-shadow:
      inset 3px 0 var(--mark),
      inset 0 -1px var(--line);
  }
  .cell {
    padding: 0 6px;
    line-height: var(--row-height);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .body.marked {
    background: color-mix(in srgb, var(--chosen) 45%, var(--page));
  }
  .noted svg.icon {
    width: 12px;
    height: 12px;
    margin-right: 4px;
    vertical-align: -1px;
    color: var(--accent);
  }
  .body.marked::before {
    content: '';
    position: absolute;
    left: 4px;
    top: calc(50% - 3px);
    width: 6px;
    height: 6px;
    transform: rotate(45deg);
    background: var(--mark);
    z-index: 2;
  }
  .cell > .mark,
  .cell > a > .mark {
    vertical-align: top;
    height: var(--row-height);
  }
  .cell a {
    color: inherit;
  }
  .head .cell {
    line-height: var(--head-height);
  }
  .end {
    text-align: right;
  }
  .title {
    min-height: 0;
    height: 22px;
    margin: 0 -4px;
    padding: 0 4px;
    gap: 2px;
    color: inherit;
    border-radius: 3px;
  }
  .title.fixed {
    cursor: default;
  }
  .head .cell {
    position: relative;
    overflow: visible;
  }
  .head .cell:first-child {
    position: sticky;
  }
  .head .title {
    max-width: 100%;
    overflow: hidden;
  }
  .head .lifted {
    opacity: 0.55;
  }
  .edge {
    position: absolute;
    top: 0;
    right: -4px;
    z-index: 2;
    width: 8px;
    height: 100%;
    cursor: col-resize;
    touch-action: none;
  }
  .edge::after {
    content: '';
    position: absolute;
    inset: 6px 3px;
    border-right: 1px solid transparent;
  }
  .head:hover .edge::after {
    border-color: var(--edge);
  }
  .edge:hover::after,
  .edge:active::after,
  .edge:focus-visible::after {
    border-right: 2px solid var(--mark);
  }
  .drop-before::before,
  .drop-after::after {
    content: '';
    position: absolute;
    inset: 2px auto 2px -1px;
    width: 2px;
    background: var(--mark);
  }
  .drop-after::after {
    inset: 2px -1px 2px auto;
  }
  .title svg.icon {
    width: 12px;
    height: 12px;
  }
  .awaited::before {
    content: '';
    display: inline-block;
    width: 60%;
    height: 8px;
    border-radius: 4px;
    background: var(--line);
  }
  @media (max-width: 720px) {
    .row {
      padding: 0 4px 0 8px;
    }
    .body.marked::before {
      left: 2px;
    }
    .cell {
      padding: 0 4px;
    }
  }
  @media (forced-colors: active) {
    .body.active {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
