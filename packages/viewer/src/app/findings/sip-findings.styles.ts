import { css, type CSSResult } from 'lit';

export const findingsStyles: CSSResult = css`
  :host {
    display: block;
    min-height: 0;
    overflow: auto;
    background: var(--page);
  }
  .page {
    padding: 4px 0 16px;
    outline-offset: -2px;
  }
  .counts {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    margin: 0;
    padding: 6px 12px;
    color: var(--quiet);
  }
  details {
    border-bottom: 1px solid var(--line);
  }
  summary {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px 10px;
    min-height: 28px;
    padding: 5px 12px;
    cursor: pointer;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary:hover {
    background: var(--hover);
  }
  summary .mark {
    flex: none;
    align-self: center;
    width: 104px;
  }
  summary .title {
    flex: 1 1 240px;
    min-width: 0;
    font-weight: 600;
  }
  .count {
    font-variant-numeric: tabular-nums;
    min-width: 40px;
    text-align: right;
  }
  .inside {
    padding: 0 12px 10px 126px;
  }
  .inside > p {
    max-width: 80ch;
    margin: 2px 0 6px;
  }
  h2 {
    margin: 8px 0 2px;
    font-size: 13px;
    font-weight: 600;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: flex;
    gap: 10px;
    padding: 1px 0;
    line-height: 20px;
  }
  li .frame {
    flex: none;
    min-width: 56px;
    font-variant-numeric: tabular-nums;
  }
  li bdi {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  @media (max-width: 640px) {
    summary .mark {
      width: auto;
    }
    .inside {
      padding-left: 12px;
    }
  }
`;
