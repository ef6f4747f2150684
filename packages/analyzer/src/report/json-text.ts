/** What `JSON.stringify` leaves as it is and a terminal, a row reader or a web page would act on. */
const unsafe = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069<]/g;

/** A value as JSON, safe to print: control characters and what reorders text are escaped inside its strings. */
export function jsonText(value: unknown, indent: number = 0): string {
  // Outside of strings JSON has none of these characters.
  // `undefined` is no JSON.
  return (JSON.stringify(value, undefined, indent) ?? 'null').replace(unsafe, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
