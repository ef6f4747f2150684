import { expect, test } from 'vitest';
import { keyText, pressedKey } from './key-text.ts';

test.each([
  ['$mod+k', 'Ctrl K', '⌘K'],
  ['[Shift]+?', '?', '?'],
  ['Shift+N', 'N', 'N'],
  ['Escape', 'Esc', 'Esc'],
  ['Space', 'Space', 'Space'],
  ['n', 'n', 'n'],
  ['+', '+', '+'],
  ['$mod++', 'Ctrl +', '⌘+'],
  ['Alt+ArrowUp', 'Alt ↑', '⌥↑'],
])('keyText() writes %s as %s and %s', (binding, elsewhere, apple) => {
  expect([keyText(binding, false), keyText(binding, true)]).toEqual([elsewhere, apple]);
});

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

test.each([
  [{ key: 'k', ctrlKey: true }, '$mod+k'],
  [{ key: '?', shiftKey: true }, '[Shift]+?'],
  [{ key: 'F2', shiftKey: true }, 'Shift+F2'],
  [{ key: ' ' }, 'Space'],
  [{ key: 'Shift', shiftKey: true }, undefined],
])('pressedKey() of %j is %s', (event, binding) => {
  expect(pressedKey({ ...none, ...event }, false)).toBe(binding);
});
