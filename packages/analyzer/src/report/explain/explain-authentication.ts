import type { AuthenticationInfo, Challenge, Credentials, SipMessage } from '@sipscope/parser';
import { authSchemeRow, digestAlgorithmRow } from '@sipscope/parser/registry';
import { passwordVerdict } from '../../identity/check-password.ts';
import type { ExplainedPart, MessageRow } from '../../rows.ts';
import type { ExplainContext, Told } from './explain-context.ts';
import { framesOf, listText, part, partsOf, quoted } from './explain-text.ts';

type Where = {
  readonly challenge: 'WWW-Authenticate' | 'Proxy-Authenticate';
  readonly answer: 'Authorization' | 'Proxy-Authorization';
};

const ofServer: Where = { challenge: 'WWW-Authenticate', answer: 'Authorization' };
const ofProxy: Where = { challenge: 'Proxy-Authenticate', answer: 'Proxy-Authorization' };

export const explainWwwAuthenticate = (
  values: readonly Challenge[],
  context: ExplainContext,
): Promise<readonly Told[]> => explainChallenges(values, context, ofServer);
export const explainProxyAuthenticate = (
  values: readonly Challenge[],
  context: ExplainContext,
): Promise<readonly Told[]> => explainChallenges(values, context, ofProxy);
export const explainAuthorization = (
  values: readonly Credentials[],
  context: ExplainContext,
): Promise<readonly Told[]> => explainCredentials(values, context, ofServer);
export const explainProxyAuthorization = (
  values: readonly Credentials[],
  context: ExplainContext,
): Promise<readonly Told[]> => explainCredentials(values, context, ofProxy);

/** What is asked for, and which request answered it. RFC 3261 §22, RFC 7616. */
async function explainChallenges(
  values: readonly Challenge[],
  context: ExplainContext,
  where: Where,
): Promise<readonly Told[]> {
  const facts: Told[] = [];
  for (const challenge of values.slice(0, 4)) {
    const realm = challenge.realm === undefined ? '' : ` of the realm ${quoted(challenge.realm)}`;
    facts.push({
      kind: 'challenge',
      text: `A user${realm} is asked to prove who it is.`,
      ...partsOf(challengeParts(challenge)),
    });
    if (challenge.stale)
      facts.push({
        kind: 'challenge',
        text: 'Only the nonce was too old (stale): the client tries again with the new one, without asking the user.',
        short: 'stale',
      });
    facts.push(...(await answerFacts(challenge, context, where)));
  }
  return facts;
}

async function answerFacts(challenge: Challenge, context: ExplainContext, where: Where): Promise<readonly Told[]> {
  const { row, behind, before } = context;
  if (row?.kind !== 'response' || challenge.nonce === undefined) return [];
  const request = before.find(
    (one) => one.kind === 'request' && one.transaction === row.transaction && one.method === row.method,
  );
  const later = behind.filter(
    (one) =>
      one.kind === 'request' && one.method === row.method && (request === undefined || one.fromTag === request.fromTag),
  );
  for (const { row: answer, parsed } of await context.read(later.slice(0, 4))) {
    const credentials = answersOf(parsed, where).find(
      (one) => one.nonce === challenge.nonce && one.realm === challenge.realm,
    );
    if (credentials === undefined) continue;
    const final = behind.find(
      (one) => one.kind === 'response' && one.transaction === answer.transaction && (one.status ?? 0) >= 200,
    );
    const as = credentials.username === undefined ? '' : ` as ${quoted(credentials.username)}`;
    return [
      {
        kind: 'challenge',
        text: `It was answered${as}; ${final === undefined ? 'what came of it was not captured' : outcomeText(final)}.`,
        short: `answered #${answer.frame}`,
        ...framesOf(answer, final),
      },
    ];
  }
  return [];
}

function outcomeText({ status = 0 }: MessageRow): string {
  if (status === 401 || status === 407) return `another challenge came of it (${status})`;
  if (status < 300) return `it was accepted (${status})`;
  return `the final response to it is ${status}`;
}

function answersOf(parsed: SipMessage, { answer }: Where): readonly Credentials[] {
  return parsed.get(answer);
}

function challengeParts(challenge: Challenge): readonly ExplainedPart[] {
  const { scheme, realm, nonce, algorithm, qop, opaque, domain } = challenge;
  return [
    part('scheme', scheme, authSchemeRow(scheme)?.note),
    ...(realm === undefined ? [] : [part('realm', realm, 'whose users are asked for')]),
    ...(nonce === undefined
      ? []
      : [part('nonce', nonce, 'made anew by the server, so that an answer cannot be used again')]),
    algorithmPart(scheme, algorithm),
    ...(qop.length === 0 ? [] : [part('qop', qop.join(', '), qopWords(qop))]),
    ...(opaque === undefined ? [] : [part('opaque', opaque, 'comes back as it is')]),
    ...(domain.length === 0 ? [] : [part('domain', domain.join(' '), 'the URIs that the answer will do for')]),
  ].filter((one) => one !== undefined);
}

function algorithmPart(scheme: string, algorithm: string | undefined): ExplainedPart | undefined {
  if (scheme.toLowerCase() !== 'digest') return undefined;
  const row = digestAlgorithmRow(algorithm ?? 'MD5');
  return part('algorithm', algorithm ?? 'MD5', algorithm === undefined ? 'none is said, so MD5' : row?.status, row);
}

function qopWords(qop: readonly string[]): string {
  return qop.some((one) => one.toLowerCase() === 'auth-int')
    ? 'auth-int protects the body, too'
    : 'protects method and Request-URI, not the body';
}

/** Which challenge credentials answer, and what came of them. Never what proves the password: `response`, `cnonce`, tokens. */
async function explainCredentials(
  values: readonly Credentials[],
  context: ExplainContext,
  where: Where,
): Promise<readonly Told[]> {
  const facts: Told[] = [];
  for (const credentials of values.slice(0, 4)) {
    const as = credentials.username === undefined ? '' : ` as ${quoted(credentials.username)}`;
    facts.push({
      kind: 'credentials',
      text: `The client proves who it is${as}.`,
      ...partsOf(credentialParts(credentials)),
    });
    facts.push(
      ...passwordFacts(credentials, context),
      ...(await askedFacts(credentials, context, where)),
      ...(await resultFacts(credentials, context)),
    );
  }
  return facts;
}

function credentialParts({ scheme, realm, username, uri, algorithm, qop, nc }: Credentials): readonly ExplainedPart[] {
  return [
    part('scheme', scheme, authSchemeRow(scheme)?.note),
    ...(username === undefined ? [] : [part('username', username)]),
    ...(realm === undefined ? [] : [part('realm', realm)]),
    ...(uri === undefined ? [] : [part('uri', uri, 'the Request-URI the answer was made for')]),
    algorithmPart(scheme, algorithm),
    ...(qop === undefined ? [] : [part('qop', qop, qopWords([qop]))]),
    ...(nc === undefined ? [] : [part('nc', `${nc}`, nc === 1 ? 'first use of the nonce' : `use ${nc} of the nonce`)]),
  ].filter((one) => one !== undefined);
}

async function askedFacts(credentials: Credentials, context: ExplainContext, where: Where): Promise<readonly Told[]> {
  const { nonce } = credentials;
  if (nonce === undefined || nonce === '') return [];
  const code = where === ofServer ? 401 : 407;
  const asked = context.before.filter((one) => one.kind === 'response' && one.status === code);
  for (const { row, parsed } of await context.read(asked.slice(0, 4))) {
    const challenge = parsed.get(where.challenge).find((one) => one.nonce === nonce);
    if (challenge === undefined) continue;
    const facts: Told[] = [
      {
        kind: 'credentials',
        text: `It answers the challenge of the ${code}.`,
        short: `answers #${row.frame}`,
        ...framesOf(row),
      },
    ];
    if (challenge.realm !== credentials.realm)
      facts.push({
        kind: 'credentials',
        text: `The challenge was of the realm ${quoted(challenge.realm ?? '')}.`,
        short: 'other realm',
        notable: true,
      });
    return facts;
  }
  if ((credentials.nc ?? 1) > 1)
    return [
      {
        kind: 'credentials',
        text: 'The nonce was used before: no new challenge was needed.',
        short: `use ${credentials.nc}`,
      },
    ];
  return [];
}

/** What came of them: a challenge of another realm says nothing against them. */
async function resultFacts(credentials: Credentials, context: ExplainContext): Promise<readonly Told[]> {
  const { row, behind } = context;
  if (row === undefined || row.method === 'ACK') return [];
  const final = behind.find(
    (one) => one.kind === 'response' && one.transaction === row.transaction && (one.status ?? 0) >= 200,
  );
  const status = final?.status ?? 0;
  if (final === undefined || (status >= 300 && status !== 401 && status !== 407)) return [];
  const frames = framesOf(final);
  if (status < 300) {
    const text = `It was accepted: the request was answered with ${status}.`;
    return [{ kind: 'credentials', text, short: 'accepted', ...frames }];
  }
  const [read] = await context.read([final]);
  if (read === undefined) return [];
  const challenges = [...read.parsed.get('WWW-Authenticate'), ...read.parsed.get('Proxy-Authenticate')];
  const again = challenges.find(({ realm }) => realm === credentials.realm);
  if (again === undefined) {
    const realms = listText(challenges.slice(0, 3).map(({ realm = '' }) => quoted(realm)));
    const text = `The ${status} that followed asks for another realm${realms === '' ? '' : `, ${realms}`}.`;
    return [{ kind: 'credentials', text, ...frames }];
  }
  const text = again.stale
    ? `Only its nonce was too old: the ${status} gives a new one (stale).`
    : `It was not enough: its realm asked again with ${status}.`;
  return [
    {
      kind: 'credentials',
      text,
      short: again.stale ? 'stale' : 'asked again',
      ...(!again.stale && { notable: true as const }),
      ...frames,
    },
  ];
}

function passwordFacts(credentials: Credentials, { message, passwords, row }: ExplainContext): readonly Told[] {
  const method = row?.method ?? message.method;
  if (method === undefined) return [];
  const verdict = passwordVerdict(credentials, { method, body: message.bodyBytes }, passwords);
  if (verdict === undefined) return [];
  return verdict === 'right'
    ? [{ kind: 'credentials', text: 'It was made with the password that is known.', short: 'right password' }]
    : [
        {
          kind: 'credentials',
          text: 'It was made with another password than the one that is known.',
          short: 'wrong password',
          notable: true,
        },
      ];
}

export function explainAuthenticationInfo([value]: readonly AuthenticationInfo[]): readonly Told[] {
  if (value === undefined) return [];
  const facts: Told[] = [];
  if (value.nextNonce !== undefined)
    facts.push({ kind: 'credentials', text: 'The next request is to use the new nonce given here.' });
  if (value.rspauth !== undefined)
    facts.push({ kind: 'credentials', text: 'The server proves that it knows the password, too.' });
  return facts;
}
