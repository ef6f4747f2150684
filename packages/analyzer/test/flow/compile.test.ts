import { describe, expect, test } from 'vitest';
import { compile } from './compile.ts';
import { readScript } from '../../src/expect/script/read-script.ts';

const head = `# Something happens
alice 192.0.2.1
proxy 192.0.2.10 proxy record-route
bob 192.0.2.2
`;

const packetsOf = (text: string) => compile(readScript('x.flow', head + text));
const messagesOf = (text: string) => packetsOf(text).map((packet) => String(packet.text));

/** The lines of these names, in their order. */
function fieldsOf(message: string | undefined, ...names: readonly string[]): string[] {
  const lines = (message ?? '').split('\r\n');
  return lines.filter((line) => names.some((name) => line.startsWith(`${name}: `)));
}

const answeredThroughProxy = `
0 alice -> proxy INVITE sip:bob@example.com
1 proxy -> bob INVITE
2 proxy <- bob 180
3 alice <- proxy 180
4 proxy <- bob 200
5 alice <- proxy 200
6 alice -> proxy ACK
7 proxy -> bob ACK
8 proxy <- bob BYE
9 alice <- proxy BYE
10 alice -> proxy 200
11 proxy -> bob 200
`;

describe('messages are what their senders would write', () => {
  test('a proxy adds its Via and Record-Route, takes one of Max-Forwards and finds the Contact', () => {
    const [, forwarded] = messagesOf(answeredThroughProxy);

    expect(forwarded).toMatch(/^INVITE sip:bob@192\.0\.2\.2 SIP\/2\.0/);
    expect(fieldsOf(forwarded, 'Via', 'Max-Forwards', 'Record-Route')).toEqual([
      'Via: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bK-proxy-b-1',
      'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK-alice-b-1',
      'Max-Forwards: 69',
      'Record-Route: <sip:192.0.2.10;lr>',
    ]);
  });

  test('a response goes back with the Via of the hop', () => {
    const messages = messagesOf(answeredThroughProxy);

    expect(fieldsOf(messages[2], 'Via')).toHaveLength(2);
    expect(fieldsOf(messages[3], 'Via', 'To')).toEqual([
      'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK-alice-b-1',
      'To: <sip:bob@example.com>;tag=bob-1',
    ]);
  });

  test('the ACK to a 2xx goes along the route set to the Contact', () => {
    const messages = messagesOf(answeredThroughProxy);

    expect(messages[6]).toMatch(/^ACK sip:bob@192\.0\.2\.2 SIP/);
    expect(fieldsOf(messages[6], 'Route', 'CSeq')).toEqual(['Route: <sip:192.0.2.10;lr>', 'CSeq: 1 ACK']);
    expect(fieldsOf(messages[7], 'Route')).toEqual([]);
  });

  test('the callee hangs up in the same dialog, with its own CSeq', () => {
    const messages = messagesOf(answeredThroughProxy);

    expect(messages[8]).toMatch(/^BYE sip:alice@192\.0\.2\.1 SIP/);
    expect(fieldsOf(messages[8], 'From', 'To', 'CSeq')).toEqual([
      'From: <sip:bob@example.com>;tag=bob-1',
      'To: <sip:alice@example.com>;tag=alice-1',
      'CSeq: 1 BYE',
    ]);
  });

  test('CANCEL, and ACK to a failure, go with the branch of their INVITE', () => {
    const messages = messagesOf(`0 alice -> bob INVITE sip:bob@example.com
1 alice -> bob CANCEL
2 alice <- bob 200
3 alice <- bob 487
4 alice -> bob ACK
`);

    const [invite, cancel, ok, terminated, ack] = messages;
    expect(fieldsOf(cancel, 'Via')).toEqual(fieldsOf(invite, 'Via'));
    expect(fieldsOf(ack, 'Via')).toEqual(fieldsOf(invite, 'Via'));
    expect(fieldsOf(ok, 'CSeq')).toEqual(['CSeq: 1 CANCEL']);
    expect(fieldsOf(terminated, 'CSeq')).toEqual(['CSeq: 1 INVITE']);
    expect(fieldsOf(ack, 'To', 'CSeq')).toEqual([...fieldsOf(terminated, 'To'), 'CSeq: 1 ACK']);
  });

  test('a request that is tried again has the same Call-ID and tag, the next CSeq, and credentials', () => {
    const messages = messagesOf(`0 alice -> bob REGISTER sip:example.com
1 alice <- bob 401 challenge nonce=abc
2 alice -> bob REGISTER credentials alice:secret
3 alice <- bob 200
`);

    const [first, , second, ok] = messages;
    expect(fieldsOf(second, 'From', 'To', 'Call-ID')).toEqual(fieldsOf(first, 'From', 'To', 'Call-ID'));
    expect(fieldsOf(second, 'CSeq')).toEqual(['CSeq: 2 REGISTER']);
    // By hand: MD5 of `alice:example.com:secret`, `abc` and `REGISTER:sip:example.com`.
    expect(fieldsOf(second, 'Authorization')[0]).toContain('response="dbe98f00688a08a2dbda0b12e8c71319"');
    expect(fieldsOf(ok, 'Contact')).toEqual(['Contact: <sip:alice@192.0.2.1>;expires=3600']);
  });

  test('a PRACK acknowledges the latest reliable response in its early dialog', () => {
    const messages = messagesOf(`0 alice -> bob INVITE sip:bob@example.com
1 alice <- bob 183 reliable
2 alice -> bob PRACK
3 alice <- bob 200
4 alice <- bob 180 reliable
5 alice -> bob PRACK
`);

    expect(fieldsOf(messages[2], 'RAck', 'CSeq')).toEqual(['CSeq: 2 PRACK', 'RAck: 1 1 INVITE']);
    expect(fieldsOf(messages[5], 'RAck', 'CSeq')).toEqual(['CSeq: 3 PRACK', 'RAck: 2 1 INVITE']);
  });

  test('who stands behind a NAT is told where its packets come from', () => {
    const packets = packetsOf(`home 10.0.0.1 nat 198.51.100.7:31000
0 home -> bob OPTIONS sip:bob@example.com
1 home <- bob 200
`);

    expect(fieldsOf(String(packets[0]?.text), 'Via')).toEqual([
      'Via: SIP/2.0/UDP 10.0.0.1;rport;branch=z9hG4bK-home-b-1',
    ]);
    expect(fieldsOf(String(packets[1]?.text), 'Via')).toEqual([
      'Via: SIP/2.0/UDP 10.0.0.1;rport=31000;branch=z9hG4bK-home-b-1;received=198.51.100.7',
    ]);
  });

  test('bodies have short forms', () => {
    const messages = messagesOf(`0 alice -> bob SUBSCRIBE sip:bob@example.com
1 alice <- bob 200
2 alice <- bob NOTIFY pidf open
3 alice -> bob 200
4 alice <- bob NOTIFY mwi yes 2/8
5 alice -> bob 200
6 alice <- bob NOTIFY sipfrag 180 Ringing
7 alice -> bob MESSAGE sip:bob@example.com text "Hello"
`);

    const bodies = messages.map((message) => message.split('\r\n\r\n')[1]);
    expect(bodies[2]).toContain('entity="pres:bob@example.com"');
    expect(bodies[2]).toContain('<basic>open</basic>');
    expect(bodies[4]).toBe('Messages-Waiting: yes\r\nVoice-Message: 2/8\r\n');
    expect(bodies[6]).toBe('SIP/2.0 180 Ringing\r\n');
    expect(bodies[7]).toBe('Hello');
    expect(fieldsOf(messages[4], 'Content-Type', 'Content-Length')).toEqual([
      'Content-Type: application/simple-message-summary',
      'Content-Length: 43',
    ]);
  });

  test('a session description says what its words say, and counts its changes', () => {
    const [offer, , again] = messagesOf(`0 alice -> bob INVITE sip:bob@example.com sdp offer audio 4000 PCMU opus
1 alice <- bob 200 sdp answer audio 0 PCMU
2 alice -> bob INVITE sdp offer audio 192.0.2.9:4000 PCMU sendonly video 4002 H264
`);

    expect(offer?.split('\r\n\r\n')[1]?.split('\r\n')).toEqual([
      'v=0',
      'o=alice 1 1 IN IP4 192.0.2.1',
      's=-',
      'c=IN IP4 192.0.2.1',
      't=0 0',
      'm=audio 4000 RTP/AVP 0 111',
      'a=rtpmap:0 PCMU/8000',
      'a=rtpmap:111 opus/48000/2',
      '',
    ]);
    expect(again).toContain('o=alice 1 2 IN IP4');
    expect(again).toContain('m=audio 4000 RTP/AVP 0\r\nc=IN IP4 192.0.2.9\r\n');
    expect(again).toContain('a=sendonly\r\nm=video 4002 RTP/AVP 99\r\n');
  });

  test('Replaces names a dialog as one of its ends has it', () => {
    const messages = messagesOf(`0 alice -> bob INVITE sip:bob@example.com as first
1 alice <- bob 200
2 alice -> bob ACK
3 bob -> alice REFER refer-to sip:alice@192.0.2.1 replaces first at alice
4 proxy -> alice raw
  | anything
  | else
`);

    const [refer] = fieldsOf(messages[3], 'Refer-To');
    expect(decodeURIComponent(refer ?? '')).toBe(
      'Refer-To: <sip:alice@192.0.2.1?Replaces=call-1@192.0.2.1;to-tag=alice-1;from-tag=bob-1>',
    );
    expect(messages[4]).toBe('anything\r\nelse\r\n');
  });

  test('a script has the last word', () => {
    const [message] = messagesOf(`0 alice -> bob INVITE sip:bob@example.com branch z9hG4bKx tag me call-id one cseq 7
  without Contact
  From: "A" <sip:a@x>
  +Via: SIP/2.0/UDP 192.0.2.99;branch=z9hG4bKy
`);

    expect(fieldsOf(message, 'Via', 'Contact', 'From', 'Call-ID', 'CSeq')).toEqual([
      'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKx',
      'From: "A" <sip:a@x>;tag=me',
      'Call-ID: one',
      'CSeq: 7 INVITE',
      'Via: SIP/2.0/UDP 192.0.2.99;branch=z9hG4bKy',
    ]);
  });
});

describe('the capture', () => {
  test('has the same message again, as another packet', () => {
    const packets = packetsOf('0 alice -> bob OPTIONS sip:bob@example.com again after 0.5 1.5\n');

    expect(packets.map(({ seconds }) => seconds)).toEqual([0, 0.5, 1.5]);
    expect(new Set(packets.map(({ text }) => text)).size).toBe(1);
    expect(new Set(packets.map(({ id }) => id)).size).toBe(3);
  });

  test('calls copies of a line by its label and a number', () => {
    const packets = packetsOf('ask: 0 alice -> bob OPTIONS sip:bob@example.com twice again after 0.5\n');

    expect(packets.map(({ label }) => label)).toEqual(['ask', 'ask.2', 'ask.3']);
  });

  test('has a packet twice, which is the same packet', () => {
    const packets = packetsOf('0 alice -> bob OPTIONS sip:bob@example.com twice\n');

    expect(new Set(packets.map(({ id }) => id)).size).toBe(1);
    expect(packets).toHaveLength(2);
  });

  test('leaves out what was not captured, and ends when it says', () => {
    const packets = packetsOf(`0 alice -> bob OPTIONS sip:bob@example.com unseen
1 alice <- bob 200
capture until 60
`);

    expect(packets.map(({ seconds }) => seconds)).toEqual([1, 60]);
  });

  test('is in order of time', () => {
    const packets = packetsOf(`5 alice -> bob OPTIONS sip:bob@example.com
1 alice -> bob OPTIONS sip:bob@example.com
`);

    expect(packets.map(({ seconds }) => seconds)).toEqual([1, 5]);
  });
});
