import type { DialogInfo, DialogParticipant, DialogState } from '@sipscope/parser/xml';
import { named } from './short-text.ts';
import { type StateDocument, stateDocument } from './state-document.ts';

/** `confirmed to sip:bob@example.com, early from sip:carol@example.com`; `idle` where there are no dialogs. RFC 4235 §4. */
export function dialogInfoState({ version, state, entity, dialogs }: DialogInfo): StateDocument {
  const isPartial = state === 'partial';
  const none = isPartial ? 'nothing told' : 'idle';
  const what = dialogs.length === 0 ? none : named(dialogs, dialogText);
  return stateDocument({ kind: 'dialog-info', of: entity, what, isPartial, version });
}

function dialogText({ state, direction, local, remote }: DialogState): string {
  const { name = 'in an unknown state', event, code } = state ?? {};
  const why = [event, code].filter((part) => part !== undefined).join(' ');
  const reason = why === '' ? '' : ` (${why})`;
  const other = remote?.identity?.uri ?? remote?.target?.uri;
  const way = direction === 'initiator' ? 'to' : direction === 'recipient' ? 'from' : 'with';
  const role = direction === undefined ? '' : ` as ${direction}`;
  return `${name}${reason}${other === undefined ? role : ` ${way} ${other}`}${isHeld(local) ? ', held' : ''}`;
}

/** Whoever renders no media has put the other side on hold. `+sip.rendering`: RFC 4235 §5.2. */
function isHeld(local: DialogParticipant | undefined): boolean {
  return (
    local?.target?.params.some(
      // Some write it as a parameter of Contact, some as the feature is named: so does the RFC itself.
      ({ name, value }) => /^\+?sip\.rendering$/i.test(name ?? '') && value?.toLowerCase() === 'no',
    ) === true
  );
}
