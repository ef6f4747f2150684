import { diagnosticTable } from '@sipscope/parser';
import { isOneOf } from '../../identity/describe-passports.ts';
import { dateSeconds, mediaKeys } from '../../identity/signing-input.ts';
import { fieldsOf } from '../field-values.ts';
import { quoted } from '../quoted.ts';
import { type Fault, type Given, messageRule, type Outcome, type Rule, sourceRule, type Watch } from '../rule.ts';
import { byCapture } from '../source-names.ts';
import type { Seen } from '../seen.ts';
import { ofEach, passportsIn, type PlacedPassport } from './passports.ts';

/** RFC 8224 §6.2 step 4. */
const freshSeconds = 60;
/** Clocks that differ by less are both right. */
const rightSeconds = 10;

const unreadable: ReadonlySet<string> = new Set(['passport-parts', 'passport-encoding', 'passport-json']);
const example = 'Identity: eyJ0eXAi….eyJkZXN0….rq3pjT1…;info=<https://cert.example.org/passport.cer>;ppt=shaken';

export const identityRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-IDY-001',
    title: 'Identity malformed or lacks info',
    level: 'must',
    severity: 'error',
    rfc: 8224,
    section: '4',
    why: 'Nobody can verify it: the call is refused with 436 or 438, or labelled as spam.',
    advice:
      'Send header, payload and signature in base64url with dots between, or two dots and the signature, and the URI of the certificate as info.',
    right: example,
    wrong: 'Identity: eyJ0eXAi….eyJkZXN0…;alg=ES256',
    abnf: 'Identity',
    headers: ['Identity'],
    on: { requests: 'any', has: ['Identity'] },
    check(seen) {
      const { message } = seen;
      if (message.valueSpan('Identity-Info') !== undefined) return undefined;
      const broken = fieldsOf(message, 'Identity').find(({ values }) => values.length === 0);
      if (broken !== undefined) return { seen: 'The Identity is no signed digest with parameters.', span: broken.span };
      return ofEach(passportsIn(seen), ({ identity: { info }, reading: { diagnostics }, span }) => {
        const fault = diagnostics.find(({ code }) => unreadable.has(code));
        if (fault !== undefined) return { seen: diagnosticTable[fault.code].sentence, span: fault.span };
        if (info === undefined)
          return { seen: 'The Identity does not say where its certificate is: it has no info.', span };
        return 'kept';
      });
    },
  }),
  messageRule({
    id: 'SIP-IDY-002',
    title: 'PASSporT header does not mirror parameters',
    level: 'must',
    severity: 'error',
    rfc: 8224,
    section: '4.1',
    why: 'Verifiers compare both, and refuse what differs.',
    advice: 'Put typ passport, the alg, info and ppt of the Identity into the header of its PASSporT.',
    right:
      '{"alg":"ES256","ppt":"shaken","typ":"passport","x5u":"https://cert.example.org/passport.cer"} with ;ppt=shaken',
    wrong: '{"alg":"ES256","typ":"passport","x5u":"https://cert.example.org/passport.cer"} with ;ppt=shaken',
    headers: ['Identity'],
    on: { requests: 'any', has: ['Identity'] },
    check: (seen) =>
      ofEach(passportsIn(seen), ({ identity, passport, span }) => {
        const header = passport?.header;
        if (header === undefined) return undefined;
        const pairs = [
          ['typ', 'passport', header.typ],
          ['alg', identity.alg ?? 'ES256', header.alg],
          ['x5u', identity.info, header.x5u],
          ['ppt', identity.ppt, header.ppt],
        ] as const;
        const other = pairs.find(([, outside, inside]) => outside !== inside);
        if (other === undefined) return 'kept';
        const [name, outside, inside] = other;
        return { seen: `The PASSporT has ${name} ${textOf(inside)}, and the Identity says ${textOf(outside)}.`, span };
      }),
  }),
  messageRule({
    id: 'SIP-IDY-003',
    title: 'PASSporT payload does not match the SIP message',
    level: 'must',
    severity: 'error',
    rfc: 8224,
    section: '4.1',
    why: 'The signature vouches for another call than this one: it is labelled as spam, or refused with 438.',
    advice: 'Sign what the message says when it leaves; who sends a call to another number adds a div PASSporT.',
    right: 'From: <sip:+12155551212@example.com>, {"orig":{"tn":"12155551212"}, …}',
    wrong: 'From: <sip:+12155551212@example.com>, {"orig":{"tn":"12155559999"}, …}',
    headers: ['Identity', 'From', 'To', 'Date'],
    on: { requests: 'any', has: ['Identity'] },
    check(seen) {
      const all = passportsIn(seen);
      const isDiverted = all.some(({ ppt }) => isDiv(ppt));
      return ofEach(all, (one) => compare(one, seen, isDiverted));
    },
  }),
  sourceRule({
    id: 'SIP-IDY-004',
    title: 'Stale PASSporT',
    level: 'should',
    severity: 'warning',
    rfc: 8224,
    section: '6.2',
    why: 'Verifiers take it for a copy of an older call, and refuse it with 403 Stale Date.',
    advice: 'Set the clock of the signing element, and sign each call anew.',
    right: 'iat at most a minute from the time of the INVITE',
    wrong: 'iat from an hour before the INVITE',
    headers: ['Identity', 'Date'],
    on: { requests: 'any', responses: 'any', has: ['Identity', 'Date'] },
    // One clock captured all.
    by: byCapture,
    watch: watchClock,
  }),
];

function isDiv(ppt: string | undefined): boolean {
  return ppt === 'div' || ppt === 'div-o';
}

function textOf(text: string | undefined): string {
  return text === undefined ? 'nothing' : quoted(text);
}

function compare(
  { passport, ppt, span }: PlacedPassport,
  { message }: Seen,
  isDiverted: boolean,
): undefined | 'kept' | Fault {
  const payload = passport?.payload;
  const { startLine } = message;
  if (payload === undefined || startLine?.kind !== 'request') return undefined;
  const { orig, dest, iat, mky } = payload;
  const callers = [message.from?.uriText, ...message.assertedIdentities.map(({ uriText }) => uriText)];
  if (orig !== undefined && !isOneOf(orig, callers))
    return {
      seen: `The PASSporT says that ${listOf(orig)} calls; the message says ${listOf({ uri: callers })}.`,
      span,
    };
  const called = [message.to?.uriText, startLine.requestUri];
  // Where a call was sent on, the chain of PASSporTs tells of the earlier targets.
  if (dest !== undefined && !isDiverted && !isDiv(ppt) && !isOneOf(dest, called))
    return {
      seen: `The PASSporT says that ${listOf(dest)} is called; the message says ${listOf({ uri: called })}.`,
      span,
    };
  const date = dateSeconds(message);
  if (iat !== undefined && date !== undefined && Math.abs(date - iat) > freshSeconds)
    return {
      seen: `The PASSporT was signed ${Math.abs(date - iat)} s ${iat < date ? 'before' : 'after'} the Date of the message.`,
      span,
    };
  const keys = mediaKeys(message);
  if (mky !== undefined && keys.length > 0) {
    const signed = new Set(mky.map(({ dig }) => dig.replaceAll(':', '').toUpperCase()));
    const other = keys.find(({ dig }) => !signed.has(dig));
    if (other !== undefined)
      return {
        seen: `The fingerprint ${quoted(other.dig.slice(0, 23))} of the session description is none that was signed.`,
        span,
      };
  }
  return 'kept';
}

function listOf({
  tn = [],
  uri = [],
}: {
  readonly tn?: readonly string[];
  readonly uri?: readonly (string | undefined)[];
}): string {
  const texts = new Set([...tn, ...uri].filter((text) => text !== undefined));
  return [...texts].slice(0, 3).map(quoted).join(', ');
}

/** Learns from Dates whether the clock of the capture is right; only then the age of a PASSporT says something. */
function watchClock({ unixMs }: Given): Watch {
  let isRight = false;
  return (seen): Outcome => {
    const now = unixMs(seen);
    if (now === undefined) return seen.isRequest && passportsIn(seen).some(isDated) ? 'G-CLOCK' : undefined;
    const seconds = now / 1000;
    const date = dateSeconds(seen.message);
    if (date !== undefined && Math.abs(seconds - date) <= rightSeconds) isRight = true;
    if (!seen.isRequest) return undefined;
    return ofEach(passportsIn(seen), ({ passport, span }): undefined | 'kept' | Fault => {
      const iat = passport?.payload?.iat;
      if (iat === undefined) return undefined;
      const age = Math.round(seconds - iat);
      if (Math.abs(age) <= freshSeconds) return 'kept';
      if (!isRight) return undefined;
      return {
        seen: `The PASSporT was signed ${Math.abs(age)} s ${age > 0 ? 'before' : 'after'} it was seen here.`,
        span,
      };
    });
  };
}

function isDated({ passport }: PlacedPassport): boolean {
  return passport?.payload?.iat !== undefined;
}
