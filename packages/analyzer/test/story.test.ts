import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze } from '../src/analyze.ts';
import { openCapture } from '../src/node.ts';
import type { CallMessage } from '../src/message/call-message.ts';
import type { CallStory, MediaState } from '../src/rows.ts';
import { placeText } from '../src/story/media-text.ts';
import { tellCall } from '../src/story/tell-call.ts';
import { corpus } from './corpus.ts';
import { alice, bob, SipFlow, sipMessage } from './sip-flow.ts';

const fixtures = path.join(import.meta.dirname, '../../../fixtures/captures');

async function storyOf(capture: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, id = 'c1'): Promise<CallStory> {
  const messages: CallMessage[] = [];
  const analysis = await analyze(capture, {
    onMessage: (number, bytes, soFar) =>
      messages.push({ row: soFar.messageRow(number, bytes), index: soFar.frame(number).index, bytes: bytes.slice() }),
  });
  const call = analysis.call(id);
  if (call === undefined) throw new Error(`There is no call ${id}.`);
  return tellCall(
    call,
    analysis.messagesOfCall(id).flatMap((number) => messages[number] ?? []),
  );
}

async function storyOfFile(file: string, id = 'c1'): Promise<CallStory> {
  const input = await openCapture(file);
  try {
    return await storyOf(input.chunks(), id);
  } finally {
    await input.close();
  }
}

/** `+0.669 hold 15 20 alice puts …` */
const events = ({ events: list }: CallStory): string[] =>
  list.map(
    ({ sinceStartMs, frames, text }) =>
      `+${(sinceStartMs / 1000).toFixed(3)} ${text} ${frames.map((frame) => `#${frame}`).join(' ')}`,
  );

function media({ kind, status, direction, codecs, local, remote, hold }: MediaState): string {
  const names = codecs.map(({ name, localPayloadType }) => `${name}/${localPayloadType}`);
  const words = [kind, status, direction, placeText(local), placeText(remote), ...names];
  return [...words, ...(hold === undefined ? [] : [`held by ${hold}`])].join(' ');
}
const sessions = ({ legs }: CallStory): string[][] =>
  legs.map(({ session }) =>
    session.states.map(({ frames, media: lines }) => `${frames.slice(0, 2).join(' ')}: ${lines.map(media).join('; ')}`),
  );

/** Each checked by hand, message by message, against the capture. */
describe('the story of captures made by other programs', () => {
  test('SIPp and Kamailio: hold and resume', async () => {
    const story = await storyOfFile(path.join(fixtures, 'call/reinvite-hold.pcap'));

    expect(events(story)).toEqual([
      '+0.000 alice calls bob at sip:bob@example.test, offering audio PCMA PCMU telephone-event. #1',
      '+0.022 bob rings. #6',
      '+0.232 bob answers after 252 ms. #9 #1',
      '+0.669 alice puts bob on hold (audio sendonly), only alice sends now. #15 #20',
      '+1.216 alice takes bob off hold. #26 #31',
      '+1.544 alice hangs up after 1.3 s of talk. #37',
    ]);
    const line = (direction: string): string =>
      `audio active ${direction} 127.0.1.1:22036 127.0.2.1:20484 PCMA/8 telephone-event/101`;
    expect(sessions(story)).toEqual([
      [`1 9: ${line('sendrecv')}`, `15 20: ${line('sendonly')} held by local`, `26 31: ${line('sendrecv')}`],
    ]);
  });

  test('SIPp and Kamailio: PRACK and UPDATE before the answer', async () => {
    const story = await storyOfFile(path.join(fixtures, 'call/prack-update-100rel.pcap'));

    expect(events(story)).toEqual([
      '+0.000 alice calls bob at sip:bob@example.test, offering audio PCMA PCMU telephone-event. #1',
      '+0.029 Progress from bob (183). #6',
      '+0.029 Early media is possible: bob describes audio sendrecv in its 183. #6',
      '+0.037 alice acknowledges the 183 (PRACK). #9 #6',
      '+0.049 alice asks again for what is in force (UPDATE). #15 #18',
      '+0.260 bob answers after 280 ms. #21 #1',
      '+0.260 Early media ends: the call is answered. #21',
      '+0.592 alice hangs up after 332 ms of talk. #27',
    ]);
    expect(story.legs[0]?.session.exchanges).toMatchObject([
      { pattern: 3, offer: { frame: 1 }, answer: { frame: 6 } },
      { pattern: 6, offer: { frame: 15 }, answer: { frame: 18 } },
    ]);
  });

  test('SIPp and Kamailio: a fork, whose proxy cancels the other branch', async () => {
    const story = await storyOfFile(path.join(fixtures, 'call/fork.pcap'));

    expect(events(story)).toEqual([
      '+0.000 alice calls bob at sip:bob@example.test, offering audio PCMA PCMU telephone-event. #9',
      '+0.002 bob rings. #17',
      '+0.002 bob (127.0.2.2:5060) rings. #18',
      '+0.311 bob answers after 311 ms. #23 #9',
      '+0.311 127.0.0.11:5060 cancels its branch to 127.0.2.2:5060 (CANCEL) (SIP 200 Call completed elsewhere). #25',
      '+0.315 bob (127.0.2.2:5060): 487 Request Terminated after 315 ms. #29',
      '+5.120 alice presses 1 (RTP events). #355 #366',
      '+5.624 alice hangs up after 5.3 s of talk. #381',
    ]);
    expect(story.legs.map(({ path: passed }) => passed.at(-1))).toEqual(['127.0.2.1:5060', '127.0.2.2:5060']);
  });

  test('baresip: hold, and a blind transfer', async () => {
    const story = await storyOfFile(path.join(fixtures, 'transfer/baresip-blind-transfer.pcap'));

    expect(events(story).slice(0, 10)).toEqual([
      '+0.000 alice calls bob at sip:bob@10.99.0.1:5062, offering audio PCMA telephone-event. #1',
      '+0.000 bob rings. #2',
      '+0.002 bob answers after 2 ms. #4 #1',
      '+3.801 alice puts bob on hold (audio sendonly), only alice sends now. #387 #389',
      '+5.102 alice takes bob off hold. #392 #394',
      '+6.403 bob asks alice to call carol (REFER, blind transfer). #527',
      '+6.403 alice accepts the transfer: 202 Accepted. #528 #527',
      '+6.403 alice reports: the call to carol is under way (100 Trying). #529 #527',
      '+6.407 alice reports: the transfer to carol succeeded (200 OK). #539 #527',
      '+6.410 bob hangs up after 6.4 s of talk. #542',
    ]);
  });

  const fax = path.join(corpus, 'captures/ndpi__FAX-Call-t38-CA-TDM-SIP-FB-1.pcap');
  test.skipIf(!existsSync(fax))('two gateways: T.38 is refused, and the fax goes on in G.711', async () => {
    const story = await storyOfFile(fax);

    expect(events(story)).toEqual([
      expect.stringContaining('unavailable calls 061963177'),
      '+0.169 061963177 rings. #32',
      '+6.842 061963177 answers after 6.8 s. #49 #23',
      '+8.899 Telephone events are no longer agreed on for audio. #166 #172',
      '+43.530 The switch to fax over T.38 that unavailable asked for is refused (488). #1404 #1394',
      '+43.548 unavailable changes its description without raising its version (RFC 3264 §8). #1412',
      '+43.690 Telephone events are now agreed on for audio. #1412 #1426',
      '+43.690 After T.38 was refused, the media is offered anew as audio PCMA: fax goes on as sound (pass-through). #1426 #1404',
      '+83.728 unavailable hangs up after 1 min 17 s of talk (Q.850 16 Normal call clearing). #1534',
    ]);
  });

  const volte = path.join(corpus, 'captures/open5gs__volte.pcapng');
  test.skipIf(!existsSync(volte))('two phones in an IMS: one dialog over all its hops', async () => {
    const story = await storyOfFile(volte);

    expect(events(story).slice(1)).toEqual([
      '+2.550 0198765432100 answers after 2.6 s. #88 #34',
      '+2.550 The session lasts 1800 s unless refreshed, refreshed by 0298765432100. #88',
    ]);
    expect(sessions(story)).toEqual([
      ['34 88: audio active sendrecv 192.168.101.3:50016 192.168.101.2:50056 AMR-WB/104 telephone-event/96'],
    ]);
  });

  const recorded = path.join(corpus, 'generated/siprec.pcap');
  test.skipIf(!existsSync(recorded))('a recording session only sends, which is no hold', async () => {
    const story = await storyOfFile(recorded);

    expect(sessions(story)).toEqual([
      [
        '1 2: audio active sendonly 127.0.1.5:12240 127.0.2.5:12240 PCMU/0; audio active sendonly 127.0.1.5:22456 127.0.2.5:22456 PCMU/0',
      ],
    ]);
    expect(story.legs[0]?.session.states[0]?.media.map(({ local }) => local?.label)).toEqual(['1', '2']);
  });
});

describe('tellCall()', () => {
  const sdp = (port: number, version: number): string =>
    `v=0\r\no=- 1 ${version} IN IP4 10.0.0.1\r\ns=-\r\nc=IN IP4 10.0.0.1\r\nt=0 0\r\nm=audio ${port} RTP/AVP 0\r\n`;
  const carrying = (port: number, version: number): object => ({
    headers: ['Content-Type: application/sdp'],
    body: sdp(port, version),
  });

  /** A call with so many re-INVITEs, each of which moves the media. */
  function longCall(changes: number): SipFlow {
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('INVITE', carrying(4000, 1)))
      .send(5, bob, alice, sipMessage('200 OK', { ...carrying(5000, 1), toTag: 'b' }))
      .send(6, alice, bob, sipMessage('ACK', { toTag: 'b', branches: ['z9hG4bKack'] }));
    for (let change = 1; change <= changes; change++) {
      const options = { toTag: 'b', cseq: change + 1, branches: [`z9hG4bKr${change}`] };
      const at = change * 10;
      flow
        .send(at, alice, bob, sipMessage('INVITE', { ...carrying(4000 + (change % 2) * 2, change + 1), ...options }))
        .send(at + 1, bob, alice, sipMessage('200 OK', { ...carrying(5000, 1), ...options }))
        .send(at + 2, alice, bob, sipMessage('ACK', { ...options, branches: [`z9hG4bKa${change}`] }));
    }
    return flow;
  }

  test('tells a call of thousands of messages in a time that grows with their number', async () => {
    const timeMs = async (changes: number): Promise<number> => {
      const capture = longCall(changes).capture();
      const messages: CallMessage[] = [];
      const analysis = await analyze([capture], {
        onMessage: (number, bytes, soFar) =>
          messages.push({ row: soFar.messageRow(number, bytes), index: 0, bytes: bytes.slice() }),
      });
      const call = analysis.call('c1');
      if (call === undefined) throw new Error('It has a call.');
      const started = performance.now();
      tellCall(call, messages);
      return performance.now() - started;
    };
    await timeMs(50);
    const few = await timeMs(150);

    const many = await timeMs(600);

    // Four times as many: eight times as long at most, whatever else the machine does.
    expect(many).toBeLessThan(8 * few + 1000);
  });

  test('tells of messages whose texts could not be kept what is known without them', async () => {
    const analysis = await analyze([await readFile(path.join(fixtures, 'call/call.pcap'))]);
    const call = analysis.call('c1');
    if (call === undefined) throw new Error('The fixture has a call.');
    const none = new Uint8Array();
    const messages = analysis
      .messagesOfCall('c1')
      .map((number) => ({ row: analysis.messageRow(number, none), index: 0, bytes: none }));

    const story = tellCall(call, messages);

    expect(story.legs[0]?.session.states).toEqual([]);
    expect(story.events.map(({ kind }) => kind)).toContain('hangup');
  });
});
