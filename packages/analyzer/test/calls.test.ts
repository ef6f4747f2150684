import { describe, expect, test } from 'vitest';
import type { CallRow } from '../src/rows.ts';
import { alice, bob, proxy, SipFlow, sipMessage } from './sip-flow.ts';

const invite = sipMessage('INVITE');
const ringing = sipMessage('180 Ringing', { toTag: 'b' });
const moved = sipMessage('302 Moved Temporarily', { toTag: 'x', headers: ['Contact: <sip:carol@10.0.0.7>'] });
const toBob = { toTag: 'b', branches: ['z9hG4bK2'] };

/** An INVITE that ends with this response, rung for as long. */
async function callEndedBy(response: string, ringMs?: number): Promise<CallRow> {
  const flow = new SipFlow().send(0, alice, bob, invite);
  if (ringMs !== undefined) flow.send(10, bob, alice, ringing);
  flow.send(10 + (ringMs ?? 0), bob, alice, sipMessage(response, { toTag: 'b' }));
  const { calls } = await flow.rows();
  expect(calls).toHaveLength(1);
  return calls[0]!;
}

describe('a call', () => {
  test('tells parties, times and path of an answered one', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, ringing)
      .send(1010, bob, alice, sipMessage('200 OK', { toTag: 'b' }))
      .send(1020, alice, bob, sipMessage('ACK', toBob))
      .send(5010, alice, bob, sipMessage('BYE', { ...toBob, cseq: 2 }))
      .send(5020, bob, alice, sipMessage('200 OK', { ...toBob, method: 'BYE', cseq: 2 }));

    const { calls, messages } = await flow.rows();

    expect(calls).toEqual([
      {
        id: 'c1',
        callIds: ['call-1'],
        from: 'sip:alice@example.com',
        to: 'sip:bob@example.com',
        started: '2023-11-14T22:13:20.000000Z',
        answered: '2023-11-14T22:13:21.010000Z',
        ended: '2023-11-14T22:13:25.010000Z',
        outcome: 'answered',
        verdict: 'answered',
        decidedBy: 3,
        status: 200,
        reason: 'OK',
        endedBy: 'caller',
        endedFrame: 5,
        pddMs: 10,
        ringMs: 1000,
        setupMs: 1010,
        durationMs: 4000,
        legs: [{ dialog: 'd1', path: [alice, bob] }],
        messages: 6,
        retransmissions: 0,
        participants: [alice, bob],
        complete: true,
      },
    ]);
    expect(messages.map(({ call }) => call)).toEqual(Array.from({ length: 6 }, () => 'c1'));
  });

  test('is one on all hops, told from the hop nearest the caller', async () => {
    const onProxyHop = { branches: ['z9hG4bKp', 'z9hG4bK1'], sentBy: proxy };
    const flow = new SipFlow()
      .send(0, alice, proxy, invite)
      .send(5, proxy, bob, sipMessage('INVITE', onProxyHop))
      .send(10, bob, proxy, sipMessage('200 OK', { ...onProxyHop, toTag: 'b' }))
      .send(20, proxy, alice, sipMessage('200 OK', { toTag: 'b' }));

    const { calls } = await flow.rows();

    expect(calls).toMatchObject([
      { setupMs: 20, legs: [{ path: [alice, proxy, bob] }], participants: [alice, proxy, bob], complete: false },
    ]);
  });

  test('passes its hops from the caller on, though the INVITE of one was not captured', async () => {
    const onProxyHop = { branches: ['z9hG4bKp', 'z9hG4bK1'], sentBy: proxy };
    const flow = new SipFlow()
      .send(0, alice, proxy, invite)
      .send(10, bob, proxy, sipMessage('200 OK', { ...onProxyHop, toTag: 'b' }))
      .send(20, proxy, alice, sipMessage('200 OK', { toTag: 'b' }));

    expect((await flow.rows()).calls).toMatchObject([{ setupMs: 20, legs: [{ path: [alice, proxy, bob] }] }]);
  });

  test('goes on with the INVITE that answers a challenge', async () => {
    const second = { cseq: 2, branches: ['z9hG4bK2'] };
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, sipMessage('407 Proxy Authentication Required', { toTag: 'x' }))
      .send(11, alice, bob, sipMessage('ACK', { toTag: 'x' }))
      .send(20, alice, bob, sipMessage('INVITE', second))
      .send(30, bob, alice, sipMessage('200 OK', { ...second, toTag: 'b' }));

    const { calls } = await flow.rows();

    expect(calls).toMatchObject([{ outcome: 'answered', setupMs: 30, messages: 5 }]);
  });

  test('goes on where a redirection sends it, under another Call-ID', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, moved)
      .send(
        20,
        alice,
        '10.0.0.7:5060',
        sipMessage('INVITE', { callId: 'call-2', uri: 'sip:carol@10.0.0.7', branches: ['z9hG4bK2'] }),
      )
      .send(
        30,
        '10.0.0.7:5060',
        alice,
        sipMessage('486 Busy Here', { callId: 'call-2', toTag: 'c', branches: ['z9hG4bK2'] }),
      );

    const { calls } = await flow.rows();

    expect(calls).toMatchObject([{ callIds: ['call-1', 'call-2'], outcome: 'busy', status: 486 }]);
  });

  test('counts the dialogs of a forked INVITE', async () => {
    const flow = new SipFlow()
      .send(0, alice, proxy, invite)
      .send(10, proxy, alice, sipMessage('180 Ringing', { toTag: 'b1' }))
      .send(20, proxy, alice, sipMessage('200 OK', { toTag: 'b2' }));

    expect((await flow.rows()).calls).toMatchObject([{ outcome: 'answered', forks: 2 }]);
  });

  test('tells a blind transfer that was accepted', async () => {
    const refer = { ...toBob, cseq: 2, branches: ['z9hG4bK3'] };
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, sipMessage('200 OK', { toTag: 'b' }))
      .send(20, alice, bob, sipMessage('REFER', { ...refer, headers: ['Refer-To: <sip:carol@example.com>'] }))
      .send(30, bob, alice, sipMessage('202 Accepted', { ...refer, method: 'REFER' }));

    expect((await flow.rows()).calls).toMatchObject([{ transfer: { kind: 'blind', target: 'sip:carol@example.com' } }]);
  });

  test('tells an attended transfer by its Replaces', async () => {
    const refer = { ...toBob, cseq: 2, branches: ['z9hG4bK3'] };
    const headers = ['Refer-To: <sip:carol@example.com?Replaces=x%3Bto-tag%3D1%3Bfrom-tag%3D2>'];
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, sipMessage('200 OK', { toTag: 'b' }))
      .send(20, alice, bob, sipMessage('REFER', { ...refer, headers }))
      .send(30, bob, alice, sipMessage('202 Accepted', { ...refer, method: 'REFER' }));

    expect((await flow.rows()).calls).toMatchObject([
      { transfer: { kind: 'attended', target: 'sip:carol@example.com' } },
    ]);
  });

  test('that began before the capture is not complete', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('BYE', { ...toBob, cseq: 9 }))
      .send(10, bob, alice, sipMessage('200 OK', { ...toBob, method: 'BYE', cseq: 9 }));

    expect((await flow.rows()).calls).toMatchObject([{ outcome: 'answered', complete: false, messages: 2 }]);
  });

  test('is one where its answer was not captured', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(5000, bob, alice, sipMessage('BYE', { fromTag: 'b', toTag: 'a', branches: ['z9hG4bK9'], sentBy: bob }));

    const { calls } = await flow.rows();

    expect(calls).toMatchObject([
      { outcome: 'answered', ended: '2023-11-14T22:13:25.000000Z', complete: false, messages: 2 },
    ]);
  });

  test('is not complete where its answer was not captured but the ACK to it was', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, ringing)
      .send(1020, alice, bob, sipMessage('ACK', toBob))
      .send(5010, alice, bob, sipMessage('BYE', { ...toBob, branches: ['z9hG4bK3'], cseq: 2 }));

    const [call] = (await flow.rows()).calls;

    expect(call).toMatchObject({ outcome: 'answered', ended: '2023-11-14T22:13:25.010000Z', complete: false });
    expect(call).not.toHaveProperty('answered');
    expect(call).not.toHaveProperty('durationMs');
  });

  test('is answered where the callee hangs up after an answer that was not captured', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, ringing)
      .send(5000, bob, alice, sipMessage('BYE', { fromTag: 'b', toTag: 'a', branches: ['z9hG4bK9'], sentBy: bob }));

    const [call] = (await flow.rows()).calls;

    expect(call).toMatchObject({ outcome: 'answered', complete: false });
    expect(call).not.toHaveProperty('answered');
  });

  test('is another one where an INVITE with the Call-ID of a finished one comes', async () => {
    const again = { cseq: 3, branches: ['z9hG4bK4'] };
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, sipMessage('200 OK', { toTag: 'b' }))
      .send(1000, alice, bob, sipMessage('BYE', { ...toBob, cseq: 2 }))
      .send(9000, alice, bob, sipMessage('INVITE', again))
      .send(9010, bob, alice, sipMessage('486 Busy Here', { ...again, toTag: 'c' }))
      .send(9020, alice, bob, sipMessage('ACK', { ...again, toTag: 'c' }));

    expect((await flow.rows()).calls).toMatchObject([
      { outcome: 'answered', durationMs: 990, messages: 3 },
      { outcome: 'busy', messages: 3 },
    ]);
  });

  test('is its caller alone who goes on where a redirection sends it', async () => {
    const carol = '10.0.0.7:5060';
    const stranger = '10.0.0.2:5060';
    const toCarol = { uri: 'sip:carol@10.0.0.7' };
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, moved)
      .send(
        20,
        stranger,
        carol,
        sipMessage('INVITE', { ...toCarol, callId: 'call-2', branches: ['z9hG4bK2'], sentBy: stranger }),
      )
      .send(30, alice, carol, sipMessage('INVITE', { ...toCarol, cseq: 2, branches: ['z9hG4bK3'] }))
      .send(40, carol, alice, sipMessage('486 Busy Here', { cseq: 2, branches: ['z9hG4bK3'], toTag: 'c' }))
      .send(50, alice, carol, sipMessage('INVITE', { ...toCarol, callId: 'call-3', branches: ['z9hG4bK5'] }));

    expect((await flow.rows()).calls.map(({ callIds, outcome }) => [callIds, outcome])).toEqual([
      [['call-1'], 'busy'],
      [['call-2'], 'ongoing'],
      [['call-3'], 'ongoing'],
    ]);
  });

  test('ends no earlier than it was answered, where BYE and 2xx crossed', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, ringing)
      .send(20, alice, bob, sipMessage('BYE', { ...toBob, cseq: 2 }))
      .send(30, bob, alice, sipMessage('200 OK', { toTag: 'b' }));

    expect((await flow.rows()).calls).toMatchObject([{ outcome: 'answered', durationMs: 0 }]);
  });

  test('that began before the capture was not answered by the 2xx to a re-INVITE that was not captured', async () => {
    const reInvite = { fromTag: 'b', toTag: 'a', cseq: 7, branches: ['z9hG4bK8'], sentBy: bob };
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('INFO', { ...toBob, cseq: 2 }))
      .send(5000, alice, bob, sipMessage('200 OK', reInvite))
      .send(9000, alice, bob, sipMessage('BYE', { ...toBob, cseq: 3, branches: ['z9hG4bK3'] }));

    const [call] = (await flow.rows()).calls;

    expect(call).toMatchObject({ outcome: 'answered', messages: 3 });
    expect(call).not.toHaveProperty('answered');
  });

  test('that began before the capture tells its transfer', async () => {
    const refer = { ...toBob, cseq: 5, headers: ['Refer-To: <sip:carol@example.com>'] };
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('REFER', refer))
      .send(10, bob, alice, sipMessage('202 Accepted', { ...refer, method: 'REFER' }));

    expect((await flow.rows()).calls).toMatchObject([{ outcome: 'answered', transfer: { kind: 'blind' } }]);
  });

  test('is whole where its first response was captured before the INVITE', async () => {
    const flow = new SipFlow()
      .send(0, bob, alice, sipMessage('100 Trying'))
      .send(0, alice, bob, invite)
      .send(10, bob, alice, sipMessage('486 Busy Here', { toTag: 'b' }));

    expect((await flow.rows()).calls).toMatchObject([{ outcome: 'busy', messages: 3, complete: true }]);
  });

  test('stays answered where a re-INVITE is challenged and refused', async () => {
    const reInvite = (cseq: number): object => ({ toTag: 'b', cseq, branches: [`z9hG4bKr${cseq}`] });
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, sipMessage('200 OK', { toTag: 'b' }))
      .send(20, alice, bob, sipMessage('INVITE', reInvite(2)))
      .send(30, bob, alice, sipMessage('401 Unauthorized', reInvite(2)))
      .send(40, alice, bob, sipMessage('INVITE', reInvite(3)))
      .send(50, bob, alice, sipMessage('488 Not Acceptable Here', reInvite(3)))
      .send(1010, alice, bob, sipMessage('BYE', { ...toBob, cseq: 4, branches: ['z9hG4bK4'] }));

    expect((await flow.rows()).calls).toMatchObject([
      { outcome: 'answered', status: 200, durationMs: 1000, messages: 7, complete: true },
    ]);
  });

  test('keeps the NOTIFY that comes after the BYE of a transfer', async () => {
    const refer = { ...toBob, cseq: 2, branches: ['z9hG4bK3'], headers: ['Refer-To: <sip:carol@example.com>'] };
    const notify = { fromTag: 'b', toTag: 'a', branches: ['z9hG4bK5'], sentBy: bob };
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, sipMessage('200 OK', { toTag: 'b' }))
      .send(20, alice, bob, sipMessage('REFER', refer))
      .send(30, bob, alice, sipMessage('202 Accepted', { ...refer, method: 'REFER' }))
      .send(40, alice, bob, sipMessage('BYE', { ...toBob, cseq: 3, branches: ['z9hG4bK4'] }))
      .send(
        900,
        bob,
        alice,
        sipMessage('NOTIFY', { ...notify, headers: ['Event: refer', 'Subscription-State: terminated'] }),
      );

    const { calls, dialogs } = await flow.rows();

    expect(calls).toMatchObject([{ durationMs: 30, messages: 6, transfer: { kind: 'blind' } }]);
    expect(dialogs).toMatchObject([{ endedBy: 'BYE by caller' }]);
  });

  test('is none for a REFER outside of a dialog', async () => {
    const refer = { headers: ['Refer-To: <sip:carol@example.com>'] };
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('REFER', refer))
      .send(10, bob, alice, sipMessage('202 Accepted', { method: 'REFER', toTag: 'b' }));

    const { calls, dialogs } = await flow.rows();

    expect(calls).toEqual([]);
    expect(dialogs).toMatchObject([{ usage: 'refer' }]);
  });

  test('lasts until both dialogs of an INVITE answered twice have ended', async () => {
    const flow = new SipFlow()
      .send(0, alice, proxy, invite)
      .send(100, proxy, alice, sipMessage('200 OK', { toTag: 'b1' }))
      .send(110, proxy, alice, sipMessage('200 OK', { toTag: 'b2' }))
      .send(120, alice, proxy, sipMessage('ACK', { toTag: 'b1', branches: ['z9hG4bKa1'] }))
      .send(130, alice, proxy, sipMessage('ACK', { toTag: 'b2', branches: ['z9hG4bKa2'] }))
      .send(140, alice, proxy, sipMessage('BYE', { toTag: 'b2', cseq: 2, branches: ['z9hG4bKb2'] }))
      .send(5100, alice, proxy, sipMessage('BYE', { toTag: 'b1', cseq: 2, branches: ['z9hG4bKb1'] }));

    const { calls, messages } = await flow.rows();

    expect(calls).toMatchObject([{ forks: 2, retransmissions: 0, durationMs: 5000, complete: true }]);
    expect(messages.map(({ dialog }) => dialog)).toEqual([undefined, 'd1', 'd2', 'd1', 'd2', 'd2', 'd1']);
  });

  test('is none for a request outside of calls', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('OPTIONS'))
      .send(1, alice, bob, sipMessage('MESSAGE', { branches: ['z9hG4bK5'] }));

    expect((await flow.rows()).calls).toEqual([]);
  });

  test('gives the numbers of its parties', async () => {
    const text = invite.replaceAll('sip:alice@', 'sip:+44-20-7946-0123@').replaceAll('To: <sip:bob@', 'To: <sip:1000@');

    const { calls } = await new SipFlow().send(0, alice, bob, text).rows();

    expect(calls).toMatchObject([{ fromNumber: '+442079460123', toNumber: '1000' }]);
  });
});

describe('the outcome of a call', () => {
  test.each([
    ['486 Busy Here', 'busy'],
    ['600 Busy Everywhere', 'busy'],
    ['603 Decline', 'declined'],
    ['403 Forbidden', 'declined'],
    ['488 Not Acceptable Here', 'declined'],
    ['302 Moved Temporarily', 'redirected'],
    ['401 Unauthorized', 'unauthorized'],
    ['407 Proxy Authentication Required', 'unauthorized'],
    ['404 Not Found', 'failed'],
    ['480 Temporarily Unavailable', 'failed'],
    ['503 Service Unavailable', 'failed'],
    ['604 Does Not Exist Anywhere', 'failed'],
    ['487 Request Terminated', 'cancelled'],
  ])('of a final %s is %s', async (response, outcome) => {
    expect(await callEndedBy(response)).toMatchObject({
      outcome,
      status: Number(response.slice(0, 3)),
      reason: response.slice(4),
    });
  });

  test.each(['480 Temporarily Unavailable', '408 Request Timeout'])(
    'of a final %s after ringing is no-answer',
    async (response) => {
      expect(await callEndedBy(response, 20_000)).toMatchObject({ outcome: 'no-answer', pddMs: 10 });
    },
  );

  test('is unauthorized where credentials were refused with 403', async () => {
    const second = { cseq: 2, branches: ['z9hG4bK2'] };
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, sipMessage('401 Unauthorized', { toTag: 'x' }))
      .send(20, alice, bob, sipMessage('INVITE', second))
      .send(30, bob, alice, sipMessage('403 Forbidden', { ...second, toTag: 'y' }));

    expect((await flow.rows()).calls).toMatchObject([{ outcome: 'unauthorized', status: 403 }]);
  });

  test('is cancelled where the caller gave up', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, ringing)
      .send(400, alice, bob, sipMessage('CANCEL'))
      .send(410, bob, alice, sipMessage('487 Request Terminated', { toTag: 'b' }));

    expect((await flow.rows()).calls).toMatchObject([{ outcome: 'cancelled', status: 487 }]);
  });

  test('is cancelled where a server answers the cancelled INVITE with another failure', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, sipMessage('100 Trying'))
      .send(400, alice, bob, sipMessage('CANCEL'))
      .send(3000, bob, alice, sipMessage('408 Request Timeout', { toTag: 'b' }));

    expect((await flow.rows()).calls).toMatchObject([{ outcome: 'cancelled', status: 408 }]);
  });

  test('is busy where the CANCEL came too late', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(390, bob, alice, sipMessage('486 Busy Here', { toTag: 'b' }))
      .send(400, alice, bob, sipMessage('CANCEL'));

    expect((await flow.rows()).calls).toMatchObject([{ outcome: 'busy' }]);
  });

  test('is answered where the 200 crossed the CANCEL', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(400, alice, bob, sipMessage('CANCEL'))
      .send(401, bob, alice, sipMessage('200 OK', { toTag: 'b' }))
      .send(402, bob, alice, sipMessage('200 OK', { toTag: 'b', method: 'CANCEL' }));

    expect((await flow.rows()).calls).toMatchObject([{ outcome: 'answered', setupMs: 401 }]);
  });

  test('is declined though a BYE follows the refusal', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, bob, alice, sipMessage('603 Decline', { toTag: 'b' }))
      .send(20, alice, bob, sipMessage('BYE', { ...toBob, cseq: 2 }));

    expect((await flow.rows()).calls).toMatchObject([{ outcome: 'declined', status: 603 }]);
  });

  test('is busy though a PRACK shows a provisional response that was not captured', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, invite)
      .send(10, alice, bob, sipMessage('PRACK', { ...toBob, cseq: 2 }))
      .send(11, bob, alice, sipMessage('200 OK', { ...toBob, cseq: 2, method: 'PRACK' }))
      .send(20, bob, alice, sipMessage('486 Busy Here', { toTag: 'b' }));

    const { calls, dialogs } = await flow.rows();

    expect(calls).toMatchObject([{ outcome: 'busy' }]);
    expect(dialogs).toMatchObject([{ state: 'terminated', endedBy: '486 to INVITE' }]);
    expect(dialogs[0]).not.toHaveProperty('confirmed');
  });

  test('is abandoned where it rang and then nothing came for longer than Timer C', async () => {
    const flow = new SipFlow().send(0, alice, bob, invite).send(10, bob, alice, ringing).until(180_011);

    expect((await flow.rows()).calls).toMatchObject([{ outcome: 'abandoned' }]);
  });

  test('is no-answer where the INVITE expired while it rang', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('INVITE', { headers: ['Expires: 20'] }))
      .send(10, bob, alice, ringing)
      .send(20_000, bob, alice, sipMessage('487 Request Terminated', { toTag: 'b' }));

    expect((await flow.rows()).calls).toMatchObject([{ outcome: 'no-answer' }]);
  });

  test('is failed where nobody answered for 64*T1, and says so', async () => {
    const flow = new SipFlow().send(0, alice, bob, invite).send(500, alice, bob, invite).until(32_000);

    expect((await flow.rows()).calls).toMatchObject([
      {
        outcome: 'failed',
        reason: 'No response to 2 INVITEs in 32 s (Timer B)',
        ended: '2023-11-14T22:13:52.000000Z',
        complete: true,
      },
    ]);
  });

  test('is ongoing where the capture ends while it rings', async () => {
    const flow = new SipFlow().send(0, alice, bob, invite).send(10, bob, alice, ringing);

    expect((await flow.rows()).calls).toMatchObject([{ outcome: 'ongoing', complete: false }]);
  });

  test('behind a forking proxy is the best of the last round', async () => {
    const fork = (branch: string): { branches: string[]; sentBy: string } => ({
      branches: [branch, 'z9hG4bK1'],
      sentBy: proxy,
    });
    const flow = new SipFlow()
      .send(0, proxy, bob, sipMessage('INVITE', fork('z9hG4bKx')))
      .send(1, proxy, '10.0.0.8:5060', sipMessage('INVITE', fork('z9hG4bKy')))
      .send(10, bob, proxy, sipMessage('503 Service Unavailable', { ...fork('z9hG4bKx'), toTag: 'b1' }))
      .send(20, '10.0.0.8:5060', proxy, sipMessage('486 Busy Here', { ...fork('z9hG4bKy'), toTag: 'b2' }));

    expect((await flow.rows()).calls).toMatchObject([{ outcome: 'busy', status: 486 }]);
  });
});
