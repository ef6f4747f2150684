import { html, svg, type TemplateResult, type SVGTemplateResult } from 'lit';

/** Drawn on a grid of 16, stroke 1.5: the page's own glyphs, so that they look alike on every system. */
const shapes = {
  brand: svg`<path d="M3 1.5v13M13 1.5v13M3 5h8M9 3l2 2-2 2M13 11H5M7 9l-2 2 2 2" />`,
  answered: svg`<path d="M3 8.5l3.5 3.5L13 4.5" />`,
  failed: svg`<path d="M4 4l8 8M12 4l-8 8" />`,
  cancelled: svg`<circle cx="8" cy="8" r="5.5" /><path d="M4.2 11.8l7.6-7.6" />`,
  'no-answer': svg`<circle cx="8" cy="8" r="5.5" /><path d="M8 4.8V8l2.2 1.6" />`,
  busy: svg`<rect x="2.8" y="2.8" width="10.4" height="10.4" rx="1" /><rect x="6" y="6" width="4" height="4" fill="currentColor" />`,
  declined: svg`<circle cx="8" cy="8" r="5.5" /><path d="M5.2 8h5.6" />`,
  redirected: svg`<path d="M3 12.5V9a3 3 0 0 1 3-3h7M10 3l3 3-3 3" />`,
  unauthorized: svg`<circle cx="5" cy="8" r="2.5" /><path d="M7.5 8H14M12 8v2.5M10 8v1.5" />`,
  ongoing: svg`<path d="M3.5 8h.01M8 8h.01M12.5 8h.01" stroke-width="2.6" />`,
  abandoned: svg`<path d="M2.5 8h4M9.5 8h1M12.5 8h1M6 5.5L8.5 8 6 10.5" />`,
  hold: svg`<path d="M5.5 3.5v9M10.5 3.5v9" stroke-width="2.2" />`,
  resume: svg`<path d="M5 3.5l7 4.5-7 4.5z" />`,
  ended: svg`<rect x="4" y="4" width="8" height="8" rx="1" />`,
  error: svg`<path d="M8 2l6 5.9L8 14 2 7.9zM8 5.2v3.3M8 10.8v.01" />`,
  warning: svg`<path d="M8 2.5l6 10.8H2zM8 6.5v3.2M8 11.4v.01" />`,
  security: svg`<path d="M8 1.8l5 1.9v3.8c0 3.2-2 5.5-5 6.7-3-1.2-5-3.5-5-6.7V3.7z" />`,
  robustness: svg`<path d="M8 2.2v8.3M8 13.2v.01" stroke-width="2" />`,
  info: svg`<circle cx="8" cy="8" r="5.8" /><path d="M8 7.5v3.5M8 5v.01" />`,
  back: svg`<path d="M13 8H3M7 4L3 8l4 4" />`,
  close: svg`<path d="M4 4l8 8M12 4l-8 8" />`,
  copy: svg`<rect x="5.5" y="5.5" width="8" height="8" rx="1" /><path d="M3 10.5H2.5v-8h8V3" />`,
  link: svg`<path d="M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.4-2.4a2.6 2.6 0 0 0-3.7-3.7l-1 1M9.2 6.8a2.6 2.6 0 0 0-3.7 0L3.1 9.2a2.6 2.6 0 0 0 3.7 3.7l1-1" />`,
  download: svg`<path d="M8 2.5v8M4.8 7.5L8 10.7l3.2-3.2M3 13.5h10" />`,
  columns: svg`<rect x="2" y="3" width="12" height="10" rx="1.2" /><path d="M6 3v10M10 3v10" />`,
  grip: svg`<path d="M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01" stroke-width="2" />`,
  marked: svg`<path d="M8 2.5L13.5 8 8 13.5 2.5 8z" fill="currentColor" />`,
  star: svg`<path d="M8 2l1.8 3.9 4.2.5-3.1 2.9.8 4.2L8 11.4l-3.7 2.1.8-4.2L2 6.4l4.2-.5z" />`,
  starred: svg`<path d="M8 2l1.8 3.9 4.2.5-3.1 2.9.8 4.2L8 11.4l-3.7 2.1.8-4.2L2 6.4l4.2-.5z" fill="currentColor" />`,
  note: svg`<path d="M3 2.5h10v7.5l-3.5 3.5H3zM5.5 5.5h5M5.5 8h3.5M13 10H9.5v3.5" />`,
  upload: svg`<path d="M8 10.5v-8M4.8 5.5L8 2.3l3.2 3.2M3 13.5h10" />`,
  browser: svg`<rect x="2" y="3" width="12" height="10" rx="1.2" /><path d="M2 6h12" />`,
  remove: svg`<path d="M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.6 9h5.8l.6-9" />`,
  previous: svg`<path d="M10 3.5L5.5 8l4.5 4.5" />`,
  next: svg`<path d="M6 3.5l4.5 4.5L6 12.5" />`,
  open: svg`<path d="M4 6l4 4 4-4" />`,
  search: svg`<circle cx="7" cy="7" r="4.2" /><path d="M10.2 10.2l3.6 3.6" />`,
  edit: svg`<path d="M3 13l.6-2.8 7-7 2.2 2.2-7 7zM9.4 4.4l2.2 2.2" />`,
  contrast: svg`<rect x="2.5" y="2.5" width="11" height="11" /><path d="M8 2.5h5.5v11H8z" fill="currentColor" />`,
  up: svg`<path d="M8 13V3.5M4.5 7L8 3.5 11.5 7" />`,
  down: svg`<path d="M8 3v9.5M4.5 9L8 12.5 11.5 9" />`,
  repeat: svg`<path d="M12.8 6.2A5.2 5.2 0 1 0 13 9.6M13 2.8v3.6H9.4" />`,
  beside: svg`<rect x="2" y="3" width="12" height="10" rx="1" /><path d="M8 3v10" />`,
  below: svg`<rect x="2" y="3" width="12" height="10" rx="1" /><path d="M2 8h12" />`,
  light: svg`<circle cx="8" cy="8" r="2.8" /><path d="M8 1.5v1.8M8 12.7v1.8M1.5 8h1.8M12.7 8h1.8M3.4 3.4l1.3 1.3M11.3 11.3l1.3 1.3M3.4 12.6l1.3-1.3M11.3 4.7l1.3-1.3" />`,
  dark: svg`<path d="M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7z" />`,
  system: svg`<circle cx="8" cy="8" r="5.8" /><path d="M8 2.2v11.6a5.8 5.8 0 0 0 0-11.6z" fill="currentColor" />`,
} as const satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof shapes;

/** An icon that says nothing of its own: the word stands beside it, or the control has a name. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">${shapes[name]}</svg>`;
}
