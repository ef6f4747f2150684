import { describe, expect, test } from 'vitest';
import { decode, encode, withHeaders } from '../../test/sip.ts';
import type { SyntaxNode } from '../grammar/syntax-node.ts';
import { parseMessage } from './parse-message.ts';
import { syntaxTree } from './syntax-tree.ts';

/** The tree as `rule "text"` lines, indented. */
function draw(bytes: Uint8Array, node: SyntaxNode, indent = ''): string {
  const text = node.children === undefined ? ` ${JSON.stringify(decode(bytes.subarray(...node.span)))}` : '';
  const children = (node.children ?? []).map((child) => draw(bytes, child, `${indent}  `)).join('');
  return `${indent}${node.rule}${text}\n${children}`;
}

const drawHeader = (line: string): string => {
  const bytes = withHeaders(line);
  const label = line.split(':')[0];
  const node = syntaxTree(parseMessage(bytes)).children?.findLast((child) => child.label === label);
  return node === undefined ? '' : draw(bytes, node);
};

describe('syntaxTree()', () => {
  test('has the parts of a request in order', () => {
    const bytes = encode('INVITE sip:bob@b SIP/2.0\r\nX-A: b\r\n\r\nbody');

    expect(draw(bytes, syntaxTree(parseMessage(bytes)))).toBe(
      [
        'Request',
        '  Request-Line',
        '    Method "INVITE"',
        '    Request-URI',
        '      SIP-URI',
        '        user "bob"',
        '        host',
        '          token "b"',
        '    SIP-Version "SIP/2.0"',
        '  message-header',
        '    field-name "X-A"',
        '    field-value "b"',
        '  message-body "body"',
        '',
      ].join('\n'),
    );
  });

  test('has the rules of RFC 3261 that took a value', () => {
    expect(drawHeader('Contact: "A" <sip:a@[::1]:5060;lr>;q=0.5')).toBe(
      [
        'message-header',
        '  field-name "Contact"',
        '  field-value',
        '    Contact',
        '      contact-param',
        '        name-addr',
        '          display-name',
        '            quoted-string "\\"A\\""',
        '          addr-spec',
        '            SIP-URI',
        '              user "a"',
        '              host',
        '                IPv6reference "[::1]"',
        '              port',
        '                1*DIGIT "5060"',
        '              uri-parameters',
        '                uri-parameter',
        '                  1*paramchar "lr"',
        '        contact-params',
        '          generic-param',
        '            token "q"',
        '            token "0.5"',
        '',
      ].join('\n'),
    );
  });

  test('has the elements on both sides of one that cannot be read', () => {
    const bytes = withHeaders('Route: <sip:a>, (x, <sip:b>');
    const drawn = drawHeader('Route: <sip:a>, {, <sip:b>');

    expect(parseMessage(bytes).routes.map(({ uriText }) => uriText)).toEqual(['sip:a', 'sip:b']);
    expect(drawn.match(/SIP-URI/g)).toHaveLength(2);
  });

  test('has the lines of a session description', () => {
    const bytes = encode(
      'INVITE sip:a SIP/2.0\r\nc: application/sdp\r\n\r\nv=0\r\nm=audio 1 RTP/AVP 0\r\na=ptime:20\r\n',
    );
    const body = syntaxTree(parseMessage(bytes)).children?.at(-1);

    expect(body?.children?.map(({ rule, label }) => [label, rule])).toEqual([
      ['v', 'proto-version'],
      ['m', 'media-field'],
      ['a', 'attribute-field'],
    ]);
    expect(body?.children?.[2]?.children?.map((node) => draw(bytes, node))).toEqual([
      'attribute-name "ptime"\n',
      'attribute-value\n  1*DIGIT "20"\n',
    ]);
    expect(body?.children?.[1]?.children?.[0]?.children?.map((node) => draw(bytes, node))).toEqual([
      'token "audio"\n',
      '1*DIGIT "1"\n',
      'proto\n  token "RTP"\n  token "AVP"\n',
      '1*DIGIT "0"\n',
    ]);
  });

  test('covers a message that is none', () => {
    const bytes = encode('hello\r\nworld');

    expect(draw(bytes, syntaxTree(parseMessage(bytes)))).toBe(
      'SIP-message\n  start-line "hello"\n  message-header\n    field-name ""\n    field-value "world"\n',
    );
  });

  test('is the same after it has been made before', () => {
    const message = parseMessage(withHeaders('Contact: <sip:a>'));

    expect(syntaxTree(message)).toEqual(syntaxTree(message));
  });
});
