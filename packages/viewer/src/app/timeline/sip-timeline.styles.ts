import { css, type CSSResult } from 'lit';

export const timelineStyles: CSSResult = css`
  :host {
    display: flex;
    align-items: stretch;
    gap: 12px;
    height: 48px;
    padding: 4px 14px 0;
    border-bottom: 1px solid var(--line);
    contain: layout paint;
  }
  .field {
    position: relative;
    flex: 1;
    min-width: 0;
    cursor: crosshair;
    touch-action: pan-y;
    user-select: none;
  }
  .field:focus-visible {
    outline-offset: 1px;
  }
  .field.edge {
    cursor: ew-resize;
  }
  .field.grab {
    cursor: grab;
  }
  canvas {
    display: block;
    width: 100%;
    height: 28px;
    box-shadow: inset 0 -1px var(--edge);
  }
  .ticks {
    position: relative;
    height: 15px;
    overflow: hidden;
    font-size: 10.5px;
    line-height: 15px;
    color: var(--quiet);
    font-variant-numeric: tabular-nums;
  }
  .ticks span {
    position: absolute;
    left: var(--at);
    padding-left: 3px;
    border-left: 1px solid var(--edge);
    white-space: nowrap;
  }
  .told {
    flex: none;
    width: 232px;
    font-size: var(--small);
    line-height: 15px;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
    overflow: hidden;
  }
  .told p {
    margin: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .told .when {
    display: flex;
    align-items: center;
    gap: 4px;
  }
  .told button {
    min-height: 16px;
    height: 16px;
    padding: 0 2px;
    border-radius: 3px;
  }
  .told svg.icon {
    width: 11px;
    height: 11px;
  }
  .table {
    flex: none;
    align-self: center;
    position: absolute;
    right: 10px;
    clip-path: inset(50%);
    background: var(--page);
  }
  .table:focus-visible {
    clip-path: none;
  }
  .inks i {
    display: none;
  }
  .count {
    color: light-dark(#8fa5bb, #5c7690);
  }
  .failed {
    color: light-dark(#cf3f37, #f0736b);
  }
  .chosen {
    color: var(--chosen);
  }
  .line {
    color: var(--mark);
  }
  .faint {
    color: light-dark(rgb(20 40 70 / 0.1), rgb(220 235 255 / 0.13));
  }
  #table {
    max-height: 60vh;
    max-width: min(480px, 92vw);
    padding: 12px 16px;
    overflow: auto;
    border: 1px solid var(--edge);
    border-radius: 6px;
    background: var(--page);
    color: var(--ink);
  }
  #table th {
    text-align: left;
    font-weight: 500;
  }
  #table td:not(:first-child),
  #table th:not(:first-child) {
    text-align: right;
    padding-left: 16px;
  }
  @media (max-width: 720px) {
    :host {
      height: 62px;
      flex-direction: column;
      gap: 0;
      padding: 4px 8px 0;
    }
    .field {
      flex: none;
    }
    .told {
      display: flex;
      gap: 10px;
      width: auto;
    }
  }
  @media (forced-colors: active) {
    .count {
      color: CanvasText;
    }
    .failed {
      color: LinkText;
    }
    .chosen {
      color: GrayText;
    }
    .line {
      color: Highlight;
    }
    .faint {
      color: Highlight;
    }
    .inks,
    canvas {
      forced-color-adjust: none;
    }
  }
`;
