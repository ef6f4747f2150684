import { describe, expect, test } from 'vitest';
import { analyze } from '../src/analyze.ts';
import { heldSource } from '../src/report/explain/message-source.ts';
import { messageDetail, type MessageKnowledge } from '../src/report/message-detail.ts';
import type { ExplainedFact, MessageRow } from '../src/rows.ts';
import { openFlow } from './flow/find-flows.ts';
import { type Flow, readFlow } from './flow/run-flow.ts';

/** What is told of a message, by the name of its field: `Via`; `''` of the start line. */
type Told = (field: string) => readonly ExplainedFact[];

type Explained = {
  readonly rows: readonly MessageRow[];
  /** Of the message in that packet, or with that label. */
  readonly of: (place: number | string, options?: Pick<MessageKnowledge, 'passwords'>) => Promise<Told>;
};

async function explainFlow(flow: Flow): Promise<Explained> {
  const rows: MessageRow[] = [];
  const texts: Uint8Array[] = [];
  const analysis = await analyze([flow.capture], {
    ...flow.script.given,
    onMessage: (message, bytes, soFar) => {
      rows.push(soFar.messageRow(message, bytes));
      texts.push(bytes.slice());
    },
  });
  const bytesOf = (row: MessageRow): Uint8Array => texts[rows.indexOf(row)] ?? new Uint8Array();
  const source = heldSource({
    messages: rows,
    dialogs: [...analysis.dialogs()],
    transactions: [...analysis.transactions()],
    bytesOf: async (wanted) => wanted.map(bytesOf),
  });
  return {
    rows,
    async of(place, options = {}) {
      const frame = typeof place === 'number' ? place : frameOf(flow, place);
      const row = rows.find((one) => one.frame === frame);
      if (row === undefined) throw new Error(`no message in ${place}`);
      const { explained } = await messageDetail(bytesOf(row), { row, source, ...options });
      const text = new TextDecoder('latin1').decode(bytesOf(row));
      return (field) =>
        explained.filter(({ span }) =>
          field === ''
            ? span[0] === 0
            : text
                .slice(...span)
                .toLowerCase()
                .startsWith(`${field.toLowerCase()}:`),
        );
    },
  };
}

function frameOf({ labels }: Flow, label: string): number {
  const place = labels.get(label);
  return typeof place === 'object' ? (place.frame ?? -1) : -1;
}

const script = (text: string): Promise<Explained> => explainFlow(readFlow('explained.flow', text));
const fixture = (name: string): Promise<Explained> => explainFlow(openFlow(`fixtures/flows/${name}.flow`));
const texts = (facts: readonly ExplainedFact[]): readonly string[] => facts.map(({ text }) => text);

const call = `# A call
alice  192.0.2.1
bob    192.0.2.2

invite: 0.0    alice -> bob  INVITE sip:bob@example.com
ring:   +0.1   alice <- bob  180
answer: +1     alice <- bob  200
ack:    +0.01  alice -> bob  ACK
bye:    +5     alice <- bob  BYE
bye-ok: +0.01  alice -> bob  200
`;

describe('the start line', () => {
  test('tells what came of a request, and what a response answers', async () => {
    const flow = await script(call);

    const invite = (await flow.of('invite'))('');
    const answer = (await flow.of('answer'))('');

    expect(invite).toContainEqual(
      expect.objectContaining({
        kind: 'request',
        text: 'It was answered with 200 OK after 1.1 s.',
        short: '200 in 1.1 s',
        frames: [3],
      }),
    );
    expect(answer).toContainEqual(
      expect.objectContaining({ kind: 'response', text: 'It answers the INVITE that came 1.1 s before.', frames: [1] }),
    );
  });

  test('tells when a client gives up, where nothing came', async () => {
    const flow = await fixture('rfc3665/3.10-unsuccessful-no-response-from-user-agent');
    const row = flow.rows.find(
      ({ transaction, retransmission }) => transaction !== undefined && retransmission === true,
    );

    const facts = (await flow.of(row?.frame ?? 0))('');

    expect(texts(facts)).toContainEqual(
      expect.stringMatching(/^It was sent before, .+ earlier: this is a retransmission\.$/),
    );
  });

  test('takes the Request-URI apart, and knows an emergency call', async () => {
    const flow = await script(`# An emergency call
alice  192.0.2.1
psap   192.0.2.2

0.0  alice -> psap  INVITE urn:service:sos.fire
`);

    const facts = (await flow.of(1))('');

    expect(facts[0]).toMatchObject({
      kind: 'uri',
      short: 'emergency',
      text: expect.stringContaining('the fire brigade') as string,
    });
  });
});

describe('Via', () => {
  test('is one hop of a way that is drawn from the client on', async () => {
    const flow = await fixture('hop/two-proxies');

    const vias = (await flow.of(5))('Via').filter(({ kind }) => kind === 'path');

    expect(vias.map(({ short }) => short)).toEqual(['hop 3 of 3', 'hop 2 of 3', 'hop 1 of 3']);
    expect(vias[0]?.steps?.map(({ name, here }) => [name, here])).toEqual([
      ['192.0.2.1', undefined],
      ['192.0.2.10', undefined],
      ['192.0.2.20', true],
      ['192.0.2.2:5060', undefined],
    ]);
  });

  test('shows a NAT, where the packet came from and as the proxy saw it', async () => {
    const flow = await fixture('hop/behind-a-nat');

    const sent = (await flow.of(1))('Via');
    const forwarded = (await flow.of(3))('Via');

    expect(sent).toContainEqual(expect.objectContaining({ short: 'NAT', notable: true }));
    expect(forwarded.filter(({ short }) => short === 'NAT')).toHaveLength(1);
    expect(forwarded.at(-1)?.text).toContain('198.51.100.7');
  });

  test('shows none where there is none', async () => {
    const flow = await fixture('hop/two-proxies');

    for (const { frame } of flow.rows)
      expect((await flow.of(frame))('Via').some(({ short }) => short === 'NAT')).toBe(false);
  });
});

test('Max-Forwards tells the hops that were used', async () => {
  const flow = await fixture('hop/two-proxies');

  const facts = (await flow.of(5))('Max-Forwards');

  expect(facts).toEqual([
    expect.objectContaining({
      text: '68 more proxies may send the request on. 2 proxies passed it on and took it down from 70, what a client begins with.',
      short: '2 used, 68 left',
    }),
  ]);
});

describe('From and To', () => {
  test('name the caller and the callee, also in what the callee sends', async () => {
    const flow = await script(call);
    const invite = await flow.of('invite');
    const bye = await flow.of('bye');

    expect(invite('From')[0]).toMatchObject({ kind: 'party', short: 'caller' });
    expect(invite('To')[0]).toMatchObject({ kind: 'party', short: 'callee' });
    expect(bye('From')[0]).toMatchObject({ kind: 'party', short: 'callee' });
  });

  test('make a dialog by their tags', async () => {
    const flow = await script(call);

    expect((await flow.of('invite'))('To')).toContainEqual(expect.objectContaining({ short: 'no dialog yet' }));
    expect((await flow.of('ring'))('To')).toContainEqual(
      expect.objectContaining({ short: 'makes d1', frames: [1], refs: [{ list: 'dialogs', id: 'd1' }] }),
    );
    expect((await flow.of('answer'))('To')).toContainEqual(
      expect.objectContaining({ kind: 'dialog', short: 'd1', frames: [2] }),
    );
  });
});

test('Call-ID counts the messages that carry it, and names their dialogs', async () => {
  const flow = await script(call);

  const [fact] = (await flow.of('ack'))('Call-ID');

  expect(fact).toMatchObject({ text: '6 messages of the capture carry it in 1 dialog (d1).', frames: [1, 6] });
});

describe('CSeq', () => {
  test('tells which request is acknowledged, answered, cancelled', async () => {
    const flow = await fixture('forwarding/when-nobody-answers');

    expect((await flow.of('answer'))('CSeq')).toContainEqual(
      expect.objectContaining({ kind: 'transaction', frames: [10] }),
    );
    expect((await flow.of('cancel'))('CSeq')).toContainEqual(
      expect.objectContaining({ text: 'It has the number of the INVITE that it cancels.', short: 'of #3' }),
    );
  });

  test('tells a gap that was not captured', async () => {
    const flow = await fixture('dialog/requests-missing');
    const info = flow.rows.find(({ kind, method }) => kind === 'request' && method === 'INFO');

    const facts = (await flow.of(info?.frame ?? 0))('CSeq');

    expect(facts).toContainEqual(
      expect.objectContaining({ text: 'Number 2, before it, was not captured.', notable: true }),
    );
  });
});

describe('Record-Route and Route', () => {
  test('tell whether a request follows the route set of its dialog', async () => {
    const flow = await fixture('hop/two-proxies');

    const facts = (await flow.of(12))('Route');

    expect(texts(facts)).toContain('It follows the route set of dialog d1: all of it is still to go.');
    expect((await flow.of(13))('Route').at(-1)?.text).toContain('1 element of it has been passed');
  });

  test('tell of a strict router', async () => {
    const flow = await script(`# A strict router
alice  192.0.2.1
bob    192.0.2.2

0.0    alice -> bob  INVITE sip:bob@example.com
       Record-Route: <sip:192.0.2.9>, <sip:192.0.2.8;lr>
`);

    const facts = (await flow.of(1))('Record-Route');

    expect(facts[0]?.steps?.map(({ detail }) => detail)).toEqual(['strict', 'loose']);
    expect(facts[1]).toMatchObject({ short: 'strict', notable: true });
  });
});

describe('Contact', () => {
  test('is the remote target of the dialog, until another is', async () => {
    const flow = await fixture('dialog/target-moved');

    const facts = (await flow.of(1))('Contact');

    expect(facts.find(({ kind }) => kind === 'contact')?.text).toMatch(
      /^Requests of the other side in dialog d1 are sent here/,
    );
  });

  test('with a private address behind a NAT does not lead to its sender', async () => {
    const flow = await fixture('hop/behind-a-nat');

    expect((await flow.of(1))('Contact')).toContainEqual(
      expect.objectContaining({ short: 'behind a NAT', notable: true }),
    );
    expect((await flow.of(3))('Contact')).toContainEqual(expect.objectContaining({ short: 'private address' }));
  });
});

describe('timers', () => {
  const registration = `# A registration
alice      192.0.2.1
registrar  192.0.2.10

register: 0.0   alice -> registrar  REGISTER sip:example.com  expires 600
ok:       +0.1  alice <- registrar  200
                Contact: <sip:alice@192.0.2.1>;expires=300
`;

  test('end a binding at the time the registrar granted', async () => {
    const flow = await script(registration);

    expect((await flow.of('register'))('Expires')).toEqual([expect.objectContaining({ short: 'asks 10 min' })]);
    expect((await flow.of('ok'))('Contact')).toContainEqual(
      expect.objectContaining({
        kind: 'timer',
        at: '2026-01-05T09:05:00.100Z',
        text: 'The binding holds 5 min: without a refresh it ends at 2026-01-05T09:05:00.100Z.',
      }),
    );
  });

  test('refresh a session by half, and hang up before its end', async () => {
    const flow = await script(`# A session timer
alice  192.0.2.1
bob    192.0.2.2

        0.0    alice -> bob  INVITE sip:bob@example.com
               Session-Expires: 90;refresher=uac
answer: +1     alice <- bob  200
               Session-Expires: 90;refresher=uac
`);

    expect((await flow.of('answer'))('Session-Expires').map(({ at }) => at)).toEqual([
      '2026-01-05T09:00:46.000Z',
      '2026-01-05T09:01:01.000Z',
    ]);
  });

  test('tell that Retry-After was not kept', async () => {
    const flow = await script(`# A client that does not wait
alice  192.0.2.1
bob    192.0.2.2

      0.0    alice -> bob  INVITE sip:bob@example.com
busy: +0.1   alice <- bob  503
             Retry-After: 30
      +0.1   alice -> bob  ACK
      +5     alice -> bob  INVITE sip:bob@example.com  same call
`);

    expect((await flow.of('busy'))('Retry-After')).toEqual([
      expect.objectContaining({ at: '2026-01-05T09:00:30.100Z' }),
      expect.objectContaining({ short: 'not kept', notable: true, frames: [4] }),
    ]);
  });
});

describe('authentication', () => {
  test('matches challenge and answer, and tells what came of it', async () => {
    const flow = await fixture('identity/challenged-twice');

    const asked = (await flow.of('asked'))('Proxy-Authenticate');
    const answered = (await flow.of('second'))('Proxy-Authorization');

    expect(asked.at(-1)).toMatchObject({
      text: 'It was answered as alice; another challenge came of it (407).',
      frames: [4, 8],
    });
    expect(answered).toContainEqual(
      expect.objectContaining({ text: 'It answers the challenge of the 407.', frames: [2] }),
    );
    expect(texts(answered)).toContain('The 407 that followed asks for another realm, two.example.com.');
    expect(answered.some(({ notable }) => notable)).toBe(false);
    expect(asked[0]?.parts?.find(({ name }) => name === 'algorithm')).toMatchObject({ value: 'MD5', rfc: 8760 });
  });

  test('tells that the same realm asked again, unless only the nonce was too old', async () => {
    const wrong = await fixture('registration/wrong-password');
    const stale = await fixture('registration/stale-nonce');
    const told = async (flow: Explained): Promise<readonly string[]> => {
      const all = await Promise.all(flow.rows.map(async ({ frame }) => (await flow.of(frame))('Authorization')));
      return all
        .flat()
        .flatMap(({ short, notable }) => (short === undefined ? [] : [notable === true ? `! ${short}` : short]));
    };

    expect(await told(wrong)).toContain('! asked again');
    expect(await told(stale)).toContain('stale');
    expect(await told(stale)).not.toContain('! asked again');
  });

  test('never tells what proves the password', async () => {
    const flow = await fixture('identity/challenged-twice');

    const told = JSON.stringify((await flow.of('second'))('Proxy-Authorization'));

    expect(told).not.toContain('0123456789abcdef');
    expect(told).not.toContain('cnonce');
  });

  test('tells whether the known password was used', async () => {
    const flow = await script(`# A registration with a password
alice      192.0.2.1
registrar  192.0.2.10

       0.0   alice -> registrar  REGISTER sip:example.com
       +0.1  alice <- registrar  401  challenge
again: +0.1  alice -> registrar  REGISTER  credentials alice:secret
       +0.1  alice <- registrar  200
`);

    const right = (await flow.of('again', { passwords: [{ user: 'alice', secret: 'secret' }] }))('Authorization');
    const wrong = (await flow.of('again', { passwords: [{ user: 'alice', secret: 'other' }] }))('Authorization');
    const unknown = (await flow.of('again'))('Authorization');

    expect(right).toContainEqual(expect.objectContaining({ short: 'right password' }));
    expect(wrong).toContainEqual(expect.objectContaining({ short: 'wrong password', notable: true }));
    expect(unknown.some(({ short }) => short?.includes('password'))).toBe(false);
    expect(unknown).toContainEqual(expect.objectContaining({ short: 'accepted' }));
  });
});

describe('references', () => {
  test('of Replaces and Refer-To name the dialog and its call', async () => {
    const flow = await fixture('transfer/attended');

    const replaces = (await flow.of('invite-4'))('Replaces');
    const refer = (await flow.of('refer'))('Refer-To');

    expect(replaces).toEqual([
      expect.objectContaining({
        text: 'It takes the place of dialog d2 of call c2.',
        refs: [
          { list: 'calls', id: 'c2' },
          { list: 'dialogs', id: 'd2' },
        ],
      }),
    ]);
    expect(texts(refer).slice(0, 2)).toEqual([
      'The receiver is asked to call sip:carol@192.0.2.3.',
      'It takes the place of dialog d2 of call c2.',
    ]);
  });

  test('to what was not captured say so', async () => {
    const flow = await script(`# A dialog from elsewhere
alice  192.0.2.1
bob    192.0.2.2

0.0    alice -> bob  INVITE sip:bob@example.com
       Replaces: other@host;to-tag=a;from-tag=b
`);

    expect(texts((await flow.of(1))('Replaces'))).toEqual([
      'It takes the place of the dialog with the Call-ID other@host, which was not captured.',
    ]);
  });
});

test('a reliable response and its PRACK know each other', async () => {
  const flow = await script(`# A reliable response
alice  192.0.2.1
bob    192.0.2.2

       0.0   alice -> bob  INVITE sip:bob@example.com
ring:  +0.1  alice <- bob  180  reliable
prack: +0.1  alice -> bob  PRACK
       +0.1  alice <- bob  200 PRACK
`);

  expect((await flow.of('ring'))('RSeq')).toEqual([expect.objectContaining({ short: 'PRACK #3', frames: [3] })]);
  expect((await flow.of('prack'))('RAck')).toEqual([expect.objectContaining({ short: 'of #2', frames: [2] })]);
});

const one = async (fields: readonly string[]): Promise<Told> => {
  const flow = await script(
    `# One message\nalice  192.0.2.1\nbob    192.0.2.2\n\n0.0    alice -> bob  INVITE sip:bob@example.com\n${fields.map((field) => `       ${field}\n`).join('')}`,
  );
  return flow.of(1);
};

describe('what a value alone says', () => {
  test('Reason has the words of its cause and who released', async () => {
    const told = await one(['Reason: Q.850;cause=16;text="Terminated";location=LN']);

    const [fact] = told('Reason');
    expect(fact).toMatchObject({ text: 'Q.850 cause 16 means: Normal call clearing. Its sender writes “Terminated”.' });
    expect(fact?.parts?.[1]).toMatchObject({
      name: 'location',
      means: 'released by: public network serving local user',
    });
  });

  test('P-Asserted-Identity is compared with From', async () => {
    const told = await one(['P-Asserted-Identity: <sip:carol@example.com>']);

    expect(texts(told('P-Asserted-Identity'))).toContain('From names another: sip:alice@example.com.');
  });

  test('option tags and methods have words and their RFC', async () => {
    const told = await one(['Supported: 100rel, x-own', 'Allow: INVITE, PRACK']);

    expect(told('Supported')[0]?.parts).toEqual([
      expect.objectContaining({ name: '100rel', means: 'reliable provisional responses (PRACK)', rfc: 3262 }),
      expect.objectContaining({ name: 'x-own', means: 'not in the registry of option tags' }),
    ]);
    expect(told('Allow')[0]?.parts?.[1]).toEqual({ name: 'PRACK', means: 'acknowledges a provisional response' });
  });

  test('History-Info and Diversion are chains', async () => {
    const told = await one([
      'History-Info: <sip:bob@example.com>;index=1, <sip:mail@example.com;cause=408>;index=1.1;mp=1',
      'Diversion: <sip:bob@example.com>;reason=no-answer;counter=1',
    ]);

    expect(told('History-Info')[0]?.steps).toEqual([
      { name: 'sip:bob@example.com', detail: '1' },
      { name: 'sip:mail@example.com', detail: '1.1', by: 'another user, no reply' },
    ]);
    expect(told('Diversion')[0]?.steps?.map(({ name }) => name)).toEqual([
      'sip:bob@example.com',
      'sip:bob@example.com',
    ]);
  });

  test('Content-Length is held against the body', async () => {
    const told = await one([]);

    expect(texts(told('Content-Length'))).toEqual(['There is no body, as it says.']);
  });

  test('a cell is taken apart', async () => {
    const told = await one(['P-Access-Network-Info: 3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=26201ABCD1234567']);

    const [fact] = told('P-Access-Network-Info');
    expect(fact?.short).toBe('262-01');
    expect(fact?.parts?.map(({ name, value }) => [name, value])).toEqual([
      ['MCC', '262'],
      ['MNC', '01'],
      ['area', 'ABCD'],
      ['cell', '1234567'],
    ]);
  });

  test('charging, session and location have their parts', async () => {
    const told = await one([
      'P-Charging-Vector: icid-value=abc;orig-ioi=home1.net;term-ioi=home2.net',
      'Session-ID: ab30317f1a784dc48ff824d0d3715d86;remote=00000000000000000000000000000000',
      'Geolocation: <cid:target@example.com>',
      'Resource-Priority: ets.0',
    ]);

    expect(texts(told('P-Charging-Vector'))[0]).toContain('It comes from home1.net, to home2.net.');
    expect(texts(told('Session-ID'))).toEqual(['The other side’s half is not known yet: 32 zeros.']);
    expect(told('Geolocation')[0]).toMatchObject({ short: 'in the body' });
    expect(told('Resource-Priority')[0]?.parts?.[0]).toMatchObject({ name: 'ets', value: '0' });
  });

  test('nothing of the wire steers or runs on', async () => {
    const told = await one([`Reason: SIP;cause=487;text="${'x'.repeat(5000)}\u202e"`, 'Referred-By: <sip:\u202ea@b>']);

    const [fact] = told('Reason');
    expect(fact?.text).toContain('Request Terminated');
    expect(JSON.stringify([...told('Reason'), ...told('Referred-By')])).not.toContain('\u202e');
    expect(fact?.text.length).toBeLessThan(400);
  });
});

test('a PASSporT is decoded, its age told, its signature not claimed', async () => {
  const flow = await fixture('identity/signed-caller');

  const facts = (await flow.of('signed'))('Identity');

  expect(facts[0]).toMatchObject({ kind: 'passport', short: 'attestation B' });
  expect(facts[0]?.parts?.map(({ name, value }) => [name, value])).toEqual(
    expect.arrayContaining([
      ['alg', 'ES256'],
      ['orig', '12155550121'],
      ['dest', '12155550131'],
      ['attest', 'B'],
    ]),
  );
  expect(texts(facts)).toContain('The signature is not verified: the certificate is not at hand.');
  expect(facts).toContainEqual(expect.objectContaining({ at: '2026-01-05T09:00:00Z' }));
});

test('a subscription tells how long it lasts, and why it ended', async () => {
  const flow = await script(`# A subscription
alice  192.0.2.1
server 192.0.2.2

         0.0   alice -> server  SUBSCRIBE sip:bob@example.com  event presence  expires 600
ok:      +0.1  alice <- server  200  expires 300
notify:  +0.1  alice <- server  NOTIFY  event presence  state "active;expires=300"
         +0.1  alice -> server  200
over:    +9    alice <- server  NOTIFY  event presence  state "terminated;reason=deactivated"
         +0.1  alice -> server  200
`);

  expect((await flow.of('ok'))('Expires')[0]).toMatchObject({ at: '2026-01-05T09:05:00.100Z' });
  expect((await flow.of('notify'))('Subscription-State')[0]).toMatchObject({ short: '5 min left' });
  expect(texts((await flow.of('over'))('Subscription-State'))).toEqual([
    'The subscription is over because of deactivated; the subscriber: retry now.',
  ]);
  expect(texts((await flow.of('notify'))('Event'))[0]).toContain('presence');
});

describe('limits', () => {
  test('a text without a capture tells only what it says itself', async () => {
    const bytes = new TextEncoder().encode(
      'INVITE sip:bob@example.com SIP/2.0\r\nMax-Forwards: 0\r\nCall-ID: a\r\n\r\n',
    );

    const { explained } = await messageDetail(bytes);

    expect(explained.map(({ kind }) => kind)).toEqual(['uri', 'hops']);
  });

  test('of very many fields the first are explained, and how many more there are is told', async () => {
    const vias = Array.from(
      { length: 1000 },
      (_, at) => `Via: SIP/2.0/UDP 192.0.2.${at % 250};branch=z9hG4bK${at}\r\n`,
    ).join('');
    const bytes = new TextEncoder().encode(`OPTIONS sip:a@b SIP/2.0\r\n${vias}\r\n`);

    const { explained, moreFields } = await messageDetail(bytes);

    expect(moreFields).toBe(600);
    expect(Math.max(...explained.map(({ steps = [] }) => steps.length))).toBeLessThanOrEqual(20);
  });
});
