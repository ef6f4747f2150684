import { describe, expect, test } from 'vitest';
import { AbnfGrammar } from '../../tools/abnf/abnf-grammar.ts';
import { readElements } from '../../tools/abnf/abnf-syntax.ts';
import { Recogniser } from '../../tools/abnf/recogniser.ts';

const grammar = new AbnfGrammar();

/** Whether elements, their rule names those of an RFC, derive a text. */
function derives(elements: string, text: string, rfc = 5234): boolean {
  return new Recogniser(grammar, { node: readElements(elements), rfc }).accepts(Buffer.from(text, 'latin1'));
}

describe('Recogniser', () => {
  test('takes letters in quotes in any case, after %s as written', () => {
    expect([derives('"aB"', 'Ab'), derives('%s"aB"', 'Ab'), derives('%s"aB"', 'aB')]).toEqual([true, false, true]);
  });

  test('reads numbers of bytes, ranges and series', () => {
    expect([derives('%x41', 'A'), derives('%d48-57', '5'), derives('%x41.42', 'AB'), derives('%x41', 'a')]).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  test('keeps the bounds of repetitions', () => {
    const lengths = [0, 1, 2, 3, 4].filter((length) => derives('1*3DIGIT', '7'.repeat(length)));
    expect(lengths).toEqual([1, 2, 3]);
    expect([derives('2ALPHA', 'ab'), derives('2ALPHA', 'abc'), derives('*ALPHA', ''), derives('[ALPHA]', '')]).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });

  test('binds alternatives weaker than what follows one another', () => {
    expect([derives('"a" "b" / "c"', 'ab'), derives('"a" "b" / "c"', 'c'), derives('"a" "b" / "c"', 'ac')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('follows every derivation at once, where the first that fits is not the right one', () => {
    expect(derives('*"a" "a" ("ab" / "a") "b"', 'aaaab')).toBe(true);
  });

  test('says where no derivation goes on', () => {
    const recogniser = new Recogniser(grammar, { node: readElements('1*DIGIT "." 1*DIGIT'), rfc: 5234 });
    expect([recogniser.reach(Buffer.from('12a')), recogniser.reach(Buffer.from('12.'))]).toEqual([2, 3]);
  });

  test('reads a rule that holds itself', () => {
    expect([derives('comment', '(a(b(c)))', 3261), derives('comment', '(a(b)', 3261)]).toEqual([true, false]);
  });

  test('ends soon where alternatives overlap without end', () => {
    const value = Buffer.from(`${'a'.repeat(20_000)}!`);
    const recogniser = new Recogniser(grammar, { node: readElements('*(*("a" / ALPHA) *"a")'), rfc: 5234 });
    expect([recogniser.accepts(value), recogniser.reach(value)]).toEqual([false, 20_000]);
  });
});

describe('AbnfGrammar', () => {
  test('means by a name the rule of its own RFC first', () => {
    expect([grammar.rule('extension', 3329).rfc, grammar.rule('extension', 3966).rfc]).toEqual([3329, 3966]);
  });

  test('finds in the core rules what neither the RFC nor its imports have', () => {
    expect(grammar.rule('DQUOTE', 7315).rfc).toBe(5234);
  });

  test('takes in what later RFCs add to a rule', () => {
    expect(derives('transport', 'WS', 3261)).toBe(true);
    expect(grammar.rule('via-params', 3261).alternatives.map(({ rfc }) => rfc)).toEqual(
      expect.arrayContaining([3261, 3581, 5923, 6223, 7339, 8055]),
    );
  });

  test('reads IPv6 addresses as RFC 3986 has them', () => {
    expect([derives('IPv6address', '2001:db8::192.0.2.1', 3261), derives('IPv4address', '256.0.0.1', 3261)]).toEqual([
      true,
      false,
    ]);
  });

  test('takes a URI with a scheme of its own form in that form only', () => {
    const uris = ['sip:a@b', 'sip:=', 'sips:a', 'sipx:=', 'tel:+1', 'tel:1', 'http://a', 'urn:service:sos'];
    expect(uris.filter((uri) => derives('absoluteURI', uri, 3261))).toEqual([
      'sip:a@b',
      'sips:a',
      'sipx:=',
      'tel:+1',
      'http://a',
      'urn:service:sos',
    ]);
  });

  test('has every rule whose name another uses', () => {
    const missing = [...grammar.rules()].flatMap((rule) => {
      return grammar.missing(rule).map((name) => `RFC ${rule.rfc} ${rule.name}: ${name}`);
    });
    expect(missing).toEqual([]);
  });
});
