import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from './compile.ts';
import { readScript } from '../../src/expect/script/read-script.ts';
import { ScriptError } from '../../src/expect/script/script.ts';

const head = '# Something happens\nalice 192.0.2.1\nbob [2001:db8::2]:5070 sip:bob@example.com "Phone 2.0"\n';

const read = (text: string) => readScript('x.flow', head + text);

describe('a script', () => {
  test('has its first comment for a title', () => {
    expect(read('').title).toBe('Something happens');
  });

  test('tells who there is', () => {
    const { actors } = read('proxy 192.0.2.10 tcp proxy record-route\nhome 10.0.0.1 nat 198.51.100.7:31000\n');

    expect(actors.get('alice')).toMatchObject({ address: '192.0.2.1', port: 5060, uri: 'sip:alice@example.com' });
    expect(actors.get('bob')).toMatchObject({ address: '2001:db8::2', port: 5070, userAgent: 'Phone 2.0' });
    expect(actors.get('proxy')).toMatchObject({ isProxy: true, recordsRoute: true, transport: 'TCP' });
    expect(actors.get('home')?.nat).toEqual({ address: '198.51.100.7', port: 31_000 });
  });

  test('says what is sent, when, to whom, in which direction', () => {
    const { steps } = read('ask: 1.5 alice -> bob OPTIONS sip:bob@example.com\n  +0.25 alice <- bob 200 "Fine"\n');

    expect(steps).toMatchObject([
      {
        label: 'ask',
        line: 4,
        time: { seconds: 1.5, isRelative: false },
        from: { name: 'alice' },
        to: { name: 'bob' },
        what: { kind: 'request', method: 'OPTIONS', uri: 'sip:bob@example.com' },
      },
      {
        time: { seconds: 0.25, isRelative: true },
        from: { name: 'bob' },
        to: { name: 'alice' },
        what: { kind: 'response', status: 200, reason: 'Fine' },
      },
    ]);
  });

  test('has options behind a step and below it', () => {
    const { steps } = read('0 alice -> bob INVITE sip:bob@example.com lost again after 0.5 1.5\n  expires 60\n');

    expect(steps[0]?.options).toMatchObject({ lost: true, againAfter: [0.5, 1.5], expires: 60 });
  });

  test('has header fields and lines of a body below a step', () => {
    const text =
      '0 alice -> bob MESSAGE sip:bob@example.com\n  Subject: a: # b\n  +Subject: c\n  body text/plain\n    | one # two\n    |\n';

    const { options } = read(text).steps[0] ?? {};

    expect(options?.fields).toEqual([['Subject', 'a:']]);
    expect(options?.moreFields).toEqual([['Subject', 'c']]);
    expect(options?.body).toEqual({ type: 'text/plain', text: 'one # two\r\n\r\n' });
  });

  test('sends messages of another file by the names they have there', () => {
    const beside = '=== F1 INVITE\nINVITE sip:bob@example.com SIP/2.0\n\n=== F2\nSIP/2.0 200 OK\n\n';
    const text = `${head}messages m.txt\nF1: 0 alice -> bob message\n+1 alice -> bob message F1\nF2: +1 alice <- bob message\n`;

    const { steps } = readScript('x.flow', text, () => beside);

    expect(steps.map(({ what }) => what.kind === 'raw' && what.text)).toEqual([
      'INVITE sip:bob@example.com SIP/2.0\r\n\r\n',
      'INVITE sip:bob@example.com SIP/2.0\r\n\r\n',
      'SIP/2.0 200 OK\r\n\r\n',
    ]);
  });

  test('says what the user knows beside the capture', () => {
    const { given } = read('given password alice "se cret"\ngiven name 192.0.2.1 Reception\n');

    expect(given.passwords).toEqual([{ user: 'alice', secret: 'se cret' }]);
    expect(given.aliases).toEqual(new Map([['192.0.2.1', 'Reception']]));
  });

  test('states rows with fields, lists, objects, labels, and what is not there', () => {
    const { expectations } = read(
      'expect calls\n  - endedBy BYE by callee, no status\n    legs [{ path ["a:1", @ask] }]\n',
    );

    expect(expectations).toMatchObject([{ list: 'calls', count: 1, line: 4 }]);
    expect(expectations[0]?.rows[0]?.fields).toMatchObject([
      ['endedBy', { text: 'BYE by callee', line: 5 }],
      ['status', undefined],
      ['legs', { items: [{ fields: [['path', { items: [{ text: 'a:1' }, { label: 'ask' }] }]] }], line: 6 }],
    ]);
  });

  test('states how many rows there are, none, or some of them', () => {
    const { expectations } = read('expect calls 2\nexpect no dialogs\nexpect some messages\n - kind request\n');

    expect(expectations.map(({ count }) => count)).toEqual([2, 0, undefined]);
  });
});

describe('what is wrong with a script is told with file and line', () => {
  test.each([
    ['0.0 alice -> dave BYE', 'nobody is called dave'],
    ['0.0 alice -> bob BYE quickly', 'no such option: quickly'],
    ['0.0 alice -> bob bye', 'neither a method nor a status: bye'],
    ['0.0 alice -> bob INVITE sip:b@x expires soon', 'seconds is no number: soon'],
    ['0.0 alice -> bob message', 'there is no message undefined'],
    ['alice 192.0.2.9', 'alice is there already'],
    ['carol at.home', 'neither a time nor an address: at.home'],
    ['  Subject: x', 'this belongs to nothing'],
    ['expect', 'expect what?'],
    ['expect calls many', 'no count: many'],
    ['capture since 3', 'expected from or until, found since'],
    ['0 alice -> bob BYE', 'alice has no call or dialog yet: say the URI'],
    ['0 alice -> bob 200', 'alice has no request of bob to answer'],
    ['0 alice -> bob INVITE again', 'alice sent nothing like this to bob before'],
    ['0 alice -> bob REGISTER sip:x credentials a:b', 'alice was not challenged'],
    ['0 alice -> bob INVITE sip:b@x sdp audio 4000 MP3', 'no such codec: MP3'],
  ])('%s', (line, what) => {
    // The third line of the head is a user agent: what is below belongs to nothing where it is the first.
    const text = line.startsWith(' ') ? `# Title\n\n\n${line}` : head + line;

    expect(() => compile(readScript('x.flow', text))).toThrow(new ScriptError('x.flow', 4, what));
  });

  test('rows that do not end', () => {
    expect(() => read('expect calls\n  - legs [a\n')).toThrow(new ScriptError('x.flow', 5, '] is missing'));
    expect(() => read('expect calls\n  - legs ]\n')).toThrow(ScriptError);
    expect(() => read('expect calls\n  - legs\n')).toThrow(new ScriptError('x.flow', 5, 'no value of legs'));
  });

  test('no title', () => {
    expect(() => readScript('x.flow', 'alice 192.0.2.1\n')).toThrow(ScriptError);
  });

  test('of any text', () => {
    const word = fc.constantFrom(
      '0',
      '+1',
      'alice',
      '->',
      '<-',
      'bob',
      'INVITE',
      '200',
      'sip:a@b',
      'again',
      'x:',
      '|',
      '-',
    );
    const more = fc.constantFrom(
      'expect',
      'calls',
      '[',
      '{',
      '"',
      ',',
      '#',
      'sdp',
      'audio',
      'in',
      'body',
      'capture',
      'until',
    );
    const line = fc.array(fc.oneof(word, more, fc.string({ maxLength: 4 })), { maxLength: 8 });
    const lines = fc.array(fc.tuple(fc.constantFrom('', '  '), line), { maxLength: 6 });
    fc.assert(
      fc.property(lines, (given) => {
        const text = given.map(([indent, words]) => indent + words.join(' ')).join('\n');
        try {
          compile(read(text));
        } catch (error) {
          if (!(error instanceof ScriptError)) throw error;
        }
      }),
    );
  });
});
