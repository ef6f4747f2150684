import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { SourceText } from '../text/source-text.ts';
import { scanField } from './scan-field.ts';
import { scanLenientAddress } from './scan-lenient-address.ts';
import { scanCallIds, scanText } from './scan-text.ts';
import type { CoreGrammar } from './core-grammar.ts';
import type { KindRow, ScanMode } from './kind-row.ts';
import type { TokenBuffer } from './token-buffer.ts';
import { tokenCode } from './token-code.ts';

/** What one header value gave: all that could be read, and what is wrong with the rest. */
export type Reading<Value> = {
  readonly values: readonly Value[];
  /** False where the first element of the value could not be read; `values` then begins with a later one. */
  readonly firstRead: boolean;
  readonly diagnostics: readonly Diagnostic[];
};

/** As many elements of one value are read again with more patience; the rest of a value that needs it more often is left. */
const maxLenientElements = 8;

/** As many errors are told of one value; behind the last it is not read. */
const maxMismatches = 32;

/**
 * Reads the value at `[start, end)` of a source: what is of the common form straight from the bytes, all else by the scanner and the rule of its kind.
 * Never throws: what is wrong is told in the diagnostics.
 */
export function readRow<Rules extends CoreGrammar>(
  grammar: Rules,
  row: KindRow<Rules>,
  source: SourceText,
  start: number,
  end: number,
  commentDepth: number,
): Reading<unknown> {
  if (grammar.takesPlain && row.plain !== undefined) {
    const values = row.plain(source, start, end, grammar.readUri);
    if (values !== undefined) return { values, firstRead: true, diagnostics: none };
  }
  return readByRules(grammar, row, source, start, end, commentDepth);
}

/** The same by scanner and rule, of whatever form the value is. */
export function readByRules<Rules extends CoreGrammar>(
  grammar: Rules,
  row: KindRow<Rules>,
  source: SourceText,
  start: number,
  end: number,
  commentDepth: number,
): Reading<unknown> {
  grammar.values = [];
  if (grammar.diagnostics.length > 0) grammar.diagnostics = [];
  grammar.tokens.clear(source, end, commentDepth);
  scan(grammar.tokens, row.scan, start, end);
  const { tooDeepAt } = grammar.tokens;
  if (tooDeepAt !== -1) {
    const span = [tooDeepAt, tooDeepAt + 1] as const;
    grammar.diagnostics.push({ code: 'limit-comment-depth', span, detail: `${commentDepth}` });
  }
  const firstRead = readElements(grammar, row);
  // Nearly always there is nothing to tell, and the list is kept for the next value.
  const { diagnostics } = grammar;
  return { values: grammar.values, firstRead, diagnostics: diagnostics.length === 0 ? none : diagnostics };
}

const none: readonly Diagnostic[] = [];

function scan(tokens: TokenBuffer, mode: ScanMode, start: number, end: number): void {
  if (mode === 'callId') scanCallIds(tokens, start, end);
  else if (mode === 'text') scanText(tokens, start, end);
  else scanField(tokens, start, end, mode);
  tokens.finish();
}

/** Reads element after element: behind one that is wrong, on with the next after a comma. Gives whether the first was read. */
function readElements<Rules extends CoreGrammar>(grammar: Rules, row: KindRow<Rules>): boolean {
  const { rule, code, list, scan: mode } = row;
  const hasName = mode === 'address' && row.nameless !== true;
  let lenient = hasName ? maxLenientElements : 0;
  let from = 0;
  let firstRead = true;
  for (let mismatches = 0; ; mismatches++) {
    const before = grammar.values.length;
    if (grammar.run(rule(grammar), from)) return firstRead;
    if (mismatches === maxMismatches) {
      grammar.diagnostics.push(grammar.mismatch('limit-errors'));
      return firstRead;
    }
    tellOnce(grammar.diagnostics, grammar.mismatch(code));
    const element = elementStart(grammar.tokens, from, grammar.failedAt);
    const isUnread = hasName && grammar.tokens.count > 0 && !hasUriBefore(grammar, element);
    if (element === 0 && grammar.values.length === before) firstRead = false;
    if (isUnread && lenient > 0 && scanLenientAddress(grammar.tokens, element)) {
      lenient--;
      if ('recorder' in grammar) grammar.recorder?.dropFrom(element);
      if (element === 0) firstRead = true;
      from = element;
      continue;
    }
    from = list ? nextElement(grammar) : -1;
    if (from === -1) return firstRead;
  }
}

/** What is read again with more patience may stop at the same place again. */
function tellOnce(diagnostics: Diagnostic[], found: Diagnostic): void {
  const last = diagnostics.at(-1);
  const isSame = last?.code === found.code && last.span[0] === found.span[0] && last.span[1] === found.span[1];
  if (!isSame) diagnostics.push(found);
}

/** Index of the first token of the element in which the rules stopped. */
function elementStart(tokens: TokenBuffer, from: number, failedAt: number): number {
  for (let at = failedAt - 1; at >= from; at--) {
    if (tokens.types[at] === tokenCode.comma) return at + 1;
  }
  return from;
}

/** Whether the rules got past the element's URI, so that only its parameters are wrong. */
function hasUriBefore(grammar: CoreGrammar, element: number): boolean {
  for (let at = element; at < grammar.failedAt; at++) {
    if (grammar.tokens.types[at] === tokenCode.uri) return true;
  }
  return false;
}

/** Index of the token behind the next comma; -1 where there is none. */
function nextElement(grammar: CoreGrammar): number {
  const { types, count } = grammar.tokens;
  for (let at = Math.max(grammar.failedAt, 0); at < count; at++) {
    if (types[at] === tokenCode.comma) return at + 1;
  }
  return -1;
}
