import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Reading } from '../grammar/read-row.ts';
import { headerNumberOf } from '../header/header-number.ts';
import { headerTable } from '../header/header-table.ts';
import { encodeText, SourceText } from '../text/source-text.ts';
import { uriDiagnosticsOf } from './check-fields.ts';
import type { HeaderAccessor } from './header-accessor.ts';
import { defaultLimits } from './limits.ts';
import type { Readers } from './readers.ts';

/** Reads a header field's value by its accessor, or by its name with certain readers; a value whose name the header table has not is text. */
export function parseHeaderWith(
  { readValue }: Pick<Readers, 'readValue'>,
  header: string | HeaderAccessor<unknown>,
  value: Uint8Array | string,
): Reading<unknown> {
  const bytes = typeof value === 'string' ? encodeText(value) : value;
  const source = new SourceText(bytes);
  const { commentDepth } = defaultLimits;
  if (typeof header !== 'string') return new ReadingWithUris(header.read(source, 0, bytes.length, commentDepth));
  const kind = headerTable[headerNumberOf(header)]?.kind ?? 'text';
  return new ReadingWithUris(readValue(kind, source, 0, bytes.length, commentDepth));
}

/**
 * A reading and what is wrong with the URIs in its values, which are read when the diagnostics are asked for. A class, as V8 makes each
 * object literal with a getter a hidden class of its own, which keeps all it leads to alive until a full collection.
 */
class ReadingWithUris implements Reading<unknown> {
  readonly values: readonly unknown[];
  readonly firstRead: boolean;
  readonly #diagnostics: readonly Diagnostic[];

  constructor({ values, firstRead, diagnostics }: Reading<unknown>) {
    this.values = values;
    this.firstRead = firstRead;
    this.#diagnostics = diagnostics;
  }

  get diagnostics(): readonly Diagnostic[] {
    const wrong = this.values.flatMap((value) => uriDiagnosticsOf(value));
    return wrong.length === 0 ? this.#diagnostics : [...this.#diagnostics, ...wrong];
  }
}
