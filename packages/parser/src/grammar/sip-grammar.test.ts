import { describe, expect, test } from 'vitest';
import { interpretedSdp, interpretedSip } from './interpreted-grammar.ts';
import { abnfName } from './rule-names.ts';
import { SdpGrammar } from './sdp-grammar.ts';
import { SipGrammar } from './sip-grammar.ts';

describe('the grammars', () => {
  test.each([SipGrammar, SdpGrammar])(
    'are unambiguous with a look ahead of two tokens, by the checks of chevrotain',
    (Grammar) => {
      expect(() => new Grammar(false)).not.toThrow();
    },
  );

  test('are made once', () => {
    expect(interpretedSip()).toBe(interpretedSip());
    expect(interpretedSdp()).toBe(interpretedSdp());
  });

  test("have rules whose names are the ABNF's, or none where the ABNF has no such rule", () => {
    expect(Object.keys(interpretedSip().getGAstProductions())).toEqual(
      expect.arrayContaining(['viaParm', 'sentBy', 'sipUri']),
    );
    expect(Object.keys(interpretedSdp().getGAstProductions())).toContain('mediaField');
    expect(['viaParm', 'sentBy', 'sipUri', 'genericParams'].map(abnfName)).toEqual([
      'via-parm',
      'sent-by',
      'SIP-URI',
      undefined,
    ]);
  });
});
