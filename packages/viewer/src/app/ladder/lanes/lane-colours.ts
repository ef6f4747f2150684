import { type CSSResult, unsafeCSS } from 'lit';
import { hues } from '../ladder-hues.ts';
import { laneColours } from './lane-arrangement.ts';

/** `--lane` of `.colour-1` to `.colour-8`. */
export const laneColourRules: CSSResult = unsafeCSS(
  hues
    .slice(0, laneColours)
    .map(({ light, dark }, at) => `.colour-${at + 1} { --lane: light-dark(${light}, ${dark}); }`)
    .join('\n'),
);
