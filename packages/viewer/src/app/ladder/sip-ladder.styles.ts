import { css, type CSSResult, unsafeCSS } from 'lit';
import { drawingRules } from './tone-rules.ts';

export const ladderStyles: CSSResult = css`
  ${unsafeCSS(drawingRules())}
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    min-width: 0;
  }
  .both {
    position: relative;
    flex: 1;
    display: flex;
    min-height: 0;
    min-width: 0;
  }
  .scroller {
    flex: 1;
    min-width: 0;
    height: 100%;
    overflow: auto;
    overflow-anchor: none;
    overscroll-behavior: contain;
  }
  sip-ladder-minimap {
    flex: none;
    width: 64px;
  }
  sip-ladder-find {
    position: absolute;
    top: 50px;
    right: 78px;
    z-index: 4;
  }
  sip-ladder-bar {
    flex: none;
  }
  .head {
    position: sticky;
    top: 0;
    z-index: 2;
    width: var(--width);
    height: 44px;
    background: var(--bar);
    box-shadow: inset 0 -1px var(--line);
  }
  .corner {
    position: sticky;
    left: 0;
    z-index: 1;
    display: flex;
    justify-content: space-between;
    align-items: end;
    width: var(--margin);
    height: 100%;
    padding: 0 12px 4px 14px;
    font-size: var(--small);
    background: var(--bar);
    box-shadow: inset 0 -1px var(--line);
  }
  .corner .delta:first-child {
    margin-left: auto;
  }
  .body {
    position: relative;
    width: var(--width);
    height: var(--spacer);
    min-height: calc(100% - 44px);
    overflow: clip;
    contain: paint;
    cursor: default;
    --ground: var(--page);
  }
  .body:focus-visible {
    outline: none;
  }
  .arrows {
    position: absolute;
    top: 0;
    left: 0;
    display: block;
    transform: translateY(var(--shift));
  }
  .margin {
    position: sticky;
    left: 0;
    width: var(--margin);
    height: 100%;
    background: var(--page);
    box-shadow: inset -1px 0 var(--line);
    overflow: clip;
  }
  .times {
    display: block;
    transform: translateY(var(--shift));
  }
  text {
    white-space: pre;
  }
  .ground {
    fill: none;
    pointer-events: all;
  }
  .over {
    pointer-events: none;
  }
  .over .connector {
    pointer-events: visiblePainted;
  }
  .arrow:hover {
    --ground: var(--hover);
  }
  .arrow.match {
    --ground: var(--lit);
  }
  .arrow.chosen {
    --ground: var(--chosen);
  }
  .arrow.current {
    --ground: var(--lit);
  }
  .pale {
    opacity: 0.28;
  }
  .l-lane {
    shape-rendering: crispEdges;
  }
  .l-lane.own {
    stroke: currentColor;
    stroke-width: 2;
  }
  .strip .wide {
    fill: none;
    stroke: transparent;
    stroke-width: 9;
    pointer-events: stroke;
  }
  .strip:hover path:not(.wide) {
    opacity: 1;
  }
  [data-part='fold'] {
    cursor: pointer;
  }
  [data-part='fold']:hover {
    text-decoration: underline;
  }
  .body:focus-visible .chosen .ground {
    stroke: var(--mark);
    stroke-width: 1px;
  }
  @media (max-width: 720px) {
    .corner {
      padding-left: 8px;
    }
    .corner span + .delta {
      display: none;
    }
    sip-ladder-minimap {
      width: 26px;
    }
    sip-ladder-find {
      right: 32px;
    }
  }
  @media (forced-colors: active) {
    .arrow {
      --ground: Canvas;
      color: CanvasText;
    }
    .l-chosen,
    .arrow.chosen {
      --ground: Highlight;
      fill: Highlight;
      color: HighlightText;
    }
    .arrow text tspan,
    .times text tspan {
      fill: currentColor;
    }
  }
`;
