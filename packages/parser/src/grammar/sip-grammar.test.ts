import { describe, expect, test } from 'vitest';
import { sipGrammar } from './interpreted-grammar.ts';
import { abnfName } from './rule-names.ts';
import { SipGrammar } from './sip-grammar.ts';

describe('SipGrammar', () => {
  test('is unambiguous with a look ahead of two tokens, by the checks of chevrotain', () => {
    expect(() => new SipGrammar(false)).not.toThrow();
  });

  test('is made once', () => {
    expect(sipGrammar()).toBe(sipGrammar());
  });

  test("has rules whose names are the ABNF's, or none where the ABNF has no such rule", () => {
    const rules = Object.keys(sipGrammar().getGAstProductions());

    expect(rules).toEqual(expect.arrayContaining(['viaParm', 'sentBy', 'sipUri', 'mediaField']));
    expect(['viaParm', 'sentBy', 'sipUri', 'genericParams'].map(abnfName)).toEqual([
      'via-parm',
      'sent-by',
      'SIP-URI',
      undefined,
    ]);
  });
});
