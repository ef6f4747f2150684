import type { SipMessage } from '@sipscope/parser';

/** No more fields of a name are looked at. */
const most = 100;

/** The values of all fields of a name, as they are written. */
export function valuesNamed(parsed: SipMessage, name: string): string[] {
  return parsed
    .headersNamed(name)
    .slice(0, most)
    .map(({ value }) => value);
}

/** What of a value may be as it is expected: the whole, without its tag, and each of its elements where it is a list. */
export function valueFaces(value: string): string[] {
  const untagged = value.replace(/;\s*tag\s*=[^;\s]*/i, '');
  const elements = elementsOf(value);
  return [...new Set([value, untagged, ...(elements.length > 1 ? elements : [])])];
}

function elementsOf(value: string): string[] {
  return splitList(value).slice(0, most);
}

/** At commas outside of quotes and angle brackets. */
function splitList(value: string): string[] {
  const elements: string[] = [];
  let [start, isQuoted, isInAngles] = [0, false, false];
  for (let at = 0; at < value.length; at++) {
    const character = value[at];
    if (isQuoted && character === '\\') at++;
    else if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (character === '<' || character === '>')) isInAngles = character === '<';
    else if (!isQuoted && !isInAngles && character === ',') {
      elements.push(value.slice(start, at).trim());
      start = at + 1;
    }
  }
  elements.push(value.slice(start).trim());
  return elements;
}

/** With one blank for several. */
export function foldedValue(value: string): string {
  return value.trim().replaceAll(/[ \t]+/g, ' ');
}
