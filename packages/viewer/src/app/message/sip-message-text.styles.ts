import { css, type CSSResult } from 'lit';

export const messageTextStyles: CSSResult = css`
  :host {
    display: block;
    overflow: auto;
    padding: 6px 0;
    container-type: inline-size;
  }
  /* Beyond it, what is read beside a line is too far from it. */
  .chunk {
    max-width: 1040px;
  }
  .line {
    padding: 0 12px 0 calc(12px + 2ch);
    text-indent: -2ch;
    font: 12.5px/19px var(--mono);
    overflow-wrap: anywhere;
    min-height: 19px;
    cursor: text;
  }
  .line span {
    white-space: pre-wrap;
  }
  .line.chosen {
    background: var(--hover);
    box-shadow: inset 2px 0 var(--mark);
  }
  .line .note {
    float: right;
    margin-left: 16px;
    text-indent: 0;
    font: var(--small)/19px var(--sans);
    color: var(--quiet);
    user-select: none;
    white-space: nowrap;
  }
  .line .note.notable {
    color: var(--warn);
  }
  .note svg.icon {
    width: 12px;
    height: 12px;
    margin-right: 3px;
    vertical-align: -2px;
  }
  @container (max-width: 420px) {
    .line .note:not(.notable) {
      display: none;
    }
  }
  .method {
    font-weight: 700;
  }
  .name {
    color: var(--name);
  }
  .uri {
    color: var(--uri);
  }
  .string {
    color: var(--string);
  }
  .number {
    color: var(--number);
  }
  .quiet {
    color: var(--quiet);
  }
  .lit {
    background: var(--lit);
    box-shadow:
      0 2px var(--lit),
      0 -2px var(--lit);
  }
  ::highlight(message-hover) {
    background-color: var(--chosen);
  }
  .placeholder {
    color: var(--warn);
    border: 1px solid var(--edge);
    border-radius: 2px;
    padding: 0 1px;
  }
  .at-error {
    text-decoration: underline wavy 1px var(--bad);
    text-underline-offset: 3px;
  }
  .at-warning {
    text-decoration: underline wavy 1px var(--warn);
    text-underline-offset: 3px;
  }
  .at-info {
    text-decoration: underline dotted 1px var(--accent);
    text-underline-offset: 3px;
  }
  @media (forced-colors: active) {
    .lit {
      background: Highlight;
      color: HighlightText;
    }
    .line.chosen {
      outline: 1px solid Highlight;
    }
  }
`;
