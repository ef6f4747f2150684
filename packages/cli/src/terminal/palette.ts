import { styleText } from 'node:util';

export type Tint = 'good' | 'bad' | 'warning' | 'quiet' | 'strong';
const styles = { good: 'green', bad: 'red', warning: 'yellow', quiet: 'dim', strong: 'bold' } as const;

/** Gives text a colour where the reader can see it; a glyph or a word always says the same. */
export type Palette = (text: string, tint: Tint) => string;

export const colourless: Palette = (text) => text;

const colourful: Palette = (text, tint) => styleText(styles[tint], text, { validateStream: false });

/** Colours go to a terminal that has them, unless the user said otherwise (https://no-color.org). */
export function paletteFor(stream: { readonly isTTY?: boolean }, noColor: boolean, env: NodeJS.ProcessEnv): Palette {
  const unwanted = noColor || (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  return stream.isTTY && !unwanted ? colourful : colourless;
}
