import { describe, expect, test } from 'vitest';
import type { Summary } from '../src/rows.ts';
import { alice, bob, proxy, SipFlow, sipMessage } from './sip-flow.ts';

const summaryOf = async (flow: SipFlow): Promise<Summary> => (await flow.analyze({ readTexts: true })).summary();

/** A call answered after `setupMs` that lasts `talkMs`. */
function addCall(
  flow: SipFlow,
  number: number,
  { atMs, setupMs, talkMs }: { atMs: number; setupMs: number; talkMs: number },
): SipFlow {
  const callId = `call-${number}`;
  const branch = (step: string): { callId: string; branches: string[] } => ({
    callId,
    branches: [`z9hG4bK${number}${step}`],
  });
  return flow
    .send(atMs, alice, bob, sipMessage('INVITE', branch('i')))
    .send(atMs + 100, bob, alice, sipMessage('180 Ringing', { ...branch('i'), toTag: 'b' }))
    .send(atMs + setupMs, bob, alice, sipMessage('200 OK', { ...branch('i'), toTag: 'b' }))
    .send(atMs + setupMs + 1, alice, bob, sipMessage('ACK', { ...branch('a'), toTag: 'b' }))
    .send(atMs + setupMs + talkMs, alice, bob, sipMessage('BYE', { ...branch('b'), toTag: 'b', cseq: 2 }))
    .send(
      atMs + setupMs + talkMs + 30,
      bob,
      alice,
      sipMessage('200 OK', { ...branch('b'), method: 'BYE', toTag: 'b', cseq: 2 }),
    );
}

/** An attempt to register: options of the REGISTER and of its response. */
function register(cseq: number): { cseq: number; branches: string[]; method: string } {
  return { cseq, branches: [`z9hG4bKr${cseq}`], method: 'REGISTER' };
}

describe('the summary', () => {
  test('counts messages by what they are', async () => {
    const { counts, methods, statuses, transports } = await summaryOf(
      addCall(new SipFlow(), 1, { atMs: 0, setupMs: 500, talkMs: 1000 }),
    );

    expect(counts).toEqual({
      messages: 6,
      requests: 3,
      responses: 3,
      retransmissions: 0,
      duplicates: 0,
      transactions: 3,
      dialogs: 1,
      calls: 1,
      registrations: 0,
      subscriptions: 0,
      publications: 0,
      conversations: 0,
      streams: 0,
    });
    expect({ ...methods }).toEqual({ ACK: 1, BYE: 1, INVITE: 1 });
    expect({ ...statuses }).toEqual({ 180: 1, 200: 2 });
    expect({ ...transports }).toEqual({ UDP: 6 });
  });

  test('tells the session metrics of RFC 6076', async () => {
    const flow = addCall(new SipFlow(), 1, { atMs: 0, setupMs: 500, talkMs: 2000 });
    addCall(flow, 2, { atMs: 10_000, setupMs: 500, talkMs: 4000 })
      .send(20_000, alice, bob, sipMessage('INVITE', { callId: 'call-3', branches: ['z9hG4bK3'] }))
      .send(20_040, bob, alice, sipMessage('486 Busy Here', { callId: 'call-3', branches: ['z9hG4bK3'], toTag: 'b' }))
      .send(30_000, alice, bob, sipMessage('INVITE', { callId: 'call-4', branches: ['z9hG4bK4'] }))
      .send(
        30_060,
        bob,
        alice,
        sipMessage('503 Service Unavailable', { callId: 'call-4', branches: ['z9hG4bK4'], toTag: 'b' }),
      );

    const { kpis, outcomes } = await summaryOf(flow);

    expect({ ...outcomes }).toEqual({ answered: 2, busy: 1, failed: 1 });
    expect(kpis).toMatchObject({
      srdMs: { count: 2, median: 100 },
      failedSrdMs: { count: 2, min: 40, max: 60 },
      sddMs: { count: 2, median: 30 },
      sdtSeconds: { count: 2, min: 2, max: 4, mean: 3 },
      ser: 50,
      seer: 75,
      isa: 25,
      scr: 50,
    });
  });

  test('measures a registration from its first REGISTER, the challenge included', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('REGISTER', register(1)))
      .send(10, bob, alice, sipMessage('401 Unauthorized', { ...register(1), toTag: 'x' }))
      .send(20, alice, bob, sipMessage('REGISTER', register(2)))
      .send(35, bob, alice, sipMessage('200 OK', { ...register(2), toTag: 'x' }))
      .send(40, alice, bob, sipMessage('REGISTER', { ...register(3), callId: 'call-9' }))
      .send(45, bob, alice, sipMessage('403 Forbidden', { ...register(3), callId: 'call-9', toTag: 'x' }));

    const { kpis } = await summaryOf(flow);

    expect(kpis).toMatchObject({ rrdMs: { count: 1, median: 35 }, ira: 50 });
  });

  test('measures the session that was answered, not another fork that was hung up', async () => {
    const flow = new SipFlow()
      .send(0, alice, proxy, sipMessage('INVITE'))
      .send(10, proxy, alice, sipMessage('180 Ringing', { toTag: 'b1' }))
      .send(1000, proxy, alice, sipMessage('200 OK', { toTag: 'b2' }))
      .send(1010, proxy, alice, sipMessage('200 OK', { toTag: 'b1' }))
      .send(1020, alice, proxy, sipMessage('BYE', { toTag: 'b1', cseq: 2, branches: ['z9hG4bK2'] }))
      .send(9000, alice, proxy, sipMessage('BYE', { toTag: 'b2', cseq: 2, branches: ['z9hG4bK3'] }));

    const { kpis } = await summaryOf(flow);

    expect(kpis).toMatchObject({ sdtSeconds: { count: 1, median: 8 } });
  });

  test('begins an attempt to register anew where the challenge was left for longer than 64*T1', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('REGISTER', register(1)))
      .send(10, bob, alice, sipMessage('401 Unauthorized', { ...register(1), toTag: 'x' }))
      .send(60_000, alice, bob, sipMessage('REGISTER', register(2)))
      .send(60_015, bob, alice, sipMessage('200 OK', { ...register(2), toTag: 'x' }));

    const { kpis } = await summaryOf(flow);

    expect(kpis).toMatchObject({ rrdMs: { count: 1, median: 15 } });
  });

  test('counts no challenge, redirection or unfinished call among the failed session requests', async () => {
    const of = (number: number): { callId: string; branches: string[] } => ({
      callId: `call-${number}`,
      branches: [`z9hG4bK${number}`],
    });
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('INVITE', of(1)))
      .send(10, bob, alice, sipMessage('407 Proxy Authentication Required', { ...of(1), toTag: 'b' }))
      .send(100, alice, bob, sipMessage('INVITE', of(2)))
      .send(110, bob, alice, sipMessage('302 Moved Temporarily', { ...of(2), toTag: 'b' }))
      .send(200, alice, bob, sipMessage('INVITE', of(3)))
      .send(210, bob, alice, sipMessage('180 Ringing', { ...of(3), toTag: 'b' }));

    const { kpis } = await summaryOf(flow);

    expect(kpis).not.toHaveProperty('failedSrdMs');
  });

  test('names who talks most, and by which user agent', async () => {
    const flow = new SipFlow();
    for (let i = 0; i < 3; i++) {
      flow.send(i, proxy, bob, sipMessage('OPTIONS', { branches: [`z9hG4bK${i}`], headers: ['User-Agent: Prober'] }));
    }

    const { topTalkers, userAgents } = await summaryOf(flow);

    expect(topTalkers).toMatchObject([{ address: '10.0.0.5', messages: 3 }]);
    expect(userAgents).toEqual([{ userAgent: 'Prober', messages: 3 }]);
  });

  test('counts what is wrong with the text by class and code', async () => {
    const wrongMethod = sipMessage('OPTIONS').replace('CSeq: 1 OPTIONS', 'CSeq: 1 INVITE');
    const wrongTwice = wrongMethod.replace('CSeq', 'Event: "x"\r\nExpires: soon\r\nCSeq');

    const { diagnostics } = await summaryOf(
      new SipFlow().send(0, alice, bob, wrongMethod).send(5, alice, bob, wrongTwice),
    );

    expect(diagnostics).toEqual([
      {
        code: 'sip-syntax',
        count: 3,
        codes: { 'cseq-method-mismatch': 2, 'token-syntax': 1 },
        samples: [
          { frame: 1, offset: wrongMethod.indexOf('1 INVITE'), detail: 'cseq-method-mismatch' },
          { frame: 2, offset: wrongTwice.indexOf('"x"'), detail: 'token-syntax' },
          { frame: 2, offset: wrongTwice.indexOf('1 INVITE'), detail: 'cseq-method-mismatch' },
        ],
      },
      {
        code: 'sip-number',
        count: 1,
        codes: { 'number-syntax': 1 },
        samples: [{ frame: 2, offset: wrongTwice.indexOf('soon'), detail: 'number-syntax' }],
      },
    ]);
  });

  test('has no KPI of what was not measured', async () => {
    const { kpis } = await summaryOf(new SipFlow().send(0, alice, bob, sipMessage('OPTIONS')));

    expect(kpis).toEqual({});
  });
});
