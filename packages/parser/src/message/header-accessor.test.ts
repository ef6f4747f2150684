import { describe, expect, expectTypeOf, test } from 'vitest';
import { sip, withHeaders } from '../../test/sip.ts';
import { parseHeader as parseCoreHeader, parseMessage as parseCoreMessage } from '../core.ts';
import { headerTable } from '../header/header-table.ts';
import type { Contact } from '../header/contact.ts';
import type { CSeq } from '../header/cseq.ts';
import type { NameAddr } from '../header/name-addr.ts';
import type { Parameters } from '../header/parameter.ts';
import type { Via } from '../header/via.ts';
import * as headers from '../headers.ts';
import { defineHeader } from './define-header.ts';
import type { HeaderAccessor } from './header-accessor.ts';
import { parseHeader } from './parse-header.ts';
import { parseMessage } from './parse-message.ts';

const message = parseMessage(
  withHeaders(
    'P-ASSERTED-IDENTITY: <sip:carol@example.com>',
    'p-asserted-identity: <tel:+12125551212>',
    'Privacy: id;critical',
    'm: <sip:alice@192.0.2.1>',
    'X-Account: 42;plan=gold',
    'x-account: 43',
    '__proto__: a',
    'constructor: b',
  ),
);

describe('SipMessage.get()', () => {
  test('gives all values of a field that may stand several times, typed by its name', () => {
    const identities = message.get('P-Asserted-Identity');

    expectTypeOf(identities).toEqualTypeOf<readonly NameAddr[]>();
    expect(identities.map(({ uriText }) => uriText)).toEqual(['sip:carol@example.com', 'tel:+12125551212']);
    expect(message.get('Path')).toEqual([]);
  });

  test('gives the value of a field that may not, or undefined', () => {
    expectTypeOf(message.get('CSeq')).toEqualTypeOf<CSeq | undefined>();
    expect(message.get('CSeq')?.method).toBe('OPTIONS');
    expect(message.get('Expires')).toBeUndefined();
    expect(parseMessage(withHeaders('Expires: soon')).get('Expires')).toBeUndefined();
  });

  test('gives every value where the one field has several', () => {
    expectTypeOf(message.get('Privacy')).toEqualTypeOf<readonly string[]>();
    expect(message.get('Privacy')).toEqual(['id', 'critical']);
  });

  test('takes names in any case and their compact forms', () => {
    expectTypeOf(message.get('v')).toEqualTypeOf<readonly Via[]>();
    expectTypeOf(message.get('V')).toEqualTypeOf<readonly Via[]>();
    expectTypeOf(message.get('call-id')).toEqualTypeOf<string | undefined>();
    expectTypeOf(message.get('CONTACT')).toEqualTypeOf<readonly Contact[]>();
    expect(message.get('V')).toEqual(message.via);
    expect(message.get('call-id')).toBe('a1@host.example.com');
    expect(message.get('CONTACT')).toHaveLength(1);
  });

  test('gives the text of the first field of any other name, whatever name that is', () => {
    expectTypeOf(message.get('X-Account')).toEqualTypeOf<string | undefined>();
    expect(message.get('X-Account')).toBe('42;plan=gold');
    expect(message.getAll('X-ACCOUNT')).toEqual(['42;plan=gold', '43']);
    expect([message.get('__proto__'), message.get('constructor'), message.get('toString'), message.get('')]).toEqual([
      'a',
      'b',
      undefined,
      undefined,
    ]);
  });

  test('is of an unknown type where the name is known at run time only', () => {
    const name: string = 'To';

    expectTypeOf(message.get(name)).toEqualTypeOf<unknown>();
    expect(message.get(name)).toBe(message.to);
  });
});

describe('SipMessage.getAll()', () => {
  test('gives every value also where there should be one field only', () => {
    const twice = parseMessage(withHeaders('Subject: one', 's: two'));

    expectTypeOf(twice.getAll('Subject')).toEqualTypeOf<readonly string[]>();
    expect(twice.getAll('Subject')).toEqual(['one', 'two']);
    expect(twice.get('Subject')).toBe('one');
    expect(twice.getAll(headers.subject)).toEqual(['one', 'two']);
  });
});

/** `P-Asserted-Identity` → `pAssertedIdentity`, initialisms as words. */
function accessorName(name: string): string {
  const words = name.split('-').map((word) => {
    const known = /^(?:CSeq|RSeq|RAck|ETag)$/.test(word) || word === word.toUpperCase();
    return known ? word.charAt(0) + word.slice(1).toLowerCase() : word;
  });
  const [first = '', ...rest] = words;
  const capital = rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return first.charAt(0).toLowerCase() + first.slice(1) + capital.join('');
}

describe('the accessors of @sipscope/parser/headers', () => {
  test('are one of each header field of the table', () => {
    const { defineHeader: _, ...accessors } = headers;

    expect(Object.keys(accessors).toSorted()).toEqual(headerTable.map(({ name }) => accessorName(name)).toSorted());
    for (const row of headerTable) {
      // The names were just compared.
      const accessor = (accessors as Record<string, HeaderAccessor<unknown>>)[accessorName(row.name)];
      expect(accessor).toMatchObject({ name: row.name, many: row.many || row.list === true, kind: row.kind });
    }
  });

  test('give what the names give', () => {
    expectTypeOf(message.get(headers.via)).toEqualTypeOf<readonly Via[]>();
    expectTypeOf(message.get(headers.cseq)).toEqualTypeOf<CSeq | undefined>();
    expect(message.get(headers.via)).toEqual(message.via);
    expect(message.get(headers.cseq)).toBe(message.cseq);
    expect(message.get(headers.contact)[0]).toBe(message.contacts[0]);
    expect(parseHeader(headers.privacy, 'id;user').values).toEqual(['id', 'user']);
  });

  test('read with the core entry what it does not read alone', () => {
    const core = parseCoreMessage(withHeaders('P-Asserted-Identity: <sip:carol@example.com>', 'P-Charging-Vector: x'));

    expect(core.get('P-Asserted-Identity')).toEqual([]);
    expect(core.header('P-Asserted-Identity')?.value).toBe('<sip:carol@example.com>');
    expect(core.get(headers.pAssertedIdentity)[0]?.uriText).toBe('sip:carol@example.com');
    expect(core.get(headers.pAssertedIdentity)).toEqual(core.get(headers.pAssertedIdentity));
    expect(core.get(headers.from)).toBe(core.from);
    expect(parseCoreHeader('V', 'SIP/2.0/UDP h;branch=1').values[0]?.branch).toBe('1');
    expect(parseCoreHeader('Identity', 'x').values).toEqual([]);
    expect(parseCoreHeader(headers.path, '<sip:a;lr>').values[0]?.uriText).toBe('sip:a;lr');
  });
});

describe('defineHeader()', () => {
  const account = defineHeader({
    name: 'X-Account',
    as: 'tokens',
    read: ({ value, params }) => ({ number: Number(value), plan: params.find(({ name }) => name === 'plan')?.value }),
  });

  test('gives what its function makes of each value, typed by inference', () => {
    const accounts = message.get(account);

    expectTypeOf(accounts).toEqualTypeOf<readonly { number: number; plan: string | undefined }[]>();
    expect(accounts).toEqual([
      { number: 42, plan: 'gold' },
      { number: 43, plan: undefined },
    ]);
    expect(message.get(account)[0]).toBe(accounts[0]);
    expect(parseHeader(account, '7;plan=x, 8').values.map(({ number }) => number)).toEqual([7, 8]);
  });

  test('reads a shape, or like another header field', () => {
    const flags = defineHeader({ name: 'X-Flags', as: 'parameters' });
    const caller = defineHeader({ name: 'X-Caller', as: headers.from, compact: 'q' });
    const hops = defineHeader({ name: 'X-Hops', as: headers.via, many: false });
    const marked = parseMessage(withHeaders('X-Flags: a=1;b', 'q: "A" <sip:a@b>;tag=7', 'X-HOPS: SIP/2.0/UDP h, x'));

    expectTypeOf(marked.get(flags)).toEqualTypeOf<Parameters | undefined>();
    expectTypeOf(marked.get(caller)).toEqualTypeOf<NameAddr | undefined>();
    expectTypeOf(marked.get(hops)).toEqualTypeOf<Via | undefined>();
    expect(marked.get(flags)?.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(marked.get(caller)?.tag).toBe('7');
    expect(marked.get(hops)?.sentBy.host).toBe('h');
  });

  test('is text where no shape is said, and tells of a value that is none', () => {
    const level = defineHeader({
      name: 'X-Level',
      read: (text) => (text === 'high' || text === 'low' ? text : undefined),
    });

    expectTypeOf(message.get(level)).toEqualTypeOf<string | undefined>();
    expect(parseHeader(level, 'high')).toMatchObject({ values: ['high'], firstRead: true, diagnostics: [] });
    expect(parseHeader(level, 'odd').diagnostics).toEqual([{ code: 'value-form', span: [0, 3] }]);
    expect(parseMessage(withHeaders('X-Level: odd')).get(level)).toBeUndefined();
  });

  test('keeps to the limits of the message', () => {
    const bytes = withHeaders(`X-Account: ${'1'.repeat(50)}`);

    expect(parseMessage(bytes, { limits: { valueBytes: 40 } }).get(account)).toEqual([]);
  });

  test('refuses names that are none and compact forms that are taken', () => {
    expect(() => defineHeader({ name: 'X Account' })).toThrow(TypeError);
    expect(() => defineHeader({ name: '' })).toThrow(TypeError);
    expect(() => defineHeader({ name: 'X-Account', compact: 'xx' })).toThrow(TypeError);
    expect(() => defineHeader({ name: 'X-Account', compact: 'v' })).toThrow('v is the compact form of Via');
    expect(defineHeader({ name: '__proto__', compact: 'z' }).name).toBe('__proto__');
  });
});

describe('parseHeader() with a name', () => {
  test('takes it in any case, long or compact', () => {
    expectTypeOf(parseHeader('m', '').values).toEqualTypeOf<readonly Contact[]>();
    expect(parseHeader('CSEQ', '1 ACK').values).toEqual([{ number: 1, numberText: '1', method: 'ACK' }]);
    expect(parseHeader('M', '*').values).toEqual(['*']);
  });

  test('reads text where the header table has no such name', () => {
    expectTypeOf(parseHeader('X-Any', '').values).toEqualTypeOf<readonly string[]>();
    expect(parseHeader('X-Any', ' a, b ').values).toEqual(['a, b']);
    expect(parseHeader('__proto__', 'a').values).toEqual(['a']);
  });
});

test('a message without a header gives nothing for every name', () => {
  const none = parseMessage(sip`junk`);

  for (const { name, many, list } of headerTable) expect(none.get(name)).toEqual(many || list ? [] : undefined);
});
