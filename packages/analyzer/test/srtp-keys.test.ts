import { parseMessage } from '@sipscope/parser';
import { describe, expect, test } from 'vitest';
import { analyze } from '../src/analyze.ts';
import { openBlob } from '../src/capture/blob-input.ts';
import { CaptureReader } from '../src/capture/capture-reader.ts';
import { extractPackets } from '../src/extract.ts';
import type { CallMessage } from '../src/message/call-message.ts';
import { formatLadder, ladderFormats } from '../src/report/format-ladder.ts';
import { formatStory } from '../src/report/format-story.ts';
import { buildLadder } from '../src/report/ladder.ts';
import { tellCall } from '../src/story/tell-call.ts';
import { bytesOf, pcap, text } from './build-capture.ts';
import { ipv4, tcp } from './build-packet.ts';
import {
  audioSdp,
  callerMedia,
  calleeMedia,
  DatagramScript,
  hangUp,
  inlineKey,
  offerAgain,
  sdesSender,
  sendAudio,
  setUp,
} from './secure-call.ts';
import { sipMessage } from './sip-flow.ts';

const senders = [1, 2, 3, 4].map(sdesSender);
const keys = senders.map(inlineKey);

/** Lines that are right, and one whose every part is wrong: diagnostics are made of it. */
function lines(key: string): readonly string[] {
  return [
    `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${key}|2^20|1:4 KDR=99 FEC_KEY=inline:${key}`,
    `a=crypto:x AES_CM_128_HMAC_SHA1_80 inline:${key}|2^99|1:999`,
    `a=crypto:3 UNKNOWN_SUITE inline:${key}`,
  ];
}

function secureCall(): Uint8Array {
  const describe_ = (endpoint: string, which: number, version = 1): string =>
    audioSdp(endpoint, 'RTP/SAVP', lines(keys[which]!), version);
  const script = setUp(new DatagramScript(), describe_(callerMedia, 0), describe_(calleeMedia, 1));
  sendAudio(script, {
    from: callerMedia,
    to: calleeMedia,
    sender: { ...senders[0]!, mki: Uint8Array.of(0, 0, 0, 1) },
    ssrc: 1,
    fromMs: 100,
    packets: 30,
  });
  offerAgain(script, 1000, describe_(callerMedia, 2, 2), describe_(calleeMedia, 3, 2));
  return hangUp(script, 2000).capture();
}

/** Parts are keys as well. */
function expectNoKey(told: string): void {
  for (const key of keys)
    for (let at = 0; at + 12 <= key.length; at += 4) expect(told).not.toContain(key.slice(at, at + 12));
  const hex = senders.map(({ key }) => Buffer.from(key).toString('hex'));
  for (const key of hex) expect(told).not.toContain(key.slice(0, 16));
}

describe('keys of SRTP', () => {
  test('stand in no row, summary, ladder or story', async () => {
    const told: string[] = [];
    const messages: CallMessage[] = [];
    const tell = (row: unknown): void => void told.push(JSON.stringify(row));
    const analysis = await analyze([secureCall()], {
      readTexts: true,
      onMessage: (number, bytes, soFar) => {
        const row = soFar.messageRow(number, bytes);
        tell(row);
        messages.push({ row, index: 0, bytes: bytes.slice() });
      },
      onSession: tell,
    });
    const [call] = [...analysis.calls()];
    const streams = [...analysis.streams()];
    for (const rows of [analysis.transactions(), analysis.dialogs(), [call], streams, analysis.kpis()])
      for (const row of rows) tell(row);
    tell(analysis.summary());
    const ladder = buildLadder(call!, messages, undefined, streams);
    tell(ladder);
    for (const format of ladderFormats) told.push(formatLadder(ladder, format));
    const story = tellCall(call!, messages, { streams });
    tell(story);
    told.push(formatStory(call!, story));

    expect(streams[0]?.srtp).toMatchObject({ decrypted: true });
    expect(told.join('\n').length).toBeGreaterThan(10_000);
    expectNoKey(told.join('\n'));
  });

  test('are X in the packets that are extracted, and stay where that is asked for', async () => {
    const capture = secureCall();
    const masked = await extracted(capture);
    const whole = await extracted(capture, true);

    expectNoKey(Buffer.concat(masked).toString('latin1'));
    expect(Buffer.concat(masked).toString('latin1')).toContain(`inline:${'X'.repeat(40)}|2^20`);
    expect(Buffer.concat(whole).toString('latin1')).toContain(keys[0]);
    expect(masked.map(({ length }) => length)).toEqual(whole.map(({ length }) => length));
  });

  test('are X also where segments cut them', async () => {
    const body = audioSdp(callerMedia, 'RTP/SAVP', lines(keys[0]!));
    const message = text(sipMessage('INVITE', { headers: ['Content-Type: application/sdp'], body }));
    const cut = Buffer.from(message).indexOf(keys[0]!) + 21;
    const parts = [message.subarray(0, cut), message.subarray(cut)];
    const capture = pcap(
      parts.map((part, at) => ({
        seconds: 1,
        fraction: at,
        data: ipv4(tcp(part, { sequence: 1 + (at === 0 ? 0 : cut) }), { protocol: 6 }),
      })),
      { linkType: 101 },
    );

    const packets = await extracted(capture);

    expect(packets).toHaveLength(2);
    expectNoKey(Buffer.concat(packets).toString('latin1'));
    expect(
      parseMessage(bytesOf(...packets.map((packet) => packet.subarray(40)))).sdp?.media[0]?.crypto[0]?.keys[0]?.keySalt,
    ).toBe('X'.repeat(40));
  });
});

/** All packets that carry messages, and those of media. */
async function extracted(capture: Uint8Array, srtpKeys = false): Promise<readonly Buffer[]> {
  const frames: number[] = [];
  const analysis = await analyze([capture], {
    onMessage: (number, bytes, soFar) => {
      const { frame, frames: all } = soFar.messageRow(number, bytes);
      frames.push(frame, ...(all ?? []));
    },
  });
  const open = (): ReturnType<typeof openBlob> => openBlob(new Blob([capture as Uint8Array<ArrayBuffer>]));
  const what = { frames, streams: [...analysis.streams()] };
  const reader = new CaptureReader();
  const packets: Buffer[] = [];
  for await (const piece of extractPackets(open, what, { srtpKeys }))
    for (const { bytes, start, end } of reader.receive(piece)) packets.push(Buffer.from(bytes.slice(start, end)));
  for (const { bytes, start, end } of reader.end()) packets.push(Buffer.from(bytes.slice(start, end)));
  return packets;
}
