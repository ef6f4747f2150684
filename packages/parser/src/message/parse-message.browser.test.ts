import { expect, test } from 'vitest';
import { richMessage } from '../../bench/messages.ts';
import { syntaxTree } from '../grammar/index.ts';
import { describeDiagnostic, MessageIdentity, parseMessage, startsLikeSip } from '../index.ts';

test('parseMessage() reads a message in a browser', () => {
  const message = parseMessage(richMessage);

  expect(startsLikeSip(richMessage)).toBe(true);
  expect(message.from?.uri).toMatchObject({ kind: 'sip', user: 'alice', host: 'atlanta.example.com' });
  expect(message.sdp?.media[0]?.codecs).toEqual(['PCMU', 'PCMA', 'iLBC', 'telephone-event']);
  expect(message.diagnostics.map((diagnostic) => describeDiagnostic(diagnostic))).toEqual([]);
  expect(syntaxTree(message).rule).toBe('Request');
});

test('MessageIdentity reads a message in a browser', () => {
  const identity = new MessageIdentity();

  expect(identity.read(richMessage, 0, richMessage.length)).toBe(true);

  const { source, callIdStart, callIdEnd } = identity;
  expect(new TextDecoder().decode(source.subarray(callIdStart, callIdEnd))).toBe(
    '3848276298220188511@atlanta.example.com',
  );
});
