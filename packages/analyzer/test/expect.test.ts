/** What a flow states is compared with the calls of a capture, and what it leaves open is not. */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ExpectOptions } from '../src/expect/expect-flow.ts';
import type { FlowReport } from '../src/expect/flow-report.ts';
import { formatReport } from '../src/expect/format-report.ts';
import { junitReport } from '../src/expect/junit-report.ts';
import { readScript } from '../src/expect/script/read-script.ts';
import { ScriptError } from '../src/expect/script/script.ts';
import { expectInCapture } from './flow/expect-in-capture.ts';
import { readFlow } from './flow/run-flow.ts';

const answered = `# A call is answered and hung up
alice 192.0.2.1 sip:alice@example.com "Phone 1.0"
bob   192.0.2.2

0.0   alice -> bob INVITE sip:bob@example.com sdp offer audio 4000 PCMU PCMA telephone-event
      Subject: Lunch at noon
+0.1  alice <- bob 100
+0.2  alice <- bob 180
+1.5  alice <- bob 200 sdp answer audio 5000 PCMA
+0.01 alice -> bob ACK
+8.0  alice <- bob BYE
+0.01 alice -> bob 200
`;

/** The same call after another one, which is busy. */
const twoCalls = `# A busy call, and an answered one
alice 192.0.2.1
bob   192.0.2.2

0.0   alice -> bob INVITE sip:carol@example.com as first
+0.1  alice <- bob 486 in first
+0.1  alice -> bob ACK in first
5.0   alice -> bob INVITE sip:bob@example.com as second
+1.0  alice <- bob 200 in second
+0.1  alice -> bob ACK in second
+3.0  alice -> bob BYE in second
+0.1  alice <- bob 200 in second
`;

const head = '# Expected\na ?\nb\n';
const steps = 'a -> b INVITE\na <- b 180\na <- b 200\na -> b ACK\na <- b BYE\na -> b 200\n';

function look(expected: string, seen: string = answered, options: ExpectOptions = {}): Promise<FlowReport> {
  return expectInCapture(readScript('e.flow', expected), readFlow('seen.flow', seen).capture, options);
}

/** What departs first. */
async function departure(expected: string, seen?: string, options?: ExpectOptions): Promise<string | undefined> {
  const { verdicts, matches } = await look(expected, seen, options);
  return matches ? undefined : verdicts.find((verdict) => !verdict.matches)?.departure;
}

describe('a flow that leaves open', () => {
  test('who somebody is, takes whoever sends what is expected', async () => {
    const { matches, verdicts } = await look(head + steps);

    expect(matches).toBe(true);
    expect(verdicts[0]?.participants).toEqual({ a: ['192.0.2.1:5060'], b: ['192.0.2.2:5060'] });
  });

  test('who somebody is, holds them to it', async () => {
    expect(await departure(`# Both are one\na\nb\nc\n${steps.replace('a <- b BYE', 'a <- c BYE')}`)).toContain('BYE');
  });

  test('an address of one of them', async () => {
    expect(await departure(`# E\na ?\nb 192.0.2.2\n${steps}`)).toBeUndefined();
    expect(await departure(`# E\na ?\nb 192.0.2.3\n${steps}`)).toBeDefined();
    expect(await departure(`# E\na ?\nb 192.0.2.2:5070\n${steps}`)).toBeDefined();
  });

  test('its times, codecs, header fields and 100 Trying, does not look at them', async () => {
    expect(await departure(head + steps)).toBeUndefined();
  });
});

describe('what a step states', () => {
  const invite = (more: string) => head + steps.replace('INVITE', `INVITE ${more}`);

  test.each([
    'sip:bob@example.com',
    'sip:*@example.com',
    '\n  Subject: Lunch at noon',
    '\n  Subject: Lunch*',
    '\n  Subject: /^lunch.+\\bnoon$/i',
    '\n  Subject: *',
    '\n  subject: Lunch at noon',
    '\n  User-Agent: Phone 1.0',
    'without Supported',
    'cseq 1',
    'over udp',
    'sdp offer audio PCMU PCMA telephone-event',
    'sdp offer audio 4000 PCMU *',
    'sdp audio ? sendrecv',
    'sdp',
  ])('is so: INVITE %s', async (more) => {
    expect(await departure(invite(more))).toBeUndefined();
  });

  test.each([
    ['sip:carol@example.com', 'the Request-URI: expected sip:carol@example.com, seen sip:bob@example.com'],
    ['\n  Subject: Dinner', 'Subject: expected Dinner, seen Lunch at noon'],
    ['\n  Subject: /dinner/i', 'Subject: expected /dinner/i, seen Lunch at noon'],
    ['\n  P-Asserted-Identity: *', 'P-Asserted-Identity: expected *, and there is none'],
    ['without Subject', 'expected no Subject, and there is one'],
    ['without sdp', 'expected no sdp, and there is one'],
    ['cseq 2', 'CSeq: expected 2, seen 1'],
    ['over tls', 'expected TLS, seen UDP'],
    ['sdp answer', 'expected an answer, this is an offer'],
    ['sdp offer audio PCMA PCMU', 'audio: expected PCMA PCMU, seen PCMU PCMA telephone-event'],
    ['sdp offer audio 4002', 'audio: expected port 4002, seen 4000'],
    ['sdp offer audio sendonly', 'audio: expected sendonly, seen sendrecv'],
    ['sdp offer audio video', 'expected 2 media (audio, video), seen 1 (audio)'],
    ['event presence', 'Event: expected presence, seen none'],
    ['text "Hello"', 'expected the text "Hello", the body is another'],
  ])('is not so: INVITE %s', async (more, problem) => {
    expect(await departure(invite(more))).toContain(problem);
  });

  test('of a response is its status, a class of them or several, its method and reason', async () => {
    const response = (what: string) => departure(head + steps.replace('200\n', `${what}\n`));

    expect(await response('2xx')).toBeUndefined();
    expect(await response('200|202 INVITE')).toBeUndefined();
    expect(await response('200 Fine')).toContain('the reason: expected Fine, seen OK');
    expect(await response('486')).toContain('expected 486, seen 200 OK');
  });
});

describe('order', () => {
  test('of steps is that of the messages', async () => {
    const swapped = steps.replace('a <- b 180\na <- b 200\n', 'a <- b 200\na <- b 180\n');

    expect(await departure(head + swapped)).toContain('a <- b');
  });

  test('may be any of those in a group', async () => {
    const group = `any order\n  a <- b 200\n  a <- b 180\nend\n`;

    expect(await departure(head + steps.replace('a <- b 180\na <- b 200\n', group))).toBeUndefined();
  });

  test('a step that is missing, and a message that is not expected, depart', async () => {
    expect(await departure(`${head}${steps}a -> b BYE\n`)).toMatch(
      /^line 10 \(a -> b BYE\) was not seen after frame 7/,
    );
    expect(await departure(head + steps.replace('a <- b 180\n', ''))).toMatch(
      /^frame 3 is not expected after frame 2: b -> a 180/,
    );
  });

  test('what is optional may be missing', async () => {
    expect(await departure(head + steps.replace('a <- b 180', 'a <- b 183 optional\na <- b 180'))).toBeUndefined();
  });
});

describe('times', () => {
  const timed = (time: string) => departure(head + steps.replace('a <- b 200', `${time} a <- b 200`));

  test.each(['+1.5..2', '+1..', 'within 2', '+1.5', '1.7..1.9', 'within 1.9 of @call', '+1.7..1.9 of @call'])(
    'hold: %s',
    async (time) => {
      const text =
        head + steps.replace('a -> b INVITE', 'call: a -> b INVITE').replace('a <- b 200', `${time} a <- b 200`);
      expect(await departure(text)).toBeUndefined();
    },
  );

  test('do not hold', async () => {
    expect(await timed('within 1')).toContain('expected within 1 s after the line before, seen after 1.500 s');
    expect(await timed('+2..3')).toContain('expected 2 to 3 s after the line before');
    expect(await timed('1..1.2')).toContain('from the start, seen after 1.800 s');
  });

  test('stated singly are compared where the flow says how exactly', async () => {
    const text = head + steps.replace('a <- b 200', '+1 a <- b 200');

    expect(await departure(text)).toBeUndefined();
    expect(await departure(text.replace('# Expected\n', '# Expected\ntolerance 0.2\n'))).toContain(
      'expected 0.8 to 1.2 s',
    );
    expect(await departure(text.replace('# Expected\n', '# Expected\ntolerance 0.6\n'))).toBeUndefined();
  });
});

describe('what is sent again', () => {
  const copied = answered.replace('      Subject', '      again after 0.02 0.05\n      Subject');

  test('is no departure where the flow does not tell of it', async () => {
    expect(await departure(head + steps, copied)).toBeUndefined();
  });

  test('must be seen where it does', async () => {
    const again = (times: string) => head + steps.replace('INVITE', `INVITE again after ${times}`);

    expect(await departure(again('0.02 0.05'), copied)).toBeUndefined();
    expect(await departure(again('0.02 0.05 0.09'), copied)).toContain('expected to be sent again 3 times, seen 2');
    expect(await departure(head + steps.replace('INVITE', 'INVITE\na -> b INVITE again'), answered)).toContain(
      'was not seen',
    );
  });
});

describe('strictly', () => {
  test('what the lower layers send by themselves must be expected too', async () => {
    expect(await departure(`${head}strict\n${steps}`)).toContain(
      'frame 2 is not expected after frame 1: b -> a 100 Trying',
    );
    expect(await departure(head + steps, answered, { strict: true })).toContain('100 Trying');
  });
});

describe('of several calls', () => {
  const busy = `${head}a -> b INVITE\na <- b 486\na -> b ACK\n`;

  test('one must be as expected', async () => {
    const { matches, verdicts } = await look(busy, twoCalls);

    expect(matches).toBe(true);
    expect(verdicts).toMatchObject([{ call: { id: 'c1', outcome: 'busy', status: 486 } }]);
  });

  test('each must be, where that is asked', async () => {
    const { matches, verdicts } = await look(busy, twoCalls, { every: true });

    expect(matches).toBe(false);
    expect(verdicts.map((verdict) => [verdict.call?.id, verdict.matches])).toEqual([
      ['c1', true],
      ['c2', false],
    ]);
  });

  test('the one that is named must be', async () => {
    expect(await departure(busy, twoCalls, { call: 'c2' })).toContain('expected 486, seen 200 OK');
    expect(await departure(busy, twoCalls, { call: 'c9' })).toBe('there is no call c9');
  });

  test('the diff is of the one that comes closest', async () => {
    const { verdicts } = await look(busy.replace('486', '487'), twoCalls);

    expect(verdicts[0]?.call?.id).toBe('c1');
  });

  test('a flow of both is compared with the whole', async () => {
    expect((await look(twoCalls.replaceAll(/^[+\d.]+ +/gm, ''), twoCalls)).matches).toBe(true);
  });

  test('a name of a call is one Call-ID', async () => {
    const mixed = twoCalls.replaceAll(/^[+\d.]+ +/gm, '').replace('ACK in second', 'ACK in first');

    expect(await departure(mixed, twoCalls)).toContain('expected the Call-ID of first');
  });
});

describe('rows', () => {
  test('are those of the call that was compared', async () => {
    const rows = `expect calls\n  - outcome answered, setupMs 900..1100, to sip:bob@*\n`;
    const text = `${head}call: a -> b INVITE sip:bob@example.com\nok: a <- b 200\na -> b ACK\na -> b BYE\na <- b 200\n`;

    expect(await departure(text + rows, twoCalls)).toBeUndefined();
    expect(await departure(`${text}expect calls\n  - outcome busy\n`, twoCalls)).toBe(
      'line 10: calls[0].outcome: expected busy, got "answered"',
    );
    expect(await departure(`${text}expect dialogs\n  - state terminated, confirmed @ok\n`, twoCalls)).toBeUndefined();
  });

  test('of a list that there is not are refused', async () => {
    await expect(look(`${head}${steps}expect cats\n`)).rejects.toThrow(
      new ScriptError('e.flow', 10, 'there is no list of cats'),
    );
  });
});

describe('media', () => {
  const spoken = answered.replace('+8.0 ', '+0.01 alice -> bob rtp 4000 to 5000 PCMA for 1\n+8.0 ');

  test('must be seen', async () => {
    const rtp = (codec: string) => `${head}${steps}a -> b rtp 4000 to 5000 ${codec} for 1\n`;

    expect(await departure(rtp('PCMA'), spoken)).toBeUndefined();
    expect(await departure(rtp('PCMU'), spoken)).toContain(
      'expected media: PCMU from a port 4000 to b port 5000; it was not seen',
    );
  });
});

describe('a report', () => {
  const expected = `${head}${steps.replace('a <- b 200', 'a <- b 486').replace('a <- b BYE', '+1..2 a -> b BYE')}`;

  test('is a diff', async () => {
    expect(formatReport(await look(expected)).split('\n')).toEqual([
      '✗ e.flow: Expected',
      '',
      '  Call c1 (sip:alice@example.com to sip:bob@example.com, answered 200) departs from it.',
      '  First: line 6 (a <- b 486), frame 4: expected 486, seen 200 OK.',
      '',
      '  #1  +0.000  a -> b INVITE sip:bob@example.com · offer audio PCMU PCMA telephone-event',
      '. #2  +0.100  b -> a 100 Trying',
      '  #3  +0.300  b -> a 180 Ringing',
      '-             line 6: a <- b 486',
      '+ #4  +1.800  b -> a 200 OK · answer audio PCMA',
      '!             expected 486, seen 200 OK',
      '  #5  +1.810  a -> b ACK sip:bob@192.0.2.2',
      '-             line 8: +1..2 a -> b BYE',
      '+ #6  +9.810  b -> a BYE sip:alice@192.0.2.1',
      '  #7  +9.820  a -> b 200 BYE OK',
      '',
    ]);
  });

  test('is XML that tests are told in', async () => {
    const text = junitReport([await look(expected), await look(head + steps)], 'a & b.pcap');

    expect(text).toContain('<testsuite name="e.flow" tests="1" failures="1">');
    expect(text).toContain('<property name="capture" value="a &amp; b.pcap"/>');
    expect(text).toContain('<failure message="line 6 (a &lt;- b 486), frame 4: expected 486, seen 200 OK">');
    expect(text).toContain('<testcase classname="e.flow" name="Expected (call c1)"/>');
  });
});

describe('what cannot be compared is told with its line', () => {
  test.each([
    ['a -> b INVITE\n  Subject: /(/', 'a pattern lacks )'],
    ['a -> b INVITE\n  Subject: /(?=a)/', 'a pattern cannot look around or name its groups'],
    ['+1..0.5 a -> b INVITE', 'no time is from 1 to 0.5'],
    ['within 1 of @x a -> b INVITE', 'no line before has the label x'],
    ['tolerance much', 'no tolerance in seconds: tolerance much'],
  ])('%s', async (line, what) => {
    await expect(async () => look(head + line)).rejects.toThrow(new ScriptError('e.flow', 4, what));
  });

  test('so many steps in any order', async () => {
    await expect(look(`${head}any order\n${'a -> b INVITE\n'.repeat(9)}end\n`)).rejects.toThrow(
      'at most 8 steps may come in any order',
    );
  });

  test('a flow that leaves something open is no capture', () => {
    expect(() => readFlow('x.flow', `${head}a -> b INVITE sip:b@x\n`)).toThrow(
      new ScriptError('x.flow', 4, 'a has no address'),
    );
  });
});

test('the example in the documents is a flow', () => {
  const page = readFileSync(new URL('../../../docs/expect.md', import.meta.url), 'utf8');
  const [, example = ''] = /```\n(# A call is answered.*?)```/s.exec(page) ?? [];

  const { steps, expectations } = readScript('docs/expect.md', example);

  expect(steps).toHaveLength(9);
  expect(expectations).toHaveLength(2);
});

test('whatever flow of these words: it matches or departs, and never fails', async () => {
  const capture = readFlow('seen.flow', answered).capture;
  const step = fc.tuple(
    fc.constantFrom('', '', '+0..2 ', 'within 3 ', '+1 '),
    fc.constantFrom('a -> b', 'a <- b', 'c -> a', 'b <- a'),
    fc.constantFrom('INVITE', '1xx', '200', '180|183', 'ACK', 'BYE', 'INVITE again', '200 optional'),
    fc.constantFrom('', '', '\n  Subject: *', ' sdp audio PCMU *', ' without Via'),
  );
  const any = fc.array(
    fc.oneof(
      { weight: 8, arbitrary: step.map((words) => words.join(' ').trim()) },
      fc.constantFrom('any order', 'end', 'strict', 'tolerance 1'),
    ),
    {
      maxLength: 12,
    },
  );

  await fc.assert(
    fc.asyncProperty(any, async (lines) => {
      const text = `# Any\na\nb ?\nc 192.0.2.2\n${lines.join('\n')}\n`;
      try {
        const { matches, verdicts } = await expectInCapture(readScript('x.flow', text), capture);
        expect(matches).toBe(verdicts.every(({ departure: first }) => first === undefined));
      } catch (error) {
        if (!(error instanceof ScriptError)) throw error;
      }
    }),
    { numRuns: 60 },
  );
});
