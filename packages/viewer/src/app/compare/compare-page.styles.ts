import { css, type CSSResult } from 'lit';

export const compareStyles: CSSResult = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    min-width: 0;
  }
  sip-notice {
    flex: 1;
  }
  .tools {
    flex: none;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 12px;
    min-height: 34px;
    padding: 2px 8px;
    background: var(--bar);
    border-bottom: 1px solid var(--line);
  }
  .tools label {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    white-space: nowrap;
    cursor: pointer;
  }
  .both {
    flex: 1;
    min-height: 0;
    overflow: auto;
    padding: 0 8px 24px;
  }
  h2 {
    margin: 14px 8px 4px;
    font-size: inherit;
    font-weight: 600;
  }
  p {
    margin: 4px 8px;
    color: var(--quiet);
  }
  table {
    width: 100%;
    table-layout: fixed;
    border-collapse: collapse;
  }
  col.sign {
    width: 26px;
  }
  col.name {
    width: 30ch;
  }
  col.later {
    width: 11ch;
  }
  th,
  td {
    padding: 2px 8px;
    text-align: left;
    vertical-align: top;
    font-weight: 400;
    overflow-wrap: anywhere;
  }
  thead th {
    position: sticky;
    top: 0;
    z-index: 1;
    color: var(--quiet);
    background: var(--page);
    box-shadow: 0 1px var(--line);
  }
  td.one,
  td.other {
    border-left: 1px solid var(--line);
  }
  td.sign {
    padding: 2px 0;
    text-align: center;
    color: var(--quiet);
  }
  .number {
    font-variant-numeric: tabular-nums;
    text-align: right;
  }
  .mono {
    font: 12.5px/19px var(--mono);
  }
  tr.same > * {
    color: var(--quiet);
  }
  tr.left > td.one,
  tr.differs > td.one {
    background: color-mix(in srgb, var(--bad) 7%, var(--page));
  }
  tr.right > td.other,
  tr.differs > td.other {
    background: color-mix(in srgb, var(--good) 8%, var(--page));
  }
  tr.slight > td.one,
  tr.slight > td.other {
    background: none;
  }
  tr.detail > th {
    color: var(--name);
    padding-left: 20px;
  }
  tr[aria-current] > td.sign {
    box-shadow: inset 3px 0 var(--mark);
  }
  .time {
    display: inline-block;
    min-width: 9ch;
    color: var(--quiet);
    font-variant-numeric: tabular-nums;
  }
  tr.folded td {
    color: var(--quiet);
    padding-left: 34px;
  }
  .more {
    margin: 8px;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (max-width: 720px) {
    .both {
      padding: 0 0 24px;
    }
    table,
    tbody,
    tbody tr,
    tbody th,
    tbody td {
      display: block;
    }
    thead {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    colgroup {
      display: none;
    }
    tbody tr {
      padding: 2px 8px;
      border-bottom: 1px solid var(--line);
    }
    tbody td,
    tbody th {
      padding: 0;
      text-align: left;
    }
    tbody td.one,
    tbody td.other {
      border: 0;
    }
    tbody td.one::before {
      content: '− ';
    }
    tbody td.other::before {
      content: '+ ';
    }
    tr.same td.one::before {
      content: '';
    }
    tbody td.sign,
    tbody td:empty,
    tr.same td.other,
    tr.left td.other,
    tr.right td.one {
      display: none;
    }
    tr[aria-current] {
      box-shadow: inset 3px 0 var(--mark);
    }
  }
`;
