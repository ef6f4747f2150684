import { css, type CSSResult } from 'lit';

/** Of menus of forms something is saved as. */
export const exportMenuStyles: CSSResult = css`
  #menu {
    position: fixed;
    inset: auto;
    max-width: min(540px, calc(100vw - 8px));
    margin: 0;
    padding: 6px 8px;
    border: 1px solid var(--edge);
    border-radius: 6px;
    background: var(--page);
    color: var(--ink);
  }
  .group {
    display: flex;
    align-items: baseline;
    gap: 8px;
    padding: 2px 0;
  }
  .name {
    flex: none;
    width: 96px;
    color: var(--quiet);
  }
  .forms {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px;
  }
  .forms button {
    padding: 2px 8px;
  }
  .choice {
    display: flex;
    align-items: center;
    gap: 6px;
    padding: 4px 8px;
  }
  #menu > .choice {
    padding: 4px 0 2px;
  }
  .group + .choice {
    margin-top: 4px;
    border-top: 1px solid var(--line);
  }
  .progress:not(:empty) {
    min-height: 26px;
  }
  .progress {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 4px 0 2px;
    font-variant-numeric: tabular-nums;
  }
  @media (max-width: 720px) {
    button.opener {
      padding: 4px 8px;
    }
    .word {
      display: none;
    }
    .name {
      width: 72px;
    }
  }
`;
