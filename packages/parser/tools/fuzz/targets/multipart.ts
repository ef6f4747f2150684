import { type Body, type BodyValue, parseMessage, uriBody } from '../../../src/index.ts';
import { parseXmlBody } from '../../../src/xml.ts';
import { demand } from '../broken-promise.ts';
import { lineMutators, headerMutators, multipartMutators, sdpMutators, xmlMutators } from '../line-mutators.ts';
import { demandSpan, readEverything } from '../read-everything.ts';
import { encodeSeeds } from '../seeds.ts';
import type { Target } from '../target.ts';
import { checkMessage } from './message.ts';

const startLine = new TextEncoder().encode('MESSAGE sip:a SIP/2.0\r\n');

/** What stands behind a start line: the header fields that describe a body, and the body, of whatever type. */
export const multipartTarget: Target = {
  name: 'multipart',
  seeds: multipartSeeds,
  mutators: [
    ...multipartMutators,
    ...multipartMutators,
    ...lineMutators,
    ...headerMutators,
    ...sdpMutators,
    ...xmlMutators.slice(0, 1),
  ],
  check: checkBody,
};

function multipartSeeds(): readonly Uint8Array[] {
  const sdp = 'v=0\no=- 1 1 IN IP4 h\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\nm=audio 1 RTP/AVP 0\na=sendrecv\n';
  const b1 = 'Content-Type: multipart/mixed;boundary=b1\n\n';
  return encodeSeeds(
    `${b1}preamble\n--b1\nContent-Type: application/sdp\n\n${sdp}--b1\nContent-Type: text/plain;charset=iso-8859-1\n\nhello\n--b1--\nepilogue\n`,
    `c: multipart/related;boundary="b1";start="<x@y>"\n\n--b1\nContent-ID: <x@y>\nContent-Type: application/pidf+xml\n\n<presence xmlns="urn:ietf:params:xml:ns:pidf" entity="a:b"/>\n--b1--`,
    `${b1}--b1\nContent-Type: multipart/alternative;boundary=b2\n\n--b2\n\na\n--b2\nContent-Type: text/html\n\n<b>\n--b2--\n--b1--`,
    `${b1}--b1\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\nSGVsbG8=\n--b1\nContent-Transfer-Encoding: quoted-printable\n\na=3D=\nb=zz\n--b1--`,
    `${b1}--b1\nContent-Type: message/sip\n\nOPTIONS sip:a SIP/2.0\nVia: SIP/2.0/UDP h\nContent-Type: application/sdp\n\n${sdp}\n--b1--`,
    `${b1}--b1\nContent-Type: application/sdp\nContent-Transfer-Encoding: base64\n\ndj0wDQo=\n--b1\nContent-Disposition: render;handling=optional\n\n--b1--`,
    'Content-Type: multipart/digest;boundary=b1\n\n--b1\n\nx\n--b1--',
    'Content-Type: message/sipfrag;version=2.0\n\nSIP/2.0 200 OK\nContact: <sip:a>\nContent-Type: text/plain\n\nx',
    'Content-Type: message/sip\n\nINVITE sip:a@b SIP/2.0\nVia: SIP/2.0/UDP h;branch=1\nContent-Type: message/sip\n\nBYE sip:a SIP/2.0\n\n',
    'Content-Type: message/cpim\n\nFrom: MR <im:a@b>\nTo: <im:c@d>\nDateTime: 2000-12-13T13:40:00-08:00\nNS: x <urn:y>\nx.z: 1\nSubject:;lang=fr a\n\nContent-Type: text/plain\n\nhi',
    'Content-Type: application/simple-message-summary\n\nMessages-Waiting: yes\nMessage-Account: sip:a@b\nVoice-Message: 4/8 (1/2)\n\nTo: x\n',
    'Content-Type: application/vq-rtcpxr\n\nVQSessionReport: CallTerm\nCallID: a@b\nLocalID: <sip:a>\nOrigID: x\nLocalAddr: IP=10.0.0.1 PORT=5000 SSRC=1a3b\nLocalMetrics:\nTimestamps: START=2004-10-10T18:23:43Z STOP=2004-10-01T18:26:02Z\nSessionDesc: PT=18 PD=G729 SR=8000 FMTP="a b"\nJitterBuffer: JBA=3 JBR=2\nDialogID: a@b;to-tag=1;from-tag=2\n',
    'Content-Type: application/dtmf-relay\n\nSignal=5\nDuration=160\n',
    'Content-Type: application/dtmf\n\n5',
    'Content-Type: application/isup;version=itu-t92+\n\n\u0001\u0000\u0001\u0000\u0000\u0000\u0002\u0002\u0006\u0004\u0001\u0010\u0021\u0043\u0000',
    'Content-Type: application/pidf+xml\n\n<?xml version="1.0"?><presence xmlns="urn:ietf:params:xml:ns:pidf" entity="pres:a@b"><tuple id="a"><status><basic>open</basic></status></tuple></presence>',
    `Content-Type: application/sdp\nContent-Encoding: gzip\nContent-Disposition: session\n\n${sdp}`,
    `Content-Type: application/sdp\n\n${sdp}`,
  );
}

function checkBody(input: Uint8Array): void {
  const bytes = new Uint8Array(startLine.length + input.length);
  bytes.set(startLine);
  bytes.set(input, startLine.length);
  const message = parseMessage(bytes);
  checkMessage(message);
  const { body } = message;
  if (body === undefined) return;
  checkValue(body, bytes.length);
  const { startLine: line } = message;
  if (line?.kind === 'request' && line.uri?.kind === 'sip') uriBody(line.uri);
}

/** Bodies nest no deeper than the limit. */
function checkValue(body: Body, length: number): void {
  const { value } = body;
  demandSpan(body.span, length, 'a body');
  demandSpan(body.partSpan, length, 'a part');
  readEverything(body.text, length);
  if (value.kind === 'multipart') checkParts(body, value, length);
  if (value.kind === 'sip') checkMessage(value.message);
  if (value.kind === 'sipfrag') readEverything(value.headers, length);
  if (value.kind === 'cpim' && value.content !== undefined) checkValue(value.content, length);
  if (value.kind === 'xml') readEverything(parseXmlBody(body), Math.max(length, body.content.length));
}

/** Preamble, delimiters and parts in turn, and epilogue tile the body. */
function checkParts(body: Body, value: Extract<BodyValue, { kind: 'multipart' }>, length: number): void {
  const spans = [
    value.preambleSpan,
    ...value.delimiterSpans,
    ...value.parts.map(({ partSpan }) => partSpan),
    value.epilogueSpan,
  ];
  const end = body.span[1];
  let at = body.span[0];
  for (const [start, behind] of spans.toSorted((one, other) => one[0] - other[0] || one[1] - other[1])) {
    demand(start === at, 'parts and delimiters tile the body', () => `${at} then ${start}`);
    at = behind;
  }
  demand(at === end, 'parts and delimiters tile the body', () => `${at} of ${end}`);
  for (const part of value.parts) checkValue(part, length);
}
