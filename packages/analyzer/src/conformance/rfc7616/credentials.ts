import { type Credentials, parameter, parameterValue } from '@sipscope/parser';
import { isDigest, isOnlyName } from '../../identity/check-credentials.ts';
import { isAka, passwordAlgorithm } from '../../identity/digest.ts';
import { credentialsIn, partSpan, type Placed, repeatsCredentials, schemeSpan } from '../credentials.ts';
import { quoted } from '../quoted.ts';
import { type Fault, messageRule, type Outcome, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';

const fields = ['Authorization', 'Proxy-Authorization'] as const;

const quotedParameters = ['username', 'realm', 'nonce', 'uri', 'response', 'cnonce', 'opaque'] as const;
const bareParameters = ['algorithm', 'qop', 'nc'] as const;

export const digestFormRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-AUT-003',
    title: 'cnonce or nc missing while qop present',
    level: 'must',
    severity: 'error',
    rfc: 7616,
    section: '3.4',
    why: 'With a qop the digest is made of both: the server cannot verify it, and refuses the request.',
    advice: 'Send nc, eight small hexadecimal digits without quotes, and cnonce in quotes, whenever there is a qop.',
    right: 'Authorization: Digest …, qop=auth, nc=00000001, cnonce="0a4f113b"',
    wrong: 'Authorization: Digest …, qop=auth, nc=1',
    abnf: 'dig-resp',
    headers: fields,
    on: { requests: 'any', has: fields },
    check: (seen) =>
      ofEach(seen, (one) => {
        const { params, qop } = one.value;
        if (qop === undefined || qop === '') return undefined;
        const nc = parameterValue(params, 'nc');
        if (nc === undefined) return { seen: `The credentials have qop=${qop} and no nc.`, span: schemeSpan(one) };
        if (!/^[0-9a-f]{8}$/.test(nc)) {
          const said = `The nc ${quoted(nc)} is not eight small hexadecimal digits.`;
          return { seen: said, span: partSpan(seen.message, one, 'nc') };
        }
        if (parameter(params, 'cnonce') === undefined)
          return { seen: `The credentials have qop=${qop} and no cnonce.`, span: schemeSpan(one) };
        return 'kept';
      }),
  }),
  messageRule({
    id: 'SIP-AUT-004',
    title: 'Quoting of digest parameters wrong',
    level: 'must',
    severity: 'warning',
    rfc: 7616,
    section: '3.4',
    why: 'Strict servers refuse the credentials, and the client asks again and again.',
    advice: `Write ${quotedParameters.join(', ')} in quotes, and ${bareParameters.join(', ')} without.`,
    right: 'Authorization: Digest username="bob", …, algorithm=MD5, qop=auth, nc=00000001',
    wrong: 'Authorization: Digest username="bob", …, algorithm="MD5", qop="auth", nc=00000001',
    abnf: 'dig-resp',
    headers: fields,
    on: { requests: 'any', has: fields },
    check: (seen) =>
      ofEach(seen, (one) => {
        const { params } = one.value;
        const bare = quotedParameters.find((name) => parameter(params, name)?.quoted === false);
        if (bare !== undefined)
          return {
            seen: `The ${bare} of the credentials does not stand in quotes.`,
            span: partSpan(seen.message, one, bare),
          };
        const inQuotes = bareParameters.find((name) => parameter(params, name)?.quoted === true);
        if (inQuotes === undefined) return 'kept';
        return {
          seen: `The ${inQuotes} of the credentials stands in quotes, ${inQuotes}=${quoted(parameterValue(params, inQuotes) ?? '')}.`,
          span: partSpan(seen.message, one, inQuotes),
        };
      }),
  }),
  messageRule({
    id: 'SIP-AUT-018',
    title: 'Response length does not fit algorithm',
    level: 'must',
    severity: 'error',
    rfc: 7616,
    section: '3.4',
    why: 'A digest has a fixed length by its algorithm: the server cannot verify this one, or its parser refuses it.',
    advice: 'Send 32 small hexadecimal digits for MD5 and 64 for SHA-256 and SHA-512-256.',
    right: 'response="…", with 64 digits, algorithm=SHA-256',
    wrong: 'response="…", with 32 digits, algorithm=SHA-256',
    abnf: 'dresponse',
    headers: fields,
    on: { requests: 'any', has: fields },
    check: (seen) =>
      ofEach(seen, (one) => {
        const { value } = one;
        const { response, algorithm } = value;
        const digits = digitsOf(value);
        if (response === undefined || digits === undefined || isOnlyName(value)) return undefined;
        const at = partSpan(seen.message, one, 'response');
        const name = algorithm ?? 'MD5';
        if (response.length !== digits)
          return { seen: `The digest has ${response.length} characters; of ${name} it has ${digits}.`, span: at };
        if (/^[0-9a-f]*$/.test(response)) return 'kept';
        return { seen: `The digest is not made of small hexadecimal digits alone.`, span: at };
      }),
  }),
];

/** What the algorithm's digest is long; undefined of unknown ones. */
function digitsOf({ algorithm }: Credentials): number | undefined {
  const known = passwordAlgorithm(algorithm);
  if (known !== undefined) return known.hash.outputLen * 2;
  return isAka(algorithm) && algorithm?.toLowerCase().endsWith('-md5') === true ? 32 : undefined;
}

/** Of each digest of a request that is not only repeated from another. */
function ofEach(seen: Seen, check: (one: Placed<Credentials>) => undefined | 'kept' | Fault): Outcome {
  if (repeatsCredentials(seen)) return undefined;
  const faults: Fault[] = [];
  let isKept = false;
  for (const one of credentialsIn(seen.message)) {
    if (!isDigest(one.value)) continue;
    const outcome = check(one);
    if (outcome === 'kept') isKept = true;
    else if (outcome !== undefined) faults.push(outcome);
  }
  if (faults.length > 0) return faults;
  return isKept ? 'kept' : undefined;
}
