import { css, type CSSResult } from 'lit';

export const appStyles: CSSResult = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100dvh;
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 4px;
    height: var(--bar-height);
    flex: none;
    padding: 0 10px 0 14px;
    background: var(--bar);
    border-bottom: 1px solid var(--line);
  }
  .name {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    color: var(--ink);
    font-weight: 600;
    letter-spacing: 0.01em;
  }
  .name:hover {
    text-decoration: none;
  }
  .name svg {
    color: var(--mark);
    display: block;
  }
  .capture {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-width: 0;
    margin-left: 4px;
  }
  .capture bdi {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .tag {
    flex: none;
    padding: 0 6px;
    border: 1px solid var(--edge);
    border-radius: 9px;
    font-size: var(--small);
    color: var(--quiet);
  }
  .find {
    flex: 0 1 320px;
    min-width: 0;
    margin: 0 auto;
    color: var(--quiet);
    border-color: var(--edge);
    background: var(--page);
  }
  .find .word {
    flex: 1;
    text-align: left;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .find kbd {
    font: 11.5px var(--sans);
  }
  .said {
    flex: 0 1 auto;
    text-align: right;
    color: var(--quiet);
    padding-right: 8px;
    white-space: nowrap;
  }
  .help {
    min-width: 28px;
    justify-content: center;
    font-weight: 600;
  }
  .tabs {
    display: flex;
    flex: none;
    gap: 2px;
    height: 34px;
    padding: 0 8px;
    overflow-x: auto;
    scrollbar-width: none;
    border-bottom: 1px solid var(--line);
  }
  .tabs a {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    padding: 0 8px;
    color: var(--ink);
    white-space: nowrap;
    border-bottom: 2px solid transparent;
    border-top: 2px solid transparent;
  }
  .tabs a:hover {
    background: var(--hover);
    text-decoration: none;
  }
  .tabs a[aria-current] {
    border-bottom-color: var(--mark);
    font-weight: 600;
  }
  .tabs .number {
    color: var(--quiet);
    font-weight: 400;
  }
  .judging {
    align-self: center;
    margin-left: auto;
    padding: 0 8px;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .damage {
    display: flex;
    align-items: center;
    gap: 6px;
    margin: 0;
    padding: 4px 14px;
    border-bottom: 1px solid var(--line);
  }
  main {
    flex: 1;
    min-height: 0;
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
  }
  /* What comes at once is not announced by a flash. */
  .waiting {
    animation: appear 0s 200ms both;
  }
  @keyframes appear {
    from {
      visibility: hidden;
    }
  }
  @media (max-width: 720px) {
    .tag,
    .help,
    .find kbd {
      display: none;
    }
    .find .word {
      position: absolute;
      width: 1px;
      height: 1px;
      clip-path: inset(50%);
      white-space: nowrap;
    }
    .find {
      flex: none;
      margin: 0 0 0 auto;
      border-color: transparent;
      background: none;
      color: var(--ink);
    }
  }
`;
