import { describe, expect, test } from 'vitest';
import { alice, bob, proxy, SipFlow, sipMessage } from './sip-flow.ts';

const contact = (who: string): string => `Contact: <sip:${who}@10.0.0.${who === 'alice' ? 1 : 9}>`;
const invite = sipMessage('INVITE', { headers: [contact('alice')] });

describe('a dialog', () => {
  test('is early from a provisional response with a To tag on', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, sipMessage('180 Ringing', { toTag: 'b', headers: [contact('bob')] }));

    const { dialogs } = await flow.rows();

    expect(dialogs).toEqual([
      {
        id: 'd1',
        callId: 'call-1',
        localTag: 'a',
        remoteTag: 'b',
        usage: 'invite',
        state: 'early',
        started: '2023-11-14T22:13:20.010000Z',
        remoteTargets: { local: 'sip:alice@10.0.0.1', remote: 'sip:bob@10.0.0.9' },
        transactions: ['t1'],
        hops: [{ local: alice, remote: bob, transaction: 't1' }],
        complete: false,
      },
    ]);
  });

  test('is none after 100 Trying or a failure with a To tag', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, sipMessage('100 Trying', { toTag: 'b' }))
      .send(20, bob, alice, sipMessage('486 Busy Here', { toTag: 'b' }))
      .send(21, alice, bob, sipMessage('ACK', { toTag: 'b' }));

    expect((await flow.rows()).dialogs).toEqual([]);
  });

  test('is confirmed by the 2xx and ends with the BYE', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, sipMessage('180 Ringing', { toTag: 'b' }))
      .send(20, bob, alice, sipMessage('200 OK', { toTag: 'b' }))
      .send(30, alice, bob, sipMessage('ACK', { toTag: 'b', branches: ['z9hG4bK2'] }))
      .send(40, bob, alice, sipMessage('BYE', { fromTag: 'b', toTag: 'a', branches: ['z9hG4bK3'], sentBy: bob }))
      .send(
        50,
        alice,
        bob,
        sipMessage('200 OK', { method: 'BYE', fromTag: 'b', toTag: 'a', branches: ['z9hG4bK3'], sentBy: bob }),
      );

    const { dialogs, messages } = await flow.rows();

    expect(dialogs).toMatchObject([
      {
        state: 'terminated',
        confirmed: '2023-11-14T22:13:20.020000Z',
        ended: '2023-11-14T22:13:20.040000Z',
        endedBy: 'BYE by callee',
        transactions: ['t1', 't2', 't3'],
      },
    ]);
    expect(messages.map(({ dialog }) => dialog)).toEqual([undefined, 'd1', 'd1', 'd1', 'd1', 'd1']);
  });

  test('is early no more once its INVITE failed', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, sipMessage('180 Ringing', { toTag: 'b' }))
      .send(20, bob, alice, sipMessage('486 Busy Here', { toTag: 'b' }));

    expect((await flow.rows()).dialogs).toMatchObject([{ state: 'terminated', endedBy: '486 to INVITE' }]);
  });

  test('is one for each To tag where the INVITE was forked', async () => {
    const flow = new SipFlow()
      .send(0, alice, proxy, invite)
      .send(10, proxy, alice, sipMessage('180 Ringing', { toTag: 'b1' }))
      .send(20, proxy, alice, sipMessage('180 Ringing', { toTag: 'b2' }))
      .send(30, proxy, alice, sipMessage('200 OK', { toTag: 'b2' }))
      .until(40);

    const { dialogs } = await flow.rows();

    expect(dialogs.map(({ id, remoteTag, state, forkedFrom }) => [id, remoteTag, state, forkedFrom])).toEqual([
      ['d1', 'b1', 'early', undefined],
      ['d2', 'b2', 'confirmed', 'd1'],
    ]);
  });

  test('ends 64*T1 after another fork was answered', async () => {
    const flow = new SipFlow()
      .send(0, alice, proxy, invite)
      .send(10, proxy, alice, sipMessage('180 Ringing', { toTag: 'b1' }))
      .send(30, proxy, alice, sipMessage('200 OK', { toTag: 'b2' }))
      .until(32_030);

    expect((await flow.rows()).dialogs[0]).toMatchObject({ state: 'terminated', ended: '2023-11-14T22:13:52.030000Z' });
  });

  test('is the same one on every hop', async () => {
    const onProxyHop = { branches: ['z9hG4bKp', 'z9hG4bK1'], sentBy: proxy };
    const flow = new SipFlow()
      .send(0, alice, proxy, invite)
      .send(1, proxy, bob, sipMessage('INVITE', onProxyHop))
      .send(10, bob, proxy, sipMessage('200 OK', { ...onProxyHop, toTag: 'b' }))
      .send(11, proxy, alice, sipMessage('200 OK', { toTag: 'b' }));

    expect((await flow.rows()).dialogs).toMatchObject([{ transactions: ['t2', 't1'] }]);
  });

  test('takes the route set from the Record-Route of the response, reversed', async () => {
    const headers = ['Record-Route: <sip:p2.example.com;lr>, <sip:p1.example.com;lr>'];
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, sipMessage('200 OK', { toTag: 'b', headers }));

    expect((await flow.rows()).dialogs).toMatchObject([
      { routeSet: ['sip:p1.example.com;lr', 'sip:p2.example.com;lr'] },
    ]);
  });

  test('takes a new remote target from a re-INVITE', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, sipMessage('200 OK', { toTag: 'b', headers: [contact('bob')] }))
      .send(
        20,
        alice,
        bob,
        sipMessage('INVITE', {
          toTag: 'b',
          cseq: 2,
          branches: ['z9hG4bK2'],
          headers: ['Contact: <sip:alice@10.0.0.77>'],
        }),
      );

    const { dialogs } = await flow.rows();

    expect(dialogs).toMatchObject([{ remoteTargets: { local: 'sip:alice@10.0.0.77', remote: 'sip:bob@10.0.0.9' } }]);
  });

  test('ends where the peer does not know it any more', async () => {
    const inDialog = { toTag: 'b', cseq: 2, branches: ['z9hG4bK2'] };
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, sipMessage('200 OK', { toTag: 'b' }))
      .send(20, alice, bob, sipMessage('UPDATE', inDialog))
      .send(30, bob, alice, sipMessage('481 Call/Transaction Does Not Exist', { ...inDialog, method: 'UPDATE' }));

    expect((await flow.rows()).dialogs).toMatchObject([{ state: 'terminated', endedBy: '481 to UPDATE' }]);
  });

  test('lives on where a PRACK matched no provisional response', async () => {
    const prack = { toTag: 'b', cseq: 2, branches: ['z9hG4bK2'] };
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, sipMessage('183 Session Progress', { toTag: 'b' }))
      .send(20, alice, bob, sipMessage('PRACK', prack))
      .send(30, bob, alice, sipMessage('481 Call/Transaction Does Not Exist', { ...prack, method: 'PRACK' }));

    expect((await flow.rows()).dialogs).toMatchObject([{ state: 'early' }]);
  });

  test('is confirmed by the 2xx though an UPDATE before it failed', async () => {
    const update = { toTag: 'b', cseq: 2, branches: ['z9hG4bK2'] };
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, sipMessage('183 Session Progress', { toTag: 'b' }))
      .send(20, alice, bob, sipMessage('UPDATE', update))
      .send(30, bob, alice, sipMessage('408 Request Timeout', { ...update, method: 'UPDATE' }))
      .send(40, bob, alice, sipMessage('200 OK', { toTag: 'b' }));

    const [dialog] = (await flow.rows()).dialogs;

    expect(dialog).toMatchObject({ state: 'confirmed' });
    expect(dialog).not.toHaveProperty('ended');
  });

  test('goes on where the peer that answered 481 takes a later request', async () => {
    const info = { toTag: 'b', cseq: 2, branches: ['z9hG4bK2'] };
    const update = { toTag: 'b', cseq: 3, branches: ['z9hG4bK3'] };
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, sipMessage('200 OK', { toTag: 'b' }))
      .send(20, alice, bob, sipMessage('INFO', info))
      .send(30, bob, alice, sipMessage('481 Call/Transaction Does Not Exist', { ...info, method: 'INFO' }))
      .send(40, alice, bob, sipMessage('UPDATE', update))
      .send(50, bob, alice, sipMessage('200 OK', { ...update, method: 'UPDATE' }));

    expect((await flow.rows()).dialogs).toMatchObject([{ state: 'confirmed' }]);
  });

  test('stays ended where the 200 to a CANCEL comes after the 487', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, sipMessage('180 Ringing', { toTag: 'b' }))
      .send(20, alice, bob, sipMessage('CANCEL'))
      .send(30, bob, alice, sipMessage('487 Request Terminated', { toTag: 'b' }))
      .send(40, bob, alice, sipMessage('200 OK', { toTag: 'b', method: 'CANCEL' }));

    expect((await flow.rows()).dialogs).toMatchObject([{ state: 'terminated', endedBy: '487 to INVITE' }]);
  });

  test('keeps its end where a BYE follows the refused INVITE', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, sipMessage('180 Ringing', { toTag: 'b' }))
      .send(20, bob, alice, sipMessage('403 Forbidden', { toTag: 'b' }))
      .send(30, alice, bob, sipMessage('BYE', { toTag: 'b', cseq: 2, branches: ['z9hG4bK2'] }));

    expect((await flow.rows()).dialogs).toMatchObject([
      { ended: '2023-11-14T22:13:20.020000Z', endedBy: '403 to INVITE' },
    ]);
  });

  test('ends with the first BYE though that is challenged', async () => {
    const bye = { toTag: 'b', cseq: 2, branches: ['z9hG4bK2'] };
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, sipMessage('200 OK', { toTag: 'b' }))
      .send(20, alice, bob, sipMessage('BYE', bye))
      .send(30, bob, alice, sipMessage('407 Proxy Authentication Required', { ...bye, method: 'BYE' }))
      .send(40, alice, bob, sipMessage('BYE', { ...bye, cseq: 3, branches: ['z9hG4bK3'] }));

    expect((await flow.rows()).dialogs).toMatchObject([
      { ended: '2023-11-14T22:13:20.020000Z', endedBy: 'BYE by caller' },
    ]);
  });

  test('names each transaction once, whatever came between its messages', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, sipMessage('183 Early', { toTag: 'b' }));
    for (let cseq = 2; cseq < 14; cseq++)
      flow.send(cseq * 10, alice, bob, sipMessage('INFO', { toTag: 'b', cseq, branches: [`z9hG4bK${cseq}`] }));
    flow.send(500, bob, alice, sipMessage('200 OK', { toTag: 'b' }));

    const { transactions } = (await flow.rows()).dialogs[0]!;

    expect(transactions).toEqual(Array.from({ length: 13 }, (_, i) => `t${i + 1}`));
  });

  test('is made by a NOTIFY that overtakes the 2xx to its SUBSCRIBE', async () => {
    const headers = ['Event: presence', 'Subscription-State: active;expires=600'];
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('SUBSCRIBE', { headers: ['Event: presence'] }))
      .send(
        5,
        bob,
        alice,
        sipMessage('NOTIFY', { fromTag: 'b', toTag: 'a', branches: ['z9hG4bK9'], sentBy: bob, headers }),
      )
      .send(10, bob, alice, sipMessage('200 OK', { method: 'SUBSCRIBE', toTag: 'b' }));

    expect((await flow.rows()).dialogs).toMatchObject([
      { usage: 'subscribe', localTag: 'a', remoteTag: 'b', state: 'confirmed' },
    ]);
  });

  test('of a subscription ends with a NOTIFY that says terminated', async () => {
    const notify = { fromTag: 'b', toTag: 'a', branches: ['z9hG4bK9'], sentBy: bob };
    const headers = ['Event: presence', 'Subscription-State: terminated;reason=timeout'];
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('SUBSCRIBE', { headers: ['Event: presence'] }))
      .send(5, bob, alice, sipMessage('200 OK', { method: 'SUBSCRIBE', toTag: 'b' }))
      .send(10, bob, alice, sipMessage('NOTIFY', { ...notify, headers }));

    expect((await flow.rows()).dialogs).toMatchObject([
      { state: 'terminated', endedBy: 'NOTIFY terminated (timeout)' },
    ]);
  });

  test('that began before the capture is confirmed by a request inside it', async () => {
    const flow = new SipFlow().send(0, bob, alice, sipMessage('BYE', { fromTag: 'b', toTag: 'a', cseq: 7 }));

    expect((await flow.rows()).dialogs).toMatchObject([{ state: 'terminated', endedBy: 'BYE by one side' }]);
  });
});

describe('a dialog made by a request for a sips URI', () => {
  test.each([
    ['sips:bob@example.com', true],
    ['SIPS:bob@example.com', true],
    ['sip:bob@example.com', undefined],
  ])('%s is secure: %j', async (uri, secure) => {
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('INVITE', { uri }))
      .send(10, bob, alice, sipMessage('200 OK', { toTag: 'b' }));

    expect((await flow.rows()).dialogs[0]?.secure).toBe(secure);
  });
});
