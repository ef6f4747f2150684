/**
 * Rows as CSV (RFC 4180): a header line, CRLF, every value that needs it in quotes. A value a spreadsheet would take
 * for a formula gets a `'` before it. Lists are joined by a space, objects written as JSON.
 */
export function csvText(columns: readonly string[], rows: readonly object[]): string {
  const lines = rows.map((row) => {
    const values = row as Readonly<Record<string, unknown>>;
    return columns.map((column) => csvValue(values[column])).join(',');
  });
  return [columns.map(csvValue).join(','), ...lines].map((line) => `${line}\r\n`).join('');
}

function csvValue(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = plainText(value);
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Control characters, tabs and line ends apart, are shown as `\x1b`. */
function plainText(value: unknown): string {
  const isList = Array.isArray(value) && value.every((item) => typeof item !== 'object');
  const text = typeof value === 'string' ? value : isList ? value.join(' ') : JSON.stringify(value);
  return text.replace(
    /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
