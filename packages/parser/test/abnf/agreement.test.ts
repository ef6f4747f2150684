import { describe, expect, test } from 'vitest';
import { headerTable } from '../../src/header/header-table.ts';
import { AbnfGrammar } from '../../tools/abnf/abnf-grammar.ts';
import { compareSubject } from '../../tools/abnf/compare-subject.ts';
import { hasRule, headerSubject } from '../../tools/abnf/header-subject.ts';
import { readRealValues } from '../../tools/abnf/real-values.ts';
import { randomOf } from '../mutate.ts';
import * as explanations from './explained-differences.ts';

/** How many values of each header field are tried; `tools/abnf/compare.ts` tries as many as it is told. */
const values = Number(process.env.SIPSCOPE_ABNF ?? 200);

const grammar = new AbnfGrammar();
const realValues = readRealValues(['fixtures/messages']);
const rows = headerTable.filter((row) => hasRule(grammar, row));

describe('the rules of header fields', () => {
  test.each(rows)('say of values of $name what the ABNF of RFC $rfc says, or an explanation tells why not', (row) => {
    const { unexplained } = compareSubject(grammar, {
      subject: headerSubject(grammar, row.name, row.rfc!),
      values,
      random: randomOf(row.rfc! * 100 + row.name.length),
      real: realValues.get(row.name) ?? [],
      explanations,
    });

    expect(
      unexplained.map(({ ours, text, errors }) => ({ ours, text, codes: errors.map(({ code }) => code) })),
    ).toEqual([]);
  });

  test('are without ABNF where only RFC 2543, whose notation is older, has the field', () => {
    const without = headerTable.filter((row) => row.rfc !== undefined && !hasRule(grammar, row));

    expect(without.map(({ rfc }) => rfc)).toEqual(without.map(() => 2543));
  });
});
