/** A party as a list has room for it: its number, or its URI without the scheme. */
export function formatParty(uri: string | undefined, number?: string): string | undefined {
  if (number !== undefined) return number;
  return uri?.replace(/^(?:sips?|tel):/i, '');
}
