import { css, type CSSResult } from 'lit';

export const bodyStyles: CSSResult = css`
  :host {
    display: block;
    overflow: auto;
    container-type: inline-size;
    padding-bottom: 12px;
  }
  section {
    padding: 4px 12px 6px;
    border-bottom: 1px solid var(--line);
  }
  section.inner {
    margin-left: calc(var(--depth) * 14px);
    border-left: 2px solid var(--line);
  }
  header {
    display: flex;
    align-items: center;
    gap: 4px 10px;
    flex-wrap: wrap;
    min-height: 28px;
  }
  h3,
  h4 {
    margin: 0;
    font-size: 13px;
  }
  h4 {
    margin-top: 6px;
    color: var(--quiet);
    font-size: var(--small);
  }
  h4 a {
    margin-left: 8px;
    font-weight: 400;
  }
  header .about {
    flex: 1;
    min-width: 12ch;
    font-size: var(--small);
    overflow-wrap: anywhere;
  }
  header button {
    min-height: 24px;
    min-width: 24px;
    padding: 2px 4px;
  }
  p {
    margin: 2px 0;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .place {
    display: inline;
    min-height: 0;
    padding: 0 2px;
    margin: 0 -2px;
    border: 0;
    border-radius: 2px;
    font: inherit;
    color: inherit;
    text-align: left;
    white-space: normal;
    overflow-wrap: anywhere;
  }
  .place bdi {
    white-space: pre-wrap;
  }
  .place:hover {
    background: var(--hover);
    box-shadow: 0 1px var(--edge);
  }
  .place.lit {
    background: var(--lit);
  }
  .meaning {
    font-size: var(--small);
    overflow-wrap: anywhere;
  }
  .meaning::before {
    content: '— ';
  }
  .facts table {
    width: auto;
  }
  .facts th {
    width: 1%;
    padding: 1px 14px 1px 0;
    color: var(--quiet);
    font-weight: 400;
    text-align: left;
    vertical-align: baseline;
    white-space: nowrap;
  }
  .facts td {
    padding: 1px 0;
    vertical-align: baseline;
  }
  .session {
    display: flex;
    flex-wrap: wrap;
    gap: 1px 18px;
    padding: 2px 0 5px;
  }
  table.sdp td,
  table.sdp th {
    padding: 3px 14px 4px 0;
    text-align: left;
    vertical-align: top;
  }
  table.sdp th {
    color: var(--quiet);
    font-weight: 400;
    font-size: var(--small);
    white-space: nowrap;
  }
  table.sdp td {
    border-top: 1px solid var(--line);
    line-height: 19px;
  }
  table.sdp .mono,
  .session .mono {
    line-height: 19px;
  }
  table.sdp td:last-child,
  table.sdp th:last-child {
    padding-right: 0;
  }
  tr.refused td {
    color: var(--quiet);
  }
  .off {
    padding: 0 5px;
    border: 1px solid var(--edge);
    border-radius: 8px;
    font-size: var(--small);
  }
  .comparison {
    margin: 2px 0 6px;
    padding-left: 8px;
    border-left: 2px solid var(--mark);
  }
  .comparison h4 {
    margin-top: 0;
  }
  summary {
    width: fit-content;
    color: var(--quiet);
    font-size: var(--small);
    cursor: pointer;
  }
  .lines {
    font: 12px/18px var(--mono);
  }
  .line {
    display: flex;
    gap: 8px;
    overflow-wrap: anywhere;
  }
  .sign {
    flex: none;
    color: var(--quiet);
  }
  del {
    display: block;
    color: var(--bad);
    text-decoration-thickness: 1px;
  }
  ins {
    display: block;
    color: var(--good);
    text-decoration: none;
  }
  .note {
    color: var(--warn);
    display: flex;
    gap: 6px;
  }
  sip-hex {
    height: 190px;
    border: 1px solid var(--line);
  }
  sip-message-text {
    max-height: 320px;
    border: 1px solid var(--line);
  }
  details.headers {
    margin-bottom: 2px;
  }
  @container (max-width: 520px) {
    table.sdp thead {
      display: none;
    }
    table.sdp tr {
      display: block;
      padding: 4px 0;
      border-top: 1px solid var(--line);
    }
    table.sdp td {
      display: block;
      padding: 0 0 2px 92px;
      border: 0;
      position: relative;
      min-height: 20px;
    }
    table.sdp td::before {
      content: attr(data-column);
      position: absolute;
      left: 0;
      width: 88px;
      color: var(--quiet);
      font: var(--small) / 19px var(--sans);
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .facts th {
      padding-right: 10px;
      white-space: normal;
      max-width: 20ch;
    }
  }
`;
