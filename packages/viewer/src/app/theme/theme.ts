import { css, type CSSResult, unsafeCSS } from 'lit';
import { contrastDeclarations, fontDeclarations, tokenDeclarations } from './tokens.ts';

/** `contrast`: high contrast, light or dark as the system says. */
export const themes = ['system', 'light', 'dark', 'contrast'] as const;
export type Theme = (typeof themes)[number];

const storageKey = 'sipscope.theme';

const pageStyles: CSSResult = css`
  :root {
    color-scheme: light dark;
    ${unsafeCSS(tokenDeclarations())}
    ${unsafeCSS(fontDeclarations())}
    font: 13px/1.4 var(--sans);
    background: var(--page);
    color: var(--ink);
    text-size-adjust: none;
  }
  :root[data-theme='light'] {
    color-scheme: light;
  }
  :root[data-theme='dark'] {
    color-scheme: dark;
  }
  :root[data-theme='contrast'] {
    ${unsafeCSS(contrastDeclarations())}
  }
  @media (prefers-contrast: more) {
    :root[data-theme='system'] {
      ${unsafeCSS(contrastDeclarations())}
    }
  }
  @media (prefers-reduced-motion: reduce) {
    :root {
      scroll-behavior: auto;
    }
  }
  body {
    margin: 0;
    overflow: hidden;
  }
`;

/** Gives the document the tokens and the theme chosen before. */
export function installTheme(): void {
  const sheet = pageStyles.styleSheet;
  if (sheet !== undefined) document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  showTheme(chosenTheme());
}

export function chosenTheme(): Theme {
  const stored = localStorage.getItem(storageKey);
  return themes.find((theme) => theme === stored) ?? 'system';
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(storageKey, theme);
  showTheme(theme);
}

function showTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
}
