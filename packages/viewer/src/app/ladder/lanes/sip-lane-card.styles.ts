import { css, type CSSResultGroup } from 'lit';
import { laneColourRules } from './lane-colours.ts';

export const cardStyles: CSSResultGroup = [
  laneColourRules,
  css`
    #card {
      position: fixed;
      inset: auto;
      margin: 0;
      width: 264px;
      max-width: calc(100vw - 8px);
      overflow: auto;
      padding: 8px;
      border: 1px solid var(--edge);
      border-radius: 6px;
      background: var(--page);
      color: var(--ink);
      text-align: left;
    }
    form,
    .row {
      display: flex;
      align-items: end;
      gap: 4px;
      margin: 0;
    }
    .row {
      align-items: center;
    }
    .row select {
      flex: 1;
      min-width: 0;
    }
    label.row {
      padding: 2px 8px;
      gap: 8px;
    }
    form label {
      flex: 1;
      display: grid;
      gap: 2px;
      min-width: 0;
      color: var(--quiet);
      font-size: var(--small);
    }
    input,
    select {
      width: 100%;
      min-height: 26px;
      padding: 2px 6px;
      border: 1px solid var(--edge);
      border-radius: 4px;
      background: var(--page);
      color: var(--ink);
      font-size: 13px;
    }
    ul {
      margin: 8px 0 4px;
      padding: 0 8px;
      list-style: none;
      overflow-wrap: anywhere;
    }
    p {
      margin: 2px 0;
      padding: 0 8px;
      font-size: var(--small);
      overflow-wrap: anywhere;
    }
    .colours {
      display: flex;
      flex-wrap: wrap;
      gap: 4px;
      margin: 8px 8px 4px;
    }
    .swatch {
      width: 24px;
      min-height: 24px;
      height: 24px;
      padding: 0;
      border: 1px solid var(--edge);
      background: var(--lane, var(--page));
    }
    .swatch:hover {
      background: var(--lane, var(--hover));
    }
    .swatch[aria-pressed='true'] {
      outline: 2px solid var(--ink);
      outline-offset: 1px;
    }
    .swatch.none {
      background: linear-gradient(to top right, transparent 46%, var(--edge) 46% 54%, transparent 54%);
    }
    #card > button {
      display: flex;
      width: 100%;
    }
    @media (forced-colors: active) {
      .swatch {
        forced-color-adjust: none;
      }
    }
  `,
];
