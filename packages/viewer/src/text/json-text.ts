/**
 * JSON without anything a terminal, a script element or an event stream could trip over: DEL, C1 controls, U+2028,
 * U+2029 and `<` are escaped as C0 controls are. One line.
 */
export function jsonText(value: unknown): string {
  // `undefined` is no JSON; a route that answers nothing sends no body at all.
  return (JSON.stringify(value) ?? 'null').replace(
    /[\u007F-\u009F\u2028\u2029<]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
