/** Every colour and distance of the page. Text tokens reach 4.5:1 on every ground they stand on: `tokens.test.ts` holds it. */

export type ColorToken = {
  readonly light: string;
  readonly dark: string;
};

/** Grounds, from the page itself to what lies on it. */
export const grounds = {
  page: { light: '#ffffff', dark: '#14171b' },
  bar: { light: '#f6f7f9', dark: '#1a1e23' },
  hover: { light: '#eef2f6', dark: '#20262d' },
  chosen: { light: '#dfebfa', dark: '#17304d' },
  lit: { light: '#fdf0bf', dark: '#4a3d10' },
} as const satisfies Record<string, ColorToken>;

/** What is read. Semantic colours stand for outcome and severity only, and never without a glyph or word. */
export const inks = {
  ink: { light: '#1a1f25', dark: '#e3e7ec' },
  quiet: { light: '#525c67', dark: '#a3adb8' },
  accent: { light: '#0b559f', dark: '#79b8ff' },
  good: { light: '#11632c', dark: '#63cc86' },
  bad: { light: '#ad1f18', dark: '#ff938b' },
  warn: { light: '#7a4a00', dark: '#e6b355' },
  moved: { light: '#6a3ba3', dark: '#c9a6f7' },
  name: { light: '#5b3a94', dark: '#c3a7f2' },
  uri: { light: '#0a5a86', dark: '#76c3ef' },
  string: { light: '#1d6130', dark: '#84d39c' },
  number: { light: '#7d4608', dark: '#e3b36c' },
} as const satisfies Record<string, ColorToken>;

/** Lines and marks, never read as text. */
export const lines = {
  line: { light: '#e2e6ea', dark: '#2a3038' },
  edge: { light: '#b9c1ca', dark: '#49525d' },
  mark: { light: '#1f6fc4', dark: '#4d9df0' },
} as const satisfies Record<string, ColorToken>;

/** Heights and widths in CSS pixels, for what computes with them. */
export const sizes = {
  row: 26,
  /** A row under a finger. */
  touchRow: 38,
  head: 28,
  bar: 40,
} as const;

type TokenName = keyof typeof grounds | keyof typeof inks | keyof typeof lines;

/** The same with high contrast: text reaches 7:1 on every ground, edges and marks 4.5:1 on the page. */
export const highContrast = {
  page: { light: '#ffffff', dark: '#000000' },
  bar: { light: '#ffffff', dark: '#000000' },
  hover: { light: '#e6ecf2', dark: '#1c242d' },
  chosen: { light: '#cfe3ff', dark: '#0d2b52' },
  lit: { light: '#ffec99', dark: '#453500' },
  ink: { light: '#000000', dark: '#ffffff' },
  quiet: { light: '#2f363d', dark: '#d5dbe2' },
  accent: { light: '#003a75', dark: '#a8d1ff' },
  good: { light: '#00461b', dark: '#8fe8ac' },
  bad: { light: '#7d0a05', dark: '#ffc2bd' },
  warn: { light: '#532f00', dark: '#ffd27d' },
  moved: { light: '#481f7a', dark: '#e0caff' },
  name: { light: '#43227a', dark: '#dccbff' },
  uri: { light: '#00405f', dark: '#a5dcff' },
  string: { light: '#0c4520', dark: '#abeabd' },
  number: { light: '#552d00', dark: '#f8cf92' },
  line: { light: '#6a737d', dark: '#8b949e' },
  edge: { light: '#4d555e', dark: '#b4bcc5' },
  mark: { light: '#0050b3', dark: '#7ab8ff' },
} as const satisfies Record<TokenName, ColorToken>;

/** Declarations of all tokens as custom properties; `light-dark()` follows `color-scheme`, so one set serves both themes. */
export function tokenDeclarations(): string {
  const distances = Object.entries(sizes).map(([name, pixels]) => `--${name}-height: ${pixels}px;`);
  return [...colorDeclarations({ ...grounds, ...inks, ...lines }), ...distances].join('\n');
}

/** Declarations of the letters: families, and the size of what is less important. */
export function fontDeclarations(): string {
  return [
    "--sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif;",
    "--mono: ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace;",
    '--small: 11.5px;',
  ].join('\n');
}

/** Declarations that take the place of those with high contrast. */
export function contrastDeclarations(): string {
  return colorDeclarations(highContrast).join('\n');
}

function colorDeclarations(tokens: Readonly<Record<string, ColorToken>>): readonly string[] {
  return Object.entries(tokens).map(([name, token]) => `--${name}: light-dark(${token.light}, ${token.dark});`);
}
