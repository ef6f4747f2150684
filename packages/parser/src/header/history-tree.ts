import type { HistoryEntry } from './history-entry.ts';

/** A History-Info entry and those its target was changed or forked to, in order. */
export type HistoryNode = {
  readonly entry: HistoryEntry;
  readonly children: readonly HistoryNode[];
};

type Growing = { readonly entry: HistoryEntry; readonly children: Growing[] };

/** The entries as the tree their indexes tell; one without an index, or whose parent is missing, stands at the root. RFC 7044 §10.3. */
export function historyTree(entries: readonly HistoryEntry[]): readonly HistoryNode[] {
  const roots: Growing[] = [];
  const nodes = new Map<string, Growing>();
  for (const entry of entries) {
    const node: Growing = { entry, children: [] };
    const index = plainIndex(entry.index ?? '');
    const parent = nodes.get(index.slice(0, Math.max(index.lastIndexOf('.'), 0)));
    (parent?.children ?? roots).push(node);
    if (index !== '' && !nodes.has(index)) nodes.set(index, node);
  }
  return roots;
}

/** Without the leading zeros of RFC 4244. */
function plainIndex(index: string): string {
  return index.replaceAll(/(^|\.)0+(?=\d)/g, '$1');
}
