import { createHash } from 'node:crypto';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** The answer to a challenge without `qop` (RFC 2617 §3.2.2.1). */
export function digestResponse(given: {
  readonly challenge: string;
  readonly user: string;
  readonly password: string;
  readonly method: string;
  readonly uri: string;
}): string {
  const { challenge, user, password, method, uri } = given;
  const realm = /realm="([^"]*)"/.exec(challenge)?.[1] ?? '';
  const nonce = /nonce="([^"]*)"/.exec(challenge)?.[1] ?? '';
  const response = md5(`${md5(`${user}:${realm}:${password}`)}:${nonce}:${md5(`${method}:${uri}`)}`);
  return `Digest username="${user}", realm="${realm}", nonce="${nonce}", uri="${uri}", response="${response}", algorithm=MD5`;
}
