import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { callMessages, rtpCapture, together } from '../../../analyzer/test/rtp/rtp-capture.ts';
import { callee, caller, rtpStream } from '../../../analyzer/test/rtp/rtp-stream.ts';
import type { CallAudio } from '../../src/api/call-audio.ts';
import { api } from '../../src/api/routes.ts';
import { analysed, temporaryFolder, testServer, upload } from './test-server.ts';

/** Two seconds of the caller, one of the callee. */
const capture = rtpCapture(
  together(
    callMessages({ endedMs: 3000 }),
    rtpStream({ packets: 100, startMs: 600, payload: () => new Uint8Array(160).fill(0x80) }),
    rtpStream({ packets: 50, startMs: 1600, source: callee, destination: caller, ssrc: 7 }),
    callMessages({ callId: 'silent@example.com', startMs: 5000, endedMs: 6000, callee: { ip: '192.0.2.3', port: 6 } }),
  ),
);
const first = { leg: 1, conceal: false };

async function served() {
  const dataDir = await temporaryFolder();
  const app = await testServer({ dataDir });
  const { id } = await upload(app, capture);
  await analysed(app, id);
  return { app, id, folder: path.join(dataDir, 'captures', id, 'audio') };
}

describe('the recording of a call', () => {
  test('is a WAV of both sides, made once', async () => {
    const { app, id, folder } = await served();

    const wav = await app.inject({ url: api.callRecording(id, 'c1', first) });
    const facts = await app.inject({ url: api.callAudio(id, 'c1', first) });

    expect(wav.statusCode).toBe(200);
    expect(wav.headers).toMatchObject({ 'content-type': 'audio/wav', 'accept-ranges': 'bytes' });
    expect(wav.rawPayload).toHaveLength(44 + 16_000 * 4);
    expect(wav.rawPayload.toString('latin1', 0, 4)).toBe('RIFF');
    expect(wav.rawPayload.readInt16LE(44)).toBe(32_124);
    const audio = facts.json<CallAudio>();
    expect(audio).toMatchObject({ leg: 1, legs: 1, recording: { seconds: 2, rateHz: 8000 } });
    expect(audio.recording.streams.map(({ side }) => side)).toEqual(['left', 'right']);
    expect(audio.envelope.left.max[10]).toBe(32_124);
    expect(audio.envelope.right.max[10]).toBe(0);
    expect(await readdir(folder)).toHaveLength(2);
  });

  test('is given in parts, as players ask for them', async () => {
    const { app, id } = await served();
    const url = api.callRecording(id, 'c1', first);

    const part = await app.inject({ url, headers: { range: 'bytes=40-47' } });
    const beyond = await app.inject({ url, headers: { range: 'bytes=99999999-' } });

    expect(part.statusCode).toBe(206);
    expect(part.headers['content-range']).toBe('bytes 40-47/64044');
    expect(part.rawPayload).toHaveLength(8);
    expect(part.rawPayload.readUInt32LE(0)).toBe(64_000);
    expect(beyond.statusCode).toBe(416);
    expect(beyond.headers['content-range']).toBe('bytes */64044');
  });

  test('begins with the answer where that is wished', async () => {
    const { app, id } = await served();

    const { recording } = (await app.inject({ url: `${api.call(id, 'c1')}/audio?from=answer` })).json<CallAudio>();

    expect(recording.seconds).toBe(2.1);
  });

  test.each([
    ['of a call without audio', 'c2', 1, 404, 'No audio'],
    ['of a leg that is not there', 'c1', 2, 404, 'There are 1'],
    ['of no call', 'c9', 1, 404, 'no such call'],
    ['of no leg', 'c1', 0, 400, 'leg'],
  ])('%s is refused', async (_, call, leg, status, detail) => {
    const { app, id } = await served();

    const answer = await app.inject({ url: api.callAudio(id, call, { leg, conceal: false }) });

    expect(answer.statusCode).toBe(status);
    expect(answer.json<{ detail: string }>().detail).toContain(detail);
  });
});

describe('a stream', () => {
  test('has a waveform, and a WAV of its own', async () => {
    const { app, id } = await served();

    const envelope = (await app.inject({ url: `${api.stream(id, 'x1')}/envelope` })).json<CallAudio['envelope']>();
    const wav = await app.inject({ url: `${api.stream(id, 'x2')}/audio.wav` });

    expect(envelope.bucketMs).toBe(10);
    expect(envelope.left.rms).toHaveLength(200);
    expect(wav.rawPayload).toHaveLength(44 + 8000 * 4);
  });
});

test('the packets of a call are exported with its media', async () => {
  const { app, id } = await served();

  const saved = await app.inject({ url: api.exportCall(id, 'c1', 'pcapng') });
  const again = await upload(app, saved.rawPayload);

  expect((await analysed(app, again.id)).facts?.packets).toBe(155);
});
