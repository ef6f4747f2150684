import { words } from './words/words.ts';

const said = words('list-keys', {
  next: 'Next row, arrow or line',
  previous: 'The one before',
  ends: 'First and last',
  open: 'Open the row; in a call, read the message',
  ladderEnds: 'In a ladder: first and last message',
  halfPages: 'In a ladder: half a page down, and up',
  center: 'In a ladder: the selected message to the middle',
  unfold: 'In a ladder: each sending of a message that was sent again, or one for all',
});

/** Keys that belong to whatever list has the focus: they cannot be bound to anything else. */
export function listKeys(): readonly { readonly keys: readonly string[]; readonly does: string }[] {
  return [
    { keys: ['j', '↓'], does: said.next },
    { keys: ['k', '↑'], does: said.previous },
    { keys: ['Home', 'End'], does: said.ends },
    { keys: ['Enter'], does: said.open },
    { keys: ['g', 'G'], does: said.ladderEnds },
    { keys: ['Ctrl D', 'Ctrl U'], does: said.halfPages },
    { keys: ['z z'], does: said.center },
    { keys: ['→', '←'], does: said.unfold },
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
