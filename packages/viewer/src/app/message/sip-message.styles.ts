import { css, type CSSResult } from 'lit';

export const messageStyles: CSSResult = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    min-width: 0;
    background: var(--page);
  }
  header {
    flex: none;
    display: flex;
    align-items: center;
    gap: 4px;
    min-height: 44px;
    padding: 0 6px 0 12px;
    background: var(--bar);
    border-bottom: 1px solid var(--line);
  }
  .what {
    flex: 1;
    min-width: 0;
  }
  .title,
  .where {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    line-height: 18px;
  }
  .where {
    font-size: var(--small);
    font-variant-numeric: tabular-nums;
  }
  h2 {
    display: inline;
    margin: 0;
    font-size: 13px;
  }
  .faces {
    flex: none;
    display: flex;
    gap: 2px;
    height: 28px;
    align-items: center;
    padding: 0 6px;
    background: var(--bar);
    border-bottom: 1px solid var(--line);
  }
  .faces button {
    min-height: 22px;
    color: var(--quiet);
  }
  .faces button[aria-pressed='true'] {
    color: var(--ink);
    font-weight: 600;
  }
  .rule {
    flex: 1;
    text-align: right;
    padding-right: 6px;
    font-size: var(--small);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .faces svg.icon {
    width: 14px;
    height: 14px;
  }
  .whole {
    flex: none;
    max-height: 34%;
    overflow: auto;
    padding: 4px 0 2px;
    border-bottom: 1px solid var(--line);
  }
  .whole sip-remark {
    margin: 0 12px 2px;
  }
  .remarks {
    display: flex;
    align-items: center;
    font-size: var(--small);
    white-space: nowrap;
  }
  .remarks button {
    padding: 2px;
  }
  .remarks svg.icon {
    width: 14px;
    height: 14px;
  }
  sip-split,
  sip-syntax-tree,
  sip-hex,
  sip-message-body,
  sip-message-text {
    flex: 1;
    min-height: 0;
  }
`;
