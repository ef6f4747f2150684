import { css, type CSSResult } from 'lit';

export const diffStyles: CSSResult = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    min-width: 0;
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
  .group {
    display: flex;
    align-items: center;
    gap: 2px;
  }
  .group button {
    color: var(--quiet);
  }
  .group button[aria-pressed='true'] {
    color: var(--ink);
    font-weight: 600;
  }
  label {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    cursor: pointer;
    white-space: nowrap;
  }
  .count {
    white-space: nowrap;
  }
  .notice {
    flex: none;
    margin: 0;
    padding: 4px 12px;
    border-bottom: 1px solid var(--line);
  }
  .rows {
    flex: 1;
    min-height: 0;
    overflow: auto;
  }
  table {
    table-layout: fixed;
  }
  col.sign {
    width: 26px;
  }
  col.name {
    width: 15ch;
  }
  thead th {
    position: sticky;
    top: 0;
    z-index: 1;
    padding: 4px 8px;
    background: var(--page);
    box-shadow: 0 1px var(--line);
    font-weight: 400;
    text-align: left;
    vertical-align: bottom;
  }
  tbody th,
  td {
    padding: 1px 8px;
    text-align: left;
    vertical-align: top;
  }
  tbody th {
    font-weight: 400;
    color: var(--name);
    font: 12.5px/19px var(--mono);
    overflow: hidden;
    text-overflow: ellipsis;
  }
  td {
    font: 12.5px/19px var(--mono);
    overflow-wrap: anywhere;
    border-left: 1px solid var(--line);
  }
  td.one span,
  td.other span {
    white-space: pre-wrap;
  }
  tbody tr {
    height: 21px;
  }
  td.sign {
    padding: 1px 0;
    text-align: center;
    border-left: 0;
    color: var(--quiet);
  }
  tr.left td.one,
  tr.changed td.one {
    background: color-mix(in srgb, var(--bad) 7%, var(--page));
  }
  tr.right td.other,
  tr.changed td.other {
    background: color-mix(in srgb, var(--good) 8%, var(--page));
  }
  tr.quietly td {
    background: none;
    color: var(--quiet);
  }
  tr.same td,
  tr.equal td {
    color: var(--quiet);
  }
  .lit {
    border-radius: 2px;
    font-weight: 600;
  }
  tr.changed td.one .lit {
    background: color-mix(in srgb, var(--bad) 24%, var(--page));
    color: var(--ink);
  }
  tr.changed td.other .lit {
    background: color-mix(in srgb, var(--good) 26%, var(--page));
    color: var(--ink);
  }
  tr.left .lit,
  tr.right .lit,
  tr.quietly .lit {
    font-weight: 400;
  }
  tr.quietly td .lit,
  tr.quietly.changed td.one .lit,
  tr.quietly.changed td.other .lit {
    background: none;
    color: var(--quiet);
    text-decoration: underline dotted 1px;
    text-underline-offset: 3px;
  }
  tr.heading th {
    padding: 8px 8px 2px;
    color: var(--quiet);
    font: var(--small) / 18px var(--sans);
  }
  tr.folded td {
    border: 0;
    color: var(--quiet);
    font: var(--small) / 18px var(--sans);
    padding-left: 34px;
  }
  tr[aria-current] td.sign {
    box-shadow: inset 3px 0 var(--mark);
  }
  td.nameless {
    border-left: 0;
  }
  .titles {
    display: none;
  }
  .titles a {
    text-decoration: underline;
  }
  .nothing {
    padding: 24px 12px;
    color: var(--quiet);
    text-align: center;
  }
  .more {
    margin: 8px 12px;
  }
  sip-byte-diff {
    flex: 1;
  }
  @media (forced-colors: active) {
    .lit {
      background: Highlight !important;
      color: HighlightText !important;
    }
  }
  @media (max-width: 720px) {
    .tools {
      gap: 2px 6px;
    }
    table,
    tbody,
    tbody tr,
    tbody th,
    tbody td {
      display: block;
    }
    thead,
    colgroup {
      display: none;
    }
    .titles {
      display: block;
      padding: 4px 8px;
      border-bottom: 1px solid var(--line);
    }
    tbody tr {
      height: auto;
      padding: 1px 8px 2px;
      border-bottom: 1px solid var(--line);
    }
    tbody td {
      border: 0;
      padding: 0 0 0 2ch;
      text-indent: -2ch;
    }
    tbody th {
      padding: 0;
    }
    tbody td.sign,
    tbody td.nameless,
    tr.same td.other,
    tr.left td.other,
    tr.right td.one {
      display: none;
    }
    tr.changed td.one::before,
    tr.left td.one::before {
      content: '− ';
    }
    tr.changed td.other::before,
    tr.right td.other::before {
      content: '+ ';
    }
    tr[aria-current] {
      box-shadow: inset 3px 0 var(--mark);
    }
    tr.folded td {
      padding-left: 0;
      text-indent: 0;
    }
  }
`;
