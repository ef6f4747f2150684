/** How figures are written into rows. */

/** An SSRC as eight hexadecimal digits. */
export function hex(ssrc: number): string {
  return ssrc.toString(16).padStart(8, '0');
}

/** To so many decimals. */
export function round(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale;
}

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** Without the keys that have no value. */
export function omitUndefined<T extends object>(fields: T): Defined<T> {
  const defined: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) defined[name] = value;
  return defined as Defined<T>;
}
