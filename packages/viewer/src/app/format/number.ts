const thinGroups = /\B(?=(?:\d{3})+$)/g;

/** A count with groups of three: `30 017` with thin spaces that do not break. */
export function formatCount(count: number): string {
  return String(Math.round(count)).replace(thinGroups, '\u202F');
}

/** A size in the unit that suits it: `812 B`, `4.2 kB`, `81.3 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let size = bytes / 1000;
  let unit = 0;
  while (size >= 999.95 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${size.toFixed(1)} ${units[unit] ?? ''}`;
}

/** `1 call`, `30 017 calls`. */
export function formatPlural(count: number, one: string, many: string = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
