import type { ParticipantRow, RoleRow } from '../rows.ts';
import { frameList } from './frame-list.ts';

/** Endpoints and sentences that are written of each. */
const mostEndpoints = 4;
const mostSentences = 2;

/** Who took part: name, roles, endpoints; below, what shows it. */
export function participantLines(participants: readonly ParticipantRow[]): readonly string[] {
  if (participants.length === 0) return [];
  return ['Participants', ...participants.flatMap((one) => linesOf(one))];
}

function linesOf({ name, endpoints, moreEndpoints = 0, roles = [], merged = [], nat = [] }: ParticipantRow): string[] {
  const rest = Math.max(0, endpoints.length - mostEndpoints) + moreEndpoints;
  const places = `${endpoints.slice(0, mostEndpoints).join(', ')}${rest === 0 ? '' : ` and ${rest} more`}`;
  const called = [roles.map((role) => roleText(role)).join(', '), name].filter(
    (text) => text !== undefined && text !== '',
  );
  const notes = [
    ...roles.flatMap(({ evidence }) => evidence.slice(0, mostSentences)),
    ...merged.slice(0, mostSentences),
    ...nat.slice(0, mostSentences),
  ];
  return [
    `  ${[places, ...called].join('  ')}`,
    ...notes.map(({ sentence, frames }) => `      ${sentence}  ${frameList(frames)}`),
  ];
}

function roleText({ role, confidence }: RoleRow): string {
  return confidence === undefined ? role : `${role} (${Math.round(confidence * 100)} %)`;
}
