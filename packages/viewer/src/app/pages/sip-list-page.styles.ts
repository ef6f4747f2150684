import { css, type CSSResult } from 'lit';

export const listPageStyles: CSSResult = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
  }
  sip-timeline {
    flex: none;
  }
  .line {
    display: flex;
    align-items: flex-start;
    flex: none;
    border-bottom: 1px solid var(--line);
  }
  .line sip-filter {
    flex: 1;
    min-width: 0;
    border-bottom: 0;
  }
  .tools {
    display: flex;
    align-items: center;
    gap: 2px;
    height: 34px;
    padding-right: 10px;
  }
  .tools .said {
    color: var(--quiet);
    white-space: nowrap;
  }
  .tools .said:not(:empty) {
    padding: 0 6px;
  }
  button[aria-pressed='true'] {
    background: var(--chosen);
  }
  .body {
    position: relative;
    display: flex;
    flex: 1;
    min-height: 0;
  }
  .body sip-grid,
  .body sip-notice {
    flex: 1;
    min-width: 0;
  }
  sip-facets {
    flex: 0 0 248px;
  }
  @media (max-width: 1000px) {
    sip-facets {
      position: absolute;
      z-index: 4;
      inset: 0 auto 0 0;
      width: min(320px, 100%);
    }
  }
  @media (max-width: 720px) {
    .line {
      flex-wrap: wrap;
    }
    .line sip-filter {
      flex: 1 0 60%;
    }
    .tools {
      margin-left: auto;
      padding-right: 2px;
    }
    .word {
      display: none;
    }
  }
`;
