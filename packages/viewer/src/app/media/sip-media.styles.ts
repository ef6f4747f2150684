import { css, type CSSResult } from 'lit';

export const mediaStyles: CSSResult = css`
  :host {
    display: block;
    height: 100%;
    min-height: 0;
    min-width: 0;
    overflow: auto;
  }
  .page {
    padding: 8px 14px 20px;
  }
  .page:focus-visible {
    outline: none;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .words {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 20px;
    margin-bottom: 10px;
  }
  section {
    max-width: 1100px;
    padding: 10px 0 12px;
    border-top: 1px solid var(--line);
  }
  h2 {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px 10px;
    margin: 0;
    font-size: 14px;
    font-weight: 600;
  }
  .way {
    margin: 2px 0 6px;
    overflow-wrap: anywhere;
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 18px;
    margin: 0;
    font-variant-numeric: tabular-nums;
  }
  dl div {
    display: flex;
    gap: 6px;
  }
  dt {
    color: var(--quiet);
  }
  dd {
    margin: 0;
  }
  .problems {
    margin-top: 6px;
  }
  .problems li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 10px;
    padding: 1px 0;
  }
  .rtcp {
    margin-top: 4px;
  }
  .rtcp div:first-child dt {
    font-weight: 600;
  }
  .loss {
    margin: 2px 0 0;
  }
`;
