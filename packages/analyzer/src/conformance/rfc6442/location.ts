import { contentIdOf } from '@sipscope/parser';
import { bodiesOf, isHidden } from '../body-parts.ts';
import { quoted } from '../quoted.ts';
import { messageRule, type Outcome, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';

/** Of a message, values that are looked at. */
const mostValues = 16;

export const locationRules: readonly Rule[] = [
  messageRule({
    id: 'EMG-002',
    title: 'Geolocation value broken',
    level: 'must',
    severity: 'error',
    rfc: 6442,
    section: '4.1',
    why: 'The location is lost: the request is refused with 424, or nobody knows where the caller is.',
    advice:
      'Point with cid: to a part of the body that is application/pidf+xml and has that Content-ID, or give a sip, sips, pres, http or https URI.',
    right: 'Geolocation: <cid:loc@example.com> with a part Content-ID: <loc@example.com>',
    wrong: 'Geolocation: <geo:52.5,13.4>',
    abnf: 'Geolocation-header',
    headers: ['Geolocation'],
    on: { requests: 'any', has: ['Geolocation'] },
    check: checkLocations,
  }),
  messageRule({
    id: 'EMG-003',
    title: '424 without Geolocation-Error',
    level: 'must',
    severity: 'error',
    rfc: 6442,
    section: '4.3',
    why: 'The sender does not know what is wrong with its location, and cannot mend it.',
    advice: 'Send Geolocation-Error with a code in every 424.',
    right: '424 with Geolocation-Error: 100;code="Cannot Process Location"',
    wrong: '424 without Geolocation-Error',
    abnf: 'Geolocation-Error',
    headers: ['Geolocation-Error'],
    on: {
      responses: ['4xx'],
      responsesTo: ['INVITE', 'REGISTER', 'MESSAGE', 'SUBSCRIBE', 'PUBLISH', 'OPTIONS', 'REFER'],
    },
    check({ status, message, name }) {
      if (status !== 424) return undefined;
      if (message.valueSpan('Geolocation-Error') !== undefined) return 'kept';
      return { seen: `The ${name} does not say what is wrong with the location: it has no Geolocation-Error.` };
    },
  }),
];

function checkLocations({ message }: Seen): Outcome {
  const values = message.values('Geolocation').slice(0, mostValues);
  if (values.length === 0) return undefined;
  for (const { uriText, uriSpan, uri } of values) {
    const scheme = uriText.slice(0, uriText.indexOf(':')).toLowerCase();
    if (scheme === 'geo')
      return { seen: `The location is ${quoted(uriText)}: a geo URI is not for Geolocation.`, span: uriSpan };
    if (scheme !== 'cid' || uri === undefined) continue;
    const bodies = bodiesOf(message);
    const id = contentIdOf(uri);
    const part = bodies.find(({ contentId }) => contentId === id);
    if (part === undefined) {
      if (isHidden(bodies)) return undefined;
      return { seen: `No part of the body has the Content-ID of ${quoted(uriText)}.`, span: uriSpan };
    }
    // What is signed or sealed has the Content-ID of what lies within.
    if (part.mediaType !== 'application/pidf+xml' && !part.mediaType.startsWith('multipart/'))
      return {
        seen: `${quoted(uriText)} leads to a part of ${quoted(part.mediaType)}, which is no location.`,
        span: uriSpan,
      };
  }
  return 'kept';
}
