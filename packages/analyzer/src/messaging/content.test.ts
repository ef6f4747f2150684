import { parseMessage } from '@sipscope/parser';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Content, readContent } from './content.ts';
import { maxRecipients } from './limits.ts';

function contentOf(type: string, body: string): Content {
  const text = `MESSAGE sip:a SIP/2.0\r\nContent-Type: ${type}\r\n\r\n${body}`;
  return readContent(parseMessage(new TextEncoder().encode(text)).body);
}

describe('readContent()', () => {
  test('takes the plain text of alternatives', () => {
    const part = (type: string, text: string): string => `--b\r\nContent-Type: ${type}\r\n\r\n${text}\r\n`;
    const body = `${part('text/html', '<p>Hi</p>')}${part('text/plain;charset=utf-8', 'Hi')}--b--\r\n`;

    expect(contentOf('multipart/alternative;boundary=b', body)).toEqual({
      kind: 'text',
      contentType: 'text/plain',
      charset: 'utf-8',
      bytes: 2,
      text: 'Hi',
      parts: ['text/html', 'text/plain'],
    });
  });

  test('reads several notifications in one message', () => {
    const one = (id: string, state: string): string =>
      `--b\r\nContent-Type: message/imdn+xml\r\n\r\n<imdn><message-id>${id}</message-id><delivery-notification><status><${state}/></status></delivery-notification></imdn>\r\n`;

    const { kind, notifies } = contentOf(
      'multipart/mixed;boundary=b',
      `${one('1', 'delivered')}${one('2', 'failed')}--b--`,
    );

    expect(kind).toBe('notification');
    expect(notifies).toMatchObject([
      { messageId: '1', state: 'delivered' },
      { messageId: '2', state: 'failed' },
    ]);
  });

  test('knows notifications by any prefix of their namespace', () => {
    const body =
      'NS: n <urn:ietf:params:imdn>\r\nn.Message-ID: 1\r\nimdn.Message-ID: 2\r\n\r\nContent-Type: text/plain\r\n\r\nHi';

    expect(contentOf('message/cpim', body)).toMatchObject({ messageId: '1', text: 'Hi' });
  });

  test('tells how many recipients there are beyond the limit', () => {
    const entries = '<entry uri="sip:a&amp;b@example.com"/>'.repeat(maxRecipients + 3);

    const content = contentOf(
      'application/resource-lists+xml',
      `<resource-lists><list>${entries}</list></resource-lists>`,
    );

    expect(content.recipients).toHaveLength(maxRecipients);
    expect(content.recipients?.[0]).toBe('sip:a&b@example.com');
    expect(content.moreRecipients).toBe(3);
  });

  test.each([
    ['application/im-iscomposing+xml', '<isComposing/>'],
    ['message/imdn+xml', '<imdn/>'],
    ['application/vnd.3gpp.sms', 'x'],
    ['message/cpim', 'From: x'],
  ])('says unknown of %s that cannot be read', (type, body) => {
    expect(contentOf(type, body).kind).toBe('unknown');
  });

  test('ends with bodies nested however deep', () => {
    const body = 'Content-Type: message/cpim\r\n\r\n'.repeat(100);

    expect(contentOf('message/cpim', body).kind).toBe('unknown');
  });

  test('reads anything without failing', () => {
    const types = fc.constantFrom(
      'message/cpim',
      'message/imdn+xml',
      'application/im-iscomposing+xml',
      'application/resource-lists+xml',
      'multipart/mixed;boundary=b',
    );
    const pieces = fc.constantFrom(
      '<imdn>',
      '<message-id>',
      '</',
      '<status>',
      '"',
      '<!--',
      '=',
      '\r\n',
      '--b\r\n',
      'x',
      '&#0;',
    );
    fc.assert(
      fc.property(types, fc.array(pieces, { maxLength: 30 }), (type, parts) => {
        expect(contentOf(type, parts.join('')).kind).toBeTypeOf('string');
      }),
    );
  });
});
