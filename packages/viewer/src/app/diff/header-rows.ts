import { compareMessages, type ComparedBody, type ComparedElement } from '@sipscope/analyzer';
import type { DiffRow, DiffRows } from './diff-row.ts';
import { diffWords } from './diff-words.ts';
import { orderRows } from './order-rows.ts';

/** Thing by thing: the start line, headers by name, bodies by type, session descriptions by medium. */
export function headerRows(left: Uint8Array, right: Uint8Array): DiffRows & { readonly isCut: boolean } {
  const { startLine, headers, bodies, isCut } = compareMessages(left, right);
  const rows: DiffRow[] = [{ ...rowOf(startLine), name: diffWords.startLine }, ...headers.map(rowOf)];
  let gaveUp = false;
  for (const body of bodies) {
    const compared = bodyRows(body, left, right);
    rows.push({ kind: 'heading', name: body.mediaType === '' ? '?' : body.mediaType }, ...compared.rows);
    gaveUp ||= compared.gaveUp;
  }
  return { rows, gaveUp, isCut: isCut === true };
}

function rowOf({ kind, name, left, right, varying }: ComparedElement): DiffRow {
  return {
    kind,
    name,
    ...(left !== undefined && { left: left.pieces }),
    ...(right !== undefined && { right: right.pieces }),
    ...(varying !== undefined && { varying }),
  };
}

function bodyRows({ sections, left, right }: ComparedBody, one: Uint8Array, other: Uint8Array): DiffRows {
  if (sections === undefined) return orderRows(cut(one, left), cut(other, right));
  return {
    rows: sections.flatMap(({ title, lines }, at): readonly DiffRow[] => [
      ...(at === 0 ? [] : [{ kind: 'heading' as const, name: `m=${title}` }]),
      ...lines.map((line) => ({ ...rowOf(line), name: '' })),
    ]),
    gaveUp: false,
  };
}

function cut(bytes: Uint8Array, span: readonly [number, number] | undefined): Uint8Array {
  return span === undefined ? new Uint8Array() : bytes.subarray(...span);
}
