import { hues } from './ladder-hues.ts';
import { lookRules } from './drawing-look.ts';

/** The style rules of everything that is drawn of a ladder: its looks, and the colours arrows have. */
export function drawingRules(): string {
  const tones = ['ink', 'quiet', 'good', 'moved', 'bad'].map((tone) => `.tone-${tone} { color: var(--${tone}); }`);
  const groups = hues.map(({ light, dark }, at) => `.tone-hue-${at} { color: light-dark(${light}, ${dark}); }`);
  return [lookRules(), ...tones, ...groups].join('\n');
}
