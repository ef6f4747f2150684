import { decodePassport, type Identity, type Passport, type PassportParty, parseUri } from '@sipscope/parser';
import { isFirstCopy, type ReadMessage, receiverOf, senderOf } from '../message/read-message.ts';
import type { PassportRow } from '../rows.ts';
import { isAnonymous } from './anonymous.ts';
import { isSameNumber, isSameUser, uriDigits } from './same-party.ts';
import { dateSeconds } from './signing-input.ts';
import type { PassportVerdicts } from './verify-passport.ts';

/** Further PASSporTs of a call are not listed. */
const maxPassports = 100;
/** Parties of a claim that are listed. */
const maxParties = 20;
/** RFC 8224 §6.2 step 4. */
const freshSeconds = 60;

const attestations: Readonly<Record<string, string>> = {
  A: 'full: the signer knows the caller and the number is its own',
  B: 'partial: the signer knows the caller, not whether the number is its own',
  C: 'gateway: the signer knows only where the call came in',
};

type Seen = { readonly row: PassportRow; readonly frames: number[] };

/** The PASSporTs of a call, each once, in order of appearance. */
export function describePassports(
  messages: readonly ReadMessage[],
  verdicts: PassportVerdicts = new Map(),
): readonly PassportRow[] {
  const seen = new Map<string, Seen>();
  /** Endpoints that got some request of the call. */
  const receivers = new Set<string>();
  for (const message of messages) {
    if (!isFirstCopy(message.row)) continue;
    for (const identity of message.parsed.get('Identity')) {
      const known = seen.get(identity.digest);
      if (known !== undefined) known.frames.push(message.row.frame);
      else if (seen.size < maxPassports) {
        const row = passportRow(identity, message, verdicts);
        const sender = senderOf(message.row);
        const addedBy = receivers.has(sender) && message.row.kind === 'request' ? { addedBy: sender } : {};
        seen.set(identity.digest, { row: { ...row, ...addedBy }, frames: [message.row.frame] });
      }
    }
    if (message.row.kind === 'request') receivers.add(receiverOf(message.row));
  }
  return [...seen.values()].map(({ row, frames }) => ({ ...row, frames }));
}

function passportRow(identity: Identity, message: ReadMessage, verdicts: PassportVerdicts): PassportRow {
  const { passport, diagnostics } = identity.quoted
    ? { passport: undefined, diagnostics: [] }
    : decodePassport(identity);
  const { header, payload } = passport ?? {};
  const ppt = header?.ppt ?? identity.ppt;
  const x5u = header?.x5u ?? identity.info;
  const issuedSeconds = payload?.iat ?? (identity.isCompact ? dateSeconds(message.parsed) : undefined);
  const differences = [
    ...(passport === undefined ? [] : differencesOf(passport, message)),
    ...diagnostics.flatMap(({ code, detail }) =>
      detail === undefined ? [`Its text is faulty: ${code}.`] : [`${detail}.`],
    ),
  ];
  return {
    form: identity.quoted ? 'RFC 4474' : identity.isCompact ? 'compact' : 'full',
    ...(ppt === undefined ? {} : { ppt }),
    ...(identity.quoted ? {} : { alg: header?.alg ?? identity.alg ?? 'ES256' }),
    ...(x5u === undefined ? {} : { x5u }),
    ...partiesOf('orig', payload?.orig),
    ...partiesOf('dest', payload?.dest),
    ...(payload?.attest === undefined ? {} : { attest: payload.attest }),
    ...attestationOf(payload?.attest),
    ...(payload?.origid === undefined ? {} : { origid: payload.origid }),
    ...partiesOf('div', payload?.div),
    ...(payload?.rph === undefined ? {} : { rph: payload.rph.slice(0, maxParties) }),
    ...(payload?.sph === undefined ? {} : { sph: payload.sph }),
    ...freshnessOf(issuedSeconds, message),
    ...(differences.length === 0 ? {} : { differences }),
    signature: verdicts.get(identity.digest) ?? { verdict: 'not checked', why: 'No certificate was given.' },
    frames: [],
  };
}

function attestationOf(attest: string | undefined): Pick<PassportRow, 'attestation'> {
  const attestation = attest === 'A' || attest === 'B' || attest === 'C' ? attestations[attest] : undefined;
  return attestation === undefined ? {} : { attestation };
}

function partiesOf(
  name: 'orig' | 'dest' | 'div',
  party: PassportParty | undefined,
): Pick<PassportRow, 'orig' | 'dest' | 'div'> {
  return party === undefined ? {} : { [name]: [...party.tn, ...party.uri].slice(0, maxParties) };
}

type Freshness = Pick<PassportRow, 'issued' | 'ageSeconds' | 'dateDifferenceSeconds' | 'fresh'>;

/** RFC 8224 §6.2 step 4: how old it is, by the capture and by the message's own Date. */
function freshnessOf(issuedSeconds: number | undefined, { row, parsed }: ReadMessage): Freshness {
  // What Date can tell; what lies beyond is no time.
  if (issuedSeconds === undefined || Math.abs(issuedSeconds) > 8.64e12 || !Number.isFinite(issuedSeconds)) return {};
  const date = dateSeconds(parsed);
  const ageSeconds = Math.round(Date.parse(row.time) / 1000 - issuedSeconds);
  const difference = date === undefined ? undefined : Math.round(date - issuedSeconds);
  return {
    issued: new Date(issuedSeconds * 1000).toISOString().replace('.000Z', 'Z'),
    ageSeconds,
    ...(difference === undefined ? {} : { dateDifferenceSeconds: difference }),
    fresh: Math.abs(ageSeconds) <= freshSeconds && Math.abs(difference ?? 0) <= freshSeconds,
  };
}

/** Where claims and message do not say the same. Not of compact ones, whose claims are the message's. */
function differencesOf({ header, payload }: Passport, { row, parsed }: ReadMessage): readonly string[] {
  if (payload === undefined) return [];
  const differences: string[] = [];
  const callers = [parsed.from?.uriText, ...parsed.get('P-Asserted-Identity').map(({ uriText }) => uriText)];
  const called = [parsed.to?.uriText, row.requestUri];
  const { orig, dest } = payload;
  if (orig !== undefined && !isOneOf(orig, callers))
    differences.push(`It says ${listOf(orig)} calls; the message says ${textOf(callers)}.`);
  // What is diverted was for someone else at first (RFC 8946 §4), and a response says so too (RFC 8224 §5).
  if (dest !== undefined && row.kind === 'request' && !isOneOf(dest, called))
    differences.push(`It says ${listOf(dest)} is called; the message says ${textOf(called)}.`);
  if (header?.ppt === 'shaken' && payload.attest === undefined) differences.push('It is of shaken and has no attest.');
  if (header?.ppt === 'shaken' && payload.origid === undefined) differences.push('It is of shaken and has no origid.');
  if (header?.ppt?.startsWith('div') === true && payload.div === undefined)
    differences.push('It is of a diversion and does not say whose (div).');
  return differences;
}

/** Whether a claim is about one of these URIs; also where nothing can be said against it. */
export function isOneOf({ tn, uri }: PassportParty, texts: readonly (string | undefined)[]): boolean {
  // What is empty was told as a fault of its text.
  if (tn.length + uri.length === 0) return true;
  const uris = texts.flatMap((text) => (text === undefined || isAnonymous(text) ? [] : [parseUri(text).uri]));
  if (uris.length === 0) return true;
  return uris.some((one) => {
    const digits = uriDigits(one);
    if (digits !== undefined && tn.some((number) => isSameNumber(number.replaceAll(/[^0-9*#]/g, ''), digits)))
      return true;
    return uri.some((text) => isSameUser(parseUri(text).uri, one));
  });
}

function listOf({ tn, uri }: PassportParty): string {
  return [...tn, ...uri].slice(0, 3).join(', ');
}

function textOf(texts: readonly (string | undefined)[]): string {
  return [...new Set(texts.filter((text) => text !== undefined))].slice(0, 3).join(', ');
}
