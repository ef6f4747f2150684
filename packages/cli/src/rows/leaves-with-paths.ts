/** Every plain value in an object of objects and lists, with the way to it: `counts.messages`, `topTalkers.0.address`. */
export function leavesWithPaths(value: object): readonly (readonly [path: string, leaf: unknown])[] {
  const leaves: (readonly [string, unknown])[] = [];
  const open: (readonly [string, unknown])[] = Object.entries(value).reverse();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [path, one] = next;
    if (typeof one !== 'object' || one === null) leaves.push(next);
    else for (const [key, inner] of Object.entries(one).reverse()) open.push([`${path}.${key}`, inner]);
  }
  return leaves;
}
