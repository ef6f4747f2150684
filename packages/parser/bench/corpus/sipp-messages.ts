const client = '192.0.2.20:5061';
const server = '192.0.2.10:5060';

const offer = (call: number): string =>
  `v=0\r\no=user1 53655765 2353687637 IN IP4 192.0.2.20\r\ns=-\r\nc=IN IP4 192.0.2.20\r\nt=0 0\r\nm=audio ${10_000 + (call % 20_000) * 2} RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n`;

type Step = {
  readonly startLine: string;
  readonly method: string;
  readonly branch: number;
  readonly hasBody?: boolean;
};

const uri = `sip:service@${server}`;
const steps: readonly Step[] = [
  { startLine: `INVITE ${uri} SIP/2.0`, method: 'INVITE', branch: 0, hasBody: true },
  { startLine: 'SIP/2.0 180 Ringing', method: 'INVITE', branch: 0 },
  { startLine: 'SIP/2.0 200 OK', method: 'INVITE', branch: 0, hasBody: true },
  { startLine: `ACK ${uri} SIP/2.0`, method: 'ACK', branch: 5 },
  { startLine: `BYE ${uri} SIP/2.0`, method: 'BYE', branch: 7 },
  { startLine: 'SIP/2.0 200 OK', method: 'BYE', branch: 7 },
];

/** The messages of plain calls as SIPp's own scenarios make them: six a call, nine header fields each, keys of their own. */
export function sippMessages(calls: number): string[] {
  const messages: string[] = [];
  for (let call = 1; call <= calls; call++) for (const step of steps) messages.push(sippMessage(call, step));
  return messages;
}

function sippMessage(call: number, { startLine, method, branch, hasBody = false }: Step): string {
  const isRequest = !startLine.startsWith('SIP/');
  const id = String(call).padStart(6, '0');
  const body = hasBody ? offer(call) : '';
  return [
    startLine,
    `Via: SIP/2.0/UDP ${client};branch=z9hG4bK-4242-${id}-${branch}`,
    `From: sipp <sip:sipp@${client}>;tag=4242SIPpTag00${id}`,
    `To: service <sip:service@${server}>${startLine.startsWith('INVITE') ? '' : `;tag=4243SIPpTag01${id}`}`,
    `Call-ID: ${id}-4242@192.0.2.20`,
    `CSeq: ${method === 'BYE' ? 2 : 1} ${method}`,
    `Contact: <sip:${isRequest ? `sipp@${client}` : `${server};transport=UDP`}>`,
    isRequest ? 'Max-Forwards: 70' : 'Server: SIPp/v3.7.3 load test',
    hasBody ? 'Content-Type: application/sdp' : 'Subject: Performance Test',
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n');
}
