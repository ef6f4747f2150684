/** Keys as they are told where digits are masked: `x` for each, for what they say is a card number or a PIN; a hook flash stays what it is. */
export function maskedKeys(keys: string): string {
  return keys === 'flash' ? keys : 'x'.repeat(keys.length);
}
