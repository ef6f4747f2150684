import { describe, expect, test } from 'vitest';
import { AbnfGrammar } from '../../tools/abnf/abnf-grammar.ts';
import { compareSubject } from '../../tools/abnf/compare-subject.ts';
import { sdpSubjects } from '../../tools/abnf/sdp-subjects.ts';
import { randomOf } from '../mutate.ts';
import * as explanations from './explained-differences.ts';

/** How many values of each line and attribute are tried. */
const values = Number(process.env.SIPSCOPE_ABNF ?? 200);

const grammar = new AbnfGrammar();

describe('the rules of session descriptions', () => {
  // They take more than the ABNF: words are read whatever characters they hold, and blanks however many part them.
  test.each(sdpSubjects())(
    'find nothing wrong with values of $name that the ABNF derives, or an explanation tells why',
    (subject) => {
      const { unexplained } = compareSubject(grammar, {
        subject,
        values,
        random: randomOf(8866),
        real: [],
        explanations,
      });

      const refused = unexplained.filter(({ ours }) => ours === 'refused');
      expect(refused.map(({ text, errors }) => ({ text, codes: errors.map(({ code }) => code) }))).toEqual([]);
    },
  );
});
