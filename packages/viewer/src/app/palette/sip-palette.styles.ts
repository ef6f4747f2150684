import { css, type CSSResult } from 'lit';

export const paletteStyles: CSSResult = css`
  dialog {
    width: min(680px, calc(100vw - 24px));
    max-height: min(70vh, 620px);
    margin: 10vh auto 0;
    padding: 0;
    border: 1px solid var(--edge);
    border-radius: 8px;
    background: var(--page);
    color: var(--ink);
    box-shadow: 0 12px 40px rgb(0 0 0 / 0.28);
    overflow: hidden;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 0.25);
  }
  .palette {
    display: flex;
    flex-direction: column;
    max-height: inherit;
  }
  input {
    flex: none;
    height: 44px;
    padding: 0 16px;
    border: 0;
    border-bottom: 1px solid var(--line);
    background: var(--page);
    font-size: 15px;
    outline: none;
  }
  input::placeholder {
    color: var(--quiet);
    opacity: 1;
  }
  #list {
    overflow-y: auto;
    padding: 4px 0 8px;
  }
  .group {
    padding: 8px 16px 2px;
    color: var(--quiet);
    font-size: var(--small);
  }
  .item {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 28px;
    padding: 2px 16px;
    cursor: pointer;
  }
  .item[aria-selected='true'] {
    background: var(--chosen);
  }
  .title {
    flex: 1 0 38%;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .detail {
    flex: 0 1 auto;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--quiet);
  }
  .item[aria-selected='true'] .detail {
    color: var(--ink);
  }
  mark {
    background: none;
    color: var(--accent);
    font-weight: 700;
  }
  kbd {
    flex: none;
    min-width: 20px;
    padding: 0 5px;
    border: 1px solid var(--edge);
    border-radius: 3px;
    font: 12px/18px var(--mono);
    text-align: center;
  }
  .none {
    margin: 0;
    padding: 10px 16px;
  }
  @media (pointer: coarse) {
    .item {
      min-height: 40px;
    }
  }
  @media (max-width: 720px) {
    dialog {
      margin-top: 8px;
      max-height: calc(100dvh - 16px);
    }
    .item {
      flex-wrap: wrap;
      column-gap: 8px;
    }
    .title {
      flex-basis: 100%;
    }
    kbd {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .item[aria-selected='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    mark {
      text-decoration: underline;
    }
  }
`;
