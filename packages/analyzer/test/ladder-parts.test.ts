import { describe, expect, test } from 'vitest';
import type { Ladder } from '../src/rows.ts';
import { drawFlow } from './flow/draw-flow.ts';

const phones = `
alice  192.0.2.1
bob    192.0.2.2
carol  192.0.2.3
proxy  192.0.2.10  proxy record-route
pbx    192.0.2.20
`;

const draw = (steps: string, known?: Parameters<typeof drawFlow>[1]): Promise<Ladder> =>
  drawFlow(`# A flow\n${phones}\n${steps.replace(/^ +capture/m, 'capture')}\n`, known);

/** `retry 401>INVITE`: the labels of both ends. */
function linksOf({ links = [], arrows }: Ladder, ...kinds: readonly string[]): readonly string[] {
  return links
    .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
    .map(({ kind, from, to }) => `${kind} ${from}:${arrows[from]?.label} > ${to}:${arrows[to]?.label}`);
}

const answered = `
  0.0    alice -> bob  INVITE sip:bob@example.com  sdp offer audio 4000 PCMU PCMA
  +0.1   alice <- bob  180
  +1     alice <- bob  200  sdp answer audio 4002 PCMA
  +0.01  alice -> bob  ACK
`;

describe('links of a ladder', () => {
  test('lead from a challenge to the request with credentials', async () => {
    const ladder = await draw(`
      0.0    alice -> proxy  INVITE sip:bob@example.com
      +0.01  alice <- proxy  407 challenge
      +0.01  alice -> proxy  ACK
      +0.01  alice -> proxy  INVITE credentials alice:secret
      +0.01  proxy -> bob    INVITE
      +0.1   proxy <- bob    200
      +0.01  alice <- proxy  200
      +0.01  alice -> proxy  ACK
      +0.01  proxy -> bob    ACK`);

    expect(linksOf(ladder)).toEqual([
      'retry 1:407 Proxy Authentication Required > 3:INVITE',
      'ack 6:200 OK > 7:ACK',
      'ack 5:200 OK > 8:ACK',
    ]);
    expect(ladder.links?.[0]?.frames).toEqual([2, 4]);
  });

  test('lead from an INVITE to its branches, and from each to its CANCEL', async () => {
    const ladder = await draw(`
      0.0     alice -> proxy  INVITE sip:bob@example.com
      +0.001  proxy -> bob    INVITE
      +0.001  proxy -> carol  INVITE sip:bob@192.0.2.3
      +0.1    proxy <- bob    180
      +1      proxy <- carol  200
      +0.001  alice <- proxy  200
      +0.001  proxy -> bob    CANCEL
      +0.001  proxy <- bob    200 CANCEL
      +0.001  proxy <- bob    487 INVITE
      +0.001  proxy -> bob    ACK`);

    expect(linksOf(ladder)).toEqual([
      'fork 0:INVITE > 1:INVITE',
      'fork 0:INVITE > 2:INVITE',
      'cancel 1:INVITE > 6:CANCEL',
    ]);
    expect(ladder.links?.map(({ label }) => label).slice(0, 2)).toEqual(['branch 1 of 2', 'branch 2 of 2']);
  });

  test('lead from a redirection to the INVITE that goes where it says', async () => {
    const ladder = await draw(`
      0.0    alice -> bob    INVITE sip:bob@example.com
      +0.01  alice <- bob    302
             Contact: <sip:carol@192.0.2.3>
      +0.01  alice -> bob    ACK
      +0.01  alice -> carol  INVITE sip:carol@192.0.2.3 same call
      +0.1   alice <- carol  486
      +0.01  alice -> carol  ACK`);

    expect(linksOf(ladder)).toEqual(['redirect 1:302 Moved Temporarily > 3:INVITE']);
  });

  test('lead from a reliable provisional response to its PRACK', async () => {
    const ladder = await draw(`
      0.0    alice -> bob  INVITE sip:bob@example.com
      +0.1   alice <- bob  183 reliable
      +0.01  alice -> bob  PRACK
      +0.01  alice <- bob  200 PRACK`);

    expect(linksOf(ladder)).toEqual(['prack 1:183 Session Progress > 2:PRACK']);
  });

  test('lead from a REFER to the call it made, and from the dialog taken over to the INVITE with Replaces', async () => {
    const ladder = await draw(`
      0.0    alice -> bob    INVITE sip:bob@example.com  as first
      +0.1   alice <- bob    200
      +0.01  alice -> bob    ACK
      +5     alice -> carol  INVITE sip:carol@192.0.2.3  as second
      +0.1   alice <- carol  200
      +0.01  alice -> carol  ACK
      +5     alice -> bob    REFER in first refer-to sip:carol@192.0.2.3 replaces second at carol
      +0.01  alice <- bob    202
      +0.01  bob -> carol    INVITE sip:carol@192.0.2.3 as third replaces second at carol
      +0.1   bob <- carol    200
      +0.01  bob -> carol    ACK`);

    expect(linksOf(ladder, 'transfer', 'replaces')).toEqual([
      'replaces 4:200 OK > 8:INVITE',
      'transfer 6:REFER > 8:INVITE',
    ]);
    expect(ladder.calls?.map(({ id }) => id)).toEqual(['c1', 'c2', 'c3']);
    expect(ladder.arrows.map(({ call }) => call)).toEqual([0, 0, 0, 1, 1, 1, 0, 0, 2, 2, 2]);
  });

  test('lead from what a back-to-back user agent got to what it made of it; each arrow has its leg', async () => {
    const session = 'Session-ID: ab30317f1a784dc48ff824d0d3715d86;remote=00000000000000000000000000000000';
    const ladder = await draw(`
      0.0    alice -> pbx  INVITE sip:bob@example.com
             +${session}
      +0.01  pbx -> bob    INVITE sip:bob@192.0.2.2
             +${session}
      +0.1   pbx <- bob    200
      +0.01  pbx -> bob    ACK
      +0.01  alice <- pbx  200
      +0.01  alice -> pbx  ACK`);

    expect(linksOf(ladder, 'leg')).toEqual(['leg 0:INVITE > 1:INVITE']);
    expect(ladder.legs).toMatchObject([
      { from: 0, to: 1, first: 0, last: 5, messages: 3 },
      { from: 1, to: 2, first: 1, last: 3, messages: 3 },
    ]);
    expect(ladder.arrows.map(({ leg }) => leg)).toEqual([0, 1, 1, 1, 0, 0]);
  });
});

describe('timers and ghosts of a ladder', () => {
  test('Timer B ends an INVITE without any response, where the capture goes on', async () => {
    const ladder = await draw(`
      0.0  alice -> bob  INVITE sip:bob@example.com again after 0.5 1.5 3.5 7.5 15.5 31.5
      capture until 60`);

    expect(ladder.timers).toMatchObject([
      { name: 'B', lane: 0, sinceStartMs: 32_000, setBy: 0, fires: true, frames: [1] },
    ]);
    expect(ladder.ghosts).toMatchObject([
      { from: 1, to: 0, label: 'response to INVITE', sinceStartMs: 32_000, after: 6 },
    ]);
    expect(ladder.losses).toMatchObject([{ where: 'unanswered', from: 0, to: 1, arrow: 0 }]);
    expect(ladder.arrows.map(({ timer }) => timer)).toEqual([undefined, 'A', 'A', 'A', 'A', 'A', 'A']);
  });

  test('Timer B would fire behind the end of the capture: nothing is missing yet', async () => {
    const ladder = await draw('0.0  alice -> bob  INVITE sip:bob@example.com again after 0.5 1.5\ncapture until 5');

    expect(ladder.timers).toMatchObject([{ name: 'B', sinceStartMs: 32_000, fires: false }]);
    expect(ladder.ghosts).toBeUndefined();
  });

  test('an INVITE that rings has no timer of its client', async () => {
    const ladder = await draw(`
      0.0   alice -> bob  INVITE sip:bob@example.com
      +0.1  alice <- bob  180
      capture until 200`);

    expect(ladder.timers).toBeUndefined();
    expect(ladder.ghosts).toBeUndefined();
  });

  test('Timer F ends another request without a final response', async () => {
    const ladder = await draw(`
      0.0  alice -> bob  OPTIONS sip:bob@example.com again after 0.5 1.5 3.5
      capture until 60`);

    expect(ladder.timers).toMatchObject([{ name: 'F', lane: 0, sinceStartMs: 32_000, fires: true }]);
    expect(ladder.arrows.map(({ timer }) => timer)).toEqual([undefined, 'E', 'E', 'E']);
  });

  test('an answer that is never acknowledged: the ACK is missing, and Timer L makes the server hang up', async () => {
    const ladder = await draw(`
      0.0   alice -> bob  INVITE sip:bob@example.com
      +1    alice <- bob  200 again after 0.5 1.5 3.5 7.5 11.5 15.5 19.5 23.5 27.5 31.5
      33.1  alice <- bob  BYE
      +0.1  alice -> bob  200`);
    const bye = ladder.arrows.findIndex(({ method, kind }) => method === 'BYE' && kind === 'request');

    expect(ladder.timers).toMatchObject([
      { name: 'L', lane: 1, sinceStartMs: 33_000, setBy: 1, fires: true, caused: bye },
    ]);
    expect(ladder.ghosts).toMatchObject([{ from: 0, to: 1, label: 'ACK', after: 1 }]);
    expect(ladder.arrows[2]?.timer).toBe('2xx');
  });

  test('an answer without an ACK that is not sent again proves nothing', async () => {
    const ladder = await draw(`
      0.0  alice -> bob  INVITE sip:bob@example.com
      +1   alice <- bob  200
      capture until 60`);

    expect(ladder.timers).toBeUndefined();
    expect(ladder.ghosts).toBeUndefined();
  });

  test('Timer C: a proxy cancels what rings too long', async () => {
    const ladder = await draw(`
      0.0     alice -> proxy  INVITE sip:bob@example.com
      +0.001  alice <- proxy  100
      +0.001  proxy -> bob    INVITE
      +0.1    proxy <- bob    180
      +0.001  alice <- proxy  180
      +180    proxy -> bob    CANCEL
      +0.01   proxy <- bob    200 CANCEL
      +0.01   proxy <- bob    487 INVITE
      +0.01   proxy -> bob    ACK
      +0.01   alice <- proxy  408
      +0.01   alice -> proxy  ACK`);

    expect(ladder.timers).toMatchObject([{ name: 'C', lane: 1, setBy: 3, caused: 5, fires: true }]);
  });

  test('a session that nobody refreshes expires', async () => {
    const expires = 'Session-Expires: 90;refresher=uac';
    const ladder = await draw(`
      0.0    alice -> bob  INVITE sip:bob@example.com
             +${expires}
      +1     alice <- bob  200
             +${expires}
      +0.01  alice -> bob  ACK
      capture until 200`);

    expect(ladder.timers).toMatchObject([
      { name: 'session', sinceStartMs: 91_000, setBy: 1, fires: true, dialog: 'd1' },
    ]);
  });

  test('a session that is hung up before has no timer', async () => {
    const ladder = await draw(`
      0.0    alice -> bob  INVITE sip:bob@example.com
      +1     alice <- bob  200
             +Session-Expires: 90;refresher=uac
      +0.01  alice -> bob  ACK
      +10    alice -> bob  BYE
      +0.01  alice <- bob  200
      capture until 200`);

    expect(ladder.timers).toBeUndefined();
  });
});

describe('losses of a ladder', () => {
  test('are on the message that did not arrive, in its direction', async () => {
    const ladder = await draw(`
      0.0    alice -> bob  INVITE sip:bob@example.com
      +1     alice <- bob  200
      +0.01  alice -> bob  ACK lost
      +0.49  alice <- bob  200 again
      +0.01  alice -> bob  ACK again`);

    expect(ladder.losses).toMatchObject([
      { where: 'ack-to-server', from: 0, to: 1, arrow: 2, lost: true, frames: [3, 4] },
    ]);
    expect(ladder.arrows.map(({ timer }) => timer)).toEqual([undefined, undefined, undefined, '2xx', 'copy']);
  });
});

describe('what is in force in a ladder', () => {
  test('changes with each answer: hold, and back', async () => {
    const ladder = await draw(`${answered}
      10     alice -> bob  INVITE  sdp offer audio 4000 PCMA sendonly
      +0.01  alice <- bob  200  sdp answer audio 4002 PCMA recvonly
      +0.01  alice -> bob  ACK
      20     alice -> bob  BYE
      +0.01  alice <- bob  200`);

    const audio = { kind: 'audio', status: 'active', codec: 'PCMA' };
    expect(ladder.states).toMatchObject([
      {
        local: 0,
        remote: 1,
        arrow: 2,
        sinceStartMs: 1100,
        durationMs: 8910,
        media: [{ ...audio, direction: 'sendrecv' }],
      },
      { arrow: 5, durationMs: 9990, media: [{ ...audio, direction: 'sendonly', hold: 'local' }], frames: [5, 6] },
    ]);
    expect(ladder.arrows[2]?.agreed).toMatchObject([{ codec: 'PCMA' }]);
    expect(ladder.arrows[5]?.agreed).toMatchObject([{ hold: 'local' }]);
    expect(ladder.arrows.filter(({ agreed }) => agreed !== undefined)).toHaveLength(2);
  });

  test('dialogs are bands from the message that made them; transactions are brackets', async () => {
    const ladder = await draw(`${answered}
      10     alice -> bob  BYE
      +0.01  alice <- bob  200`);

    expect(ladder.dialogs).toEqual([
      {
        id: 'd1',
        callId: 'call-1@192.0.2.1',
        local: 0,
        remote: 1,
        first: 1,
        last: 5,
        method: 'INVITE',
        confirmed: 2,
        ended: 4,
      },
    ]);
    expect(ladder.transactions).toMatchObject([
      { method: 'INVITE', client: 0, server: 1, first: 0, last: 2, messages: 3, finalStatus: 200 },
      { method: 'BYE', first: 4, last: 5, messages: 2, finalStatus: 200 },
    ]);
  });
});

describe('keys and early media in a ladder', () => {
  const keys = `${answered}
      5      alice -> bob  INFO
             body application/dtmf-relay
               | Signal=5
               | Duration=160
      +0.01  alice <- bob  200`;

  test('keys stand at the lane of who pressed them', async () => {
    const { digits } = await draw(keys);

    expect(digits).toMatchObject([
      { lane: 0, digits: '5', sinceStartMs: 5000, durationMs: 160, source: 'info', frames: [5] },
    ]);
  });

  test('keys are told as x where they are to be masked', async () => {
    const { digits } = await draw(keys, { maskDigits: true });

    expect(digits).toMatchObject([{ lane: 0, digits: 'x' }]);
  });

  test('early media is between its lanes, announced by the provisional response before it', async () => {
    const ladder = await draw(`
      0.0    alice -> bob  INVITE sip:bob@example.com  sdp offer audio 4000 PCMA
      +0.5   alice <- bob  183  sdp answer audio 4002 PCMA
      +0.02  alice <- bob  rtp 4002 to 4000 PCMA for 0.5
      4.0    alice <- bob  200  sdp answer audio 4002 PCMA
      +0.01  alice -> bob  ACK`);

    expect(ladder.earlyMedia).toMatchObject([{ from: 1, to: 0, sinceStartMs: 520, durationMs: 480 }]);
    expect(ladder.arrows[1]?.earlyMedia).toBe(true);
    expect(ladder.media).toMatchObject([{ from: 1, to: 0, earlyMs: 480 }]);
  });
});
