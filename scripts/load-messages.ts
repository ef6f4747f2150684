/** The calls of a load capture: plain calls of six messages each (INVITE, 180, 200, ACK, BYE, 200) as SIPp makes them. */

export type Endpoint = { readonly ip: readonly [number, number, number, number]; readonly port: number };

/** Where its two parties want the media of a call. */
export type MediaEndpoints = { readonly caller: Endpoint; readonly callee: Endpoint };

export const client: Endpoint = { ip: [127, 0, 0, 1], port: 5071 };
export const server: Endpoint = { ip: [127, 0, 0, 1], port: 5070 };

export type LoadMessage = { readonly fromClient: boolean; readonly text: string };

type Step = {
  readonly startLine: string;
  readonly fromClient: boolean;
  readonly branch: string;
  readonly method: string;
  readonly cseq: number;
  readonly hasToTag: boolean;
  readonly body?: string;
};

/** All calls of SIPp give one address and port. */
const sharedMedia: MediaEndpoints = {
  caller: { ip: [127, 0, 0, 1], port: 6000 },
  callee: { ip: [127, 0, 0, 1], port: 6001 },
};

/** `call` < 2^24. */
export function mediaOf(call: number, isDistinct: boolean): MediaEndpoints {
  if (!isDistinct) return sharedMedia;
  const host = [(call >> 16) & 255, (call >> 8) & 255, call & 255] as const;
  const port = 16_384 + 4 * (call % 4096);
  return { caller: { ip: [10, ...host], port }, callee: { ip: [10, ...host], port: port + 2 } };
}

const sdp = ({ ip, port }: Endpoint): string =>
  `v=0\r\no=user1 53655765 2353687637 IN IP4 ${ip.join('.')}\r\ns=-\r\nc=IN IP4 ${ip.join('.')}\r\nt=0 0\r\nm=audio ${port} RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n`;

function steps(call: number, media: MediaEndpoints): Step[] {
  const invite = { branch: `z9hG4bK-${call}-0`, method: 'INVITE', cseq: 1 };
  const bye = { branch: `z9hG4bK-${call}-7`, method: 'BYE', cseq: 2, hasToTag: true };
  const uri = 'sip:service@127.0.0.1:5070';
  return [
    { startLine: `INVITE ${uri} SIP/2.0`, fromClient: true, ...invite, hasToTag: false, body: sdp(media.caller) },
    { startLine: 'SIP/2.0 180 Ringing', fromClient: false, ...invite, hasToTag: true },
    { startLine: 'SIP/2.0 200 OK', fromClient: false, ...invite, hasToTag: true, body: sdp(media.callee) },
    {
      startLine: `ACK ${uri} SIP/2.0`,
      fromClient: true,
      branch: `z9hG4bK-${call}-5`,
      method: 'ACK',
      cseq: 1,
      hasToTag: true,
    },
    { startLine: `BYE ${uri} SIP/2.0`, fromClient: true, ...bye },
    { startLine: 'SIP/2.0 200 OK', fromClient: false, ...bye },
  ];
}

/** What phones and proxies of an operator add. */
const networkHeaders = (call: number): string[] => [
  'Record-Route: <sip:pcscf1.visited.example.net:5060;transport=udp;lr;r2=on>',
  `Record-Route: <sip:scscf2.home.example.net:5060;transport=udp;lr;did=a1.${call}>`,
  'User-Agent: ExamplePhone/4.8.1 (build 20260917; hardware 3.2)',
  'Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, PRACK, REFER, MESSAGE, NOTIFY',
  'Supported: 100rel, timer, replaces, path, outbound, gruu, histinfo',
  `P-Asserted-Identity: "Subscriber ${call}" <sip:+4930${call}@ims.mnc001.mcc262.3gppnetwork.org;user=phone>`,
  `P-Charging-Vector: icid-value="${call}-icid-262001";icid-generated-at=10.1.1.1;orig-ioi=home.example.net`,
  'P-Access-Network-Info: 3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=26201a3f10042cb01',
];

function text(
  call: number,
  { startLine, fromClient, branch, method, cseq, hasToTag, body = '' }: Step,
  isLong: boolean,
): string {
  const contactPort = fromClient ? client.port : server.port;
  return [
    startLine,
    `Via: SIP/2.0/UDP 127.0.0.1:${client.port};branch=${branch}`,
    `From: sipp <sip:sipp@127.0.0.1:${client.port}>;tag=c${call}`,
    `To: service <sip:service@127.0.0.1:${server.port}>${hasToTag ? `;tag=s${call}` : ''}`,
    `Call-ID: ${call}-4242@127.0.0.1`,
    `CSeq: ${cseq} ${method}`,
    `Contact: <sip:sipp@127.0.0.1:${contactPort}>`,
    ...(startLine.endsWith('SIP/2.0') ? ['Max-Forwards: 70'] : []),
    ...(isLong ? networkHeaders(call) : []),
    ...(body === '' ? [] : ['Content-Type: application/sdp']),
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n');
}

/** The messages of one call in order. `isLong`: of about 1 kB, else of about 350 bytes. */
export function loadMessages(call: number, media: MediaEndpoints, isLong: boolean): LoadMessage[] {
  return steps(call, media).map((step) => ({ fromClient: step.fromClient, text: text(call, step, isLong) }));
}
