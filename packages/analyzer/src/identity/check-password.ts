import { type AuthenticationInfo, type Credentials, parameterValue } from '@sipscope/parser';
import { keptText } from '../message/kept-text.ts';
import { type DigestParts, digestOf, type PasswordAlgorithm, passwordAlgorithm, userhashOf } from './digest.ts';
import type { Passwords } from './passwords.ts';

/** Whether a digest was made with a password that is known for the user. */
export type PasswordVerdict = 'right' | 'wrong';

/** What a digest is made of beside what stands in the credentials. */
export type DigestContent = {
  /** The method of a request; empty of a response. */
  readonly method: string;
  readonly body: Uint8Array;
  /** Of a session (`-sess`): the cnonce of its first request, where that is not the one of these credentials. RFC 7616 §3.4.2. */
  readonly firstCnonce?: string | undefined;
};

/** What a digest is made of, but the password and the body. */
export type DigestAnswer = Omit<DigestParts, 'sessionCnonce' | 'body'> & { readonly firstCnonce: string | undefined };

/** Undefined where it cannot be told: no password of the user is known, or the algorithm is not made of one. */
export function passwordVerdict(
  credentials: Credentials,
  content: DigestContent,
  passwords: Passwords | undefined,
): PasswordVerdict | undefined {
  const given = credentials.response;
  if (passwords === undefined || given === undefined) return undefined;
  return verdict(given, answerOf(credentials, content, passwords), content.body, passwords);
}

/** Whether the server that sent `rspauth` knows the password too. `answered`: what the request said; `body`: of the response. RFC 7616 §3.5. */
export function serverVerdict(
  { rspauth, qop }: AuthenticationInfo,
  answered: DigestAnswer,
  body: Uint8Array,
  passwords: Passwords | undefined,
): PasswordVerdict | undefined {
  if (passwords === undefined || rspauth === undefined) return undefined;
  return verdict(rspauth, { ...answered, method: '', qop: qop ?? answered.qop }, body, passwords);
}

function verdict(
  given: string,
  answer: DigestAnswer | undefined,
  body: Uint8Array,
  passwords: Passwords,
): PasswordVerdict | undefined {
  if (answer === undefined) return undefined;
  const { firstCnonce, ...parts } = answer;
  const secrets = passwords.of(parts.username, parts.realm);
  if (secrets.length === 0) return undefined;
  const digest = given.toLowerCase();
  // Many clients begin a session with every request.
  const sessions = firstCnonce === undefined ? [parts.cnonce] : [parts.cnonce, firstCnonce];
  const isRight = secrets.some((secret) =>
    sessions.some((sessionCnonce) => digestOf(secret, { ...parts, body, sessionCnonce }) === digest),
  );
  return isRight ? 'right' : 'wrong';
}

/** What credentials say of their digest, in texts that can be kept. Undefined where no password makes it, or none of the user is known by that name. */
export function answerOf(
  credentials: Credentials,
  content: DigestContent,
  passwords: Passwords | undefined,
): DigestAnswer | undefined {
  const { realm = '', nonce = '', uri = '', qop, cnonce, params } = credentials;
  const algorithm = passwordAlgorithm(credentials.algorithm);
  const username = algorithm && passwords && usernameOf(credentials, algorithm, passwords);
  if (algorithm === undefined || username === undefined) return undefined;
  return {
    algorithm,
    username: keptText(username),
    realm: keptText(realm),
    nonce: keptText(nonce),
    method: content.method,
    uri: keptText(uri),
    qop: kept(qop),
    nc: kept(parameterValue(params, 'nc')),
    cnonce: kept(cnonce),
    firstCnonce: content.firstCnonce,
  };
}

function kept(text: string | undefined): string | undefined {
  return text === undefined ? undefined : keptText(text);
}

/** The user's name; where it is sent as a digest, that of the known users which gives the same. RFC 7616 §3.4.4. */
function usernameOf(credentials: Credentials, algorithm: PasswordAlgorithm, passwords: Passwords): string | undefined {
  const { username, userhash, realm = '' } = credentials;
  if (!userhash || username === undefined) return username;
  const hidden = username.toLowerCase();
  for (const known of passwords.usernamesIn(realm)) if (userhashOf(algorithm, known, realm) === hidden) return known;
  return undefined;
}
