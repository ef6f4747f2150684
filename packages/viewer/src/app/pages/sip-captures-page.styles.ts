import { css, type CSSResult } from 'lit';

export const capturesPageStyles: CSSResult = css`
  button[aria-pressed='true'] {
    background: var(--chosen);
    font-weight: 600;
  }
  :host {
    display: block;
    min-height: 0;
  }
  .page {
    position: relative;
    display: flex;
    flex-direction: column;
    height: 100%;
    overflow: auto;
  }
  .bring {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    padding: 8px 14px;
    border-bottom: 1px solid var(--line);
  }
  .bring label {
    position: relative;
  }
  .bring label:focus-within {
    outline: 2px solid var(--mark);
    outline-offset: 1px;
  }
  .filter {
    flex: 0 1 26ch;
    min-width: 0;
    height: 26px;
    margin-left: auto;
    padding: 0 8px;
    border: 1px solid var(--edge);
    border-radius: 4px;
    background: var(--page);
  }
  .tag {
    display: inline-block;
    max-width: 16ch;
    overflow: hidden;
    text-overflow: ellipsis;
    vertical-align: bottom;
    margin-left: 4px;
    padding: 0 6px;
    border: 1px solid var(--edge);
    border-radius: 9px;
    font-size: var(--small);
    color: var(--quiet);
  }
  .sort {
    min-height: 24px;
    padding: 0 4px;
    margin: 0 -4px;
    color: inherit;
  }
  .sort .icon {
    width: 12px;
    height: 12px;
  }
  .upload {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 10px;
    padding: 4px 14px;
    min-height: 34px;
    border-bottom: 1px solid var(--line);
  }
  .upload bdi {
    overflow: hidden;
    text-overflow: ellipsis;
    max-width: 40ch;
  }
  progress {
    width: 160px;
  }
  th,
  td {
    height: 30px;
    padding: 0 8px;
    text-align: left;
    font-weight: 400;
    white-space: nowrap;
    border-bottom: 1px solid var(--line);
  }
  th:first-child {
    padding-left: 14px;
    max-width: 0;
    width: 34%;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  tbody th a {
    font-weight: 600;
    color: var(--ink);
  }
  thead th {
    height: var(--head-height);
    background: var(--bar);
    color: var(--quiet);
    position: sticky;
    top: 0;
  }
  tbody tr:hover {
    background: var(--hover);
  }
  .end {
    text-align: right;
  }
  td .mark {
    vertical-align: middle;
  }
  td .mark .icon {
    align-self: start;
    margin-top: 5px;
  }
  .why {
    max-width: 44ch;
    padding: 4px 0;
    white-space: normal;
    overflow-wrap: anywhere;
  }
  sip-notice {
    flex: 1;
  }
  .invite {
    margin: 24px;
    border: 1px dashed var(--edge);
    border-radius: 8px;
  }
  .targets {
    position: fixed;
    inset: var(--bar-height) 0 0;
    z-index: 2;
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 16px;
    padding: 24px;
    background: var(--page);
  }
  .targets.one {
    grid-template-columns: none;
  }
  .target {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 6px;
    border: 2px dashed var(--edge);
    border-radius: 8px;
    text-align: center;
  }
  .target * {
    pointer-events: none;
  }
  .target.aimed {
    border-color: var(--mark);
    background: var(--chosen);
  }
  @media (max-width: 720px) {
    .filter {
      flex: 1 1 100%;
      margin: 0;
    }
    .wide,
    .hint {
      display: none;
    }
    th,
    td {
      padding: 0 6px;
      height: 40px;
    }
    th:first-child {
      width: 46%;
    }
    tbody th {
      white-space: normal;
      overflow-wrap: anywhere;
    }
    .why {
      display: -webkit-box;
      max-width: 20ch;
      padding: 0;
      margin: 4px 0;
      overflow: hidden;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
    }
    .targets {
      grid-template-columns: none;
    }
  }
`;
