import type { SdpLineChange } from '../../rows.ts';
import { cut, placed, type Shift } from './placed.ts';
import type { ReadLine } from './sdp-detail.ts';

type Sections = readonly (readonly ReadLine[])[];

/**
 * The lines that differ, section by section: two are a pair where they are of the same thing, in whatever order. Lines that say the same, to
 * the letter, are left out.
 */
export function compareLines(before: Sections, after: Sections, shift: Shift): readonly SdpLineChange[] {
  const changes: SdpLineChange[] = [];
  for (let at = 0; at < Math.max(before.length, after.length); at++)
    compareSection(before[at] ?? [], after[at] ?? [], (change, line) =>
      changes.push({
        ...change,
        ...(at === 0 ? {} : { media: at - 1 }),
        ...(line === undefined ? {} : placed(line.span, shift)),
      }),
    );
  return changes;
}

function compareSection(
  before: readonly ReadLine[],
  after: readonly ReadLine[],
  tell: (change: SdpLineChange, line?: ReadLine) => void,
): void {
  const left = byKey(before);
  for (const [key, line] of byKey(after)) {
    const old = left.get(key);
    left.delete(key);
    const text = line.text;
    if (old === undefined) tell({ kind: 'added', after: cut(text) }, line);
    else if (old.text !== text) tell({ kind: 'changed', before: cut(old.text), after: cut(text) }, line);
  }
  for (const line of left.values()) tell({ kind: 'removed', before: cut(line.text) });
}

/** Lines by what they are of, and which of those that are alike. */
function byKey(lines: readonly ReadLine[]): Map<string, ReadLine> {
  const seen = new Map<string, number>();
  const found = new Map<string, ReadLine>();
  for (const line of lines) {
    const what = keyOfLine(line);
    const number = seen.get(what) ?? 0;
    seen.set(what, number + 1);
    found.set(`${number} ${what}`, line);
  }
  return found;
}

/** Attributes that tell of a format, or of a source, named by their first word. */
const ofSome: ReadonlySet<string> = new Set([
  'rtpmap',
  'fmtp',
  'rtcp-fb',
  'extmap',
  'ssrc',
  'crypto',
  'curr',
  'des',
  'conf',
  'rid',
]);

/** What a line is of: its type, the attribute's name, the format it tells of. */
export function keyOfLine({ type, name, value }: ReadLine): string {
  if (type !== 'a') return type;
  // A candidate is what it says: another address is another candidate.
  if (name === 'candidate') return `a ${name} ${value}`;
  return ofSome.has(name) ? `a ${name} ${value.trimStart().split(' ', 1)[0] ?? ''}` : `a ${name}`;
}
