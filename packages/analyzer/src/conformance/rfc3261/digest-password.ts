import type { Credentials } from '@sipscope/parser';
import { isDigest } from '../../identity/check-credentials.ts';
import { answerOf, type DigestAnswer, passwordVerdict } from '../../identity/check-password.ts';
import { digestOf } from '../../identity/digest.ts';
import type { Passwords } from '../../identity/passwords.ts';
import { textKey } from '../../identity/text-key.ts';
import { keptText } from '../../message/kept-text.ts';
import { credentialsIn, partSpan, repeatsCredentials } from '../credentials.ts';
import { quoted } from '../quoted.ts';
import type { Fault, Given, Outcome, Watch } from '../rule.ts';
import type { Seen } from '../seen.ts';

/** Of a client: nonces whose first cnonce is remembered, for algorithms that end in -sess (RFC 7616 §3.4.2). */
const mostNonces = 32;
/** Methods that a digest may have been made for by mistake. */
const methods = ['REGISTER', 'INVITE', 'ACK', 'BYE', 'CANCEL', 'OPTIONS', 'SUBSCRIBE', 'MESSAGE', 'UPDATE', 'PRACK'];

/** Computes digests anew where the user's password is known. */
export function watchPasswords({ passwords }: Given): Watch {
  const cnonces = new Map<number, string>();
  return (seen) => {
    if (passwords === undefined || repeatsCredentials(seen)) return undefined;
    const faults: Fault[] = [];
    let isRight = false;
    for (const { value, span } of credentialsIn(seen.message)) {
      if (!isDigest(value) || value.auts !== undefined) continue;
      const firstCnonce = firstOf(cnonces, value);
      const content = { method: seen.method, body: seen.message.bodyBytes, firstCnonce };
      const verdict = passwordVerdict(value, content, passwords);
      if (verdict === 'right') isRight = true;
      if (verdict !== 'wrong') continue;
      const reason = reasonFor(value, seen, passwords);
      faults.push({
        seen: `The digest of the user ${quoted(value.username ?? '')} is not made with the password that is known${reason}.`,
        span: partSpan(seen.message, { value, span }, 'username'),
      });
    }
    return outcomeOf(faults, isRight);
  };
}

function outcomeOf(faults: readonly Fault[], isRight: boolean): Outcome {
  if (faults.length > 0) return faults;
  return isRight ? 'kept' : undefined;
}

function firstOf(cnonces: Map<number, string>, { nonce, cnonce, algorithm }: Credentials): string | undefined {
  if (cnonce === undefined || algorithm?.toLowerCase().endsWith('-sess') !== true) return undefined;
  const key = textKey(nonce);
  const first = cnonces.get(key);
  if (first === undefined && cnonces.size < mostNonces) cnonces.set(key, keptText(cnonce.slice(0, 256)));
  return first;
}

/** Which one of the things a digest is made of was another, where that gives this digest. */
function reasonFor(credentials: Credentials, seen: Seen, passwords: Passwords): string {
  const answer = answerOf(credentials, { method: seen.method, body: seen.message.bodyBytes }, passwords);
  const given = credentials.response?.toLowerCase();
  if (answer === undefined || given === undefined) return '';
  const { startLine, bodyBytes } = seen.message;
  const secrets = passwords.of(answer.username, answer.realm);
  const fits = (changed: Partial<DigestAnswer>, body = bodyBytes): boolean => {
    const parts = { ...answer, ...changed };
    return secrets.some((secret) => digestOf(secret, { ...parts, body, sessionCnonce: parts.cnonce }) === given);
  };
  const method = methods.find((name) => fits({ method: name }));
  if (method !== undefined) return `: it is made with it, for the method ${method}`;
  if (startLine?.kind === 'request' && fits({ uri: startLine.requestUri }))
    return ': it is made with it, for the Request-URI in the place of uri';
  if (answer.qop !== undefined && fits({ qop: undefined })) return ': it is made with it, without qop as in RFC 2069';
  if (fits({}, new Uint8Array(0))) return ': it is made with it, without the body that auth-int protects';
  if (secrets.some((secret) => fitsOther(answer, secret, bodyBytes, given)))
    return ', but with that in other letters, upper or lower case';
  return '';
}

function fitsOther(parts: DigestAnswer, secret: string, body: Uint8Array, given: string): boolean {
  return [secret.toLowerCase(), secret.toUpperCase()].some(
    (other) => digestOf(other, { ...parts, body, sessionCnonce: parts.cnonce }) === given,
  );
}
