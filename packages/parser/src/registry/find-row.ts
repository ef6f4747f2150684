/** The first row whose `key` is `value`; strings compare without case. Tables are short enough to be gone through. */
export function findRow<Row extends { readonly [Name in Key]: string | number }, Key extends string>(
  rows: readonly Row[],
  key: Key,
  value: string | number,
): Row | undefined {
  const wanted = typeof value === 'string' ? value.toLowerCase() : value;
  return rows.find((row) => {
    const found: string | number = row[key];
    return (typeof found === 'string' ? found.toLowerCase() : found) === wanted;
  });
}
