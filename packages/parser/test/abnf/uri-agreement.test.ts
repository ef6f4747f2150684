import { expect, test } from 'vitest';
import { type DiagnosticCode, diagnosticTable, parseUri } from '../../src/index.ts';
import { AbnfGrammar } from '../../tools/abnf/abnf-grammar.ts';
import { mutateValue } from '../../tools/abnf/mutate-value.ts';
import { Recogniser } from '../../tools/abnf/recogniser.ts';
import { decode, encode } from '../sip.ts';

/** What is accepted with a warning though the ABNF does not derive it. */
const tolerated: ReadonlySet<DiagnosticCode> = new Set(['host-underscore', 'host-ipv6-three-colons']);

/** Errors in what the ABNF derives: prose, and the forms of parameters and names that are also any parameter and any URI. */
const demanded: ReadonlySet<DiagnosticCode> = new Set([
  // RFC 3261 §19.1.1, RFC 3966 §3.
  'uri-parameter-repeated',
  'parameter-form',
  // RFC 3966 §5.1.5, RFC 4694 §4.
  'tel-context',
  'port-range',
  // RFC 8141 §2 and the namespaces.
  'urn-syntax',
  // userinfo of RFC 3261 §25.1 may hold / and ?, which end the authority of other URIs (RFC 3986 §3.2).
  'uri-authority',
]);

const seeds = [
  'sip:alice:secretword@atlanta.com;transport=tcp',
  'sips:alice@atlanta.com?subject=project%20x&priority=urgent',
  'sip:+1-212-555-1212:1234@gateway.com;user=phone',
  'sip:atlanta.com;method=REGISTER?to=alice%40atlanta.com',
  'sip:a@[2001:db8::1]:5060;lr;ttl=15;maddr=239.255.255.1',
  'sip:v@e.com;target=sip:x%40y;cause=486;comp=sigcomp;ob;gr=a',
  'sip:[::ffff:192.0.2.1]',
  'sip:192.0.2.4',
  'tel:+1-201-555-0123',
  'tel:863-1234;ext=12;phone-context=+1-914-555;isub=a',
  'tel:+1-800-123-4567;cic=+1-6789;npdi;rn=2a;rn-context=+1',
  'tel:5550100;phone-context=+1-630;tgrp=TG-1;trunk-context=example.com',
  'http://www.example.com/a/b?c=d',
  'https://u@[::1]:80/x',
  'urn:service:sos',
  'mailto:a@b',
  'x:/a',
].map(encode);

const words = ['transport', 'user', 'ttl', 'maddr', 'phone-context', 'ext', 'rn', 'sips:', 'tel:', '//'].map(encode);

test('URIs are taken as the ABNF of the RFCs derives them', () => {
  const uri = new Recogniser(new AbnfGrammar(), { node: { kind: 'rule', name: 'absoluteURI' }, rfc: 3261 });
  const mutator = { random: randomFrom(19), words, others: seeds };
  const unexplained: string[] = [];
  let derived = 0;

  for (let round = 0; round < 30_000; round++) {
    const value = mutateValue(seeds[round % seeds.length]!, mutator);
    const isDerived = uri.accepts(value);
    const codes = parseUri(value).diagnostics.map(({ code }) => code);
    const errors = codes.filter((code) => diagnosticTable[code].severity === 'error');
    if (isDerived) derived++;
    const isExplained =
      isDerived === (errors.length === 0) ||
      (isDerived ? errors.every((code) => demanded.has(code)) : codes.some((code) => tolerated.has(code)));
    if (!isExplained) unexplained.push(`${decode(value)} ${codes.join()}`);
  }

  expect(unexplained).toEqual([]);
  expect(derived).toBeGreaterThan(5000);
});

/** Numbers from 0 to 1, the same ones for a seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
