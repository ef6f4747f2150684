import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMessage } from '@sipscope/parser';
import type { BodyDetail, BodyTable } from '../../rows.ts';
import { bodyDetails } from './body-details.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const lines = (...all: readonly string[]): string => all.map((line) => `${line}\r\n`).join('');

function message(headers: readonly string[], body: Uint8Array | string): Uint8Array {
  const content = typeof body === 'string' ? bytes(body) : body;
  const head = bytes(['NOTIFY sip:b@example.com SIP/2.0', 'Call-ID: a', ...headers, '', ''].join('\r\n'));
  const all = new Uint8Array(head.length + content.length);
  all.set(head);
  all.set(content, head.length);
  return all;
}

async function told(headers: readonly string[], body: Uint8Array | string): Promise<readonly BodyDetail[]> {
  return (await bodyDetails(parseMessage(message(headers, body)))).bodies;
}

const one = async (type: string, body: Uint8Array | string): Promise<BodyDetail> => {
  const [first] = await told([`Content-Type: ${type}`], body);
  if (first === undefined) throw new Error('no body');
  return first;
};
const facts = (tables: readonly BodyTable[] | undefined): readonly string[] =>
  (tables ?? []).flatMap((table) =>
    table.facts.map(({ name, value, meaning }) => `${name}: ${value}${meaning === undefined ? '' : ` (${meaning})`}`),
  );

describe('a session description', () => {
  const sdp = lines(
    'v=0',
    'o=- 1 2 IN IP4 192.0.2.1',
    's=-',
    'c=IN IP4 192.0.2.1',
    't=0 0',
    'a=group:BUNDLE 0 1',
    'm=audio 4000 RTP/AVP 8 101 96',
    'b=AS:64',
    'a=rtpmap:101 telephone-event/8000',
    'a=fmtp:101 0-16',
    'a=mid:0',
    'a=ptime:20',
    'a=sendonly',
    'm=video 0 RTP/AVP 31',
    'a=mid:1',
  );
  const raw = message(['Content-Type: application/sdp'], sdp);
  const at = (span: readonly [number, number] | undefined): string =>
    span === undefined ? '' : new TextDecoder().decode(raw.subarray(...span)).trimEnd();

  test('is a table whose every cell has its place', async () => {
    const body = await one('application/sdp', sdp);
    const [audio, video] = body.sdp?.media ?? [];

    expect(body).toMatchObject({ kind: 'sdp', depth: 0, disposition: 'session', mediaType: 'application/sdp' });
    expect(audio).toMatchObject({
      kind: { value: 'audio' },
      port: { value: '4000' },
      address: { value: '192.0.2.1' },
      protocol: { value: 'RTP/AVP' },
      direction: { value: 'sendonly' },
      mid: { value: '0', meaning: 'one transport with 1' },
    });
    expect(audio?.codecs).toMatchObject([
      { format: '8', name: 'PCMA/8000' },
      { format: '101', name: 'telephone-event/8000', parameters: '0-16' },
      { format: '96' },
    ]);
    expect(
      [audio?.kind, audio?.port, audio?.address, audio?.protocol, audio?.direction].map((cell) => at(cell?.span)),
    ).toEqual(['audio', '4000', '192.0.2.1', 'RTP/AVP', 'a=sendonly']);
    expect(audio?.codecs.map(({ span, parametersSpan }) => [at(span), at(parametersSpan)])).toEqual([
      ['8', ''],
      ['a=rtpmap:101 telephone-event/8000', 'a=fmtp:101 0-16'],
      ['96', ''],
    ]);
    expect(audio?.facts.map(({ name, value, span }) => [name, value, at(span)])).toEqual([
      ['ptime', '20', 'a=ptime:20'],
      ['bandwidth', 'AS:64', 'b=AS:64'],
    ]);
    expect(video).toMatchObject({ refused: true, direction: { value: 'sendrecv' } });
    expect(video?.direction.span).toBeUndefined();
    expect(body.sdp?.session.facts.map(({ name }) => name)).toEqual([
      'origin',
      'session name',
      'connection',
      'time',
      'group',
    ]);
  });

  test('of 100,000 m-lines tells how many are not told', async () => {
    const started = performance.now();

    const body = await one('application/sdp', `v=0\r\n${'m=audio 1 RTP/AVP 0\r\n'.repeat(100_000)}`);

    expect(body.sdp?.media).toHaveLength(64);
    expect(body.sdp?.moreMedia).toBeGreaterThan(900);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

describe('parts', () => {
  test('stand behind what they are parts of, each with its header fields and place', async () => {
    const body = lines(
      '--x',
      'Content-Type: multipart/alternative;boundary=y',
      '',
      '--y',
      'Content-Type: text/plain',
      'Content-ID: <a@b>',
      '',
      'hello',
      '--y--',
      '--x',
      'Content-Type: application/octet-stream',
      'Content-Transfer-Encoding: base64',
      'Content-Disposition: render;handling=optional',
      '',
      'AAEC',
      '--x--',
    );

    const bodies = await told(['Content-Type: multipart/mixed;boundary=x'], body);

    expect(bodies.map(({ depth, kind, mediaType }) => `${depth} ${kind} ${mediaType ?? ''}`)).toEqual([
      '0 multipart multipart/mixed',
      '1 multipart multipart/alternative',
      '2 text text/plain',
      '1 binary application/octet-stream',
    ]);
    expect(bodies[2]).toMatchObject({
      contentId: 'a@b',
      size: 5,
      headers: [{ name: 'Content-Type' }, { name: 'Content-ID' }],
    });
    expect(bodies[3]).toMatchObject({ transferEncoding: 'base64', content: 'AAEC', size: 3, optional: true });
  });

  test('of a message within a message lie where they lie', async () => {
    const inner = lines(
      'SIP/2.0 180 Ringing',
      'Call-ID: q',
      'Content-Type: text/plain',
      'Content-Length: 3',
      '',
      'abc',
    ).trimEnd();
    const raw = message(['Content-Type: message/sip'], inner);

    const bodies = (await bodyDetails(parseMessage(raw))).bodies;

    expect(bodies.map(({ kind }) => kind)).toEqual(['sip', 'text']);
    expect(facts(bodies[0]?.tables)).toEqual(['status: 180 Ringing (under way)']);
    const span = bodies[1]?.span ?? [0, 0];
    expect(new TextDecoder().decode(raw.subarray(...span))).toBe('abc');
    const [header] = bodies[0]?.headers ?? [];
    expect(new TextDecoder().decode(raw.subarray(...(header?.span ?? [0, 0])))).toBe('Call-ID: q\r\n');
  });

  test('beyond those that are told are counted', async () => {
    const { bodies, more } = await bodyDetails(
      parseMessage(message(['Content-Type: multipart/mixed;boundary=x'], `${'--x\r\n\r\na\r\n'.repeat(10_000)}--x--`)),
    );

    expect(bodies).toHaveLength(256);
    expect(more).toBeGreaterThanOrEqual(1);
  });

  test('nested without end are told to where they are read', async () => {
    const nested = Array.from(
      { length: 200 },
      (_, at) => `--b${at}\r\nContent-Type: multipart/mixed;boundary=b${at + 1}\r\n\r\n`,
    ).join('');

    const bodies = await told(['Content-Type: multipart/mixed;boundary=b0'], nested);

    expect(bodies.length).toBeLessThan(20);
    expect(bodies.at(-1)?.kind).toBe('unread');
    expect(bodies.at(-1)?.notes?.[0]).toContain('Nested too deep');
  });
});

describe('what is packed', () => {
  const packed = (text: string): Uint8Array => new Uint8Array(gzipSync(bytes(text)));

  test('is unpacked and told as what it is', async () => {
    const [body] = await told(
      ['Content-Type: application/dtmf-relay', 'Content-Encoding: gzip'],
      packed('Signal=5\r\nDuration=160\r\n'),
    );

    expect(body).toMatchObject({ kind: 'dtmf', encodings: ['gzip'] });
    expect(body?.notes?.[0]).toMatch(/^Unpacked from gzip: \d+ bytes to 24\.$/);
    expect(atob(body?.content ?? '')).toBe('Signal=5\r\nDuration=160\r\n');
    expect(body?.tables?.[0]?.facts.every(({ span }) => span === undefined)).toBe(true);
  });

  test('is unpacked to a limit', async () => {
    const [body] = await told(['Content-Type: text/plain', 'Content-Encoding: gzip'], packed('a'.repeat(50_000_000)));

    expect(body?.size).toBe(1_048_576);
    expect(body?.notes?.[0]).toContain('there is more');
  });

  test('in a way that is not known, or damaged, is left as it is', async () => {
    const [unknown] = await told(['Content-Type: text/plain', 'Content-Encoding: br'], 'xx');
    const [damaged] = await told(['Content-Type: text/plain', 'Content-Encoding: gzip'], 'no gzip at all');

    expect(unknown).toMatchObject({ kind: 'unread', notes: ['Packed as br, which is not taken apart.'] });
    expect(damaged).toMatchObject({ kind: 'unread', notes: ['Said to be gzip, but cannot be unpacked.'] });
  });
});

describe('XML', () => {
  const pidf =
    '<?xml version="1.0"?><presence xmlns="urn:ietf:params:xml:ns:pidf" entity="pres:a@x"><tuple id="t1">' +
    '<status><basic>open</basic></status><contact priority="0.8">tel:+1</contact><note>busy</note></tuple></presence>';

  test('is a tree, and of types that are known a table', async () => {
    const body = await one('application/pidf+xml', pidf);

    expect(body.xml?.map(({ depth, name, text }) => `${depth} ${name} ${text ?? ''}`.trim())).toEqual([
      '0 presence',
      '1 tuple',
      '2 status',
      '3 basic open',
      '2 contact tel:+1',
      '2 note busy',
    ]);
    expect(facts(body.tables)).toEqual([
      'of: pres:a@x',
      'status: open',
      'contact: tel:+1',
      'priority: 0.8',
      'note: busy',
    ]);
  });

  test('dialog-info tells of each dialog', async () => {
    const body = await one(
      'application/dialog-info+xml',
      '<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="3" state="full" entity="sip:a@x">' +
        '<dialog id="d1" call-id="c" direction="recipient"><state>early</state><remote><identity>sip:b@x</identity></remote></dialog></dialog-info>',
    );

    expect(facts(body.tables)).toEqual(
      expect.arrayContaining(['version: 3', 'state: early', 'direction: recipient', 'remote: sip:b@x', 'Call-ID: c']),
    );
  });

  test('with a DTD, or deep beyond sense, is told as far as it is read', async () => {
    const laughs = await one('application/xml', '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>');
    const deep = await one('application/xml', '<a>'.repeat(50_000));

    expect(JSON.stringify(laughs)).not.toContain('bbbb');
    expect((deep.xml ?? []).length).toBeLessThanOrEqual(2000);
    expect(deep.kind).toBe('xml');
  });
});

describe('others', () => {
  test('ISUP says what its parameters are', async () => {
    const octets = Uint8Array.from([0x0c, 0x02, 0x00, 0x02, 0x82, 0x91]);

    expect(facts((await one('application/ISUP;version=itu-t92+', octets)).tables)).toEqual([
      'message: REL (release)',
      'cause indicators: 17 (User busy)',
      'released by: the public network of the local user',
    ]);
  });

  test('QSIG likewise', async () => {
    const octets = Uint8Array.from([0x08, 0x01, 0x05, 0x5a, 0x08, 0x02, 0x82, 0x91]);

    expect(facts((await one('application/QSIG', octets)).tables)).toEqual([
      'message: RELEASE COMPLETE',
      'call reference: 5',
      'cause: 17 (User busy)',
      'released by: the public network of the local user',
    ]);
  });

  test('a fragment says how the referred request fares', async () => {
    expect(facts((await one('message/sipfrag;version=2.0', 'SIP/2.0 486 Busy Here\r\n')).tables)).toEqual([
      'status: 486 Busy Here (failure)',
    ]);
  });

  test('a mailbox is counted', async () => {
    const body = lines('Messages-Waiting: yes', 'Message-Account: sip:a@x', 'Voice-Message: 2/8 (0/2)');

    expect(facts((await one('application/simple-message-summary', body)).tables)).toEqual([
      'messages waiting: yes',
      'account: sip:a@x',
      'voice-message: 2 new, 8 old (of these urgent: 0 new, 2 old)',
    ]);
  });

  test('a quality report is a table for each side', async () => {
    const body = lines(
      'VQSessionReport: CallTerm',
      'CallID: 1@x',
      'LocalMetrics:',
      'PacketLoss:NLR=5.0 JDR=2.0',
      'QualityEst:MOSLQ=4.2',
    );
    const { tables } = await one('application/vq-rtcpxr', body);

    expect(tables?.map(({ title }) => title)).toEqual([undefined, 'measured here']);
    expect(facts(tables)).toEqual([
      'report: session, the last of its session',
      'CallID: 1@x',
      'NLR: 5 (network loss percent)',
      'JDR: 2 (jitter discard percent)',
      'MOSLQ: 4.2 (mos lq)',
    ]);
  });

  test('what is no text is bytes, whatever it claims to be', async () => {
    expect((await one('text/plain', Uint8Array.from([0, 1, 2]))).kind).toBe('binary');
    expect((await one('application/x-odd', 'readable')).kind).toBe('text');
    expect((await one('image/svg+xml', '<svg/>')).kind).toBe('xml');
    expect((await one('image/png', 'x')).kind).toBe('image');
    expect((await one('application/json', '{}')).kind).toBe('json');
  });
});

const types = [
  'application/sdp',
  'multipart/mixed;boundary=a',
  'message/sip',
  'message/sipfrag',
  'message/cpim',
  'application/isup',
  'application/qsig',
  'application/dtmf-relay',
  'application/pidf+xml',
  'application/vq-rtcpxr',
  'application/simple-message-summary',
  'text/plain',
] as const;

test('any bytes of any type are told without throwing, and no place leaves the message', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...types),
      fc.uint8Array({ minLength: 1, maxLength: 120 }),
      async (type, content) => {
        const raw = message([`Content-Type: ${type}`], content);
        const { bodies } = await bodyDetails(parseMessage(raw));

        const spans = [...JSON.stringify(bodies).matchAll(/"(?:span|parametersSpan)":\[(\d+),(\d+)\]/g)];
        for (const [, start, end] of spans) {
          expect(Number(start)).toBeLessThanOrEqual(Number(end));
          expect(Number(end)).toBeLessThanOrEqual(raw.length);
        }
      },
    ),
  );
});
