import { describe, expect, test } from 'vitest';
import type { CallMessage } from '../src/message/call-message.ts';
import type { CallRow, CallStory, StreamRow } from '../src/rows.ts';
import { formatStory } from '../src/report/format-story.ts';
import { tellCall } from '../src/story/tell-call.ts';
import { alice, bob, SipFlow, sipMessage } from './sip-flow.ts';

const sdp = (host: string): string =>
  `v=0\r\no=- 1 1 IN IP4 ${host}\r\ns=-\r\nc=IN IP4 ${host}\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8\r\n`;
const body = (host: string) => ({ headers: ['Content-Type: application/sdp'], body: sdp(host) });

/** Answered after 2 s, ended after 12 s. */
const call = new SipFlow()
  .send(0, alice, bob, sipMessage('INVITE', body('10.0.0.1')))
  .send(500, bob, alice, sipMessage('183 Session Progress', { toTag: 'b', ...body('10.0.0.2') }))
  .send(2000, bob, alice, sipMessage('200 OK', { toTag: 'b', ...body('10.0.0.2') }))
  .send(2010, alice, bob, sipMessage('ACK', { toTag: 'b', branches: ['z9hG4bKa'] }))
  .send(12_000, alice, bob, sipMessage('BYE', { toTag: 'b', branches: ['z9hG4bKb'], cseq: 2 }));

async function storyOf(
  streams: (startedMs: number) => readonly StreamRow[],
  more: Partial<CallRow> = {},
): Promise<{ story: CallStory; row: CallRow }> {
  const messages: CallMessage[] = [];
  const analysis = await call.analyze({
    onMessage: (number, bytes, soFar) =>
      messages.push({ row: soFar.messageRow(number, bytes), index: 0, bytes: bytes.slice() }),
  });
  const found = analysis.call('c1');
  if (found === undefined) throw new Error('There is a call.');
  const row = { ...found, ...more };
  return { story: tellCall(row, messages, { streams: streams(Date.parse(row.started)) }), row };
}

function stream(
  startedMs: number,
  [from, to]: readonly [number, number],
  part: Partial<StreamRow> & { readonly codec?: string; readonly lostPercent?: number; readonly mos?: number },
): StreamRow {
  return {
    id: 's1',
    protocol: 'RTP',
    kind: 'audio',
    call: 'c1',
    dialog: 'd1',
    srcIp: '10.0.0.1',
    srcPort: 4000,
    dstIp: '10.0.0.2',
    dstPort: 4000,
    started: new Date(startedMs + from).toISOString(),
    ended: new Date(startedMs + to).toISOString(),
    firstFrame: 50,
    lastFrame: 500,
    packets: 500,
    bytes: 80_000,
    ...part,
  };
}

const mediaOf = ({ events }: CallStory): string[] =>
  events
    .filter(({ stream: id, kind }) => id !== undefined || kind === 'media-problem')
    .map(({ sinceStartMs, kind, text, stream: id = '' }) => `${sinceStartMs} ${kind} ${id} ${text}`);

describe('the media of a call, as it is told', () => {
  test('both ways, each with how well it came', async () => {
    const { story } = await storyOf((at) => [
      stream(at, [2020, 12_000], { from: 'caller', codec: 'PCMA', lostPercent: 0, mos: 4.41 }),
      stream(at, [2060, 12_000], {
        id: 's2',
        from: 'callee',
        codec: 'PCMA',
        lostPercent: 0.34,
        mos: 4.2,
        firstFrame: 51,
      }),
    ]);

    expect(mediaOf(story)).toEqual([
      '2060 media s1 Audio both ways: from alice RTP PCMA for 10.0 s (lost 0 %, MOS 4.4) and from bob RTP PCMA for 9.9 s (lost 0.3 %, MOS 4.2).',
    ]);
    expect(story.events.find(({ kind }) => kind === 'media')).toMatchObject({ frames: [50, 51], leg: 0 });
  });

  test('one way, where that is known', async () => {
    const streams = (at: number): readonly StreamRow[] => [stream(at, [2020, 12_000], { from: 'caller' })];

    const { story } = await storyOf(streams, { media: { audio: 'one-way', missing: 'callee', frames: [3] } });

    expect(mediaOf(story)).toEqual([
      "2020 media-problem s1 Audio: from alice RTP audio for 10.0 s. bob's audio never arrives here.",
    ]);
    // It may have gone another way.
    expect(mediaOf((await storyOf(streams)).story)).toEqual(['2020 media s1 Audio: from alice RTP audio for 10.0 s.']);
  });

  test('none at all, where that is known', async () => {
    const { story } = await storyOf(() => [], { media: { audio: 'none', frames: [3] } });

    expect(mediaOf(story)).toEqual([
      '2000 media-problem  No audio arrives here from either side, though both should send.',
    ]);
    expect(mediaOf((await storyOf(() => [])).story)).toEqual([]);
  });

  test('before the answer, from whom and for how long', async () => {
    const { story } = await storyOf((at) => [
      stream(at, [520, 12_000], { from: 'callee', codec: 'PCMA' }),
      stream(at, [2020, 12_000], { id: 's2', from: 'caller', codec: 'PCMA' }),
    ]);

    expect(mediaOf(story)[0]).toBe('520 early-media s1 Early media: bob sends RTP PCMA for 1.5 s before the answer.');
  });

  test('with its problems, when they began, and other kinds of media', async () => {
    const { story } = await storyOf((at) => [
      stream(at, [2020, 12_000], {
        from: 'caller',
        problems: [
          { code: 'after-bye', text: 'Goes on after the BYE.', from: new Date(at + 9000).toISOString(), frames: [77] },
          { code: 'one-way', text: 'told with the audio', frames: [1] },
        ],
      }),
      stream(at, [3000, 9000], { id: 's2', from: 'callee', kind: 'video', codec: 'H264', lostPercent: 2.5 }),
    ]);

    expect(mediaOf(story)).toEqual([
      '2020 media s1 Audio: from alice RTP audio for 10.0 s.',
      '3000 media s2 Video: from bob RTP H264 for 6.0 s (lost 2.5 %).',
      "9000 media-problem s1 alice's audio: Goes on after the BYE.",
    ]);
  });

  test('with the keys that were pressed, each run of them together', async () => {
    const key = (digits: string, time: number, source: 'rtp-event' | 'info', frame: number) => ({
      digits,
      time: new Date(time).toISOString(),
      source,
      from: 'callee' as const,
      frames: [frame],
    });
    const start = Date.parse((await storyOf(() => [])).row.started);
    const dtmf = [
      key('1', start + 4000, 'rtp-event', 60),
      key('#', start + 5000, 'rtp-event', 61),
      key('7', start + 5500, 'info', 62),
      key('2', start + 11_000, 'rtp-event', 63),
    ];

    const { story } = await storyOf((at) => [stream(at, [2020, 12_000], { from: 'callee', id: 's2' })], { dtmf });

    expect(mediaOf(story).slice(1)).toEqual([
      '4000 dtmf s2 bob presses 1 # (RTP events).',
      '11000 dtmf s2 bob presses 2 (RTP events).',
    ]);
  });

  test('stands below what was agreed on, in the text', async () => {
    const { story, row } = await storyOf((at) => [stream(at, [2020, 12_000], { from: 'caller', codec: 'PCMA' })]);

    expect(formatStory(row, story)).toContain('  +2.020   to +12.000   from alice: RTP PCMA 10.0 s  (s1)\n');
  });
});
