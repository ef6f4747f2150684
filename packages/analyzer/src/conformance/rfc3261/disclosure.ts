import { uriUser } from '@sipscope/parser';
import { isDigest } from '../../identity/check-credentials.ts';
import { digitsOf, isSameNumber } from '../../identity/same-party.ts';
import { isOnInternet } from '../internet.ts';
import { credentialsIn } from '../credentials.ts';
import { quoted } from '../quoted.ts';
import { messageRule, type Outcome, type Rule, sourceRule, type Watch } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { once } from '../once.ts';
import { softwareOf } from '../user-agent.ts';

/** Requests that begin something. */
const beginning = ['INVITE', 'REGISTER', 'MESSAGE', 'SUBSCRIBE', 'REFER', 'OPTIONS', 'PUBLISH'];
/** Of a source, messages whose software is looked at. */
const mostLooked = 8;

export const disclosureRules: readonly Rule[] = [
  sourceRule({
    id: 'SEC-008',
    title: 'Software version disclosed',
    level: 'security',
    severity: 'security',
    rfc: 3261,
    section: '20.35',
    why: 'Who knows the version knows which of its faults are open.',
    advice: 'Let User-Agent and Server be configured, and leave out versions towards the outside.',
    right: 'Server: SIP server',
    wrong: 'Server: Example PBX 11.7.0',
    headers: ['User-Agent', 'Server'],
    on: { requests: 'any', responses: 'any', has: ['User-Agent', 'Server'] },
    watch: watchSoftware,
  }),
  sourceRule({
    id: 'SEC-009',
    title: 'Cleartext signalling over public addresses',
    level: 'security',
    severity: 'security',
    rfc: 3261,
    section: '26.2.2',
    why: 'Everybody on the way reads who calls whom, and can change it.',
    advice: 'Use TLS between networks, or a tunnel.',
    right: 'INVITE over TLS',
    wrong: 'INVITE over UDP between two public addresses',
    on: { requests: beginning },
    watch: () => {
      // Of the one address that all come from.
      let isPublic: boolean | undefined;
      return once(({ srcIp, dstIp, transport, method }) => {
        isPublic ??= isOnInternet(srcIp);
        if (!isPublic) return undefined;
        if (transport === 'TLS' || transport === 'WSS' || !isOnInternet(dstIp)) return 'kept';
        const seen = `The ${method} goes from ${srcIp} to ${dstIp} over ${transport}, through the public Internet.`;
        return { key: dstIp, fault: { seen } };
      });
    },
  }),
  sourceRule({
    id: 'SEC-011',
    title: 'From number differs from authenticated username',
    level: 'security',
    severity: 'security',
    rfc: 3261,
    section: '26.1.2',
    why: 'A customer may call under the number of another: the called is deceived, and another may be billed.',
    advice: 'Compare From and P-Asserted-Identity with the numbers of the account before the call is let through.',
    right: 'From: <sip:+14085264000@example.com> with username="14085264000"',
    wrong: 'From: <sip:+14085550000@example.com> with username="14085264000"',
    headers: ['From', 'Proxy-Authorization'],
    on: { requests: ['INVITE', 'MESSAGE'], has: ['Authorization', 'Proxy-Authorization'] },
    watch: () => once(compareWithAccount),
  }),
  messageRule({
    id: 'SEC-012',
    title: 'Password inside a URI',
    level: 'security',
    severity: 'security',
    rfc: 3261,
    section: '19.1.2',
    why: 'Everybody who sees the message, a log or a link has the password.',
    advice: 'Leave passwords out of URIs, and use digest authentication.',
    right: 'sip:alice@example.com',
    wrong: 'sip:alice:secret@example.com',
    abnf: 'userinfo',
    headers: ['From', 'To', 'Contact'],
    on: { requests: beginning },
    check: checkUris,
  }),
];

function watchSoftware(): Watch {
  let looked = 0;
  const tell = once(({ message }: Seen) => {
    const software = softwareOf(message);
    if (software === undefined) return undefined;
    if (!/\d\.\d/.test(software)) return 'kept';
    const seen = `The software is ${quoted(software)}, with its version.`;
    const span = message.valueSpan('User-Agent') ?? message.valueSpan('Server');
    return { key: software, fault: { seen, span } };
  });
  return (seen) => (looked++ < mostLooked ? tell(seen) : undefined);
}

/** Where both are telephone numbers. */
function compareWithAccount({ message, viaCount }: Seen): ReturnType<Parameters<typeof once>[0]> {
  const digest = credentialsIn(message).find(({ value }) => isDigest(value))?.value;
  const { from } = message;
  if (viaCount !== 1 || digest?.username === undefined || from?.uri === undefined) return undefined;
  const account = digitsOf(digest.username.split('@', 1)[0]);
  const caller = digitsOf(uriUser(from.uri));
  if (account === undefined || caller === undefined) return undefined;
  if (isSameNumber(account, caller)) return 'kept';
  const seen = `The account ${masked(account)} calls as ${masked(caller)}.`;
  return { key: `${account} ${caller}`, fault: { seen, span: from.uriSpan } };
}

function masked(number: string): string {
  return quoted(number.length > 4 ? `${number.slice(0, -2)}xx` : number);
}

function checkUris({ message }: Seen): Outcome {
  const { startLine, from, to, contacts } = message;
  if (startLine?.kind !== 'request') return undefined;
  const addresses = [from, to, ...contacts.slice(0, 4).filter((one) => one !== '*')];
  if (hasPassword(startLine.requestUri)) {
    const start = message.framing.leading + startLine.method.length + 1;
    return faultOf(startLine.requestUri, [start, start + startLine.requestUri.length]);
  }
  const found = addresses.find((one) => one !== undefined && hasPassword(one.uriText));
  return found === undefined ? 'kept' : faultOf(found.uriText, found.uriSpan);
}

/** `sip:user:password@host` */
function hasPassword(uriText: string): boolean {
  const at = uriText.indexOf('@');
  const scheme = uriText.indexOf(':');
  return (
    at > 0 &&
    scheme > 0 &&
    uriText.slice(0, scheme).toLowerCase().startsWith('sip') &&
    uriText.lastIndexOf(':', at) > scheme
  );
}

/** Scheme and user are pointed at, not what is secret. */
function faultOf(uriText: string, [start]: readonly [number, number]): Outcome {
  const scheme = uriText.indexOf(':') + 1;
  const user = uriText.slice(scheme, uriText.indexOf(':', scheme));
  const host = uriText.slice(uriText.indexOf('@'));
  return {
    seen: `A URI has a password: ${quoted(`${uriText.slice(0, scheme)}${user}:***${host}`)}.`,
    span: [start, start + scheme + user.length],
  };
}
