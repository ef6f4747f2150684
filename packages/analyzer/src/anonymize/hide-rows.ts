import { statusTable } from '@sipscope/parser';
import type { HeaderHider } from './hide-headers.ts';
import type { ValueHider } from './hide-value.ts';
import { openKeys } from './row-vocabulary.ts';

const reasonPhrases: ReadonlySet<string> = new Set(statusTable.map(({ reason }) => reason));
/** Rows are this deep at most; what were deeper is not told. */
const deepest = 24;
/** A date and time tells of nobody. */
const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)?$/;
const encoder = new TextEncoder();
const decoder = new TextDecoder('latin1');

type Place = { readonly parent: string; readonly key: string; readonly depth: number };

/**
 * Hides who is told of in rows: of each text all words become others, as they would in messages, but for texts of the fields named in `openKeys`, which the analyzer writes itself. Sentences
 * are left out, for names stand in them; digits that were pressed become `x`.
 */
export class RowHider {
  readonly #values: ValueHider;
  readonly #headers: HeaderHider;

  constructor(values: ValueHider, headers: HeaderHider) {
    this.#values = values;
    this.#headers = headers;
  }

  /** A copy. */
  row<Row extends object>(row: Row): Row {
    // Fields are as they were, or missing where they may be.
    return this.#object(row, { parent: '', key: '', depth: 0 }) as Row;
  }

  /** A text that stands alone, such as a Call-ID. */
  text(text: string): string {
    const bytes = encoder.encode(text);
    this.#values.hide(bytes, 0, bytes.length);
    return decoder.decode(bytes);
  }

  #object(value: object, { key: parent, depth }: Place): object {
    const told: Record<string, unknown> = {};
    const isFinding = 'rule' in value && 'title' in value;
    for (const [key, field] of Object.entries(value)) {
      if (key === 'text' && 'code' in value) continue;
      const hidden = this.#value(field, { parent, key, depth: depth + 1 });
      if (hidden !== undefined) told[key] = hidden;
    }
    // What was seen is told in sentences with what stood in the message; the rule says what it was.
    if (isFinding) for (const key of ['message', 'seen']) if (key in value) told[key] = value.title;
    return told;
  }

  #value(value: unknown, place: Place): unknown {
    if (typeof value === 'string') return this.#string(value, place);
    if (typeof value !== 'object' || value === null) return value;
    if (place.depth > deepest) return undefined;
    if (Array.isArray(value))
      return value
        .map((one) => this.#value(one, { ...place, depth: place.depth + 1 }))
        .filter((one) => one !== undefined);
    return this.#object(value, place);
  }

  #string(text: string, { parent, key }: Place): string {
    if (openKeys.has(key) || openKeys.has(`${parent}.${key}`) || dateTime.test(text)) return text;
    if (key === 'digits' || key === 'digit') return 'x'.repeat(Math.min(text.length, 64));
    if (/reason$/i.test(key) && reasonPhrases.has(text)) return text;
    if (key === 'userAgent') return this.#device(text);
    return this.text(text);
  }

  /** What a device is stays. */
  #device(text: string): string {
    const name = 'user-agent:';
    const bytes = encoder.encode(`${name}${text.replaceAll(/[\r\n]/g, ' ')}`);
    this.#headers.hide(bytes, 0, bytes.length);
    return new TextDecoder().decode(bytes.subarray(name.length));
  }
}
