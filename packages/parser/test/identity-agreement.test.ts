import { describe, expect, test } from 'vitest';
import { richMessage, typicalMessage } from '../bench/messages.ts';
import { MessageIdentity } from '../src/index.ts';
import { rfcExamples, tortureMessages } from './corpus.ts';
import { identityAgrees, textOf } from './identity-agreement.ts';
import { mutate, randomOf } from './mutate.ts';
import { sip } from './sip.ts';

/** How many mutated messages are tried; set `SIPSCOPE_FUZZ` for a long run. */
const mutations = Number(process.env['SIPSCOPE_FUZZ'] ?? 6000);

const messages = [typicalMessage, richMessage, ...tortureMessages(), ...rfcExamples().map(({ bytes }) => bytes)];

describe('MessageIdentity', () => {
  test('says of every message what its values say', () => {
    const identity = new MessageIdentity();

    const read = messages.filter((bytes) => identityAgrees(identity, bytes));

    expect(read.length).toBeGreaterThan(60);
  });

  test('says of every mutated message what its values say', () => {
    const identity = new MessageIdentity();
    const random = randomOf(20_261_122);
    let plain = 0;
    let byGrammar = 0;

    for (let turn = 0; turn < mutations; turn++) {
      const original = messages[turn % messages.length] ?? typicalMessage;
      if (!identityAgrees(identity, mutate(turn % 3 === 0 ? typicalMessage : original, random))) continue;
      if (identity.usedGrammar) byGrammar++;
      else plain++;
    }

    expect(plain).toBeGreaterThan(mutations / 20);
    expect(byGrammar).toBeGreaterThan(mutations / 20);
  });

  test.each([
    ['a typical message', typicalMessage],
    ['a message of two proxies', richMessage.subarray(0, richMessage.length)],
  ])('reads %s without the grammar, or says that it needed it', (_, bytes) => {
    const identity = new MessageIdentity();

    expect(identity.read(bytes, 0, bytes.length)).toBe(true);

    expect(identity.usedGrammar).toBe(identity.source !== bytes);
  });

  test('reads the plain form straight from the bytes', () => {
    const identity = new MessageIdentity();

    identity.read(typicalMessage, 0, typicalMessage.length);

    expect(identity.usedGrammar).toBe(false);
    expect(identity.source).toBe(typicalMessage);
  });

  test('reads a message in the midst of other bytes, offsets counted from their beginning', () => {
    const identity = new MessageIdentity();
    const bytes = new Uint8Array(typicalMessage.length + 100);
    bytes.set(typicalMessage, 50);

    identity.read(bytes, 50, 50 + typicalMessage.length);

    expect(textOf(identity, identity.callIdStart, identity.callIdEnd)).toBe('1017-4242@192.0.2.20');
    expect(identity.bodyStart).toBe(typicalMessage.length);
  });

  test('gives a folded Call-ID unfolded, in a buffer of its own', () => {
    const identity = new MessageIdentity();

    const bytes = sip`
      BYE sip:a@b SIP/2.0
      Via: SIP/2.0/UDP h;branch=z9hG4bK1
      Call-ID:
       abc@h

    `;

    identity.read(bytes, 0, bytes.length);

    expect(identity.usedGrammar).toBe(true);
    expect(textOf(identity, identity.callIdStart, identity.callIdEnd)).toBe('abc@h');
  });

  test('says nothing of what is no SIP', () => {
    const identity = new MessageIdentity();
    const bytes = sip`
      GET / HTTP/1.1
      Host: example.com

    `;

    expect(identity.read(bytes, 0, bytes.length)).toBe(false);
  });
});
