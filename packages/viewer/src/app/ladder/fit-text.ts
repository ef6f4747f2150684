import { label } from '../format/visible.ts';
import { columns, type Run, runWidth } from './shape.ts';

/** As much of a text from the wire as there is room for, made safe to be shown; undefined where there is none for `least` letters. */
export function fit(written: string, width: number, look: Run['look'], least: number): Run | undefined {
  const one = runWidth({ text: 'x', look });
  const most = Math.floor(width / one);
  const whole = label(written, Math.max(most, 1));
  if (most >= least && columns(whole) <= most) return { text: whole, look };
  for (let letters = most - 1; letters >= least - 1 && letters > 0; letters -= 1) {
    const shown = label(written, letters);
    if (columns(shown) <= most) return { text: shown, look };
  }
  return undefined;
}
