import type { MessageDetail, SyntaxNode } from '@sipscope/analyzer';
import { type Remark, remarksOf } from './remarks.ts';
import { type ByteSpan, type Field, fieldAt, fieldsOf, nodeAt, type NodePath, pathsAround } from './syntax.ts';

/** What is chosen of a message: a span, and the innermost node that covers it. */
export type Chosen = { readonly path: NodePath; readonly span: ByteSpan };

/** The places of a message one can be at: its fields and what is said of them, and the ways from one to the next. */
export class MessagePlaces {
  readonly fields: readonly Field[];
  /** What is said of a place in it. */
  readonly remarks: readonly Remark[];
  /** What is said of the whole. */
  readonly whole: readonly Remark[];
  readonly #tree: SyntaxNode;

  constructor(detail: Pick<MessageDetail, 'tree' | 'diagnostics' | 'findings'>) {
    const remarks = remarksOf(detail);
    this.#tree = detail.tree;
    this.fields = fieldsOf(detail.tree);
    this.remarks = remarks.filter(({ span }) => span !== undefined);
    this.whole = remarks.filter(({ span }) => span === undefined);
  }

  /** The field that what is chosen is in. */
  fieldOf(span: ByteSpan | undefined): Field | undefined {
    return span === undefined ? undefined : fieldAt(this.fields, span[0]);
  }

  /** Rules of the grammar from the outermost to the node itself. */
  rulesAround(path: NodePath | undefined): readonly string[] {
    if (path === undefined || path === '') return [];
    return [...pathsAround(path), path].flatMap((one) => nodeAt(this.#tree, one)?.rule ?? []);
  }

  /** Which remark is about exactly that span; -1 where none is. */
  remarkAt(span: ByteSpan | undefined): number {
    return span === undefined
      ? -1
      : this.remarks.findIndex((one) => one.span?.[0] === span[0] && one.span[1] === span[1]);
  }

  /** The next one from a span on, or the one before it; undefined behind the last. */
  remarkFrom(span: ByteSpan | undefined, step: 1 | -1): Remark | undefined {
    const at = this.remarkAt(span);
    if (at >= 0) return this.remarks[at + step];
    const from = span?.[0] ?? -1;
    return step === 1
      ? this.remarks.find((one) => one.span !== undefined && one.span[0] > from)
      : this.remarks.findLast((one) => one.span !== undefined && one.span[0] < from);
  }

  /** Where a key leads from what is chosen: up and down from field to field, left and right out of and into what it consists of. */
  pathByKey(key: string, chosen: Partial<Chosen>): NodePath | undefined {
    const { fields } = this;
    const field = this.fieldOf(chosen.span);
    const at = field === undefined ? -1 : fields.indexOf(field);
    switch (key) {
      case 'ArrowDown':
      case 'j':
        return fields[Math.min(fields.length - 1, at + 1)]?.path;
      case 'ArrowUp':
      case 'k':
        return fields[Math.max(0, at - 1)]?.path;
      case 'Home':
        return fields[0]?.path;
      case 'End':
        return fields.at(-1)?.path;
      case 'ArrowRight':
        return this.#inwards(chosen.path);
      case 'ArrowLeft':
        return chosen.path === field?.path ? undefined : pathsAround(chosen.path ?? '').at(-1);
      default:
        return undefined;
    }
  }

  /** Into a node, or on to what follows it beside it. */
  #inwards(path: NodePath | undefined): NodePath | undefined {
    if (path === undefined) return undefined;
    if ((nodeAt(this.#tree, path)?.children ?? []).length > 0) return `${path}/0`;
    const around = pathsAround(path).at(-1);
    const next = Number(path.split('/').at(-1)) + 1;
    const siblings = around === undefined ? [] : (nodeAt(this.#tree, around)?.children ?? []);
    return siblings[next] === undefined ? undefined : `${around}/${next}`;
  }
}
