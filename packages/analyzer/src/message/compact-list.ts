/** The list with one more: a short one anew and without spare room, a longer one grown in place. V8 makes room for 17 where a short list is pushed to or spread. */
export function withOneMore<T>(list: T[], item: T): T[] {
  const [one, two, three] = list;
  switch (list.length) {
    case 0:
      return [item];
    case 1:
      return [one!, item];
    case 2:
      return [one!, two!, item];
    case 3:
      return [one!, two!, three!, item];
    default:
      list.push(item);
      return list;
  }
}
