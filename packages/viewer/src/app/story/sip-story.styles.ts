import { css, type CSSResult } from 'lit';

export const storyStyles: CSSResult = css`
  :host {
    position: relative;
    display: block;
    height: 100%;
    min-height: 0;
    min-width: 0;
    overflow: auto;
    padding-bottom: 16px;
  }
  .events {
    padding: 4px 0;
  }
  .events:focus-visible {
    outline: none;
  }
  .event {
    display: flex;
    align-items: baseline;
    gap: 8px;
    min-height: 26px;
    padding: 4px 14px;
    line-height: 18px;
    cursor: pointer;
  }
  .event:hover {
    background: var(--hover);
  }
  [aria-selected='true'] {
    background: var(--chosen);
  }
  .events:focus-visible [aria-selected='true'] {
    box-shadow: inset 2px 0 var(--mark);
  }
  .time {
    flex: none;
    width: 66px;
    color: var(--quiet);
    text-align: right;
  }
  .leg {
    flex: none;
    width: 36px;
    font-size: var(--small);
  }
  .glyph {
    flex: none;
    width: 16px;
    align-self: start;
    height: 18px;
    display: flex;
    align-items: center;
  }
  .text {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .frames {
    flex: none;
    font-size: var(--small);
  }
  h2 {
    display: flex;
    align-items: baseline;
    gap: 10px;
    margin: 12px 14px 2px;
    padding-top: 10px;
    border-top: 1px solid var(--line);
    font-size: 13px;
    font-weight: 600;
  }
  .path {
    font: 11.5px/16px var(--mono);
    overflow-wrap: anywhere;
  }
  table {
    margin: 0 14px;
    width: calc(100% - 28px);
  }
  td {
    padding: 2px 10px 2px 0;
    vertical-align: baseline;
    line-height: 20px;
  }
  td:last-child {
    width: 100%;
    padding-right: 0;
  }
  .when {
    min-height: 0;
    padding: 0 2px;
    margin-left: -2px;
    color: var(--quiet);
    text-align: left;
  }
  .stream,
  .span,
  .sign,
  .place {
    white-space: nowrap;
  }
  .place.wraps {
    white-space: normal;
    min-width: 170px;
    overflow-wrap: anywhere;
  }
  .name {
    min-width: 180px;
  }
  th {
    padding: 2px 10px 0 0;
    font-size: var(--small);
    font-weight: 400;
    text-align: left;
    color: var(--quiet);
  }
  .notes {
    font-size: var(--small);
  }
  ul {
    margin: 0 14px;
    padding: 0;
    list-style: none;
  }
  li {
    padding: 1px 0;
    line-height: 20px;
    overflow-wrap: anywhere;
  }
  li .when {
    margin: 0;
    font-size: var(--small);
  }
  li.inner {
    padding-left: 16px;
    color: var(--quiet);
  }
  .rest {
    margin: 0 8px;
    color: var(--accent);
  }
  .more {
    margin: 2px 14px;
  }
  @media (max-width: 720px) {
    .event {
      padding: 6px 10px;
      gap: 6px;
    }
    .time {
      width: 58px;
    }
    .frames {
      display: none;
    }
    h2 {
      flex-wrap: wrap;
      margin: 10px 10px 2px;
    }
    thead {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    table,
    tbody {
      display: block;
      width: auto;
      margin: 0 10px;
    }
    tbody {
      margin: 0 0 6px;
    }
    tr {
      display: flex;
      flex-wrap: wrap;
      gap: 0 8px;
    }
    td,
    td:last-child {
      width: auto;
      padding: 1px 0;
    }
    .span {
      flex-basis: 100%;
    }
    .span:empty {
      display: none;
    }
    .name {
      min-width: 0;
    }
    .place,
    .stream {
      white-space: normal;
      overflow-wrap: anywhere;
    }
  }
`;
