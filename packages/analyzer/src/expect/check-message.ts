import { bodyProblems } from './check-body.ts';
import { sdpProblems } from './check-sdp.ts';
import type { ExpectedStep } from './expected-steps.ts';
import type { Pattern } from './pattern.ts';
import type { Options } from './script/script.ts';
import type { ReadSeen } from './seen-message.ts';
import { foldedValue, valueFaces, valuesNamed } from './seen-values.ts';

/** What of a message is not as its step says, a sentence each; what the step leaves open is not looked at. */
export function messageProblems(expected: ExpectedStep, seen: ReadSeen): string[] {
  const { step, requestUri, reason, headers } = expected;
  const { options } = step;
  return [
    ...textProblems('the Request-URI', requestUri, seen.row.requestUri),
    ...textProblems('the reason', reason, seen.row.reason ?? ''),
    ...transportProblems(expected, seen),
    ...headers.flatMap(({ name, value }) => headerProblems(name, value, seen)),
    ...options.without.filter((name) => isThere(name, seen)).map((name) => `expected no ${name}, and there is one`),
    ...numberProblems(options, seen),
    ...fieldProblems(options, seen),
    ...(options.sdp === undefined ? [] : sdpProblems(options.sdp, seen)),
    ...bodyProblems(options, seen),
  ];
}

function textProblems(what: string, expected: Pattern | undefined, seen: string | undefined): string[] {
  if (expected === undefined || (seen !== undefined && expected.matches(seen))) return [];
  return [`${what}: expected ${expected.text}, seen ${seen ?? 'none'}`];
}

/** One that is stated: for the step, or for who sends it. */
function transportProblems({ step }: ExpectedStep, { row }: ReadSeen): string[] {
  const { transport = step.from.transport === 'UDP' ? undefined : step.from.transport } = step.options;
  if (transport === undefined || transport === row.transport) return [];
  return [`expected ${transport}, seen ${row.transport}`];
}

function headerProblems(name: string, expected: Pattern, seen: ReadSeen): string[] {
  const values = valuesNamed(seen.parsed, name);
  const faces = [...values.flatMap(valueFaces), values.join(', ')];
  const isMatched = values.length > 0 && (expected.text === '*' || isAmong(expected, faces));
  if (isMatched) return [];
  return [
    `${name}: expected ${expected.text}, ${values.length === 0 ? 'and there is none' : `seen ${values.join(' | ')}`}`,
  ];
}

/** Blanks count as one, as in the value of a header field. */
function isAmong(expected: Pattern, faces: readonly string[]): boolean {
  if (faces.some((face) => expected.matches(face))) return true;
  const folded = foldedValue(expected.text);
  return faces.some((face) => folded === foldedValue(face));
}

/** `without sdp` and `without body` are of what it carries. */
function isThere(name: string, { parsed }: ReadSeen): boolean {
  if (name === 'sdp') return parsed.sdp !== undefined;
  if (name === 'body') return parsed.bodyBytes.length > 0;
  return parsed.header(name) !== undefined;
}

function numberProblems({ branch, tag, cseq, callId, expires }: Options, seen: ReadSeen): string[] {
  const { row } = seen;
  const same = (what: string, expected: string | undefined, value: string | undefined) =>
    expected === undefined || expected === value ? [] : [`${what}: expected ${expected}, seen ${value ?? 'none'}`];
  return [
    ...same('branch', branch, row.branch),
    ...same('tag', tag, row.kind === 'request' ? row.fromTag : row.toTag),
    ...same('CSeq', cseq === undefined ? undefined : String(cseq), String(row.cseq ?? 'none')),
    ...same('Call-ID', callId, row.callId),
    ...expiresProblems(expires, seen),
  ];
}

/** The header field, or the parameter of a Contact (RFC 3261 §10.2.1.1). */
function expiresProblems(expected: number | undefined, { parsed }: ReadSeen): string[] {
  if (expected === undefined) return [];
  const values = [
    ...valuesNamed(parsed, 'Expires'),
    ...valuesNamed(parsed, 'Contact').flatMap((value) => /;\s*expires\s*=\s*(\d+)/i.exec(value)?.[1] ?? []),
  ];
  if (values.some((value) => Number(value) === expected)) return [];
  return [`expires: expected ${expected}, seen ${values.join(', ') || 'none'}`];
}

function fieldProblems(options: Options, { parsed }: ReadSeen): string[] {
  const { event, state, referTo, replaces, joins, reliable, challenge, credentials } = options;
  const values = (name: string) => valuesNamed(parsed, name);
  const all = (...names: readonly string[]) => names.flatMap((name) => values(name)).join(', ');
  const demand = (isMet: boolean, what: string, seen: string) => (isMet ? [] : [`${what}, seen ${seen || 'none'}`]);
  return [
    ...(event === undefined ? [] : demand(all('Event') === event, `Event: expected ${event}`, all('Event'))),
    ...(state === undefined
      ? []
      : demand(
          foldedValue(all('Subscription-State')) === foldedValue(state),
          `Subscription-State: expected ${state}`,
          all('Subscription-State'),
        )),
    ...(referTo === undefined
      ? []
      : demand(all('Refer-To').includes(referTo), `Refer-To: expected ${referTo}`, all('Refer-To'))),
    ...(replaces === undefined
      ? []
      : demand(/replaces/i.test(all('Refer-To')) || values('Replaces').length > 0, 'expected Replaces', '')),
    ...(joins === undefined ? [] : demand(values('Join').length > 0, 'expected Join', '')),
    ...(reliable === undefined
      ? []
      : demand(
          all('Require').includes('100rel') && values('RSeq').length > 0,
          'expected it to be reliable',
          all('Require'),
        )),
    ...(challenge === undefined
      ? []
      : demand(
          all('WWW-Authenticate', 'Proxy-Authenticate').includes(challenge === '' ? '' : `nonce="${challenge}"`) &&
            all('WWW-Authenticate', 'Proxy-Authenticate') !== '',
          `expected a challenge${challenge === '' ? '' : ` with the nonce ${challenge}`}`,
          all('WWW-Authenticate', 'Proxy-Authenticate'),
        )),
    ...(credentials === undefined
      ? []
      : demand(
          all('Authorization', 'Proxy-Authorization').includes(`username="${credentials.user ?? ''}"`),
          `expected credentials of ${credentials.user ?? 'nobody'}`,
          all('Authorization', 'Proxy-Authorization'),
        )),
  ];
}
