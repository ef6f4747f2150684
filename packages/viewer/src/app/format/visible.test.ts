import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isUnsafe, label, visible } from './visible.ts';

test('visible() shows a right-to-left override instead of obeying it', () => {
  expect(visible('alice\u202Egpj.exe')).toBe('alice⟨RLO⟩gpj.exe');
});

test('visible() draws control characters by their names', () => {
  expect(visible('a\u0000b\r\n\u001B[31m\u007F')).toBe('a⟨NUL⟩b⟨CR⟩⟨LF⟩⟨ESC⟩[31m⟨DEL⟩');
});

test('visible() gives the number of a character without a name', () => {
  expect(visible('\u0085')).toBe('⟨U+0085⟩');
});

test('visible() leaves letters of every script alone', () => {
  expect(visible('Zoë Ünïcode 電話 שלום')).toBe('Zoë Ünïcode 電話 שלום');
});

test('visible() leaves nothing unsafe in any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) =>
      Array.from(visible(text)).every((character) => !isUnsafe(character.codePointAt(0) ?? 0)),
    ),
  );
});

test('label() is clipped to so many graphemes', () => {
  expect(label('x'.repeat(400), 10)).toBe(`${'x'.repeat(10)}…`);
});

test('label() cuts a letter with hundreds of marks on it', () => {
  expect(label(`Z${'\u0301'.repeat(500)}`).length).toBeLessThanOrEqual(8);
});

test('label() has a bounded length whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 5000 }), (text) => label(text, 20).length <= 20 * 8 + 1),
  );
});
