import type { MessageRow, SyntaxNode } from '@sipscope/analyzer';
import { type Field, type NodePath, nodeAt } from './syntax.ts';

/** A value of the list of messages: what can be filtered by. */
export type ValueFilter = { readonly key: string; readonly value: string };

/** Of each header field, the key of messages that holds it or its part. */
const keys: ReadonlyMap<string, keyof MessageRow> = new Map([
  ['Call-ID', 'callId'],
  ['From', 'fromUri'],
  ['To', 'toUri'],
  ['User-Agent', 'userAgent'],
  ['Server', 'userAgent'],
  ['CSeq', 'cseq'],
  ['Content-Type', 'bodyType'],
  ['Via', 'branch'],
]);

/**
 * The filter that a chosen part of a message stands for; undefined where rows of messages have nothing of it. A tag and a method are filtered by where they were chosen, else what
 * the row has of the field.
 */
export function valueFilter(
  field: Field,
  path: NodePath,
  tree: SyntaxNode,
  row: MessageRow,
  textOf: (node: SyntaxNode) => string,
): ValueFilter | undefined {
  const chosen = nodeAt(tree, path);
  if (field.kind === 'start') return startFilter(chosen, row);
  if (field.kind !== 'header') return undefined;
  const header = field.node.label ?? '';
  const text = chosen === undefined ? '' : textOf(chosen);
  if (header === 'From' && text !== '' && row.fromTag !== undefined && text.endsWith(row.fromTag))
    return { key: 'fromTag', value: row.fromTag };
  if (header === 'To' && text !== '' && row.toTag !== undefined && text.endsWith(row.toTag))
    return { key: 'toTag', value: row.toTag };
  if (header === 'CSeq' && row.method !== undefined && text === row.method) return { key: 'method', value: row.method };
  const key = keys.get(header);
  return key === undefined ? undefined : ofRow(row, key);
}

function startFilter(chosen: SyntaxNode | undefined, row: MessageRow): ValueFilter | undefined {
  if (row.kind === 'response') return chosen?.rule === 'Reason-Phrase' ? ofRow(row, 'reason') : ofRow(row, 'status');
  return chosen?.rule === 'Method' || chosen?.rule === 'Request-Line' ? ofRow(row, 'method') : ofRow(row, 'requestUri');
}

function ofRow(row: MessageRow, key: keyof MessageRow): ValueFilter | undefined {
  const value = row[key];
  return typeof value === 'string' || typeof value === 'number' ? { key, value: `${value}` } : undefined;
}
