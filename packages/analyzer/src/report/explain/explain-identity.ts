import type { Diversion, HistoryEntry, Identity, NameAddr, RemoteParty } from '@sipscope/parser';
import { privacyValueRow, redirectCauseRow } from '@sipscope/parser/registry';
import { describePassports } from '../../identity/describe-passports.ts';
import { isSameUser } from '../../identity/same-party.ts';
import type { ExplainedPart, ExplainedStep, MessageRow, PassportRow } from '../../rows.ts';
import type { ExplainContext, Told } from './explain-context.ts';
import { listText, part, partsOf, plural, quoted, secondsText } from './explain-text.ts';
import { explainUri } from './explain-uri.ts';

const stepsAtMost = 20;

/** What the network vouches for, beside what the caller says of itself. RFC 3325. */
export function explainAssertedIdentity(values: readonly NameAddr[], { message }: ExplainContext): readonly Told[] {
  const who = message.kind === 'request' ? 'sends the request' : 'answers';
  const facts: Told[] = [
    {
      kind: 'identity',
      text: `The network vouches that ${listText(values.slice(0, 4).map((one) => quoted(one.uriText)))} ${who}.`,
    },
  ];
  const from = message.kind === 'request' ? message.from : message.to;
  const name = message.kind === 'request' ? 'From' : 'To';
  const [first] = values;
  if (first?.uri !== undefined && from?.uri !== undefined) {
    const isSame = values.some((one) => one.uri !== undefined && isSameUser(one.uri, from.uri));
    facts.push(
      isSame
        ? { kind: 'identity', text: `${name} names the same user.`, short: `as ${name}` }
        : { kind: 'identity', text: `${name} names another: ${quoted(from.uriText)}.`, short: `differs from ${name}` },
    );
  }
  return [...facts, ...values.slice(0, 4).flatMap((one) => explainUri(one.uri))];
}

export function explainPreferredIdentity(values: readonly NameAddr[]): readonly Told[] {
  return [
    {
      kind: 'identity',
      text: `Its sender wants to be known as ${listText(values.slice(0, 4).map((one) => quoted(one.uriText)))}; the network decides.`,
    },
    ...values.slice(0, 4).flatMap((one) => explainUri(one.uri)),
  ];
}

export function explainRemoteParty(values: readonly RemoteParty[]): readonly Told[] {
  return values.slice(0, 4).flatMap((one) => explainUri(one.uri));
}

export function explainPrivacy(values: readonly string[]): readonly Told[] {
  const parts = values.map((value) => {
    const row = privacyValueRow(value);
    return part(quoted(value), undefined, row?.meaning, row);
  });
  return [
    {
      kind: 'identity',
      text: values.some((one) => one.toLowerCase() === 'none')
        ? 'No privacy is asked for.'
        : 'Its sender asks that who it is be hidden.',
      ...partsOf(parts),
    },
  ];
}

/** A PASSporT, decoded; what it vouches for, how old it is, and what of it differs from the message. RFC 8224, RFC 8225, RFC 8588. */
export function explainIdentity(values: readonly Identity[], { message, row }: ExplainContext): readonly Told[] {
  if (row === undefined) return [];
  const passports = describePassports([{ row: firstCopy(row), parsed: message }]);
  const places = new Map<string, number>();
  for (const one of message.get('Identity')) if (!places.has(one.digest)) places.set(one.digest, places.size);
  return values.slice(0, 10).flatMap((identity) => {
    const passport = passports[places.get(identity.digest) ?? -1];
    return passport === undefined ? [] : passportFacts(passport, identity);
  });
}

function passportFacts(passport: PassportRow, identity: Identity): readonly Told[] {
  const { form, attest, attestation, issued, ageSeconds, fresh, signature, differences = [] } = passport;
  if (form === 'RFC 4474')
    return [
      { kind: 'passport', text: 'It is a signature of RFC 4474, the older kind, and no PASSporT.', short: 'RFC 4474' },
    ];
  const facts: Told[] = [
    {
      kind: 'passport',
      text: `It is a PASSporT${passport.ppt === undefined ? '' : ` of the kind ${quoted(passport.ppt)}`}${form === 'compact' ? ' in its compact form: header and claims follow from the message' : ''}.`,
      ...(attest !== undefined && { short: `attestation ${attest}` }),
      ...partsOf(passportParts(passport, identity)),
    },
  ];
  if (attest !== undefined && attestation !== undefined)
    facts.push({ kind: 'passport', text: `Attestation ${attest}, ${attestation}.` });
  if (issued !== undefined && ageSeconds !== undefined) {
    const age =
      ageSeconds < 0
        ? `${secondsText(-ageSeconds)} after this message was captured`
        : ageSeconds === 0
          ? 'in the second in which this message was captured'
          : `${secondsText(ageSeconds)} before this message was captured`;
    const judged = fresh === false ? ', so that a verifier refuses it as stale (RFC 8224 §6.2.2)' : '';
    facts.push({
      kind: 'passport',
      text: `It was signed at ${issued}, ${age}${judged}.`,
      at: issued,
      ...(fresh === false && { notable: true as const, short: 'not fresh' }),
    });
  }
  facts.push(
    signature.verdict === 'not checked'
      ? { kind: 'passport', text: 'The signature is not verified: the certificate is not at hand.' }
      : {
          kind: 'passport',
          text: `The signature is ${signature.verdict}.`,
          ...(signature.verdict === 'wrong' && { notable: true as const }),
        },
  );
  for (const text of differences.slice(0, 5))
    facts.push({ kind: 'passport', text: quoted(text), short: 'differs', notable: true });
  return facts;
}

function passportParts(
  { alg, ppt, x5u, orig, dest, attest, origid, div, rph, sph, issued }: PassportRow,
  identity: Identity,
): readonly ExplainedPart[] {
  const texts = (
    name: string,
    values: readonly string[] | undefined,
    means: string,
    section?: string,
  ): ExplainedPart[] =>
    values === undefined || values.length === 0
      ? []
      : [part(name, values.join(', '), means, section === undefined ? {} : { rfc: 8225, section })];
  const info =
    identity.info === undefined || identity.info === x5u
      ? []
      : [part('info', identity.info, 'where the certificate lies, by the header field')];
  return [
    ...(alg === undefined ? [] : [part('alg', alg, 'how it is signed', { rfc: 8225, section: '4.2' })]),
    ...(ppt === undefined ? [] : [part('ppt', ppt, 'the kind of PASSporT', { rfc: 8225, section: '8.1' })]),
    ...(x5u === undefined ? [] : [part('x5u', x5u, 'where the certificate lies', { rfc: 8225, section: '4.3' })]),
    ...info,
    ...texts('orig', orig, 'who calls', '5.2.1'),
    ...texts('dest', dest, 'who is called', '5.2.1'),
    ...(issued === undefined ? [] : [part('iat', issued, 'when it was signed', { rfc: 8225, section: '5.1.1' })]),
    ...(attest === undefined ? [] : [part('attest', attest, 'how sure the signer is', { rfc: 8588, section: '4' })]),
    ...(origid === undefined
      ? []
      : [part('origid', origid, 'where in its network the call came from', { rfc: 8588, section: '5' })]),
    ...texts('div', div, 'who diverted the call'),
    ...texts('rph', rph, 'priorities that are vouched for'),
    ...(sph === undefined ? [] : [part('sph', sph, 'the Priority that is vouched for', { rfc: 9027, section: '5' })]),
  ];
}

/** The chain of targets a request was sent to. RFC 7044. */
export function explainHistory(values: readonly HistoryEntry[], { message }: ExplainContext): readonly Told[] {
  const all = message.get('History-Info');
  const own = new Set(values);
  const steps = all.slice(0, stepsAtMost).map((entry): ExplainedStep => {
    const cause = entry.cause === undefined ? undefined : redirectCauseRow(entry.cause)?.meaning;
    const by =
      entry.mp !== undefined
        ? 'another user'
        : entry.rc !== undefined
          ? 'its registered contact'
          : entry.np !== undefined
            ? 'unchanged'
            : undefined;
    const why = [by, cause].filter((one) => one !== undefined).join(', ');
    return {
      name: quoted(entry.uriText.split(/[;?]/, 1)[0] ?? ''),
      ...(entry.index !== undefined && { detail: quoted(entry.index) }),
      ...(why !== '' && { by: why }),
      ...(own.has(entry) && all.length > values.length && { here: true as const }),
    };
  });
  const more = all.length - stepsAtMost;
  const diverted = all.filter((one) => one.mp !== undefined || one.cause !== undefined).length;
  return [
    {
      kind: 'history',
      text: `The request was sent to ${plural(all.length, 'target')} so far${diverted === 0 ? '' : `; ${plural(diverted, 'time')} to another user`}.`,
      short: plural(all.length, 'target'),
      steps,
      ...(more > 0 && { moreSteps: more }),
    },
  ];
}

/** Who sent the call on, the last first in the message. RFC 5806. */
export function explainDiversion(values: readonly Diversion[], { message }: ExplainContext): readonly Told[] {
  const all = message.get('Diversion');
  const own = new Set(values);
  const steps = all
    .slice(0, stepsAtMost)
    .toReversed()
    .map((one): ExplainedStep => {
      const count = one.counter === undefined || one.counter < 2 ? '' : `, ${one.counter} times`;
      return {
        name: quoted(one.uriText),
        ...(one.reason !== undefined && { detail: `${quoted(one.reason)}${count}` }),
        ...(own.has(one) && all.length > values.length && { here: true as const }),
      };
    });
  const target = message.startLine?.kind === 'request' ? message.startLine.requestUri : undefined;
  if (target !== undefined) steps.push({ name: quoted(target), detail: 'is called now' });
  const more = all.length - stepsAtMost;
  const [latest] = all;
  return [
    {
      kind: 'history',
      text: `The call was diverted ${latest === undefined ? '' : `by ${quoted(latest.uriText)}`}${latest?.reason === undefined ? '' : `, because: ${quoted(latest.reason)}`}${all.length < 2 ? '' : `, and ${plural(all.length - 1, 'time')} before`}.`,
      ...(latest?.reason !== undefined && { short: quoted(latest.reason) }),
      steps,
      ...(more > 0 && { moreSteps: more }),
    },
  ];
}

/** A message as when it was seen first: what it says is the same each time it is sent. */
function firstCopy(row: MessageRow): MessageRow {
  const { retransmission: _, duplicate: __, ...first } = row;
  return first;
}
