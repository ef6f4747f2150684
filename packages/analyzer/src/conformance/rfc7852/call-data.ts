import { type CallInfo, contentIdOf } from '@sipscope/parser';
import { bodiesOf, isHidden } from '../body-parts.ts';
import { quoted } from '../quoted.ts';
import { messageRule, type Outcome, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';

/** Of a message, values that are looked at. */
const mostValues = 32;

export const callDataRules: readonly Rule[] = [
  messageRule({
    id: 'EMG-005',
    title: 'Emergency additional data not resolvable',
    level: 'must',
    severity: 'error',
    rfc: 7852,
    section: '6.1',
    why: 'The control centre does not get what the device or the provider knows of the caller.',
    advice: 'Point with cid: to a part of the body of the type that purpose names, or give an https URI.',
    right:
      'Call-Info: <cid:1@example.com>;purpose=EmergencyCallData.ProviderInfo with a part application/EmergencyCallData.ProviderInfo+xml',
    wrong: 'Call-Info: <cid:1@example.com>;purpose=EmergencyCallData.ProviderInfo without such a part',
    headers: ['Call-Info'],
    on: { requests: 'any', responses: 'any', has: ['Call-Info'] },
    check: checkData,
  }),
];

function checkData(seen: Seen): Outcome {
  const { message } = seen;
  const about = message
    .values('Call-Info')
    .slice(0, mostValues)
    .filter(({ purpose }) => isEmergency(purpose));
  if (about.length === 0) return undefined;
  for (const info of about) {
    const why = whyUnresolvable(info, seen);
    if (why === 'hidden') return undefined;
    if (why !== undefined) return { seen: why, span: info.uriSpan };
  }
  return 'kept';
}

function isEmergency(purpose: string | undefined): boolean {
  return purpose?.toLowerCase().startsWith('emergencycalldata.') === true;
}

function whyUnresolvable({ uri, uriText, purpose = '' }: CallInfo, { message }: Seen): string | undefined {
  const id = uri === undefined ? undefined : contentIdOf(uri);
  if (id === undefined) {
    if (!/^http:/i.test(uriText)) return undefined;
    return `The data ${quoted(purpose)} is to be fetched from ${quoted(uriText)}, without TLS.`;
  }
  const bodies = bodiesOf(message);
  const part = bodies.find(({ contentId }) => contentId === id);
  if (part === undefined)
    return isHidden(bodies) ? 'hidden' : `No part of the body has the Content-ID of ${quoted(uriText)}.`;
  const { mediaType } = part;
  const type = mediaType.replace(/^application\//, '').replace(/\+(xml|json)$/, '');
  if (type === purpose.toLowerCase() || mediaType.startsWith('multipart/')) return undefined;
  return `${quoted(uriText)} leads to a part of ${quoted(mediaType)}, and the purpose is ${quoted(purpose)}.`;
}
