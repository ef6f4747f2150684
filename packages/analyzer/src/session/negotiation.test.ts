import { describe, expect, test } from 'vitest';
import { sdpOf, SessionTalk } from '../../test/session-talk.ts';
import type { SessionRow } from '../rows.ts';

const [hostA, hostB] = ['10.0.0.1', '10.0.0.2'];
const [sdpA, sdpB] = [sdpOf(hostA, [4000]), sdpOf(hostB, [5000])];
const heldA = sdpOf(hostA, [{ port: 4000, direction: 'sendonly' }], 2);
const heldB = sdpOf(hostB, [{ port: 5000, direction: 'recvonly' }], 2);

/** A call that was answered: frames 1 to 3. */
function established(): SessionTalk {
  const talk = new SessionTalk();
  talk.say('a', 'INVITE', { sdp: sdpA });
  talk.say('a', '200 INVITE', { sdp: sdpB });
  talk.say('a', 'ACK');
  return talk;
}

const ports = ({ states }: SessionRow): unknown[] =>
  states.map(({ media }) => media.map(({ local, remote }) => [local?.port, remote?.port]));
const patterns = ({ exchanges }: SessionRow): unknown[] => exchanges.map(({ pattern, outcome }) => [pattern, outcome]);

describe('the patterns of RFC 6337 §2.2, table 1', () => {
  test('1: an INVITE offers, its 2xx answers', () => {
    const talk = new SessionTalk();

    const told = [
      talk.say('a', 'INVITE', { sdp: sdpA }),
      talk.say('a', '180 INVITE'),
      talk.say('a', '200 INVITE', { sdp: sdpB }),
      talk.say('a', 'ACK'),
    ];

    expect(told).toEqual([{ role: 'offer' }, {}, { role: 'answer' }, {}]);
    expect(patterns(talk.row())).toEqual([[1, 'answered']]);
    expect(talk.row().states).toMatchObject([{ frames: [1, 3], offerer: 'local', complete: true }]);
    expect(ports(talk.row())).toEqual([[[4000, 5000]]]);
  });

  test('2: a 2xx offers, the ACK answers', () => {
    const talk = new SessionTalk();

    const told = [
      talk.say('a', 'INVITE'),
      talk.say('a', '200 INVITE', { sdp: sdpB }),
      talk.say('a', 'ACK', { sdp: sdpA }),
    ];

    expect(told).toEqual([{}, { role: 'offer' }, { role: 'answer' }]);
    expect(patterns(talk.row())).toEqual([[2, 'answered']]);
    expect(talk.row().states).toMatchObject([{ frames: [2, 3], offerer: 'remote' }]);
    expect(ports(talk.row())).toEqual([[[4000, 5000]]]);
  });

  test('3: an INVITE offers, a reliable provisional response answers, and what follows in the transaction repeats', () => {
    const talk = new SessionTalk();

    const told = [
      talk.say('a', 'INVITE', { sdp: sdpA }),
      talk.say('a', '183 INVITE', { sdp: sdpB, rseq: 1 }),
      talk.say('a', 'PRACK', { cseq: 2, rack: '1 1' }),
      talk.say('a', '200 PRACK', { cseq: 2 }),
      talk.say('a', '200 INVITE', { sdp: sdpB }),
      talk.say('a', 'ACK'),
    ];

    expect(told).toEqual([{ role: 'offer' }, { role: 'answer' }, {}, {}, { role: 'answer', repeated: true }, {}]);
    expect(patterns(talk.row())).toEqual([[3, 'answered']]);
    expect(ports(talk.row())).toEqual([[[4000, 5000]]]);
  });

  test('4: a reliable provisional response offers, its PRACK answers', () => {
    const talk = new SessionTalk();

    const told = [
      talk.say('a', 'INVITE'),
      talk.say('a', '183 INVITE', { sdp: sdpB, rseq: 7 }),
      talk.say('a', 'PRACK', { sdp: sdpA, cseq: 2, rack: '7 1' }),
      talk.say('a', '200 PRACK', { cseq: 2 }),
      talk.say('a', '200 INVITE'),
    ];

    expect(told).toEqual([{}, { role: 'offer' }, { role: 'answer' }, {}, {}]);
    expect(patterns(talk.row())).toEqual([[4, 'answered']]);
    expect(talk.row().states).toMatchObject([{ frames: [2, 3], offerer: 'remote' }]);
  });

  test('5: the PRACK of an answer offers anew, its 2xx answers', () => {
    const talk = new SessionTalk();

    const told = [
      talk.say('a', 'INVITE', { sdp: sdpA }),
      talk.say('a', '183 INVITE', { sdp: sdpB, rseq: 1 }),
      talk.say('a', 'PRACK', { sdp: sdpOf(hostA, [4002], 2), cseq: 2, rack: '1 1' }),
      talk.say('a', '200 PRACK', { sdp: sdpOf(hostB, [5002], 2), cseq: 2 }),
    ];

    expect(told).toEqual([{ role: 'offer' }, { role: 'answer' }, { role: 'offer' }, { role: 'answer' }]);
    expect(patterns(talk.row())).toEqual([
      [3, 'answered'],
      [5, 'answered'],
    ]);
    expect(ports(talk.row())).toEqual([[[4000, 5000]], [[4002, 5002]]]);
  });

  test('6: an UPDATE offers, its 2xx answers, whichever side sends it', () => {
    const talk = established();

    const told = [
      talk.say('b', 'UPDATE', { sdp: sdpOf(hostB, [5002], 2), cseq: 9 }),
      talk.say('b', '200 UPDATE', { sdp: sdpOf(hostA, [4002], 2), cseq: 9 }),
    ];

    expect(told).toEqual([{ role: 'offer' }, { role: 'answer' }]);
    expect(patterns(talk.row())[1]).toEqual([6, 'answered']);
    expect(talk.row().states[1]).toMatchObject({ offerer: 'remote' });
    expect(ports(talk.row())[1]).toEqual([[4002, 5002]]);
  });
});

describe('RFC 6337 §3: what is neither', () => {
  test('figure 1: only the reliable answer counts, the one before is a preview, the ones after are repetitions', () => {
    const talk = new SessionTalk();

    const told = [
      talk.say('a', 'INVITE', { sdp: sdpA }),
      talk.say('a', '180 INVITE', { sdp: sdpB }),
      talk.say('a', '183 INVITE', { rseq: 1 }),
      talk.say('a', 'PRACK', { cseq: 2, rack: '1 1' }),
      talk.say('a', '200 PRACK', { cseq: 2 }),
      talk.say('a', '183 INVITE', { sdp: sdpB, rseq: 2 }),
      talk.say('a', 'PRACK', { cseq: 3, rack: '2 1' }),
      talk.say('a', '200 PRACK', { cseq: 3 }),
      talk.say('a', '200 INVITE', { sdp: sdpB }),
    ];

    expect(told.map(({ role, repeated }) => [role, repeated])).toEqual([
      ['offer', undefined],
      ['preview', undefined],
      [undefined, undefined],
      [undefined, undefined],
      [undefined, undefined],
      ['answer', undefined],
      [undefined, undefined],
      [undefined, undefined],
      ['answer', true],
    ]);
    expect(talk.row().states).toEqual([
      expect.objectContaining({
        started: '1970-01-01T00:00:02Z',
        confirmed: '1970-01-01T00:00:06Z',
        frames: [1, 2, 6],
      }),
    ]);
    expect(talk.row().states[0]?.preview).toBeUndefined();
  });

  test('figure 2: after an offer in the first reliable response, later ones only repeat it', () => {
    const talk = new SessionTalk();
    talk.say('a', 'INVITE');

    const told = [
      talk.say('a', '180 INVITE', { sdp: sdpB }),
      talk.say('a', '183 INVITE', { sdp: sdpB, rseq: 1 }),
      talk.say('a', 'PRACK', { sdp: sdpA, cseq: 2, rack: '1 1' }),
      talk.say('a', '200 INVITE', { sdp: sdpB }),
      talk.say('a', 'ACK', { sdp: sdpA }),
    ];

    expect(told).toEqual([
      {},
      { role: 'offer' },
      { role: 'answer' },
      { role: 'offer', repeated: true },
      { repeated: true },
    ]);
    expect(talk.row().exchanges).toHaveLength(1);
  });

  test('a preview that the answer does not keep is told', () => {
    const talk = new SessionTalk();
    talk.say('a', 'INVITE', { sdp: sdpA });
    talk.say('a', '183 INVITE', { sdp: sdpOf('10.0.0.3', [6000]) });

    const told = talk.say('a', '200 INVITE', { sdp: sdpB });

    expect(told).toEqual({ role: 'answer', differs: true });
    expect(ports(talk.row())).toEqual([[[4000, 6000]], [[4000, 5000]]]);
    expect(talk.row().states[0]).toMatchObject({ preview: true, ended: '1970-01-01T00:00:03Z' });
  });

  test('a second preview that is another one is told, and the first goes on', () => {
    const talk = new SessionTalk();
    talk.say('a', 'INVITE', { sdp: sdpA });
    talk.say('a', '183 INVITE', { sdp: sdpB });

    const told = talk.say('a', '183 INVITE', { sdp: sdpOf('10.0.0.3', [6000]) });

    expect(told).toEqual({ role: 'preview', differs: true });
    expect(ports(talk.row())).toEqual([[[4000, 5000]]]);
  });

  test('descriptions in failures, and in requests that are no session’s, have no role', () => {
    const talk = established();

    const told = [
      talk.say('a', 'INFO', { sdp: sdpA, cseq: 2 }),
      talk.say('a', 'OPTIONS', { sdp: sdpA, cseq: 3 }),
      talk.say('a', '200 OPTIONS', { sdp: sdpB, cseq: 3 }),
      talk.say('a', 'UPDATE', { cseq: 4 }),
      talk.say('a', '200 UPDATE', { cseq: 4 }),
    ];

    expect(told).toEqual([{}, {}, {}, {}, {}]);
    expect(talk.row().exchanges).toHaveLength(1);
  });

  test('what only said the same again is one state', () => {
    const talk = established();
    talk.say('a', 'INVITE', { sdp: sdpA, cseq: 2, tag: 'b' });
    talk.say('a', '200 INVITE', { sdp: sdpB, cseq: 2 });
    talk.say('a', 'ACK', { cseq: 2 });

    expect(talk.row().states).toMatchObject([{ frames: [1, 2, 4, 5] }]);
    expect(talk.row().exchanges).toHaveLength(2);
  });
});

describe('failures take back', () => {
  test('a refused re-INVITE leaves what was in force', () => {
    const talk = established();
    talk.say('a', 'INVITE', { sdp: heldA, cseq: 2, tag: 'b' });

    const told = talk.say('a', '488 INVITE', { cseq: 2, sdp: sdpB });

    expect(told).toEqual({ rolledBack: true });
    expect(ports(talk.row())).toEqual([[[4000, 5000]]]);
    expect(talk.row().exchanges[1]).toMatchObject({ outcome: 'refused', status: 488, failure: { frame: 5 } });
    expect(talk.row().states[0]?.ended).toBeUndefined();
  });

  test('a re-INVITE that fails after it was answered reliably goes back to what was before', () => {
    const talk = established();
    talk.say('a', 'INVITE', { sdp: sdpOf(hostA, [4002], 2), cseq: 2, tag: 'b' });
    talk.say('a', '183 INVITE', { sdp: sdpOf(hostB, [5002], 2), cseq: 2, rseq: 1 });
    talk.say('a', 'PRACK', { cseq: 3, rack: '1 2' });

    const told = talk.say('a', '504 INVITE', { cseq: 2 });

    expect(told).toEqual({ rolledBack: true });
    expect(ports(talk.row())).toEqual([[[4000, 5000]], [[4002, 5002]], [[4000, 5000]]]);
    expect(talk.row().states[2]).toMatchObject({ rollback: true, frames: [7] });
  });

  test('a refused UPDATE leaves what was in force', () => {
    const talk = established();
    talk.say('b', 'UPDATE', { sdp: heldB, cseq: 2 });

    expect(talk.say('b', '500 UPDATE', { cseq: 2 })).toEqual({ rolledBack: true });
    expect(ports(talk.row())).toEqual([[[4000, 5000]]]);
  });

  test('offers that cross are both refused, and the retry counts', () => {
    const talk = established();

    const told = [
      talk.say('a', 'INVITE', { sdp: heldA, cseq: 2, tag: 'b' }),
      talk.say('b', 'INVITE', { sdp: heldB, cseq: 8, tag: 'b' }),
      talk.say('a', '491 INVITE', { cseq: 2 }),
      talk.say('b', '491 INVITE', { cseq: 8 }),
      talk.say('a', 'INVITE', { sdp: heldA, cseq: 3, tag: 'b' }),
      talk.say('a', '200 INVITE', { sdp: heldB, cseq: 3 }),
    ];

    expect(told).toEqual([
      { role: 'offer' },
      { role: 'offer', crossed: true },
      { rolledBack: true },
      { rolledBack: true },
      { role: 'offer' },
      { role: 'answer' },
    ]);
    expect(talk.row().exchanges.map(({ outcome, status, crossed }) => [outcome, status, crossed])).toEqual([
      ['answered', undefined, undefined],
      ['refused', 491, undefined],
      ['refused', 491, true],
      ['answered', undefined, undefined],
    ]);
  });

  test('an INVITE that fails ends what its preview began', () => {
    const talk = new SessionTalk();
    talk.say('a', 'INVITE', { sdp: sdpA });
    talk.say('a', '183 INVITE', { sdp: sdpB });
    talk.say('a', '486 INVITE');

    expect(talk.row().states).toMatchObject([{ preview: true, ended: '1970-01-01T00:00:03Z' }]);
    expect(talk.row().exchanges).toMatchObject([{ outcome: 'refused', status: 486 }]);
  });

  test('an offer that nobody answers is told', () => {
    const talk = new SessionTalk();
    talk.say('a', 'INVITE');
    talk.say('a', '200 INVITE', { sdp: sdpB });
    talk.say('a', 'ACK');

    expect(patterns(talk.row())).toEqual([[undefined, 'unanswered']]);
    expect(talk.row().states).toEqual([]);
  });

  test('an UPDATE’s 2xx without a description leaves its offer unanswered', () => {
    const talk = established();
    talk.say('a', 'UPDATE', { sdp: heldA, cseq: 2 });
    talk.say('a', '200 UPDATE', { cseq: 2 });

    expect(patterns(talk.row())[1]).toEqual([undefined, 'unanswered']);
  });
});

describe('branches, hops, and what was not captured', () => {
  test('each branch of a fork has its own state', () => {
    const talk = new SessionTalk();
    talk.say('a', 'INVITE', { sdp: sdpA });
    talk.say('a', '183 INVITE', { sdp: sdpB, tag: 'b' });
    talk.say('a', '183 INVITE', { sdp: sdpOf('10.0.0.3', [6000]), tag: 'c' });
    talk.say('a', '200 INVITE', { sdp: sdpOf('10.0.0.3', [6000]), tag: 'c' });

    expect(talk.negotiations).toHaveLength(2);
    expect(ports(talk.row(0))).toEqual([[[4000, 5000]]]);
    expect(talk.row(0).states[0]?.preview).toBe(true);
    expect(ports(talk.row(1))).toEqual([[[4000, 6000]]]);
    expect(talk.row(1).states[0]?.confirmed).toBe('1970-01-01T00:00:04Z');
  });

  test('a failure on one branch ends only that one', () => {
    const talk = new SessionTalk();
    talk.say('a', 'INVITE', { sdp: sdpA });
    talk.say('a', '183 INVITE', { sdp: sdpB, tag: 'b', hop: 2 });
    talk.say('a', '183 INVITE', { sdp: sdpOf('10.0.0.3', [6000]), tag: 'c', hop: 2 });
    talk.say('a', '486 INVITE', { tag: 'b', hop: 2 });

    expect(talk.row(0).states[0]?.ended).toBe('1970-01-01T00:00:04Z');
    expect(talk.row(1).states[0]?.ended).toBeUndefined();
  });

  test('copies on other hops say nothing new, but where they put the media', () => {
    const talk = new SessionTalk();
    const relayed = sdpOf('192.0.2.1', [30_000]);

    const told = [
      talk.say('a', 'INVITE', { sdp: sdpA }),
      talk.say('a', 'INVITE', { sdp: relayed, hop: 2 }),
      talk.say('a', '200 INVITE', { sdp: sdpB, hop: 2 }),
      talk.say('a', '200 INVITE', { sdp: sdpB }),
    ];

    expect(told.map(({ role }) => role)).toEqual(['offer', 'offer', 'answer', 'answer']);
    expect(talk.row().exchanges).toHaveLength(1);
    expect(talk.row().states[0]?.media[0]?.local).toMatchObject({
      address: hostA,
      port: 4000,
      alsoAt: [{ address: '192.0.2.1', port: 30_000, frame: 2 }],
    });
  });

  test('of a call whose INVITE was not captured, what its 2xx says stands alone', () => {
    const talk = new SessionTalk();
    const told = talk.say('a', '200 INVITE', { sdp: sdpB });
    talk.say('a', 'ACK');

    expect(told).toEqual({});
    expect(talk.row().states).toMatchObject([
      { complete: false, media: [{ codecs: [{ name: 'PCMU', remotePayloadType: 0 }, {}], remote: { port: 5000 } }] },
    ]);
  });

  test('a description in the ACK shows that a 2xx was the offer of an INVITE not captured', () => {
    const talk = new SessionTalk();
    talk.say('a', '200 INVITE', { sdp: sdpB });

    const told = talk.say('a', 'ACK', { sdp: sdpA });

    expect(told).toEqual({ role: 'answer' });
    expect(patterns(talk.row())).toEqual([[2, 'answered']]);
    expect(ports(talk.row()).at(-1)).toEqual([[4000, 5000]]);
  });

  test('an attempt after a challenge is another one', () => {
    const talk = new SessionTalk();
    talk.say('a', 'INVITE', { sdp: sdpA });
    talk.say('a', '401 INVITE', { tag: 'x' });
    talk.say('a', 'INVITE', { sdp: sdpA, cseq: 2 });
    talk.say('a', '200 INVITE', { sdp: sdpB, cseq: 2 });

    expect(talk.row(0).exchanges).toMatchObject([{ outcome: 'refused', status: 401 }]);
    expect(patterns(talk.row(1))).toEqual([[1, 'answered']]);
  });

  test('BYE ends what was in force', () => {
    const talk = established();
    talk.say('b', 'BYE', { cseq: 2 });

    expect(talk.row().states[0]?.ended).toBe('1970-01-01T00:00:04Z');
  });
});

describe('where descriptions stand', () => {
  test('in a part of a multipart body that is for the session', () => {
    const talk = new SessionTalk();
    const body = `--x\r\nContent-Type: application/isup\r\n\r\n\x01\x02\r\n--x\r\nContent-Type: application/sdp\r\n\r\n${sdpA}\r\n--x--\r\n`;

    const told = talk.say('a', 'INVITE', { sdp: body, type: 'multipart/mixed;boundary=x' });

    expect(told).toEqual({ role: 'offer' });
  });

  test('an early-session description is no offer of the session', () => {
    const talk = new SessionTalk();

    const told = talk.say('a', 'INVITE', { sdp: sdpA, headers: ['Content-Disposition: early-session'] });

    expect(told).toEqual({});
  });

  test('one that cannot be read is an offer all the same', () => {
    const talk = new SessionTalk();
    const told = talk.say('a', 'INVITE', { sdp: 'packed', headers: ['Content-Encoding: gzip'] });
    talk.say('a', '200 INVITE', { sdp: sdpB });

    expect(told).toEqual({ role: 'offer' });
    expect(talk.row().exchanges).toMatchObject([{ pattern: 1, offer: { unreadable: true } }]);
    expect(talk.row().states).toMatchObject([{ complete: false, media: [{ remote: { port: 5000 } }] }]);
  });

  test('of one that was cut, the lines that are missing are not taken for declined', () => {
    const talk = new SessionTalk();
    talk.say('a', 'INVITE', { sdp: sdpOf(hostA, [4000, { port: 4002, kind: 'video', formats: '31' }]) });
    talk.say('a', '200 INVITE', { sdp: sdpB, isCut: true });

    expect(talk.row().states[0]).toMatchObject({
      complete: false,
      media: [{ status: 'active' }, { status: 'active' }],
    });
  });
});

test('states and exchanges beyond those that are kept are counted', () => {
  const talk = established();
  for (let change = 1; change <= 1200; change++) {
    talk.say('a', 'UPDATE', { sdp: sdpOf(hostA, [4000 + (change % 2) * 2], change + 1), cseq: change + 1 });
    talk.say('a', '200 UPDATE', { sdp: sdpB, cseq: change + 1 });
  }

  const { states, moreStates, exchanges, moreExchanges } = talk.row();
  expect([states.length, moreStates]).toEqual([256, 1201 - 256]);
  expect([exchanges.length, moreExchanges]).toEqual([1000, 201]);
});
