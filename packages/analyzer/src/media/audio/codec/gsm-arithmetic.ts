import { saturate } from './audio-decoder.ts';

/** The operations of GSM 06.10 §5.1 on 16-bit words. */

/** `mult_r`: the product of two fractions, rounded. */
export function multiply(a: number, b: number): number {
  return saturate((a * b + 16_384) >> 15);
}

export function add(a: number, b: number): number {
  return saturate(a + b);
}

export function subtract(a: number, b: number): number {
  return saturate(a - b);
}
