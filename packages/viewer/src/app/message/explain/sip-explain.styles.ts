import { css, type CSSResult } from 'lit';

export const explainStyles: CSSResult = css`
  :host {
    display: block;
    margin: 0 12px 6px 12px;
    padding: 6px 10px 8px;
    border: 1px solid var(--line);
    border-left: 2px solid var(--mark);
    border-radius: 0 4px 4px 0;
    background: var(--bar);
    font: 13px/19px var(--sans);
    color: var(--ink);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 10px;
  }
  h3 {
    margin: 0;
    font-size: 13px;
    overflow-wrap: anywhere;
  }
  .what {
    max-width: 80ch;
    margin: 0 0 4px;
    color: var(--quiet);
  }
  .cite {
    font-size: var(--small);
    white-space: nowrap;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  ul > li {
    padding: 2px 0;
  }
  ul > li > p {
    max-width: 90ch;
    margin: 0;
    overflow-wrap: anywhere;
  }
  ul > li > p svg.icon {
    width: 14px;
    height: 14px;
    margin-right: 4px;
    vertical-align: -2px;
    color: var(--warn);
  }
  table.parts {
    width: auto;
    max-width: 100%;
    margin: 2px 0 4px;
  }
  .parts th,
  .parts td {
    padding: 1px 14px 1px 0;
    text-align: left;
    vertical-align: baseline;
    font-weight: 400;
    overflow-wrap: anywhere;
  }
  .parts th {
    color: var(--name);
    min-width: 12ch;
    max-width: 30ch;
    overflow-wrap: break-word;
  }
  .mono {
    line-height: 19px;
  }
  .steps {
    display: flex;
    flex-wrap: wrap;
    row-gap: 6px;
    margin: 4px 0 6px;
    padding: 0;
    list-style: none;
  }
  .steps li {
    display: flex;
    align-items: center;
  }
  .step {
    display: flex;
    flex-direction: column;
    padding: 2px 8px;
    border: 1px solid var(--edge);
    border-radius: 3px;
    background: var(--page);
    overflow-wrap: anywhere;
  }
  .here .step {
    border: 2px solid var(--mark);
    background: var(--chosen);
  }
  .detail {
    font-size: var(--small);
    line-height: 15px;
    color: var(--quiet);
  }
  .notable .detail {
    color: var(--warn);
  }
  .detail svg.icon {
    width: 11px;
    height: 11px;
    margin-right: 3px;
    vertical-align: -1px;
  }
  .by {
    position: relative;
    min-width: 34px;
    padding: 0 10px 0 4px;
    text-align: center;
    font-size: var(--small);
    line-height: 15px;
    color: var(--quiet);
    align-self: stretch;
    display: flex;
    align-items: start;
    justify-content: center;
  }
  .by::before {
    content: '';
    position: absolute;
    inset: 50% 1px auto;
    border-top: 1px solid var(--edge);
  }
  .by::after {
    content: '';
    position: absolute;
    right: 2px;
    top: calc(50% - 3px);
    width: 6px;
    height: 6px;
    border: solid var(--edge);
    border-width: 1px 1px 0 0;
    rotate: 45deg;
  }
  .by span {
    padding: 0 2px;
  }
  .does {
    display: flex;
    flex-wrap: wrap;
    gap: 2px;
    margin: 4px 0 0 -8px;
  }
  .does button {
    min-height: 22px;
    color: var(--accent);
    font-size: var(--small);
  }
`;
