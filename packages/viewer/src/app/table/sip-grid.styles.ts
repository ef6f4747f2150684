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
    transform: translateY(var(--shift));
  }
  .row {
    display: grid;
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
  .body.active {
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
  span.title {
    margin: 0;
    padding: 0;
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
      padding: 0 4px;
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
