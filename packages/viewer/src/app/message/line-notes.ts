import type { ExplainedFact } from '@sipscope/analyzer';
import type { LineNote } from './sip-message-text.ts';

/** Of one line at most. */
const notesAtMost = 2;

/** What is read beside each line: the short forms of what is told of its field, what is out of the ordinary first. */
export function lineNotes(facts: readonly ExplainedFact[]): ReadonlyMap<number, LineNote> {
  const byLine = Map.groupBy(facts, ({ span }) => span[0]);
  const notes = new Map<number, LineNote>();
  for (const [start, told] of byLine) {
    const short = told.filter((fact) => fact.short !== undefined);
    const notable = short.filter((fact) => fact.notable === true);
    const shown = (notable.length > 0 ? notable : short).map((fact) => fact.short ?? '');
    const text = [...new Set(shown)].slice(0, notesAtMost).join(' · ');
    if (text !== '') notes.set(start, { text, isNotable: notable.length > 0 });
  }
  return notes;
}
