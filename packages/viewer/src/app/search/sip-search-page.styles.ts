import { css, type CSSResult } from 'lit';

export const searchPageStyles: CSSResult = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    padding: 8px 14px;
    border-bottom: 1px solid var(--line);
  }
  input {
    flex: 1 1 260px;
    min-width: 0;
    height: 28px;
    padding: 0 8px;
    border: 1px solid var(--edge);
    border-radius: 4px;
    background: var(--page);
  }
  select {
    flex: 0 0 24ch;
    min-width: 0;
    width: 24ch;
    height: 28px;
    border: 1px solid var(--edge);
    border-radius: 4px;
    background: var(--page);
  }
  .progress {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    min-height: 34px;
    padding: 2px 14px;
    border-bottom: 1px solid var(--line);
  }
  progress {
    flex: none;
    width: 160px;
  }
  .results {
    flex: 1;
    min-height: 0;
    overflow: auto;
    display: flex;
    flex-direction: column;
  }
  .results > sip-notice {
    flex: 1;
  }
  section {
    padding: 10px 0 6px;
    border-bottom: 1px solid var(--line);
  }
  h2 {
    margin: 0;
    padding: 0 14px;
    font-size: 13px;
    overflow-wrap: anywhere;
  }
  h2 a {
    color: var(--ink);
  }
  h3 {
    margin: 8px 14px 2px;
    font-size: var(--small);
    font-weight: 400;
    color: var(--quiet);
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .hit {
    display: grid;
    grid-template-columns: 12ch minmax(0, 26ch) 14ch minmax(0, 1fr);
    gap: 0 12px;
    align-items: center;
    min-height: 26px;
    padding: 0 14px;
    color: var(--ink);
  }
  .hit:hover {
    background: var(--hover);
    text-decoration: none;
  }
  .time {
    color: var(--quiet);
    white-space: nowrap;
  }
  .what,
  .piece {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .piece bdi {
    font: 12.5px/1.5 var(--mono);
  }
  mark {
    background: var(--lit);
    color: var(--ink);
    font-weight: 600;
  }
  .more {
    padding: 2px 14px;
  }
  @media (min-width: 1600px) {
    .hit {
      grid-template-columns: 12ch minmax(0, 44ch) 14ch minmax(0, 1fr);
    }
  }
  @media (max-width: 720px) {
    .hit {
      grid-template-columns: auto minmax(0, 1fr) auto;
      padding: 4px 14px;
    }
    .piece {
      grid-column: 1 / -1;
    }
    select {
      flex: 1 1 20ch;
    }
  }
`;
