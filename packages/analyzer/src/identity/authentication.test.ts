import { createHash } from 'node:crypto';
import { parseMessage, type SipMessage } from '@sipscope/parser';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Authentication } from './authentication.ts';
import { Passwords } from './passwords.ts';

const encoder = new TextEncoder();
const secondNs = 1e9;

function message(startLine: string, fields: readonly string[], body = ''): SipMessage {
  const lines = [
    startLine,
    'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1',
    'From: <sip:alice@example.com>;tag=a',
    'To: <sip:alice@example.com>',
    'Call-ID: 1',
    'CSeq: 1 REGISTER',
    ...fields,
    `Content-Length: ${body.length}`,
  ];
  return parseMessage(encoder.encode(`${lines.join('\r\n')}\r\n\r\n${body}`));
}

const request = (credentials: string, body = ''): SipMessage =>
  message('REGISTER sip:example.com SIP/2.0', credentials === '' ? [] : [`Authorization: ${credentials}`], body);
const challenge = (...challenges: readonly string[]): SipMessage =>
  message(
    'SIP/2.0 401 Unauthorized',
    challenges.map((one) => `WWW-Authenticate: Digest ${one}`),
  );
const ok = (info: string, body = ''): SipMessage =>
  message('SIP/2.0 200 OK', info === '' ? [] : [`Authentication-Info: ${info}`], body);

type Answer = {
  readonly username?: string;
  readonly password?: string;
  readonly realm?: string;
  readonly nonce?: string;
  readonly uri?: string;
  readonly algorithm?: string;
  readonly qop?: string;
  readonly nc?: string;
  readonly cnonce?: string;
  readonly firstCnonce?: string;
  readonly body?: string;
  readonly method?: string;
  readonly more?: string;
};

const hashNames: Readonly<Record<string, string>> = { MD5: 'md5', 'SHA-256': 'sha256', 'SHA-512-256': 'sha512-256' };

/** By another implementation of the hashes. */
function response(answer: Answer): string {
  const { username = 'alice', password = 'secret', realm = 'r', nonce = 'n', uri = 'sip:example.com' } = answer;
  const { algorithm = 'MD5', qop, nc = '00000001', cnonce = 'c', body = '', method = 'REGISTER' } = answer;
  const hash = (text: string): string =>
    createHash(hashNames[algorithm.replace('-sess', '')] ?? 'md5')
      .update(text)
      .digest('hex');
  const secret = hash(`${username}:${realm}:${password}`);
  const key = algorithm.endsWith('-sess') ? hash(`${secret}:${nonce}:${answer.firstCnonce ?? cnonce}`) : secret;
  const asked = hash(qop === 'auth-int' ? `${method}:${uri}:${hash(body)}` : `${method}:${uri}`);
  return hash(qop === undefined ? `${key}:${nonce}:${asked}` : `${key}:${nonce}:${nc}:${cnonce}:${qop}:${asked}`);
}

function credentials(answer: Answer = {}): string {
  const { username = 'alice', realm = 'r', nonce = 'n', uri = 'sip:example.com', algorithm = 'MD5' } = answer;
  const { qop, nc = '00000001', cnonce = 'c', more = '' } = answer;
  const quality = qop === undefined ? '' : `, qop=${qop}, nc=${nc}, cnonce="${cnonce}"`;
  const named = `username="${username}", realm="${realm}", nonce="${nonce}", uri="${uri}"`;
  return `Digest ${named}, response="${response(answer)}", algorithm=${algorithm}${quality}${more}`;
}

const alice = new Passwords([{ user: 'alice', secret: 'secret' }]);

describe('Authentication: the password', () => {
  test.each([
    [{}],
    [{ qop: 'auth' }],
    [{ qop: 'auth-int', body: 'v=0' }],
    [{ qop: 'auth', algorithm: 'MD5-sess' }],
    [{ qop: 'auth', algorithm: 'SHA-256' }],
    [{ qop: 'auth', algorithm: 'SHA-256-sess' }],
    [{ qop: 'auth-int', algorithm: 'SHA-512-256' }],
    [{ qop: 'auth', algorithm: 'SHA-512-256-sess' }],
  ] as readonly [Answer][])('is right, and wrong with another one: %j', (answer) => {
    const received = (text: string) => new Authentication(alice).receiveRequest(request(text, answer.body), 1)[0];

    expect(received(credentials(answer))?.password).toBe('right');
    expect(received(credentials({ ...answer, password: 'Secret' }))?.password).toBe('wrong');
  });

  test('is wrong where the body is another one than the digest was made of (auth-int)', () => {
    const sent = request(credentials({ qop: 'auth-int', body: 'a' }), 'b');

    expect(new Authentication(alice).receiveRequest(sent, 1)[0]?.password).toBe('wrong');
  });

  test('cannot be told of a user whose password is not known, nor of AKA', () => {
    const of = (answer: Answer) =>
      new Authentication(alice).receiveRequest(request(credentials(answer)), 1)[0]?.password;

    expect(of({ username: 'bob' })).toBeUndefined();
    expect(of({ algorithm: 'AKAv1-MD5' })).toBeUndefined();
    expect(new Authentication().receiveRequest(request(credentials()), 1)[0]?.password).toBeUndefined();
  });

  test('of a user of that realm goes before the one of the user anywhere', () => {
    const passwords = new Passwords([
      { user: 'alice', secret: 'other' },
      { user: 'alice@r', secret: 'secret' },
    ]);

    expect(new Authentication(passwords).receiveRequest(request(credentials()), 1)[0]?.password).toBe('right');
  });

  test('of a session is checked with the cnonce that began it, or a new one (-sess)', () => {
    const authentication = new Authentication(alice);
    const first = { qop: 'auth', algorithm: 'SHA-256-sess', cnonce: 'one' };
    authentication.receiveRequest(request(credentials(first)), 1);
    const second = credentials({ ...first, cnonce: 'two', nc: '00000002', firstCnonce: 'one' });

    expect(authentication.receiveRequest(request(second), 2)[0]?.password).toBe('right');
  });

  test('of a user whose name is hidden is found (userhash)', () => {
    const hidden = createHash('md5').update('alice:r').digest('hex');
    const text = credentials().replace('username="alice"', `username="${hidden}"`);

    const [checked] = new Authentication(alice).receiveRequest(request(`${text}, userhash=true`), 1);

    expect(checked?.password).toBe('right');
  });

  test('that the server knows is checked too (rspauth)', () => {
    const answer: Answer = { qop: 'auth', algorithm: 'SHA-256' };
    const proof = (password: string): string => response({ ...answer, password, method: '' });
    const verdict = (password: string) => {
      const authentication = new Authentication(alice);
      authentication.receiveRequest(request(credentials(answer)), 1);
      return authentication.receiveSuccess(ok(`rspauth="${proof(password)}", qop=auth, nc=00000001, cnonce="c"`), 0);
    };

    expect([verdict('secret'), verdict('other')]).toEqual(['right', 'wrong']);
  });

  test('stands in nothing that is told', () => {
    const authentication = new Authentication(alice);

    const told = JSON.stringify(authentication.receiveRequest(request(credentials()), 1));

    expect(told).not.toContain('secret');
    expect(JSON.stringify(authentication)).not.toContain('secret');
  });

  test('is right of any user, realm and password that made the digest', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9@._ -]{1,12}$/);
    const algorithm = fc.constantFrom('MD5', 'MD5-sess', 'SHA-256', 'SHA-512-256-sess');
    fc.assert(
      fc.property(word, word, fc.string(), algorithm, (username, realm, password, name) => {
        const passwords = new Passwords([{ user: username, secret: password }]);
        const answer = { username, realm, password, algorithm: name, qop: 'auth' };

        const [checked] = new Authentication(passwords).receiveRequest(request(credentials(answer)), 1);

        expect(checked?.password).toBe('right');
      }),
    );
  });
});

describe('Authentication: challenges and answers', () => {
  function challenged(...challenges: readonly string[]): Authentication {
    const authentication = new Authentication();
    authentication.receiveRequest(request(''), 1);
    authentication.receiveChallenge(challenge(...challenges), 0);
    return authentication;
  }

  test('an answer to the challenge has no problems', () => {
    const authentication = challenged('realm="r", nonce="n", algorithm=MD5, qop="auth", opaque="o"');
    const answer = credentials({ qop: 'auth', more: ', opaque="o"' });

    expect(authentication.receiveRequest(request(answer), 2)).toMatchObject([
      { username: 'alice', realm: 'r', algorithm: 'MD5', qop: 'auth', problems: [] },
    ]);
  });

  test.each([
    ['realm="x", nonce="n"', {}, ['realm-differs']],
    ['realm="r", nonce="n", algorithm=SHA-256', {}, ['algorithm-differs']],
    ['realm="r", nonce="n", opaque="o"', {}, ['opaque-differs']],
    ['realm="r", nonce="n", qop="auth"', {}, ['qop-missing']],
    ['realm="r", nonce="n", qop="auth"', { qop: 'auth-int' }, ['qop-not-offered']],
    ['realm="r", nonce="other"', {}, ['nonce-unseen']],
    ['realm="r", nonce="n"', { uri: 'sip:elsewhere.com' }, ['uri-differs']],
    ['realm="r", nonce="n", algorithm=X', { algorithm: 'X' }, ['algorithm-unknown']],
  ] satisfies [string, Answer, string[]][])('to %s, of %j: %j', (asked, answer, problems) => {
    const authentication = challenged(asked);

    const [checked] = authentication.receiveRequest(request(credentials(answer)), 2);

    expect(checked?.problems).toEqual(problems);
  });

  test('a weaker algorithm than the one preferred is told', () => {
    const authentication = challenged('realm="r", nonce="n", algorithm=SHA-256', 'realm="r", nonce="n", algorithm=MD5');

    const of = (algorithm: string) =>
      authentication.receiveRequest(request(credentials({ algorithm })), 2)[0]?.problems;

    expect([of('MD5'), of('SHA-256')]).toEqual([['algorithm-weaker'], []]);
  });

  test('a nonce with its count a second time is a replay, in the same request on another hop it is none', () => {
    const authentication = challenged('realm="r", nonce="n", qop="auth"');
    const again = (nc: string, number: number) =>
      authentication.receiveRequest(request(credentials({ qop: 'auth', nc })), number)[0]?.problems;

    expect(again('00000002', 2)).toEqual([]);
    expect(again('00000002', 2)).toEqual([]);
    expect(again('00000002', 3)).toEqual(['nonce-replayed']);
    expect(again('00000001', 4)).toEqual(['nonce-count-order']);
    expect(again('00000003', 5)).toEqual([]);
  });

  test('a challenge after an answer to one before refuses it; with another realm it is the next server', () => {
    const authentication = challenged('realm="r", nonce="n"');
    authentication.receiveRequest(request(credentials()), 2);

    const next = authentication.receiveChallenge(challenge('realm="next", nonce="m"'), secondNs);
    const refusal = authentication.receiveChallenge(challenge('realm="r", nonce="o"'), secondNs);

    expect([next?.reason, refusal?.reason]).toEqual(['none-given', 'refused']);
  });

  test('a challenge to a nonce that had served wants a new one; stale is said by the server', () => {
    const authentication = challenged('realm="r", nonce="n"');
    authentication.receiveRequest(request(credentials()), 2);
    authentication.receiveSuccess(ok(''), secondNs);
    authentication.receiveRequest(request(credentials()), 3);

    const renewed = authentication.receiveChallenge(challenge('realm="r", nonce="m"'), 2 * secondNs);
    authentication.receiveRequest(request(credentials({ nonce: 'm' })), 4);
    const stale = authentication.receiveChallenge(challenge('realm="r", nonce="o", stale=true'), 3 * secondNs);
    const [old] = authentication.receiveRequest(request(credentials({ nonce: 'm' })), 5);

    expect([renewed?.reason, stale?.reason]).toEqual(['renewed', 'stale']);
    expect(old?.problems).toEqual(['nonce-stale']);
  });

  test('a server may say in words alone that the nonce is too old', () => {
    const authentication = challenged('realm="r", nonce="n"');
    authentication.receiveRequest(request(credentials()), 2);
    const words = message('SIP/2.0 401 nonce has changed', ['WWW-Authenticate: Digest realm="r", nonce="m"']);

    expect(authentication.receiveChallenge(words, secondNs)?.reason).toBe('stale');
  });

  test('the nonce of Authentication-Info is known when it is used', () => {
    const authentication = challenged('realm="r", nonce="n"');
    authentication.receiveRequest(request(credentials()), 2);
    authentication.receiveSuccess(ok('nextnonce="next"'), secondNs);

    const [checked] = authentication.receiveRequest(request(credentials({ nonce: 'next' })), 3);

    expect(checked?.problems).toEqual([]);
  });

  test("the name that IMS's first REGISTER gives proves nothing, and nothing is wrong with it", () => {
    const authentication = new Authentication(alice);
    const first = 'Digest username="alice", realm="r", nonce="", uri="sip:example.com", response=""';

    const [checked] = authentication.receiveRequest(request(first), 1);
    const asked = authentication.receiveChallenge(challenge('realm="r", nonce="n", algorithm=AKAv1-MD5'), 0);

    expect(checked).toMatchObject({ isOnlyName: true, problems: [] });
    expect(asked?.reason).toBe('none-given');
  });

  test('damaged credentials are told as such, and as nothing else', () => {
    const [checked] = challenged('realm="r", nonce="n", qop="auth"').receiveRequest(
      request('Digest username="alice", realm="r" nonce="n"'),
      2,
    );

    expect(checked?.problems).toEqual(['incomplete']);
  });

  test('any fields of credentials and challenges are taken', () => {
    const text = fc.stringMatching(/^[ -~]{0,60}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text)), (rounds) => {
        const authentication = new Authentication(alice);
        for (const [index, [given, asked]] of rounds.entries()) {
          authentication.receiveRequest(request(`Digest ${given}`), index);
          authentication.receiveChallenge(challenge(asked), index);
          authentication.receiveSuccess(ok(asked), index);
        }
      }),
    );
  });
});
