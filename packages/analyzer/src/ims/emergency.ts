import { parseUri, SipUri } from '@sipscope/parser';
import { isFirstCopy, type PlacedMessage } from '../message/read-message.ts';
import type { Evidence } from '../rows.ts';
import { Sentences } from './sentences.ts';

/** Emergency calls and registrations: RFC 5031, TS 24.229 §5.1.6. */
export function emergencyEvidence(messages: readonly PlacedMessage[]): readonly Evidence[] {
  const sentences = new Sentences();
  for (const { row, parsed } of messages) {
    if (!isFirstCopy(row)) continue;
    const uri = row.requestUri?.toLowerCase() ?? '';
    if (uri === 'urn:service:sos' || uri.startsWith('urn:service:sos.'))
      sentences.add(`An emergency service is called: ${uri}.`, row.frame);
    if (parsed.contacts.some((contact) => contact !== '*' && isForEmergency(contact.uriText)))
      sentences.add(
        row.method === 'REGISTER'
          ? 'It is an emergency registration (sos in Contact).'
          : 'The Contact is of an emergency registration (sos).',
        row.frame,
      );
  }
  return sentences.list();
}

/** TS 24.229 §7.2A.13. */
function isForEmergency(uriText: string): boolean {
  const { uri } = parseUri(uriText);
  return uri instanceof SipUri && uri.has('sos');
}
