import { css, type CSSResult } from 'lit';

/** Buttons, links, fields, tables and bars of progress as every element draws them. */
export const controls: CSSResult = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  a {
    color: var(--accent);
    text-decoration: none;
  }
  a:hover {
    text-decoration: underline;
  }
  :focus-visible {
    outline: 2px solid var(--mark);
    outline-offset: -1px;
  }
  button,
  select,
  input {
    font: inherit;
    color: inherit;
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: 26px;
    padding: 2px 8px;
    border: 1px solid transparent;
    border-radius: 4px;
    background: none;
    color: var(--ink);
    cursor: pointer;
    white-space: nowrap;
  }
  button:hover,
  .button:hover {
    background: var(--hover);
    text-decoration: none;
  }
  button.framed,
  .button.framed {
    border-color: var(--edge);
    background: var(--page);
  }
  button.framed:hover,
  .button.framed:hover {
    background: var(--hover);
  }
  button.framed.main,
  .button.framed.main {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--page);
  }
  button.framed.main:hover,
  .button.framed.main:hover {
    background: var(--accent);
    filter: brightness(1.08);
  }
  button.danger {
    border-color: var(--bad);
    color: var(--bad);
    background: var(--page);
  }
  button[disabled] {
    color: var(--quiet);
    cursor: default;
  }
  progress {
    width: 100%;
    height: 4px;
    appearance: none;
    border: 0;
    border-radius: 2px;
    overflow: hidden;
    background: var(--line);
    vertical-align: middle;
  }
  progress::-webkit-progress-bar {
    background: var(--line);
  }
  progress::-webkit-progress-value {
    background: var(--mark);
  }
  progress::-moz-progress-bar {
    background: var(--mark);
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  .quiet {
    color: var(--quiet);
  }
  .mono {
    font: 12.5px/1.5 var(--mono);
  }
  .number {
    font-variant-numeric: tabular-nums;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  svg.icon {
    width: 16px;
    height: 16px;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  @media (pointer: coarse) {
    button,
    .button {
      min-height: 36px;
      padding: 4px 10px;
    }
  }
`;
