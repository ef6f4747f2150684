import { css, type CSSResult } from 'lit';

export const scratchStyles: CSSResult = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
  }
  .tools {
    flex: none;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 10px;
    min-height: 36px;
    padding: 3px 10px;
    background: var(--bar);
    border-bottom: 1px solid var(--line);
  }
  .tools label {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    color: var(--quiet);
  }
  select {
    min-height: 26px;
    max-width: 34ch;
    border: 1px solid var(--edge);
    border-radius: 4px;
    background: var(--page);
    color: var(--ink);
  }
  .room {
    flex: 1;
    text-align: right;
    color: var(--quiet);
  }
  sip-split {
    flex: 1;
    min-height: 0;
  }
  .side {
    display: flex;
    flex-direction: column;
    min-height: 0;
    min-width: 0;
  }
  textarea {
    flex: 1;
    min-height: 0;
    padding: 8px 12px;
    border: 0;
    resize: none;
    background: var(--page);
    color: var(--ink);
    font: 12.5px/19px var(--mono);
    tab-size: 4;
  }
  textarea:focus-visible {
    outline-offset: -2px;
  }
  textarea::placeholder {
    color: var(--quiet);
    font-family: var(--sans);
  }
  .about {
    flex: none;
    display: flex;
    flex-wrap: wrap;
    gap: 2px 14px;
    padding: 3px 12px;
    border-top: 1px solid var(--line);
    background: var(--bar);
    color: var(--quiet);
    font-size: var(--small);
  }
  .messages {
    flex: none;
    display: flex;
    gap: 2px;
    padding: 3px 6px;
    overflow-x: auto;
    border-bottom: 1px solid var(--line);
    background: var(--bar);
  }
  .messages button {
    flex: none;
    color: var(--quiet);
  }
  .messages button[aria-pressed='true'] {
    color: var(--ink);
    font-weight: 600;
    background: var(--hover);
  }
  sip-message,
  sip-message-diff,
  sip-notice {
    flex: 1;
    min-height: 0;
  }
  @media (max-width: 720px) {
    .tools .word {
      display: none;
    }
    .room {
      flex: 1 0 100%;
      text-align: left;
    }
    .room:empty {
      display: none;
    }
  }
`;
