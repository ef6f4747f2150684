/** A rule of the catalogue that is not asked, and why. */
export type LeftOut = { readonly id: string; readonly reason: string };

export const leftOut: readonly LeftOut[] = [];
