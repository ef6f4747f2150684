import { css, type CSSResult } from 'lit';

export const playerStyles: CSSResult = css`
  :host {
    display: block;
    flex: none;
    min-width: 0;
    border-bottom: 1px solid var(--line);
    padding: 4px 14px 6px;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 6px;
    min-height: 28px;
  }
  .place {
    min-width: 104px;
    font-variant-numeric: tabular-nums;
  }
  .room {
    flex: 1;
  }
  button[aria-pressed='true'] {
    background: var(--chosen);
  }
  ul {
    margin: 4px 0 0;
    padding: 0;
    list-style: none;
    font-size: var(--small);
  }
  li {
    display: flex;
    gap: 6px;
    align-items: baseline;
    overflow-wrap: anywhere;
  }
  li .icon {
    align-self: center;
  }
  .warn {
    color: var(--warn);
  }
  @media (max-width: 720px) {
    :host {
      padding: 2px 8px 4px;
    }
    button .word,
    a .word {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
`;

export const waveformStyles: CSSResult = css`
  .wave {
    position: relative;
    height: 76px;
    margin-top: 4px;
    border: 1px solid var(--line);
    border-radius: 4px;
    background: var(--bar);
    cursor: pointer;
    touch-action: pan-y;
    overflow: hidden;
  }
  /* What it is drawn with: colours that follow the theme. */
  canvas {
    display: block;
    width: 100%;
    height: 100%;
    color: var(--mark);
    caret-color: var(--ink);
    outline-color: var(--edge);
  }
  .side {
    position: absolute;
    left: 6px;
    padding: 0 3px;
    border-radius: 2px;
    background: var(--bar);
    font-size: var(--small);
    line-height: 14px;
    color: var(--quiet);
    pointer-events: none;
  }
  .left {
    top: 2px;
  }
  .right {
    bottom: 2px;
  }
  @media (max-width: 720px) {
    .wave {
      height: 60px;
    }
  }
`;
