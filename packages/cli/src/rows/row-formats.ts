/** How rows can be printed. */
export const rowFormats = ['table', 'json', 'ndjson', 'csv'] as const;
export type RowFormat = (typeof rowFormats)[number];
