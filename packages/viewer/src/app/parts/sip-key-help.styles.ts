import { css, type CSSResult } from 'lit';

export const keyHelpStyles: CSSResult = css`
  dialog {
    width: min(980px, calc(100vw - 24px));
    max-height: calc(100dvh - 48px);
    padding: 0;
    border: 1px solid var(--edge);
    border-radius: 6px;
    background: var(--page);
    color: var(--ink);
  }
  dialog[open] {
    display: flex;
    flex-direction: column;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 0.4);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    padding: 12px 16px 8px;
  }
  h2 {
    margin: 0 auto 0 0;
    font-size: 14px;
  }
  h3 {
    margin: 0 0 4px;
    font-size: var(--small);
    font-weight: 400;
    color: var(--quiet);
  }
  input {
    height: 28px;
    width: 22ch;
    padding: 0 8px;
    border: 1px solid var(--edge);
    border-radius: 4px;
    background: var(--page);
  }
  .told {
    min-height: 28px;
    margin: 0;
    padding: 0 16px;
    color: var(--ink);
  }
  .groups {
    overflow: auto;
    padding: 4px 16px 16px;
    columns: 2;
    column-gap: 32px;
  }
  section {
    break-inside: avoid-column;
    margin-bottom: 14px;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: flex;
    align-items: center;
    gap: 6px;
    min-height: 26px;
    break-inside: avoid;
  }
  .does {
    flex: 1;
    min-width: 0;
  }
  .elsewhere .does {
    color: var(--quiet);
  }
  .keys {
    min-height: 24px;
    padding: 0 4px;
  }
  .reset {
    min-height: 24px;
    padding: 0 6px;
    color: var(--quiet);
  }
  .await {
    color: var(--accent);
  }
  kbd {
    display: inline-block;
    min-width: 20px;
    padding: 0 5px;
    border: 1px solid var(--edge);
    border-radius: 3px;
    font: 12px/18px var(--mono);
    text-align: center;
  }
  @media (max-width: 720px) {
    .groups {
      columns: 1;
    }
  }
`;
