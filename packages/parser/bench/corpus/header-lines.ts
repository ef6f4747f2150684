import { address, displayName, domain, host, nameAddr, port, proxy, branch, sipUri, telUri, uuid } from './names.ts';
import type { Random } from './random.ts';

export type LineMaker = {
  readonly name: string;
  /** Where it stands; in both by default. */
  readonly only?: 'request' | 'response';
  readonly value: (random: Random) => string;
};

const methods = [
  'INVITE',
  'ACK',
  'CANCEL',
  'BYE',
  'OPTIONS',
  'REFER',
  'NOTIFY',
  'INFO',
  'UPDATE',
  'PRACK',
  'SUBSCRIBE',
  'MESSAGE',
  'PUBLISH',
];
const optionTags = [
  '100rel',
  'timer',
  'replaces',
  'path',
  'gruu',
  'outbound',
  'precondition',
  'histinfo',
  'norefersub',
  'tdialog',
  'from-change',
];

const someOf = (random: Random, items: readonly string[], least: number): string =>
  random
    .shuffled(items)
    .slice(0, random.between(least, items.length))
    .join(random.chance(80) ? ', ' : ',');

function credentials(random: Random): string {
  const realm = domain(random);
  return (
    `Digest username="${random.hex(6)}@${realm}", realm="${realm}", nonce="${random.hex(random.between(16, 40))}", uri="${sipUri(random)}", ` +
    `response="${random.hex(32)}", algorithm=${random.pick(['MD5', 'SHA-256'])}, cnonce="${random.hex(16)}", qop=auth, nc=0000000${random.between(1, 9)}` +
    (random.chance(50) ? `, opaque="${random.hex(8)}"` : '')
  );
}

const challenge = (random: Random): string =>
  `Digest realm="${domain(random)}", nonce="${random.hex(random.between(16, 48))}", algorithm=${random.pick(['MD5', 'SHA-256'])}, qop="auth${random.chance(30) ? ',auth-int' : ''}"${random.chance(50) ? ', stale=false' : ''}`;

/** A Via of a hop further on the way back. */
export const viaValue = (random: Random): string =>
  `SIP/2.0/${random.pick(['UDP', 'UDP', 'TCP', 'TLS'])} ${host(random)}${port(random)};branch=${branch(random)}` +
  (random.chance(40) ? `;received=${address(random).replace(/[[\]]/g, '')}` : '') +
  (random.chance(40) ? `;rport=${random.between(1024, 65_000)}` : '');

/** The header fields that networks and devices add, as they stand in the wild; each at most once in a message, but for Via and Record-Route. */
export const lineMakers: readonly LineMaker[] = [
  {
    name: 'User-Agent',
    value: (random) =>
      `${random.pick(['Phone', 'PBX', 'SBC', 'Client'])}/${random.between(1, 9)}.${random.between(0, 30)} (${random.pick(['Linux', 'iOS 19', 'Android 16; arm64', 'build 4711'])})`,
  },
  { name: 'Allow', value: (random) => someOf(random, methods, 6) },
  { name: 'Supported', value: (random) => someOf(random, optionTags, 2) },
  {
    name: 'Session-Expires',
    value: (random) =>
      `${random.between(90, 3600)}${random.chance(60) ? `;refresher=${random.pick(['uac', 'uas'])}` : ''}`,
  },
  { name: 'Min-SE', value: (random) => `${random.between(90, 900)}` },
  {
    name: 'P-Asserted-Identity',
    value: (random) => (random.chance(50) ? nameAddr(random) : `${nameAddr(random)}, <${telUri(random)}>`),
  },
  { name: 'Privacy', value: (random) => random.pick(['id', 'none', 'user;id', 'header;session;critical']) },
  {
    name: 'P-Charging-Vector',
    value: (random) => `icid-value="${random.hex(32)}";icid-generated-at=${address(random)};orig-ioi=${domain(random)}`,
  },
  { name: 'P-Charging-Function-Addresses', value: (random) => `ccf=${domain(random)};ecf=${domain(random)}` },
  {
    name: 'P-Access-Network-Info',
    value: (random) =>
      `3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=26201${random.hex(11)}${random.chance(50) ? ';network-provided' : ''}`,
  },
  { name: 'P-Visited-Network-ID', value: (random) => `"${domain(random)}"` },
  { name: 'P-Called-Party-ID', only: 'request', value: (random) => `<${sipUri(random)}>` },
  { name: 'P-Early-Media', value: (random) => random.pick(['supported', 'sendrecv', 'inactive', 'sendonly,gated']) },
  {
    name: 'History-Info',
    value: (random) =>
      `<${sipUri(random)}>;index=1, <sip:${random.hex(5)}@${domain(random)}?Reason=SIP%3Bcause%3D302>;index=1.1;mp=1`,
  },
  {
    name: 'Diversion',
    value: (random) =>
      `${displayName(random)}<sip:${random.hex(6)}@${domain(random)}>;reason=${random.pick(['unconditional', 'no-answer', 'user-busy'])};counter=${random.between(1, 5)};privacy=off`,
  },
  { name: 'Remote-Party-ID', value: (random) => `${nameAddr(random)};party=calling;screen=yes;privacy=off` },
  { name: 'Proxy-Authorization', only: 'request', value: credentials },
  { name: 'Authorization', only: 'request', value: credentials },
  { name: 'WWW-Authenticate', only: 'response', value: challenge },
  {
    name: 'Accept',
    value: (random) =>
      random.pick([
        'application/sdp',
        'application/sdp, application/dtmf-relay;q=0.5',
        'application/sdp;level=1, multipart/mixed, */*;q=0.1',
      ]),
  },
  { name: 'Accept-Language', value: (random) => random.pick(['en', 'de, en-gb;q=0.8, en;q=0.7', 'fr;q=0.9']) },
  {
    name: 'Accept-Contact',
    only: 'request',
    value: (random) =>
      random.pick([
        '*;+g.3gpp.icsi-ref="urn%3Aurn-7%3A3gpp-service.ims.icsi.mmtel"',
        '*;audio;video;require',
        '*;mobility="mobile";methods="INVITE,BYE";explicit',
      ]),
  },
  {
    name: 'Call-Info',
    value: (random) =>
      `<http://${domain(random)}/${random.hex(8)}/photo.jpg>;purpose=icon, <https://${domain(random)}/${random.hex(4)}/>;purpose=info`,
  },
  { name: 'Alert-Info', value: (random) => `<http://${domain(random)}/ring-${random.between(1, 9)}.wav>` },
  {
    name: 'Organization',
    value: (random) => `${random.pick(['Boxes by Bob', 'Example Telecom', 'Atlanta Ltd'])} ${random.between(1, 999)}`,
  },
  {
    name: 'Subject',
    value: (random) => `${random.pick(['Need more boxes', 'Conference at', 'Re: invoice'])} ${random.digits(4)}`,
  },
  {
    name: 'Priority',
    only: 'request',
    value: (random) => random.pick(['normal', 'urgent', 'non-urgent', 'emergency']),
  },
  {
    name: 'Date',
    value: (random) =>
      `Sat, 13 Nov 2010 ${random.between(10, 23)}:${random.between(10, 59)}:${random.between(10, 59)} GMT`,
  },
  { name: 'Timestamp', value: (random) => `${random.between(1, 99)}.${random.digits(3)}` },
  {
    name: 'Session-ID',
    value: (random) => `${random.hex(32)};remote=${random.chance(50) ? random.hex(32) : '0'.repeat(32)}`,
  },
  {
    name: 'Reason',
    value: (random) =>
      random.pick([
        'Q.850;cause=16;text="Normal call clearing"',
        'SIP;cause=200;text="Call completed elsewhere"',
        'Q.850;cause=17',
      ]),
  },
  {
    name: 'Warning',
    only: 'response',
    value: (random) =>
      `${random.pick([301, 304, 307, 399])} ${domain(random)} "${random.pick(['Incompatible media format', 'Session description parameter not understood', 'Busy tone \\"fast\\"'])}"`,
  },
  {
    name: 'Resource-Priority',
    only: 'request',
    value: (random) => random.pick(['ets.0', 'wps.3, dsn.flash', 'q735.2']),
  },
  { name: 'User-to-User', value: (random) => `${random.hex(random.between(8, 40))};encoding=hex` },
  {
    name: 'Feature-Caps',
    value: (random) => `*;+g.3gpp.srvcc;+g.3gpp.${random.hex(4)}="<${telUri(random).split(';')[0] ?? ''}>"`,
  },
  { name: 'Geolocation', only: 'request', value: (random) => `<sips:${random.hex(10)}@${domain(random)}>` },
  { name: 'Referred-By', only: 'request', value: (random) => `<${sipUri(random)}>` },
  {
    name: 'In-Reply-To',
    only: 'request',
    value: (random) => `${random.hex(8)}@${domain(random)}, ${random.hex(8)}@${domain(random)}`,
  },
  { name: 'MIME-Version', value: () => '1.0' },
  { name: 'Content-Language', value: (random) => random.pick(['en', 'de, en']) },
  { name: 'X-Correlation-ID', value: uuid },
  { name: 'X-Trunk', value: (random) => `trunk-${random.between(1, 500)};side=${random.pick(['in', 'out'])}` },
  { name: 'Path', only: 'request', value: (random) => `${proxy(random)}, ${proxy(random)}` },
  {
    name: 'Security-Verify',
    only: 'request',
    value: (random) =>
      `ipsec-3gpp;q=0.1;prot=esp;mod=trans;spi-c=${random.digits(8)};spi-s=${random.digits(8)};port-c=${random.between(2000, 9000)};port-s=${random.between(2000, 9000)};alg=hmac-sha-1-96;ealg=aes-cbc`,
  },
  {
    name: 'Record-Route',
    value: (random) => (random.chance(50) ? proxy(random) : `${proxy(random)}, ${proxy(random)}`),
  },
];
