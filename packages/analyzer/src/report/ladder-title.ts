import type { Ladder } from '../rows.ts';

/** What the picture is of: a call, or several things in one. Wire text (a name of a file), not yet escaped for any output. */
export function ladderTitle({ call, started }: Pick<Ladder, 'call' | 'started'>, source?: string): string {
  const what = call === undefined ? 'Flow' : `Call ${call}`;
  return source === undefined ? `${what}, ${started}` : `${what}, ${started}, ${source}`;
}
