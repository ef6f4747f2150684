import fc from 'fast-check';
import { expect, test } from 'vitest';
import { richMessage } from '../bench/messages.ts';
import {
  buildAck,
  buildCancel,
  buildRequest,
  buildResponse,
  describeDiagnostic,
  editMessage,
  parseMessage,
  type SipMessage,
} from '../src/index.ts';
import { rfcExamples, tortureMessages } from './corpus.ts';
import { mutate, randomOf } from './mutate.ts';

const awkward = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc
    .array(
      fc.constantFrom(
        'a',
        '1',
        ' ',
        '"',
        '\\',
        '<',
        '>',
        ';',
        ',',
        '=',
        ':',
        '@',
        '\r\n',
        '\n ',
        '\r',
        '\0',
        'é',
        'X: y',
        '%',
        '(',
        ')',
      ),
      {
        maxLength: 8,
      },
    )
    .map((pieces) => pieces.join('')),
);

function errors(message: SipMessage): readonly string[] {
  return message.diagnostics
    .filter((one) => describeDiagnostic(one, message.bytes).severity === 'error')
    .map(({ code }) => code);
}

/** What a function gives; undefined where it refuses its input as our caller's mistake. */
function unlessRefused<Value>(make: () => Value): Value | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const parts = fc.record({
  displayName: awkward,
  tag: awkward,
  parameter: awkward,
  subject: awkward,
  callId: awkward,
  sentBy: awkward,
  realm: awkward,
  user: awkward,
  agent: awkward,
});
type Parts = typeof parts extends fc.Arbitrary<infer Made> ? Made : never;

const plain: Parts = {
  displayName: 'A',
  tag: '1',
  parameter: 'x',
  subject: 's',
  callId: 'a@b',
  sentBy: 'a.example.com',
  realm: 'r',
  user: 'alice',
  agent: 'a/1',
};

function build({ displayName, tag, parameter, subject, callId, sentBy, realm, user, agent }: Parts): SipMessage {
  return buildRequest({
    method: 'MESSAGE',
    uri: 'sip:bob@example.com',
    headers: {
      Via: { transport: 'TCP', sentBy, branch: 'z9hG4bKa' },
      From: { uri: `sip:${user}@example.com`, displayName, tag },
      To: { uri: 'sip:bob@example.com', displayName, params: { x: parameter } },
      'Call-ID': callId,
      CSeq: 1,
      'User-Agent': { text: agent },
      Subject: subject,
      Reason: { protocol: 'SIP', params: { cause: 200, text: parameter } },
      Authorization: { scheme: 'Digest', params: { realm, username: user } },
      Warning: { code: 399, agent: 'a', text: parameter },
    },
  });
}

const fieldCount = build(plain).headers.length;

test('whatever any one value is, the request has the fields it should have, or is refused', () => {
  const one = fc.constantFrom(...(Object.keys(plain) as (keyof Parts)[]));
  let built = 0;
  fc.assert(
    fc.property(one, awkward, (name, value) => {
      const message = unlessRefused(() => build({ ...plain, [name]: value }));
      if (message === undefined) return;
      built++;

      expect(message.headers).toHaveLength(fieldCount);
      expect(message.headers.map((field) => field.header)).not.toContain('X');
      expect(message.via).toHaveLength(1);
      expect(message.bodyBytes).toHaveLength(0);
      // A user part and a text are taken as they are given: the diagnostics tell what is wrong with them.
      const isAsGiven = ['user', 'subject', 'agent'].includes(name);
      expect(isAsGiven ? [] : errors(message)).toEqual([]);
    }),
    { numRuns: 2000 },
  );
  expect(built).toBeGreaterThan(300);
});

test('quoted text says what it should', () => {
  fc.assert(
    fc.property(awkward, (text) => {
      const message = unlessRefused(() => build({ ...plain, displayName: text, parameter: text }));
      expect(message === undefined).toBe(/[\r\n]/.test(text));
      if (message === undefined) return;
      const said = new TextDecoder().decode(new TextEncoder().encode(text));

      expect(message.from?.displayName).toBe(said);
      expect(message.reason[0]?.text).toBe(said);
      expect(message.values('Warning')[0]?.text).toBe(said);
      expect(message.to?.params[0]?.value).toBe(said);
    }),
    { numRuns: 1000 },
  );
});

test('whatever is set in a response, it has the fields it should have, or is refused', () => {
  const response = buildResponse(build(plain), 200, { toTag: 'x' });
  fc.assert(
    fc.property(
      fc.constantFrom('Subject', 'Contact', 'Allow', 'X-Any', 'User-Agent', 'Date', 'From'),
      awkward,
      (name, text) => {
        const edited = unlessRefused(() => editMessage(response).remove(name).set(name, text).message());
        if (edited === undefined) return;

        expect(edited.headers).toHaveLength(response.headers.length + (response.header(name) === undefined ? 1 : 0));
      },
    ),
    { numRuns: 1000 },
  );
});

test('whatever the request, its responses, its ACK and its CANCEL have only the fields they should have', () => {
  const fixtures = [richMessage, ...tortureMessages(), ...rfcExamples().map(({ bytes }) => bytes)];
  const random = randomOf(5);
  const mutants = Array.from({ length: 2000 }, (_, at) =>
    mutate(fixtures[at % fixtures.length] ?? richMessage, random),
  );
  const requests = [...fixtures, ...mutants]
    .map((bytes) => parseMessage(bytes))
    .filter(({ kind }) => kind === 'request');
  const names = new Set<string>();
  for (const request of requests) {
    const response = unlessRefused(() => buildResponse(request, 486, { toTag: 'x' }));
    const made = [
      response,
      unlessRefused(() => buildResponse(request, 183, { toTag: 'x' })),
      response && unlessRefused(() => buildAck(request, response)),
      unlessRefused(() => buildCancel(request)),
    ];
    for (const message of made) {
      for (const { header } of message?.headers ?? []) names.add(header);
      expect(message?.bodyBytes ?? []).toHaveLength(0);
      expect(message === undefined || message.framing.terminated).toBe(true);
    }
  }
  const expected = ['Via', 'Max-Forwards', 'Route', 'Record-Route', 'From', 'To', 'Call-ID', 'CSeq', 'Content-Length'];

  expect([...names].toSorted()).toEqual(expected.toSorted());
});
