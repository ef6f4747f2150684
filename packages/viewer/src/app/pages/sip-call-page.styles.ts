import { css, type CSSResult } from 'lit';

export const callPageStyles: CSSResult = css`
  :host {
    display: flex;
    min-height: 0;
    min-width: 0;
  }
  .page {
    flex: 1;
    display: flex;
    flex-direction: column;
    min-height: 0;
    min-width: 0;
  }
  header {
    flex: none;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 6px;
    min-height: 40px;
    padding: 2px 8px 0;
  }
  .answer {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 10px;
    min-width: 0;
  }
  .tools {
    display: flex;
    align-items: center;
    gap: 4px;
    min-width: 0;
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
    margin: 0;
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
  .verdict .proof {
    min-height: 20px;
    padding: 0 4px;
    color: var(--accent);
    font-size: var(--small);
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
  sip-part-chips {
    flex: none;
    padding: 3px 14px 3px 44px;
    border-bottom: 1px solid var(--line);
  }
  .more {
    flex: none;
    margin: 0;
    padding: 4px 14px 4px 44px;
  }
  sip-split,
  sip-ladder,
  sip-message-list,
  sip-story,
  sip-media,
  sip-notice {
    flex: 1;
  }
  sip-message,
  sip-ladder {
    height: 100%;
  }
  @media (max-width: 720px) {
    header {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
      gap: 0;
      min-height: 0;
      padding: 4px 6px 0;
    }
    .answer {
      display: block;
      padding: 4px 0 2px;
    }
    h1 {
      font-size: 14px;
    }
    .verdict {
      flex-wrap: wrap;
      gap: 0 6px;
      font-size: 13px;
    }
    .verdict bdi {
      white-space: normal;
      overflow-wrap: anywhere;
    }
    .room {
      grid-column: 1 / -1;
    }
    .tools {
      /* Words that are only heard stand in it, not beside the page. */
      position: relative;
      grid-column: 1 / -1;
      overflow-x: auto;
      scrollbar-width: none;
    }
    .tools > * {
      flex: none;
    }
    .facts,
    sip-part-chips,
    .more {
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
