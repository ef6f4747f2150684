import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLines } from './read-lines.ts';

test('readLines() gives every line once, however the answer is cut', async () => {
  const cut = fc.array(fc.array(fc.constantFrom('a', 'é', '\n', '☎'), { minLength: 1, maxLength: 9 }));
  await fc.assert(
    fc.asyncProperty(cut, async (pieces) => {
      const text = pieces.flat().join('');
      const bytes = pieces.map((piece) => new TextEncoder().encode(piece.join('')));
      const whole = new Uint8Array(await new Blob(bytes).arrayBuffer());
      const single = new ReadableStream({
        start(controller) {
          for (const byte of whole) controller.enqueue(Uint8Array.of(byte));
          controller.close();
        },
      });
      const lines: string[] = [];

      await readLines(new Response(single), (line) => lines.push(line));

      expect(lines).toEqual(text.split('\n').filter((line) => line !== ''));
    }),
  );
});
