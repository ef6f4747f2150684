import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

/** As `parts/icons.ts`: on a grid of 16. */
const shapes = {
  facets: svg`<path d="M2.5 4h11M4.5 8h7M6.5 12h3" />`,
  saved: svg`<path d="M4.5 2.5h7v11L8 10.8l-3.5 2.7z" />`,
  help: svg`<path d="M5.8 6a2.2 2.2 0 1 1 3.3 1.9c-.8.5-1.1.9-1.1 1.8M8 12.2v.01" />`,
  add: svg`<path d="M8 3.5v9M3.5 8h9" />`,
} as const satisfies Record<string, SVGTemplateResult>;

export function filterIcon(name: keyof typeof shapes): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">${shapes[name]}</svg>`;
}
