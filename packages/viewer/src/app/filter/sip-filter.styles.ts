import { css, type CSSResult } from 'lit';

export const filterStyles: CSSResult = css`
  :host {
    display: block;
    position: relative;
    border-bottom: 1px solid var(--line);
  }
  .line {
    display: flex;
    align-items: center;
    gap: 4px;
    height: 34px;
    padding: 0 8px 0 14px;
  }
  label {
    margin-right: 4px;
    color: var(--quiet);
  }
  .field {
    position: relative;
    flex: 1;
    min-width: 0;
  }
  .field.away {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    opacity: 0;
  }
  input,
  .mirror {
    width: 100%;
    height: 26px;
    border: 0;
    padding: 0 4px;
    font: 12.5px/26px var(--mono);
    letter-spacing: 0;
    border-radius: 3px;
  }
  input {
    position: relative;
    background: none;
  }
  input::placeholder {
    color: var(--quiet);
    opacity: 1;
  }
  .mirror {
    position: absolute;
    inset: 0;
    display: flex;
    overflow: hidden;
    color: transparent;
    pointer-events: none;
  }
  .mirror > * {
    flex: none;
    white-space: pre;
  }
  mark {
    background: none;
    color: transparent;
    text-decoration: underline wavy 1px var(--bad);
    text-underline-offset: 3px;
  }
  sip-filter-chips {
    flex: 0 1 auto;
  }
  .rest {
    flex: 1;
    align-self: stretch;
    cursor: text;
  }
  .problem {
    margin: 0;
    padding: 0 14px 6px;
    color: var(--bad);
  }
  .count {
    white-space: nowrap;
    margin: 0 4px;
    font-variant-numeric: tabular-nums;
  }
  #options {
    position: absolute;
    z-index: 6;
    top: 100%;
    left: 40px;
    width: max-content;
    min-width: 320px;
    max-width: min(720px, calc(100vw - 48px));
    max-height: min(340px, 60vh);
    margin: 0;
    padding: 4px;
    overflow-y: auto;
    list-style: none;
    border: 1px solid var(--edge);
    border-radius: 6px;
    background: var(--page);
  }
  #options li {
    display: flex;
    gap: 16px;
    align-items: baseline;
    padding: 2px 8px;
    border-radius: 3px;
    line-height: 22px;
    cursor: pointer;
  }
  #options li:hover {
    background: var(--hover);
  }
  #options li[aria-selected='true'] {
    background: var(--chosen);
  }
  #options .title {
    flex: none;
    max-width: 60%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: pre;
    font: 12.5px/22px var(--mono);
  }
  #options .note {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-align: end;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  @media (forced-colors: active) {
    #options li[aria-selected='true'] {
      outline: 2px solid Highlight;
    }
  }
  @media (max-width: 720px) {
    .line {
      padding-left: 8px;
    }
    input,
    .mirror {
      font-size: 16px;
    }
    label,
    .word {
      display: none;
    }
    .line {
      flex-wrap: wrap;
      gap: 0;
      height: auto;
      min-height: 34px;
    }
    .field:not(.away),
    sip-filter-chips {
      flex: 1 0 100%;
    }
    .rest {
      display: none;
    }
    .count {
      flex: 1;
    }
    .count {
      margin: 0;
      font-size: 12px;
    }
    #options {
      left: 8px;
      min-width: calc(100vw - 16px);
      max-width: calc(100vw - 16px);
    }
    #options li {
      min-height: 38px;
      align-items: center;
    }
  }
`;
