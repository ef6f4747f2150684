import { css, type CSSResult } from 'lit';

export const ladderStyles: CSSResult = css`
  :host {
    display: block;
    min-height: 0;
    min-width: 0;
  }
  .scroller {
    height: 100%;
    overflow: auto;
    overflow-anchor: none;
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
    padding: 0 8px 4px 14px;
    font-size: var(--small);
    background: var(--bar);
    box-shadow: inset 0 -1px var(--line);
  }
  .lane {
    position: absolute;
    top: 0;
    height: 44px;
    display: flex;
    flex-direction: column;
    justify-content: center;
    align-items: center;
    overflow: hidden;
  }
  .lane bdi {
    max-width: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .lane-name {
    font-weight: 600;
    line-height: 18px;
  }
  .address {
    font: 11.5px/16px var(--mono);
    color: var(--quiet);
  }
  .body {
    position: relative;
    width: var(--width);
    height: var(--spacer);
    min-height: calc(100% - 44px);
    overflow: clip;
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
    transform: translateY(var(--shift));
  }
  .time {
    display: flex;
    justify-content: space-between;
    align-items: end;
    padding: 0 8px 0 14px;
    font: 11.5px/26px var(--mono);
    color: var(--quiet);
    cursor: default;
  }
  .time .since {
    color: var(--ink);
  }
  .time.related {
    box-shadow: inset 3px 0 var(--edge);
  }
  .time.chosen {
    background: linear-gradient(var(--chosen), var(--chosen)) bottom / 100% 26px no-repeat;
    box-shadow: inset 3px 0 var(--mark);
  }
  .arrow {
    --ground: var(--page);
    color: var(--ink);
    cursor: default;
  }
  .arrow.good {
    color: var(--good);
  }
  .arrow.bad {
    color: var(--bad);
  }
  .arrow.moved {
    color: var(--moved);
  }
  .arrow.quiet {
    color: var(--quiet);
  }
  .arrow:hover {
    --ground: var(--hover);
  }
  .arrow.chosen {
    --ground: var(--chosen);
  }
  .ground,
  .plate {
    fill: var(--ground);
  }
  .lanes {
    stroke: var(--edge);
    fill: none;
    shape-rendering: crispEdges;
  }
  .line {
    stroke: currentColor;
    stroke-width: 1.8;
    fill: none;
  }
  .response .line {
    stroke-width: 1.1;
  }
  .provisional .line {
    stroke-dasharray: 5 4;
  }
  .repeat .line {
    stroke-dasharray: 1.5 3;
  }
  .tip {
    fill: currentColor;
  }
  .label {
    font: 12px var(--mono);
    fill: currentColor;
  }
  .request .name {
    font-weight: 700;
  }
  .repeat .name {
    font-weight: 400;
    font-style: italic;
  }
  .sdp {
    fill: var(--quiet);
    font-size: 11px;
  }
  .count {
    fill: var(--warn);
  }
  .problem {
    fill: var(--warn);
    font-size: 10px;
  }
  .worst {
    fill: var(--bad);
  }
  .media path {
    fill: var(--edge);
    fill-opacity: 0.35;
  }
  .media.good path {
    fill: var(--good);
    fill-opacity: 0.2;
  }
  .media.fair path {
    fill: var(--warn);
    fill-opacity: 0.24;
  }
  .media.poor path {
    fill: var(--bad);
    fill-opacity: 0.26;
  }
  .media text {
    font: 11px var(--mono);
    fill: var(--ink);
    stroke: var(--ground);
    stroke-width: 3px;
    paint-order: stroke;
  }
  .pause {
    font: italic 11.5px var(--sans);
    fill: var(--quiet);
    text-anchor: middle;
    stroke: var(--page);
    stroke-width: 8px;
    paint-order: stroke;
  }
  .body:focus-visible .chosen .ground {
    stroke: var(--mark);
    stroke-width: 1px;
  }
  @media (max-width: 720px) {
    .time,
    .corner {
      padding-left: 8px;
    }
    .delta {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .arrow,
    .arrow.good,
    .arrow.bad,
    .arrow.moved,
    .arrow.quiet {
      --ground: Canvas;
      color: CanvasText;
    }
    .arrow.chosen {
      --ground: Highlight;
      color: HighlightText;
    }
    .sdp,
    .count,
    .problem {
      fill: currentColor;
    }
  }
`;
