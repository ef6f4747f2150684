import { css, type CSSResult } from 'lit';

export const callPageStyles: CSSResult = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    min-width: 0;
  }
  header {
    flex: none;
    display: flex;
    align-items: center;
    gap: 4px 6px;
    min-height: 40px;
    padding: 2px 8px 0;
  }
  h1 {
    display: flex;
    gap: 8px;
    min-width: 0;
    margin: 0;
    font-size: 15px;
    font-weight: 600;
    white-space: nowrap;
  }
  h1 bdi {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .to {
    color: var(--quiet);
    font-weight: 400;
  }
  .verdict {
    display: flex;
    align-items: center;
    gap: 6px;
    margin: 0 0 0 10px;
    font-size: 14px;
    white-space: nowrap;
    min-width: 0;
  }
  .verdict bdi {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .verdict .mark {
    flex: none;
    font-weight: 600;
  }
  .room {
    flex: 1;
    text-align: right;
    color: var(--quiet);
  }
  button[aria-pressed='true'] {
    background: var(--chosen);
  }
  .views {
    display: flex;
    flex: none;
    border: 1px solid var(--line);
    border-radius: 5px;
    overflow: hidden;
  }
  .views button {
    border: 0;
    border-radius: 0;
  }
  .facts {
    flex: none;
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
    margin: 0;
    padding: 0 14px 6px 44px;
    border-bottom: 1px solid var(--line);
    font-variant-numeric: tabular-nums;
  }
  .facts div {
    display: flex;
    gap: 5px;
  }
  dt {
    color: var(--quiet);
  }
  dd {
    margin: 0;
  }
  sip-split,
  sip-ladder,
  sip-story,
  sip-media,
  sip-notice {
    flex: 1;
  }
  sip-message {
    height: 100%;
  }
  sip-ladder {
    height: 100%;
  }
  @media (max-width: 720px) {
    header {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr) auto auto auto auto;
      gap: 0;
      min-height: 0;
      padding: 4px 6px 0;
    }
    h1 {
      grid-column: 2 / -1;
      font-size: 14px;
    }
    .verdict {
      grid-column: 1 / 3;
      flex-wrap: wrap;
      gap: 0 6px;
      margin-left: 8px;
      font-size: 13px;
    }
    .verdict bdi {
      white-space: normal;
      overflow-wrap: anywhere;
    }
    .room {
      grid-column: 1 / -1;
      order: 1;
    }
    header > button {
      padding: 4px 8px;
    }
    .facts {
      padding: 2px 14px 6px;
    }
    button .word {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
`;
