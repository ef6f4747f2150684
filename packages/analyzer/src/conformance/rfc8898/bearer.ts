import type { Challenge, Credentials } from '@sipscope/parser';
import { challengesIn, credentialsIn, type Placed } from '../credentials.ts';
import { parameterSpan } from '../field-values.ts';
import { quoted } from '../quoted.ts';
import { messageRule, type Outcome, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';

const fields = ['WWW-Authenticate', 'Proxy-Authenticate', 'Authorization', 'Proxy-Authorization'] as const;

/** An encrypted token (JWE) has five parts between dots, one that is only signed three (RFC 7516 §3.1, RFC 7515 §3.1). */
const partsOfEncrypted = 5;

export const bearerRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-AUT-021',
    title: 'Bearer token problem',
    level: 'must',
    severity: 'error',
    rfc: 8898,
    section: '2.1',
    why: 'The client does not know where to get a token, or everybody on the way can take it and use it.',
    advice:
      'Name the authorization server with an https URI in each challenge, and send tokens encrypted or over TLS only.',
    right: 'WWW-Authenticate: Bearer realm="example.com", authz_server="https://auth.example.com"',
    wrong: 'WWW-Authenticate: Bearer realm="example.com"',
    abnf: 'bearer-cln',
    headers: fields,
    on: { requests: 'any', responses: [401, 407], has: fields },
    check(seen) {
      if (seen.isRequest) return ofFirst(credentialsIn(seen.message), (one) => checkToken(one, seen));
      return ofFirst(challengesIn(seen.message), (one) => checkChallenge(one, seen));
    },
  }),
];

function ofFirst<Value extends { readonly scheme: string }>(
  all: readonly Placed<Value>[],
  check: (one: Placed<Value>) => Outcome,
): Outcome {
  const bearer = all.find(({ value }) => value.scheme.toLowerCase() === 'bearer');
  return bearer === undefined ? undefined : check(bearer);
}

function checkChallenge({ value: { authzServer }, span }: Placed<Challenge>, { message }: Seen): Outcome {
  if (authzServer === undefined) return { seen: 'The challenge for a Bearer token has no authz_server.', span };
  if (/^https:\/\/[^/]/i.test(authzServer)) return 'kept';
  return {
    seen: `The authz_server ${quoted(authzServer)} is no https URI.`,
    span: parameterSpan(message, span, 'authz_server'),
  };
}

function checkToken({ value: { token68, scheme }, span }: Placed<Credentials>, { transport }: Seen): Outcome {
  if (token68 === undefined) return undefined;
  if (transport === 'TLS' || transport === 'WSS') return 'kept';
  if (token68.split('.', partsOfEncrypted + 1).length === partsOfEncrypted) return 'kept';
  return {
    seen: `A Bearer token that is not encrypted is sent over ${transport}, for everybody on the way to read.`,
    span: [span[0], span[0] + scheme.length],
  };
}
