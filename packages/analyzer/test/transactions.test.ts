import { describe, expect, test } from 'vitest';
import { alice, bob, proxy, SipFlow, sipMessage } from './sip-flow.ts';

describe('a transaction', () => {
  test('holds a request and its responses', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('OPTIONS'))
      .send(20, bob, alice, sipMessage('200 OK', { method: 'OPTIONS', toTag: 'b' }))
      .until(21);

    const { transactions } = await flow.rows();

    expect(transactions).toEqual([
      {
        id: 't1',
        kind: 'non-INVITE',
        method: 'OPTIONS',
        branch: 'z9hG4bK1',
        callId: 'call-1',
        cseq: 1,
        client: alice,
        server: bob,
        started: '2023-11-14T22:13:20.000000Z',
        ended: '2023-11-14T22:13:20.020000Z',
        state: 'Completed',
        finalStatus: 200,
        retransmissions: 0,
        hop: 1,
        messages: [1, 2],
        responseMs: 20,
        finalMs: 20,
      },
    ]);
  });

  test('takes in messages whose start line says neither method nor status', async () => {
    const flow = new SipFlow().send(0, alice, bob, 'INVITE').send(20, alice, bob, 'SIP/2.0 \r\n\r\n');

    const { messages } = await flow.rows();

    expect(messages.map(({ problems }) => problems?.includes('start-line'))).toEqual([true, true]);
  });

  test('matches a response that comes back to another port', async () => {
    const flow = new SipFlow()
      .send(0, '10.0.0.1:40000', bob, sipMessage('OPTIONS'))
      .send(20, bob, alice, sipMessage('200 OK', { method: 'OPTIONS' }));

    const { transactions } = await flow.rows();

    expect(transactions).toHaveLength(1);
  });

  test('is another one on the next hop, which has a branch of its own', async () => {
    const flow = new SipFlow()
      .send(0, alice, proxy, sipMessage('OPTIONS'))
      .send(1, proxy, bob, sipMessage('OPTIONS', { branches: ['z9hG4bKp', 'z9hG4bK1'], sentBy: proxy }))
      .send(
        2,
        bob,
        proxy,
        sipMessage('200 OK', { method: 'OPTIONS', branches: ['z9hG4bKp', 'z9hG4bK1'], sentBy: proxy }),
      )
      .send(3, proxy, alice, sipMessage('200 OK', { method: 'OPTIONS' }));

    const { transactions } = await flow.rows();

    expect(transactions.map(({ client, server, messages }) => [client, server, messages])).toEqual([
      [alice, proxy, [1, 4]],
      [proxy, bob, [2, 3]],
    ]);
  });

  test('tells the sent-by apart without regard to case', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('OPTIONS', { sentBy: 'Host.Example.COM' }))
      .send(1, bob, alice, sipMessage('200 OK', { method: 'OPTIONS', sentBy: 'host.example.com' }));

    expect((await flow.rows()).transactions).toHaveLength(1);
  });

  test('takes a sent-by without a port for one with 5060', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('INVITE', { sentBy: '10.0.0.1:5060' }))
      .send(10, bob, alice, sipMessage('100 Trying', { sentBy: '10.0.0.1:5060' }))
      .send(20, alice, bob, sipMessage('CANCEL', { sentBy: '10.0.0.1' }))
      .send(30, alice, bob, sipMessage('CANCEL', { sentBy: '10.0.0.1:15060' }));

    const { transactions } = await flow.rows();

    expect(transactions).toMatchObject([
      { method: 'INVITE', cancelledBy: 't2' },
      { method: 'CANCEL' },
      { method: 'CANCEL' },
    ]);
  });

  test('is another one where a branch is used again with another Call-ID', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('OPTIONS'))
      .send(50, alice, bob, sipMessage('OPTIONS', { callId: 'call-2' }));

    expect((await flow.rows()).transactions).toHaveLength(2);
  });

  test('is told by the From tag too where the branch has no cookie (RFC 2543)', async () => {
    const options = { branches: ['1'] };
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('OPTIONS', { ...options, fromTag: 'a' }))
      .send(10, alice, bob, sipMessage('OPTIONS', { ...options, fromTag: 'x' }))
      .send(20, bob, alice, sipMessage('200 OK', { ...options, method: 'OPTIONS', fromTag: 'x', toTag: 'b' }));

    const { transactions } = await flow.rows();

    expect(transactions.map(({ messages }) => messages)).toEqual([[1], [2, 3]]);
  });

  test('begins with a response where its request was not captured', async () => {
    const flow = new SipFlow().send(0, bob, alice, sipMessage('200 OK', { method: 'OPTIONS' }));

    const [transaction] = (await flow.rows()).transactions;

    expect(transaction).toMatchObject({ client: alice, server: bob, finalStatus: 200 });
    expect(transaction).not.toHaveProperty('finalMs');
  });
});

describe('an INVITE transaction', () => {
  const invite = sipMessage('INVITE');
  const busy = sipMessage('486 Busy Here', { toTag: 'b' });
  const ack = sipMessage('ACK', { toTag: 'b' });

  test('takes in the ACK to a final response that is no 2xx', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, busy)
      .send(12, alice, bob, ack)
      .until(13);

    const { transactions } = await flow.rows();

    expect(transactions).toMatchObject([{ kind: 'INVITE', state: 'Confirmed', finalStatus: 486, messages: [1, 2, 3] }]);
  });

  test('is terminated once Timer I has passed in the capture', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, busy)
      .send(12, alice, bob, ack)
      .until(5013);

    expect((await flow.rows()).transactions).toMatchObject([{ state: 'Terminated' }]);
  });

  test('leaves the ACK to a 2xx a transaction of its own', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, sipMessage('200 OK', { toTag: 'b' }))
      .send(12, alice, bob, sipMessage('ACK', { toTag: 'b', branches: ['z9hG4bK2'] }));

    const { transactions } = await flow.rows();

    expect(transactions).toMatchObject([
      { kind: 'INVITE', state: 'Accepted', messages: [1, 2] },
      { kind: 'ACK', messages: [3] },
    ]);
  });

  test('is linked to the CANCEL with its branch', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, sipMessage('180 Ringing', { toTag: 'b' }))
      .send(20, alice, bob, sipMessage('CANCEL'))
      .send(21, bob, alice, sipMessage('200 OK', { method: 'CANCEL', toTag: 'b' }))
      .send(22, bob, alice, sipMessage('487 Request Terminated', { toTag: 'b' }));

    const { transactions } = await flow.rows();

    expect(transactions).toMatchObject([
      { id: 't1', method: 'INVITE', cancelledBy: 't2', provisional: [180], finalStatus: 487, messages: [1, 2, 5] },
      { id: 't2', method: 'CANCEL', finalStatus: 200, messages: [3, 4] },
    ]);
  });

  test('has timed out where no response came for 64*T1 of capture', async () => {
    const flow = new SipFlow();
    for (const atMs of [0, 500, 1500, 3500, 7500, 15_500, 31_500]) flow.send(atMs, alice, bob, invite);
    flow.until(32_000);

    const { transactions } = await flow.rows();

    expect(transactions).toMatchObject([{ state: 'TimedOut', timedOut: true, retransmissions: 6 }]);
  });

  test('is still calling where the capture ends before Timer B', async () => {
    const flow = new SipFlow().send(0, alice, bob, invite).until(31_999);

    expect((await flow.rows()).transactions).toMatchObject([{ state: 'Calling' }]);
  });

  test('does not time out once a provisional response came', async () => {
    const flow = new SipFlow().send(0, alice, bob, invite).send(10, bob, alice, sipMessage('100 Trying')).until(40_000);

    expect((await flow.rows()).transactions).toMatchObject([{ state: 'Proceeding' }]);
  });
});

describe('a message seen before in its transaction', () => {
  const invite = sipMessage('INVITE');

  test('is a retransmission where it was sent again', async () => {
    const flow = new SipFlow().send(0, alice, bob, invite, 1).send(500, alice, bob, invite, 2);

    const { messages, transactions } = await flow.rows();

    expect(messages.map(({ retransmission }) => retransmission)).toEqual([undefined, true]);
    expect(transactions).toMatchObject([{ retransmissions: 1, messages: [1, 2] }]);
  });

  test('is a duplicate where one packet was captured twice', async () => {
    const flow = new SipFlow().send(0, alice, bob, invite, 7).send(0.02, alice, bob, invite, 7);

    const { messages, transactions, calls } = await flow.rows();

    expect(messages.map(({ duplicate }) => duplicate)).toEqual([undefined, true]);
    expect(transactions).toMatchObject([{ retransmissions: 0, messages: [1] }]);
    expect(calls).toMatchObject([{ messages: 1, retransmissions: 0 }]);
  });

  test('is a duplicate within 5 ms where the identification says nothing', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, invite, 0)
      .send(4, alice, bob, invite, 0)
      .send(500, alice, bob, invite, 0);

    const { messages } = await flow.rows();

    expect(messages.map(({ duplicate, retransmission }) => [duplicate, retransmission])).toEqual([
      [undefined, undefined],
      [true, undefined],
      [undefined, true],
    ]);
  });

  test('is none where another fork answers with the same status', async () => {
    const flow = new SipFlow()
      .send(0, alice, proxy, invite)
      .send(10, proxy, alice, sipMessage('180 Ringing', { toTag: 'b1' }))
      .send(12, proxy, alice, sipMessage('180 Ringing', { toTag: 'b2' }));

    const { messages } = await flow.rows();

    expect(messages.map(({ retransmission }) => retransmission)).toEqual([undefined, undefined, undefined]);
  });

  test('is a retransmission though a repeated final response differs in a Timestamp', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, sipMessage('200 OK', { toTag: 'b', headers: ['Timestamp: 1'] }))
      .send(510, bob, alice, sipMessage('200 OK', { toTag: 'b', headers: ['Timestamp: 2'] }));

    expect((await flow.rows()).messages[2]).toMatchObject({ retransmission: true });
  });
});

describe('what is sent again', () => {
  const invite = sipMessage('INVITE');
  const busy = sipMessage('486 Busy Here', { toTag: 'b' });
  const ack = sipMessage('ACK', { toTag: 'b' });

  /** A flow that begins when the capture has run for longer than any timer. */
  function later(): SipFlow {
    return new SipFlow().send(0, alice, proxy, sipMessage('OPTIONS', { callId: 'before' }));
  }

  test.each([
    ['INVITE', [500, 1000, 2000, 4000, 8000, 16_000], 'kept', 500],
    ['INVITE', [510, 990, 2100], 'kept', 500],
    // Within 20 per cent.
    ['INVITE', [595, 1190], 'kept', 500],
    ['INVITE', [250, 500, 1000], 'kept', 250],
    ['INVITE', [2000, 4000, 8000], 'kept', 2000],
    ['INVITE', [500, 1000, 1000], 'early', undefined],
    ['INVITE', [500, 400], 'early', undefined],
    ['INVITE', [500, 1700], 'late', undefined],
    // Timer A has no cap, Timer E has T2.
    ['INVITE', [500, 1000, 2000, 4000, 4000], 'early', undefined],
    ['OPTIONS', [500, 1000, 2000, 4000, 4000, 4000], 'kept', 500],
    ['OPTIONS', [500, 1000, 2000, 4000, 8000], 'kept', 500],
  ] as const)('%s after %j ms: %s', async (name, gaps, schedule, t1) => {
    const flow = later();
    let atMs = 40_000;
    flow.send(atMs, alice, bob, sipMessage(name));
    for (const gap of gaps) flow.send((atMs += gap), alice, bob, sipMessage(name));

    const { transactions } = await flow.rows();

    expect(transactions[1]).toMatchObject({ copies: { request: gaps.length }, gapsMs: { request: gaps } });
    expect(transactions[1]?.schedule).toEqual({ request: schedule });
    expect(transactions[1]?.t1Ms).toEqual(t1 === undefined ? undefined : { request: t1 });
  });

  test('once after another time than T1 tells no schedule: the sender may have another T1', async () => {
    const flow = later().send(40_000, alice, bob, invite).send(40_900, alice, bob, invite);

    const { transactions } = await flow.rows();

    expect(transactions[1]).toMatchObject({ gapsMs: { request: [900] } });
    expect(transactions[1]).not.toHaveProperty('schedule');
  });

  test('once is told by the T1 that the sender used before', async () => {
    const flow = later();
    for (let i = 0; i < 4; i++) {
      const message = sipMessage('OPTIONS', { branches: [`z9hG4bKo${i}`], cseq: i + 2 });
      flow.send(40_000 + i * 10_000, alice, bob, message).send(40_900 + i * 10_000, alice, bob, message);
    }

    const { transactions } = await flow.rows();

    expect(transactions.slice(1).map(({ schedule }) => schedule)).toEqual([
      undefined,
      undefined,
      undefined,
      { request: 'kept' },
    ]);
    expect(transactions.at(-1)).toMatchObject({ t1Ms: { request: 900 } });
  });

  test('is no sign of loss where it crossed the response', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(400, bob, alice, busy)
      .send(500, alice, bob, invite)
      .send(520, alice, bob, ack);

    const [transaction] = (await flow.rows()).transactions;

    expect(transaction).toMatchObject({ copies: { request: 1 } });
    expect(transaction).not.toHaveProperty('loss');
  });

  test('tells both ends apart while one waits for what the other has sent', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, sipMessage('100 Trying'))
      .send(500, alice, bob, invite)
      .send(1500, alice, bob, invite)
      .until(1600);

    const [transaction] = (await flow.rows()).transactions;

    expect(transaction).toMatchObject({
      state: 'Proceeding',
      ends: { client: 'Calling', server: 'Proceeding' },
      loss: [{ where: 'response-to-client', frames: [2, 3, 4] }],
    });
  });

  test('tells the ends apart no more once the response came again', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, sipMessage('100 Trying'))
      .send(500, alice, bob, invite)
      .send(510, bob, alice, sipMessage('100 Trying'));

    const [transaction] = (await flow.rows()).transactions;

    expect(transaction).toMatchObject({ copies: { request: 1, provisional: 1 } });
    expect(transaction).not.toHaveProperty('ends');
  });

  test('in answer to a copy of the request is not sent by a timer', async () => {
    const flow = later()
      .send(40_000, alice, bob, invite)
      .send(40_010, bob, alice, busy)
      .send(40_500, alice, bob, invite)
      .send(40_505, bob, alice, busy)
      .send(40_520, bob, alice, sipMessage('486 Busy Here', { toTag: 'b', headers: ['X: 1'] }))
      .send(40_530, alice, bob, ack);

    const { transactions } = await flow.rows();

    expect(transactions[1]).toMatchObject({ copies: { request: 1, final: 2 }, schedule: { request: 'kept' } });
  });

  test('by more reliable responses than one has a schedule for each', async () => {
    const reliable = (rseq: number): string =>
      sipMessage('183 Session Progress', { toTag: 'b', headers: ['Require: 100rel', `RSeq: ${rseq}`] });
    const flow = later()
      .send(40_000, alice, bob, invite)
      .send(40_100, bob, alice, reliable(1))
      .send(40_600, bob, alice, reliable(1))
      .send(45_000, bob, alice, reliable(2))
      .send(45_500, bob, alice, reliable(2))
      .send(46_500, bob, alice, reliable(2));

    const { transactions } = await flow.rows();

    expect(transactions[1]).toMatchObject({
      copies: { provisional: 3 },
      gapsMs: { provisional: [500, 500, 1000] },
      schedule: { provisional: 'kept' },
    });
  });

  test('is listed up to a limit, and counted beyond it', async () => {
    const flow = new SipFlow();
    for (let i = 0; i < 40; i++) flow.send(i * 100, alice, bob, invite);

    const [transaction] = (await flow.rows()).transactions;

    expect(transaction).toMatchObject({ retransmissions: 39, copies: { request: 39 } });
    expect(transaction?.gapsMs?.request).toHaveLength(16);
  });
});

describe('without the cookie z9hG4bK (RFC 2543)', () => {
  const old = { branches: ['1'] };

  test('requests to two To tags are two transactions', async () => {
    const flow = new SipFlow()
      .send(0, alice, proxy, sipMessage('BYE', { ...old, toTag: 'x' }))
      .send(10, alice, proxy, sipMessage('BYE', { ...old, toTag: 'y' }))
      .send(500, alice, proxy, sipMessage('BYE', { ...old, toTag: 'x' }))
      .send(510, alice, proxy, sipMessage('BYE', { ...old, toTag: 'y' }));

    const { transactions } = await flow.rows();

    expect(transactions.map(({ messages }) => messages)).toEqual([
      [1, 3],
      [2, 4],
    ]);
  });

  test('the ACK to a failure has its To tag, and belongs to the INVITE', async () => {
    const flow = new SipFlow()
      .send(0, alice, proxy, sipMessage('INVITE', old))
      .send(10, proxy, alice, sipMessage('486 Busy Here', { ...old, toTag: 'b' }))
      .send(20, alice, proxy, sipMessage('ACK', { ...old, toTag: 'b' }));

    const { transactions } = await flow.rows();

    expect(transactions).toMatchObject([{ method: 'INVITE', messages: [1, 2, 3] }]);
  });

  test('a branch with the cookie makes copies of requests that differ', async () => {
    const flow = new SipFlow()
      .send(0, alice, proxy, sipMessage('OPTIONS'))
      .send(500, alice, proxy, sipMessage('OPTIONS', { uri: 'sip:other@example.com' }));

    expect((await flow.rows()).transactions).toMatchObject([{ retransmissions: 1 }]);
  });
});

describe('a message that belongs to nothing', () => {
  const strayOk = sipMessage('200 OK', { method: 'OPTIONS', toTag: 'b', branches: ['z9hG4bK9'] });

  test('is a stray where requests of that flow were captured, for long enough', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('OPTIONS'))
      .send(1, bob, alice, sipMessage('200 OK', { method: 'OPTIONS', toTag: 'b' }))
      .send(33_000, bob, alice, strayOk)
      .send(33_500, bob, alice, strayOk);

    const { messages } = await flow.rows();

    expect(messages.map(({ sighting }) => sighting)).toEqual([undefined, undefined, 'stray', 'stray']);
  });

  test('is none where the capture has only run for a while', async () => {
    const flow = new SipFlow().send(0, alice, bob, sipMessage('OPTIONS')).send(31_000, bob, alice, strayOk);

    expect((await flow.rows()).messages[1]).not.toHaveProperty('sighting');
  });

  test('is none where no request ever passed that way: it goes another one', async () => {
    const flow = new SipFlow().send(0, bob, alice, strayOk).send(40_000, bob, alice, strayOk);

    expect((await flow.rows()).messages[1]).not.toHaveProperty('sighting');
  });

  test('is none where an INVITE may ring for so long', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('OPTIONS'))
      .send(100_000, bob, alice, sipMessage('180 Ringing', { toTag: 'b', branches: ['z9hG4bK9'] }));

    expect((await flow.rows()).messages[1]).not.toHaveProperty('sighting');
  });
});
