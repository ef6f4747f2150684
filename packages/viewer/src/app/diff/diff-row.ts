import type { ComparedKind, ComparedPiece } from '@sipscope/analyzer';

/** What is drawn of a comparison: a line of both sides, or of one, or what stands above those that follow. */
export type DiffRow = {
  readonly kind: ComparedKind | 'heading';
  /** What it is: the header's name, or the heading. */
  readonly name?: string;
  readonly left?: readonly ComparedPiece[];
  readonly right?: readonly ComparedPiece[];
  /** Differs between any two messages. */
  readonly varying?: true;
};

/** What was made of two messages; `gaveUp`: lines were not paired, for there was too much to do. */
export type DiffRows = { readonly rows: readonly DiffRow[]; readonly gaveUp: boolean };

/** Rows that are alike, in a row, told by their number. */
export type FoldedRow = { readonly kind: 'folded'; readonly count: number };

export type ShownOptions = { readonly hidesEqual: boolean; readonly ignoresVarying: boolean };

/** Whether a row is a difference that counts. */
export function isDifference(
  { kind, varying }: DiffRow,
  { ignoresVarying }: Pick<ShownOptions, 'ignoresVarying'>,
): boolean {
  if (kind === 'heading' || kind === 'same' || kind === 'equal') return false;
  return !(ignoresVarying && varying === true);
}

/** The rows to draw: where what is equal is hidden, a number in its place; headings of nothing are left out. */
export function shownRows(rows: readonly DiffRow[], options: ShownOptions): readonly (DiffRow | FoldedRow)[] {
  if (!options.hidesEqual) return rows;
  const shown: (DiffRow | FoldedRow)[] = [];
  let alike = 0;
  let heading: DiffRow | undefined;
  const fold = (): void => {
    if (alike > 0) shown.push({ kind: 'folded', count: alike });
    alike = 0;
  };
  for (const row of rows) {
    if (row.kind === 'heading') heading = row;
    else if (isDifference(row, options)) {
      fold();
      if (heading !== undefined) shown.push(heading);
      heading = undefined;
      shown.push(row);
    } else alike += 1;
  }
  fold();
  return shown;
}

export function textOf(pieces: readonly ComparedPiece[] | undefined): string {
  return (pieces ?? []).map(({ text }) => text).join('');
}
