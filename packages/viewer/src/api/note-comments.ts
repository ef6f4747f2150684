import { type Note, readTarget } from './notes.ts';

/** What is said of packets, by their numbers, for a pcapng: a bookmark that says nothing is a star. */
export function commentsOf(notes: Iterable<Note>): ReadonlyMap<number, string> {
  const comments = new Map<number, string>();
  for (const { target, text } of notes) {
    const read = readTarget(target);
    if (read.kind !== 'message') continue;
    const before = comments.get(read.frame);
    const said = text === '' ? '★' : text;
    comments.set(read.frame, before === undefined ? said : `${before}\n${said}`);
  }
  return comments;
}
