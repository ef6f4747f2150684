/** V8 makes room for 17 where a short list is pushed to; most calls and dialogs have lists of one to three. */
const shortList = 4;

/** The list with one more: a short one anew and without spare room, a longer one grown in place. */
export function withOneMore<T>(list: T[], item: T): T[] {
  if (list.length < shortList) return [...list, item];
  list.push(item);
  return list;
}
