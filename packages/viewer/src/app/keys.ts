/** What the keys do, as the help shows it. */
export const keyHelp: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ['j', '↓'], does: 'next row, arrow or line' },
  { keys: ['k', '↑'], does: 'the one before' },
  { keys: ['Home', 'End'], does: 'first and last' },
  { keys: ['Enter'], does: 'open the row; in a call, read the message' },
  { keys: ['Esc'], does: 'back to the list; in the filter, clear it' },
  { keys: ['/'], does: 'filter' },
  { keys: ['1', '…', '9'], does: 'Overview, Calls, Transactions, Dialogs, Messages and the other tabs' },
  { keys: ['y'], does: 'copy a link to what is shown' },
  { keys: ['e'], does: 'export the call' },
  { keys: ['s'], does: 'a call as ladder, as story, its media, or its findings' },
  { keys: ['r'], does: 'repeats folded or each on its own' },
  { keys: ['n', 'N'], does: 'the next message of a call in which something was found, the one before' },
  { keys: ['p'], does: 'listen to a call; then play and pause' },
  { keys: ['?'], does: 'this help' },
];

/** Whether a key pressed there is text being written, or belongs to a dialog that is open. */
export function isElsewhere(event: Event): boolean {
  return event
    .composedPath()
    .some(
      (target) =>
        target instanceof Element && target.matches('input, textarea, select, [contenteditable], dialog[open]'),
    );
}
