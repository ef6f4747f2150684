import {
  clipToWidth,
  visibleText,
  type DiagnosticDetail,
  type MessageDetail,
  type SyntaxNode,
} from '@sipscope/analyzer';
import type { Palette, Tint } from '../terminal/palette.ts';

const longestExcerpt = 80;
/** Deeper nodes stand at this indent: the depth of a tree is bounded, the width of a page more so. */
const deepestIndent = 32;

const severityTints: Readonly<Record<DiagnosticDetail['severity'], Tint>> = {
  error: 'bad',
  warning: 'warning',
  info: 'quiet',
};

/**
 * The syntax tree, a line a node: rule, what it means, where it lies, its text. Then a line for everything that
 * departs from the grammar.
 *
 *     Request 0–412  INVITE sip:bob@example.org SIP/2.0\r\nVia: …
 *       Request-Line 0–34  INVITE sip:bob@example.org SIP/2.0
 */
export function treeText({ tree, diagnostics }: MessageDetail, bytes: Uint8Array, palette: Palette): string {
  const lines: string[] = [];
  const open: { readonly node: SyntaxNode; readonly depth: number }[] = [{ node: tree, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth } = next;
    lines.push(`${'  '.repeat(Math.min(depth, deepestIndent))}${nodeText(node, bytes, palette)}`);
    for (const child of [...(node.children ?? [])].reverse()) open.push({ node: child, depth: depth + 1 });
  }
  if (diagnostics.length > 0) lines.push('', ...diagnostics.map((one) => diagnosticText(one, palette)));
  return `${lines.join('\n')}\n`;
}

function nodeText({ rule, label, span }: SyntaxNode, bytes: Uint8Array, palette: Palette): string {
  const title = label === undefined ? rule : `${rule} (${visibleText(label)})`;
  return `${palette(title, 'strong')} ${palette(spanText(span), 'quiet')}  ${excerpt(bytes, span)}`.trimEnd();
}

function diagnosticText({ code, severity, span, message, rfc, section }: DiagnosticDetail, palette: Palette): string {
  const cite = rfc === undefined ? '' : ` RFC ${rfc}${section === undefined ? '' : ` §${section}`}.`;
  return `${palette(`${severity} ${code}`, severityTints[severity])} at ${spanText(span)}: ${visibleText(message)}${cite}`;
}

function spanText([start, end]: readonly [number, number]): string {
  return `${start}–${end}`;
}

function excerpt(bytes: Uint8Array, [start, end]: readonly [number, number]): string {
  // A character has at most four bytes: more cannot be shown.
  const text = new TextDecoder().decode(bytes.subarray(start, Math.min(end, start + 4 * longestExcerpt)));
  return clipToWidth(visibleText(text), longestExcerpt);
}
