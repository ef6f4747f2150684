import { keptText } from '../../message/kept-text.ts';
import { Suspect } from '../../traffic/suspect.ts';
import { quoted } from '../quoted.ts';
import { type Outcome, type Rule, sourceRule, type Watch } from '../rule.ts';
import { byDestination } from '../source-names.ts';
import type { Seen } from '../seen.ts';

/** A phone that registers is challenged once; so many refusals in a row are more. */
const leastRefusals = 10;
/** A phone with a wrong password tries every half minute or so; guessers do not wait. */
const guessingNs = 10e9;
/** Users that one address tries, where it is no proxy of so many phones. */
const leastUsers = 20;
/** Within this time a phone answers a challenge. */
const answeringNs = 5e9;
/** Refusals between looks at all users. */
const betweenLooks = 20;

export const passwordGuessingRules: readonly Rule[] = [
  sourceRule({
    id: 'SEC-003',
    title: 'Password guessing',
    level: 'security',
    severity: 'security',
    rfc: 3261,
    section: '22.1',
    why: 'Who finds a password calls at the cost of its user.',
    advice: 'Block the address after some refusals, use long random passwords, and answer unknown users as known ones.',
    right: 'REGISTER, 401, REGISTER with credentials, 200',
    wrong: 'REGISTER, 401, again and again, several times a second',
    headers: ['Authorization'],
    on: { responses: ['2xx', 401, 403, 404, 407], responsesTo: ['REGISTER'] },
    by: byDestination,
    watch: watchRefusals,
  }),
];

function watchRefusals(): Watch {
  const suspect = new Suspect('');
  let refusals = 0;
  let isTold = false;
  return (seen): Outcome => {
    const user = seen.message.to?.uriText.slice(0, 200);
    if (isTold || user === undefined) return undefined;
    if (seen.status < 300) {
      suspect.accept(user);
      return 'kept';
    }
    suspect.refuse(keptText(user), seen.timeNs, seen.frame);
    refusals++;
    const said = ofUser(suspect, user) ?? (refusals % betweenLooks === 0 ? ofUsers(suspect, seen) : undefined);
    isTold = said !== undefined;
    return said === undefined ? undefined : { seen: `${said} from or through ${seen.dstIp}.` };
  };
}

function ofUser({ refusals }: Suspect, user: string): string | undefined {
  const sighting = refusals.get(user)?.sighting;
  if (sighting === undefined || sighting.count < leastRefusals) return undefined;
  const everyNs = (sighting.lastNs - sighting.firstNs) / (sighting.count - 1);
  if (everyNs >= guessingNs) return undefined;
  return `${sighting.count} registrations of ${quoted(user)} in a row were refused, one every ${(everyNs / 1e9).toFixed(1)} s,`;
}

/** Users who were refused and did not get in since; challenges that may yet be answered do not count. */
function ofUsers({ refusals, accepted }: Suspect, { timeNs }: Seen): string | undefined {
  if (refusals.size < leastUsers) return undefined;
  let refused = 0;
  for (const { sighting } of refusals.values())
    if (sighting.count > 0 && timeNs - sighting.lastNs > answeringNs) refused++;
  if (refused < leastUsers || accepted * 4 > refused) return undefined;
  return `Registrations of ${refused} users were refused, and ${accepted} accepted,`;
}
