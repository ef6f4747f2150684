import type { CallStory } from '../rows.ts';
import { identityLines } from './identity-lines.ts';
import { imsLines } from './ims-lines.ts';
import { participantLines } from './participant-lines.ts';

/** What a story tells beside what happened, as blocks of lines: who took part, who they say they are, what their network says. */
export function sectionBlocks({ participants, identity, ims }: CallStory): readonly (readonly string[])[] {
  return [
    participantLines(participants),
    identity === undefined ? [] : identityLines(identity),
    ims === undefined ? [] : imsLines(ims),
  ].filter((lines) => lines.length > 0);
}
