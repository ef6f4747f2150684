import { css, type CSSResult } from 'lit';

export const overviewStyles: CSSResult = css`
  :host {
    display: block;
    min-height: 0;
    overflow: auto;
  }
  .top {
    padding: 12px 16px 0;
  }
  .figures {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 28px;
    margin: 0 0 8px;
    padding: 0;
    list-style: none;
  }
  .figures b {
    font-size: 20px;
    line-height: 28px;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .figures b.bad {
    color: var(--bad);
  }
  .figures a {
    color: inherit;
    text-decoration: none;
  }
  .figures a:hover span {
    text-decoration: underline;
  }
  .figures span {
    color: var(--quiet);
  }
  .page {
    columns: 3 340px;
    column-gap: 32px;
    padding: 12px 16px;
  }
  section {
    break-inside: avoid;
    margin-bottom: 20px;
  }
  h2 {
    margin: 0 0 4px;
    font-size: 13px;
    border-bottom: 1px solid var(--line);
    line-height: 26px;
  }
  p {
    margin: 4px 0;
  }
  th,
  td {
    padding: 0 12px 0 0;
    height: 22px;
    font-weight: 400;
    text-align: right;
    vertical-align: baseline;
    white-space: nowrap;
  }
  th {
    text-align: left;
  }
  th bdi {
    white-space: normal;
    overflow-wrap: anywhere;
  }
  thead th {
    text-align: right;
    color: var(--quiet);
  }
  thead th:last-child,
  td:last-child {
    padding-right: 0;
  }
  .text {
    text-align: left;
    white-space: normal;
    overflow-wrap: anywhere;
  }
  th a {
    color: inherit;
  }
  .bar {
    width: 34%;
  }
  meter {
    width: 100%;
    height: 6px;
    vertical-align: middle;
    appearance: none;
    background: var(--line);
  }
  meter::-webkit-meter-bar {
    height: 6px;
    border: 0;
    border-radius: 3px;
    background: var(--line);
  }
  meter::-webkit-meter-optimum-value {
    border-radius: 3px;
    background: var(--mark);
  }
  meter::-moz-meter-bar {
    background: var(--mark);
  }
`;
