import { createTwoFilesPatch } from 'diff';

/** Two messages as a unified difference, as `diff -u` writes it; undefined where they differ in too much to be followed. */
export function unifiedText(
  left: { readonly name: string; readonly bytes: Uint8Array },
  right: { readonly name: string; readonly bytes: Uint8Array },
): string | undefined {
  const decoder = new TextDecoder();
  return createTwoFilesPatch(
    left.name,
    right.name,
    decoder.decode(left.bytes),
    decoder.decode(right.bytes),
    undefined,
    undefined,
    {
      context: 3,
      stripTrailingCr: true,
      timeout: 500,
      maxEditLength: 4000,
    },
  );
}
