import { words } from './words/words.ts';

const said = words('list-keys', {
  next: 'Next row, arrow or line',
  previous: 'The one before',
  ends: 'First and last',
  open: 'Open the row; in a call, read the message',
});

/** Keys that belong to whatever list has the focus: they cannot be bound to anything else. */
export function listKeys(): readonly { readonly keys: readonly string[]; readonly does: string }[] {
  return [
    { keys: ['j', '↓'], does: said.next },
    { keys: ['k', '↑'], does: said.previous },
    { keys: ['Home', 'End'], does: said.ends },
    { keys: ['Enter'], does: said.open },
  ];
}

/** Whether a key pressed there is text being written, or belongs to a dialog that is open. */
export function isElsewhere(event: Event): boolean {
  return event
    .composedPath()
    .some(
      (target) =>
        target instanceof Element && target.matches('input, textarea, select, [contenteditable], dialog[open]'),
    );
}
