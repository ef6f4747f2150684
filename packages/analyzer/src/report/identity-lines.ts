import type { AuthenticationRow, IdentityChange, IdentityClaim, IdentitySection, PassportRow } from '../rows.ts';
import { frameList } from './frame-list.ts';

/** Who the parties are by the words of the messages, and what can be said of these words. */
export function identityLines(section: IdentitySection): readonly string[] {
  const { claims, moreClaims, changes = [], privacy = [], passports = [], authentication = [] } = section;
  return [
    'Identity',
    ...claims.map((claim) => claimLine(claim)),
    ...(moreClaims === undefined ? [] : [`  and ${moreClaims} claims more`]),
    ...changes.map((change) => changeLine(change)),
    ...privacy.map(({ values, frames }) => `  privacy is asked for: ${values.join(', ')}  ${frameList(frames)}`),
    ...passports.flatMap((passport) => passportLines(passport)),
    ...authentication.map((challenge) => authenticationLine(challenge)),
  ];
}

function claimLine({ field, party, uri, displayName, verstat, anonymous, senders, frames }: IdentityClaim): string {
  const notes = [verstat, anonymous === true ? 'anonymous' : undefined].filter((note) => note !== undefined);
  const who = displayName === undefined ? uri : `"${displayName}" <${uri}>`;
  const noted = notes.length === 0 ? '' : ` [${notes.join(', ')}]`;
  return `  ${party}: ${field} ${who}${noted}, first said by ${senders[0] ?? 'nobody'}  ${frameList(frames)}`;
}

function changeLine({ field, before, after, at, frames }: IdentityChange): string {
  const text = frameList(frames);
  if (before === undefined) return `  ${at} adds ${field} ${after ?? ''}  ${text}`;
  if (after === undefined) return `  ${at} takes ${field} ${before} away  ${text}`;
  return `  ${at} changes ${field} from ${before} to ${after}  ${text}`;
}

function passportLines(passport: PassportRow): readonly string[] {
  const { form, ppt, attest, attestation, orig = [], dest = [], div, issued, ageSeconds, fresh, signature } = passport;
  const { differences = [], frames } = passport;
  const kind = form === 'RFC 4474' ? 'Identity of RFC 4474' : `PASSporT${ppt === undefined ? '' : ` ${ppt}`}`;
  const parts = [
    `${kind}${form === 'compact' ? ', compact' : ''}`,
    attest === undefined ? undefined : `attestation ${attest}${attestation === undefined ? '' : ` (${attestation})`}`,
    orig.length === 0 ? undefined : `from ${orig.join(', ')}`,
    dest.length === 0 ? undefined : `to ${dest.join(', ')}`,
    div === undefined ? undefined : `diverted by ${div.join(', ')}`,
    issued === undefined ? undefined : `signed ${issued}, ${ageText(ageSeconds, fresh)}`,
    `signature ${signature.verdict}${signature.certificate === undefined ? '' : ` by ${signature.certificate}`}`,
  ].filter((part) => part !== undefined);
  const notes = [...(signature.why === undefined ? [] : [signature.why]), ...differences];
  return [`  ${parts.join('; ')}  ${frameList(frames)}`, ...notes.map((note) => `      ${note}`)];
}

function ageText(seconds: number | undefined, fresh: boolean | undefined): string {
  const age = seconds === undefined ? '' : seconds < 0 ? `${-seconds} s after the message` : `${seconds} s before`;
  return fresh === false ? `${age}, not fresh` : age;
}

function authenticationLine(challenge: AuthenticationRow): string {
  const { by, to, method, status, realm, algorithm, scheme, user, outcome, password, serverPassword } = challenge;
  const { problems = [], frames } = challenge;
  const parts = [
    `${by} challenges the ${method} of ${to} (${status}, ${[scheme, algorithm].filter((word) => word !== undefined).join(' ')})`,
    realm === undefined ? undefined : `for ${realm}`,
    user === undefined ? undefined : `answered as ${user}`,
    outcome,
    password === undefined ? undefined : `password ${password}`,
    serverPassword === undefined ? undefined : `the server’s ${serverPassword}`,
    ...problems,
  ];
  return `  ${parts.filter((part) => part !== undefined).join('; ')}  ${frameList(frames)}`;
}
