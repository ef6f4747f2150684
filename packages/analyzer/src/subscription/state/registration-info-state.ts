import type { RegisteredContact, Registration, RegistrationInfo } from '@sipscope/parser/xml';
import { named } from './short-text.ts';
import { type StateDocument, stateDocument } from './state-document.ts';

/** `active: sip:a@192.0.2.1 active (registered)`. RFC 3680 §5. */
export function registrationInfoState({ version, state, registrations }: RegistrationInfo): StateDocument {
  const isPartial = state === 'partial';
  const only = registrations.length === 1 ? registrations[0]?.aor : undefined;
  const what =
    registrations.length === 0
      ? 'nothing told'
      : named(registrations, (one) => registrationText(one, only !== undefined));
  return stateDocument({ kind: 'reginfo', of: only, what, isPartial, version });
}

function registrationText({ aor, state, contacts }: Registration, isOnly: boolean): string {
  const name = isOnly || aor === undefined ? '' : `${aor} `;
  const texts = named(contacts, contactText);
  return `${name}${state ?? 'in an unknown state'}${texts === '' ? '' : `: ${texts}`}`;
}

function contactText({ uri, id, state, event, expiresSeconds }: RegisteredContact): string {
  const why = event === undefined ? '' : ` (${event}${expiresSeconds === undefined ? '' : `, ${expiresSeconds} s`})`;
  return `${uri ?? id ?? 'a contact'} ${state ?? 'in an unknown state'}${why}`;
}
