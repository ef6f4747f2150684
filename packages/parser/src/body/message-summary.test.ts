import { describe, expect, test } from 'vitest';
import { bodyOf, crlf, messageWith, valueOf } from '../../test/body.ts';
import { decode } from '../../test/sip.ts';
import type { MessageSummary } from './message-summary.ts';

const summary = (...lines: readonly string[]): MessageSummary =>
  valueOf('messageSummary', bodyOf('application/simple-message-summary', crlf(...lines)));

describe('a message summary', () => {
  test('says that messages wait, where, and how many: RFC 3842 §5.2 and the example of §6', () => {
    const read = summary(
      'Messages-Waiting: yes',
      'Message-Account: sip:alice@vmail.example.com',
      'Voice-Message: 4/8 (1/2)',
      '',
      'To: <alice@atlanta.example.com>',
      'Subject: carpool tomorrow?',
      '',
      'To: <alice@example.com>',
      'Subject: HELP! at home ill, present for me please',
    );

    expect(read).toMatchObject({
      waiting: true,
      account: 'sip:alice@vmail.example.com',
      voice: { messageClass: 'voice-message', new: 4, old: 8, newUrgent: 1, oldUrgent: 2 },
      diagnostics: [],
    });
    expect(read.messages.map((headers) => headers.map(({ value }) => value))).toEqual([
      ['<alice@atlanta.example.com>', 'carpool tomorrow?'],
      ['<alice@example.com>', 'HELP! at home ill, present for me please'],
    ]);
  });

  test.each([
    ['no', false],
    ['YES', true],
    ['maybe', undefined],
  ])('may say %s', (status, waiting) => {
    expect(summary(`messages-waiting : ${status}`).waiting).toBe(waiting);
  });

  test.each([
    ['2/8', { new: 2, old: 8, newUrgent: undefined, oldUrgent: undefined }],
    ['2 / 8 ( 0 / 2 )', { new: 2, old: 8, newUrgent: 0, oldUrgent: 2 }],
    ['4294967295/0', { new: 4_294_967_295, old: 0 }],
  ])('counts %s', (value, counts) => {
    expect(summary('Messages-Waiting: yes', `Fax-Message: ${value}`).counts).toMatchObject([
      { messageClass: 'fax-message', ...counts },
    ]);
  });

  test.each(['2', '2/', '/8', '-1/0', '1/2 (', '1/2 (1)', '1/2 (1/2', '4294967296/0', ''])(
    'tells of counts that are none: %j',
    (value) => {
      const read = summary('Messages-Waiting: yes', `Voice-Message: ${value}`);

      expect([read.counts, read.diagnostics.map(({ code }) => code)]).toEqual([[], ['body-summary-counts']]);
    },
  );

  test('has places in the message', () => {
    const message = messageWith(
      'application/simple-message-summary',
      crlf('Messages-Waiting: no', 'Voice-Message: 0/1'),
    );
    const { voice } = valueOf('messageSummary', message.body);

    expect(decode(message.bytes.subarray(...(voice?.span ?? [0, 0])))).toBe('Voice-Message: 0/1\r\n');
  });
});
