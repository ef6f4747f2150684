import { css, type CSSResult, unsafeCSS } from 'lit';
import { contrastDeclarations, fontDeclarations, tokenDeclarations } from '../theme/tokens.ts';

/** The tokens stand on the element itself: what the page says of them there comes before, and what it calls by the same names does not reach in. */
export const elementStyles: CSSResult = css`
  :host {
    ${unsafeCSS(tokenDeclarations())}
    ${unsafeCSS(fontDeclarations())}
    display: flex;
    flex-direction: column;
    height: 32rem;
    min-width: 0;
    overflow: hidden;
    font: 13px/1.4 var(--sans);
    text-align: start;
    background: var(--page);
    color: var(--ink);
  }
  :host([hidden]) {
    display: none;
  }
  @media (prefers-contrast: more) {
    :host {
      ${unsafeCSS(contrastDeclarations())}
    }
  }
  .fill {
    flex: 1;
    min-height: 0;
  }
  .bar {
    flex: none;
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 2px 8px;
    border-top: 1px solid var(--line);
    background: var(--bar);
  }
`;
