/**
 * How many rows further the chosen one is after a key; undefined of a key that moves nothing.
 * `seen`: rows that are seen at once; `all`: of the list.
 */
export function rowStep(
  key: string,
  { seen, all }: { readonly seen: number; readonly all: number },
): number | undefined {
  const page = Math.max(1, Math.floor(seen) - 1);
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return 1;
    case 'ArrowUp':
    case 'k':
      return -1;
    case 'PageDown':
      return page;
    case 'PageUp':
      return -page;
    case 'Home':
      return -all;
    case 'End':
      return all;
    default:
      return undefined;
  }
}
