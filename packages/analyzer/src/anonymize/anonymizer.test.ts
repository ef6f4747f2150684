import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Anonymizer } from './anonymizer.ts';

const key = [3, 4] as const;

function hidden(text: string, anonymizer = new Anonymizer(key)): string {
  return new TextDecoder('latin1').decode(anonymizer.message(new TextEncoder().encode(text)));
}

function message(headers: readonly string[], body: readonly string[] = []): string {
  return ['INVITE sip:+493012345@sip.example.com;user=phone SIP/2.0', ...headers, '', ...body].join('\r\n');
}

/** How often a text stands for one, whatever it is. */
function shapeOf(text: string): RegExp {
  const escaped = text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('§', '[A-Za-z0-9]')}$`, 'm');
}

describe('a message without who it is of', () => {
  test.each([
    [
      'INVITE sip:+493012345@sip.example.com;user=phone SIP/2.0',
      'INVITE sip:+§§§§§§§§§@§§§.§§§§§§§.§§§;user=phone SIP/2.0',
    ],
    [
      'Via: SIP/2.0/TCP pc33.example.com:5066;branch=z9hG4bKnashds8;rport=4000;received=192.0.2.1',
      'Via: SIP/2.0/TCP §§§§.§§§§§§§.§§§:5066;branch=z9hG4bK§§§§§§§;rport=4000;received=§§§.§.§.§',
    ],
    [
      'From: "Alice Smith" <sip:alice:secret@192.168.1.20:5070>;tag=1928301774',
      'From: "§§§§§ §§§§§" <sip:§§§§§:§§§§§§@192.168.§.§§:5070>;tag=§§§§§§§§§§',
    ],
    ['f: anonymous <sip:anonymous@anonymous.invalid>;tag=x1', 'f: anonymous <sip:anonymous@anonymous.invalid>;tag=§§'],
    [
      'Contact: <sip:bob@[2001:db8::9:1]:5060;transport=tls>;expires=600;q=0.7;+sip.instance="<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>"',
      'Contact: <sip:§§§@[§§§§:§§§::§:§]:5060;transport=tls>;expires=600;q=0.7;+sip.instance="<urn:uuid:§§§§§§§§-§§§§-§§§§-§§§§-§§§§§§§§§§§§>"',
    ],
    ['Contact: *', 'Contact: *'],
    [
      'Refer-To: <sip:carol@example.com?Replaces=425928%40bobster.example.org%3Bto-tag%3D7743%3Bfrom-tag%3D6472>',
      'Refer-To: <sip:§§§§§@§§§§§§§.§§§?Replaces=§§§§§§%40§§§§§§§.§§§§§§§.§§§%3Bto-tag%3D§§§§%3Bfrom-tag%3D§§§§>',
    ],
    [
      'Authorization: Digest username="bob", realm="biloxi.example.com", nonce="dcd98b7102dd", qop=auth, nc=00000001, algorithm=MD5',
      'Authorization: Digest username="§§§", realm="§§§§§§.§§§§§§§.§§§", nonce="§§§§§§§§§§§§", qop=auth, nc=00000001, algorithm=MD5',
    ],
    ['Reason: Q.850;cause=16;text="Call of Bob"', 'Reason: Q.850;cause=16;text="§§§§ §§ §§§"'],
    [
      'User-Agent: Yealink SIP-T46S 66.86.0.15 80:5e:c0:12:34:56',
      'User-Agent: Yealink SIP-T46S §§.§§.§.§§ §§:§§:§§:§§:§§:§§',
    ],
    ['Supported: 100rel, timer', 'Supported: 100rel, timer'],
    ['CSeq: 4711 INVITE', 'CSeq: 4711 INVITE'],
    ['X-Customer: Miller, 12345', 'X-Customer: §§§§§§, §§§§§'],
    ['To: <tel:911;phone-context=+1>', 'To: <tel:§§§;phone-context=+§>'],
    ['To: <urn:service:sos.fire>', 'To: <urn:service:sos.fire>'],
    ['this is no header field', '§§§§ §§ §§ §§§§§§ §§§§§'],
  ])('%s', (line, shape) => {
    const text = line.startsWith('INVITE') ? message([]) : message([line]);

    const told = hidden(text);

    expect(told).toHaveLength(text.length);
    expect(told).toMatch(shapeOf(shape));
    expect(told.includes(line)).toBe(!shape.includes('§'));
  });

  test('has the same for the same wherever it stands', () => {
    const told = hidden(
      message(
        ['From: <sip:alice@192.0.2.1>;tag=abc', 'Contact: <sip:ALICE@192.0.2.1>', 'Content-Type: application/sdp'],
        ['v=0', 'o=alice 1 2 IN IP4 192.0.2.1', 's=-', 'c=IN IP4 192.0.2.1'],
      ),
    );

    const [, user, address] = /From: <sip:(\w+)@([\d.]+)>/.exec(told)!;
    expect(told).toContain(`Contact: <sip:${user!.toUpperCase()}@${address}>`);
    expect(told).toContain(`o=${user} 1 2 IN IP4 ${address}\r\ns=-\r\nc=IN IP4 ${address}`);
  });

  test('has its session description, but for names, addresses and keys', () => {
    const told = hidden(
      message(
        ['Content-Type: application/sdp'],
        [
          'v=0',
          's=Call of Bob',
          'm=audio 49170 RTP/SAVP 0 101',
          'a=rtpmap:101 telephone-event/8000',
          'a=candidate:842163049 1 udp 1677729535 192.0.2.3 3478 typ srflx raddr 10.0.1.1 rport 8998',
          'a=ssrc:4711 cname:bob@host',
          'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:PS1uQCVeeCFCanVmcjkpPywjNWhcYD0mXXtxaVBR|2^20|1:4',
          'a=ptime:20',
          'a=sendrecv',
        ],
      ),
    );

    expect(told).toMatch(shapeOf('s=§§§§ §§ §§§'));
    expect(told).toMatch(shapeOf('m=audio 49170 RTP/SAVP 0 101'));
    expect(told).toMatch(
      shapeOf('a=candidate:842163049 1 udp 1677729535 §§§.§.§.§ 3478 typ srflx raddr 10.§.§.§ rport 8998'),
    );
    expect(told).toMatch(shapeOf('a=ssrc:4711 cname:§§§@§§§§'));
    expect(told).toContain(`inline:${'X'.repeat(40)}|2^20|1:4`);
    expect(told).toContain('a=ptime:20\r\na=sendrecv');
  });

  test('has its other bodies: names of XML and lines stay, parts of several, and nothing of what is not known', () => {
    const told = hidden(
      message(
        ['Content-Type: multipart/mixed;boundary=part'],
        [
          '--part',
          'Content-Type: application/dialog-info+xml',
          '',
          '<dialog-info state="full" entity="sip:alice@example.com"><state>confirmed</state><identity>sip:bob@example.com</identity></dialog-info>',
          '--part',
          'Content-Type: message/sipfrag',
          '',
          'SIP/2.0 486 Busy Here',
          'To: <sip:carol@example.com>',
          '--part',
          'Content-Type: application/isup',
          '',
          'secret number',
          '--part--',
        ],
      ),
    );

    expect(told).toMatch(
      shapeOf(
        '<dialog-info state="full" entity="sip:§§§§§@§§§§§§§.§§§"><state>confirmed</state><identity>sip:§§§@§§§§§§§.§§§</identity></dialog-info>',
      ),
    );
    expect(told).toContain('SIP/2.0 486 Busy Here');
    expect(told).toMatch(shapeOf('To: <sip:§§§§§@§§§§§§§.§§§>'));
    expect(told).toContain('application/isup\r\n\r\nXXXXXXXXXXXXX');
  });

  test('is as long, whatever is given', () => {
    const pieces = fc.array(
      fc.constantFrom(
        'INVITE sip:',
        'a@b',
        ' SIP/2.0\r\n',
        'Via: ',
        'SIP/2.0 200 ',
        '::',
        '%4',
        '%41',
        '1.2.3.4',
        '<',
        '>',
        '"',
        ';',
        '=',
        '\r\n',
        '\r\n\r\n',
        'c: multipart/x;boundary=b\r\n',
        '--b\r\n',
        '[2001:db8::1]',
        'urn:',
        'é',
        'a=crypto:',
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(pieces, (texts) => {
        const bytes = new TextEncoder().encode(texts.join(''));

        expect(new Anonymizer(key).message(bytes)).toHaveLength(bytes.length);
      }),
    );
  });
});
