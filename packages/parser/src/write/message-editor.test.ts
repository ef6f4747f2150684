import { describe, expect, test } from 'vitest';
import { decode, encode, sip } from '../../test/sip.ts';
import { editMessage, type MessageEditor, parseMessage, stringify, writeMessage } from '../index.ts';

const bytes = encode(
  [
    'INVITE  sip:bob@example.com SIP/2.0',
    'v:  SIP/2.0/UDP a.example.com ; branch=z9hG4bK1 ,\r\n\tSIP/2.0/TCP "no via" , SIP/2.0/UDP c.example.com;branch=z9hG4bK3',
    'FROM : "A, B" <sip:alice@example.com?x=1,2>;tag=1',
    'to: <sip:bob@example.com>',
    'Call-ID: a1@host.example.com',
    'CSeq: 0001 INVITE',
    'Route: <sip:p1.example.com;lr>',
    'X-Any:one',
    'Max-Forwards: 70',
    'Contact: <sip:alice@a.example.com>',
    'Route: <sip:p2.example.com;lr>',
    'x-any: two',
    'Content-Type: text/plain',
    'l: 4',
    '',
    'body',
  ].join('\r\n'),
);
const text = decode(bytes);

function edited(edit: (editor: MessageEditor) => MessageEditor): string {
  return decode(edit(editMessage(parseMessage(bytes))).bytes());
}

test('without a change it is the message, byte for byte', () => {
  expect(edited((editor) => editor)).toBe(text);
});

describe('set', () => {
  test('puts a value in the place of the one there, and leaves name and blanks', () => {
    expect(edited((editor) => editor.set('From', { uri: 'sip:c@d', tag: 'x' }))).toBe(
      text.replace('"A, B" <sip:alice@example.com?x=1,2>;tag=1', '<sip:c@d>;tag=x'),
    );
  });

  test('puts one field in the place of several', () => {
    expect(edited((editor) => editor.set('Route', ['<sip:a;lr>', '<sip:b;lr>']))).toBe(
      text
        .replace('Route: <sip:p1.example.com;lr>', 'Route: <sip:a;lr>, <sip:b;lr>')
        .replace('Route: <sip:p2.example.com;lr>\r\n', ''),
    );
  });

  test('adds a field that is missing where RFC 3261 §7.3.1 wants it', () => {
    expect(edited((editor) => editor.set('Subject', 'hello').set('Proxy-Require', ['a']))).toBe(
      text
        .replace('Content-Type', 'Subject: hello\r\nContent-Type')
        .replace('FROM ', 'FROM ')
        .replace('X-Any:one', 'X-Any:one')
        .replace('Route: <sip:p2.example.com;lr>\r\n', 'Route: <sip:p2.example.com;lr>\r\nProxy-Require: a\r\n'),
    );
  });

  test('takes any name', () => {
    expect(edited((editor) => editor.set('x-ANY', 'three'))).toBe(
      text.replace('X-Any:one', 'X-Any:three').replace('x-any: two\r\n', ''),
    );
  });

  test('gives a field for each value where a field can have but one', () => {
    const credentials = [1, 2].map((realm) => ({ scheme: 'Digest', params: { realm } }));

    expect(edited((editor) => editor.set('Authorization', credentials))).toContain(
      'Authorization: Digest realm="1"\r\nAuthorization: Digest realm="2"\r\n',
    );
  });

  test('fills an empty field', () => {
    const empty = parseMessage(encode('OPTIONS sip:a SIP/2.0\r\nSubject:\r\nX-Any: a\r\n\r\n'));

    expect(decode(editMessage(empty).set('Subject', 'b').bytes())).toBe(
      'OPTIONS sip:a SIP/2.0\r\nSubject: b\r\nX-Any: a\r\n\r\n',
    );
  });
});

describe('one value of several', () => {
  test('is changed, and the others keep their bytes, those that cannot be read too', () => {
    expect(edited((editor) => editor.setAt('Via', 2, 'SIP/2.0/UDP d;branch=z9hG4bK4'))).toBe(
      text.replace('SIP/2.0/UDP c.example.com;branch=z9hG4bK3', 'SIP/2.0/UDP d;branch=z9hG4bK4'),
    );
    expect(edited((editor) => editor.setAt('Route', 1, { uri: 'sip:p3;lr' }))).toBe(
      text.replace('<sip:p2.example.com;lr>', '<sip:p3;lr>'),
    );
  });

  test('is taken out with its comma', () => {
    expect(edited((editor) => editor.removeAt('Via', 0))).toBe(
      text.replace('SIP/2.0/UDP a.example.com ; branch=z9hG4bK1 ,\r\n\t', ''),
    );
    expect(edited((editor) => editor.removeAt('Via', 2))).toBe(
      text.replace(' , SIP/2.0/UDP c.example.com;branch=z9hG4bK3', ''),
    );
  });

  test('is taken out with its field where it is alone', () => {
    expect(edited((editor) => editor.removeAt('Route', 0))).toBe(
      text.replace('Route: <sip:p1.example.com;lr>\r\n', ''),
    );
  });

  test('that is not there is refused', () => {
    expect(() => edited((editor) => editor.setAt('Route', 2, '<sip:a>'))).toThrow(RangeError);
    expect(() => edited((editor) => editor.removeAt('Path', 0))).toThrow(RangeError);
    expect(() => edited((editor) => editor.removeAt('Via', -1))).toThrow(RangeError);
  });
});

test('prepend and add put fields before and behind those of the name', () => {
  expect(edited((editor) => editor.prepend('Via', 'SIP/2.0/UDP p').add('Route', '<sip:p3;lr>'))).toBe(
    text
      .replace('v:  ', 'Via: SIP/2.0/UDP p\r\nv:  ')
      .replace('<sip:p2.example.com;lr>\r\n', '<sip:p2.example.com;lr>\r\nRoute: <sip:p3;lr>\r\n'),
  );
  expect(edited((editor) => editor.prepend('Record-Route', '<sip:p;lr>'))).toContain(
    'Route: <sip:p2.example.com;lr>\r\nRecord-Route: <sip:p;lr>\r\n',
  );
});

test('remove takes out all fields of a name', () => {
  expect(edited((editor) => editor.remove('Route').remove('X-ANY').remove('Path'))).toBe(
    text
      .replace('Route: <sip:p1.example.com;lr>\r\n', '')
      .replace('Route: <sip:p2.example.com;lr>\r\n', '')
      .replace('X-Any:one\r\n', '')
      .replace('x-any: two\r\n', ''),
  );
});

describe('the start line', () => {
  test('of a request', () => {
    expect(edited((editor) => editor.setRequestUri('tel:+1').setMethod('UPDATE'))).toBe(
      text.replace('INVITE  sip:bob@example.com SIP', 'UPDATE  tel:+1 SIP').replace('0001 INVITE', '0001 UPDATE'),
    );
  });

  test('of a request, with the CSeq there is by then', () => {
    expect(edited((editor) => editor.set('CSeq', '7   INVITE').setMethod('BYE'))).toContain('\r\nCSeq: 7   BYE\r\n');
    expect(edited((editor) => editor.set('CSeq', '7').setMethod('BYE'))).toContain('\r\nCSeq: 7\r\n');
    expect(edited((editor) => editor.remove('CSeq').setMethod('BYE'))).not.toContain('CSeq');
  });

  test('of a response', () => {
    const response = parseMessage(encode('SIP/2.0 200  fine\r\nX-Any: a\r\n\r\n'));

    expect(stringify(editMessage(response).setStatus(486).message())).toBe('SIP/2.0 486 Busy Here\r\nX-Any: a\r\n\r\n');
    expect(stringify(editMessage(response).setStatus(299, 'ok').message())).toBe('SIP/2.0 299 ok\r\nX-Any: a\r\n\r\n');
    expect(() => editMessage(response).setStatus(99)).toThrow(RangeError);
    expect(() => editMessage(response).setStatus(200, 'a\r\nb')).toThrow(RangeError);
  });

  test('of the other kind is refused', () => {
    const response = parseMessage(encode('SIP/2.0 200 OK\r\n\r\n'));

    expect(() => edited((editor) => editor.setStatus(200))).toThrow(RangeError);
    expect(() => editMessage(response).setMethod('BYE')).toThrow(RangeError);
    expect(() => editMessage(response).setRequestUri('sip:a')).toThrow(RangeError);
  });
});

describe('the body', () => {
  test('is put in with its length', () => {
    expect(edited((editor) => editor.setBody('längere'))).toBe(text.replace('l: 4\r\n\r\nbody', 'l: 8\r\n\r\nlängere'));
  });

  test('may bring its type', () => {
    const description = { media: [{ kind: 'audio', port: 4000, proto: 'RTP/AVP', formats: [0] }] };

    const message = editMessage(parseMessage(bytes)).setBody(description).message();

    expect(message.contentType?.essence).toBe('application/sdp');
    expect(message.sdp?.media[0]?.port).toBe(4000);
    expect(message.contentLength).toBe(message.bodyBytes.length);
  });

  test('is taken out with what tells of it', () => {
    expect(edited((editor) => editor.setBody(undefined))).toBe(
      text.replace('Content-Type: text/plain\r\nl: 4\r\n\r\nbody', 'l: 0\r\n\r\n'),
    );
  });

  test('must have a type', () => {
    const none = parseMessage(encode('OPTIONS sip:a SIP/2.0\r\n\r\n'));

    expect(() => editMessage(none).setBody('a')).toThrow(RangeError);
    expect(decode(editMessage(none).setBody('a', 'text/plain').bytes())).toBe(
      'OPTIONS sip:a SIP/2.0\r\nContent-Type: text/plain\r\nContent-Length: 1\r\n\r\na',
    );
  });

  test('is put behind a header section that was cut off', () => {
    const cut = parseMessage(encode('OPTIONS sip:a SIP/2.0\r\nX-Any: a'));

    expect(decode(editMessage(cut).bytes())).toBe('OPTIONS sip:a SIP/2.0\r\nX-Any: a');
    expect(decode(editMessage(cut).setBody('b', 'text/plain').bytes())).toBe(
      'OPTIONS sip:a SIP/2.0\r\nX-Any: a\r\nContent-Type: text/plain\r\nContent-Length: 1\r\n\r\nb',
    );
  });
});

describe('writeMessage', () => {
  const folded = sip`
    OPTIONS sip:a SIP/2.0
    Via: SIP/2.0/UDP a
      ;branch=b
    f:
     <sip:a>
    Subject: a  b
      
     c

    x
     y`;

  test.each(['a\r \n b', 'a\n \r b', 'a \r\n \r\n b'])('unfolds a value to what it is read as: %j', (value) => {
    const message = parseMessage(encode(`INVITE sip:a SIP/2.0\r\nX: ${value}\r\n\r\n`));

    expect(message.header('X')?.value).toBe('a b');
    expect(decode(writeMessage(message, { unfold: true }))).toBe('INVITE sip:a SIP/2.0\r\nX: a b\r\n\r\n');
  });

  test('leaves a line without a name as it stands, folds too', () => {
    const nameless = 'INVITE sip:a SIP/2.0\r\nTo\r\n : <sip:b>\r\n\r\n';

    expect(decode(writeMessage(parseMessage(encode(nameless)), { unfold: true }))).toBe(nameless);
  });

  test('unfolds on request', () => {
    expect(decode(writeMessage(parseMessage(folded), { unfold: true }))).toBe(
      'OPTIONS sip:a SIP/2.0\r\nVia: SIP/2.0/UDP a ;branch=b\r\nf: <sip:a>\r\nSubject: a  b c\r\n\r\nx\r\n y',
    );
  });

  test('writes names compact, or in full, on request', () => {
    expect(decode(writeMessage(parseMessage(folded), { compact: true }))).toMatch(
      /\r\nv: .*\r\n.*\r\nf:.*\r\n.*\r\ns: a {2}b/,
    );
    expect(decode(writeMessage(parseMessage(folded), { compact: false }))).toMatch(/\r\nVia: .*\r\n.*\r\nFrom:/);
  });

  test('else gives the bytes as they were', () => {
    expect(writeMessage(parseMessage(folded))).toEqual(folded);
    expect(stringify(parseMessage(folded))).toBe(decode(folded));
  });
});
