import type { Parameters } from '../header/parameter.ts';
import { lowerCase } from '../text/lower-case.ts';
import { withoutSeparators } from './phone-number.ts';
import { normalizeEscapes } from './unescape-uri.ts';

/** Parameters whose values are numbers, or may be: what is there for people does not count in them. RFC 3966 §4, RFC 4694 §4. */
const numbers: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'ext',
  'phone-context',
  'trunk-context',
  'rn',
  'rn-context',
  'cic',
  'cic-context',
]);

/** Whether two telephone numbers are the same: without separators and case, and with the same parameters in any order. RFC 3966 §4. */
export function telUriEquals(one: Telephone, other: Telephone): boolean {
  if (lowerCase(withoutSeparators(one.number)) !== lowerCase(withoutSeparators(other.number))) return false;
  const values = valuesByName(one.params);
  const otherValues = valuesByName(other.params);
  if (values.size !== otherValues.size) return false;
  return [...values].every(([name, value]) => otherValues.has(name) && otherValues.get(name) === value);
}

type Telephone = { readonly number: string; readonly params: Parameters };

function valuesByName(params: Parameters): Map<string, string | undefined> {
  const values = new Map<string, string | undefined>();
  for (const { name, value } of params) {
    const lower = lowerCase(name);
    if (!values.has(lower))
      values.set(lower, value === undefined ? undefined : comparable(lower, normalizeEscapes(value)));
  }
  return values;
}

/** A domain keeps its dots: only digits behind `+`, and what is never a domain, are rid of separators. */
function comparable(name: string, value: string): string {
  const isNumber = value.startsWith('+') || !name.endsWith('-context');
  return lowerCase(numbers.has(name) && isNumber ? withoutSeparators(value) : value);
}
