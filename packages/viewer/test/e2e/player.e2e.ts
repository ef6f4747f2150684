import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { G711Decoder } from '../../../analyzer/src/media/audio/codec/g711.ts';
import { encodeG711 } from '../../../analyzer/test/audio/encode-g711.ts';
import { frequencyOf, tone } from '../../../analyzer/test/audio/tone.ts';
import { opusPackets } from '../../../analyzer/test/audio/coded-tones.ts';
import { callMessages, rtpCapture, together } from '../../../analyzer/test/rtp/rtp-capture.ts';
import { callee, caller, rtpStream } from '../../../analyzer/test/rtp/rtp-stream.ts';
import { expect, firstCall, test } from './viewer-test.ts';

const pcmu = new G711Decoder('PCMU');
const voice = encodeG711(tone(440, 8000, 3), (codes) => pcmu.decode(codes));
const back = { source: callee, destination: caller, ssrc: 0x9999_0001 };

/** Three seconds of a tone from the caller; from the callee what nobody decodes. */
const spoken = Buffer.from(
  rtpCapture(
    together(
      callMessages({ endedMs: 4000, formats: 'RTP/AVP 0 18' }),
      rtpStream({ packets: 150, startMs: 600, payload: (at) => voice.subarray(at * 160, (at + 1) * 160) }),
      rtpStream({ ...back, packets: 150, startMs: 600, payloadType: 18, payload: () => new Uint8Array(20) }),
    ),
  ),
);

/** A third of a second of Opus. */
const opus = Buffer.from(
  rtpCapture(
    together(
      callMessages({ endedMs: 2000, formats: 'RTP/AVP 111', attributes: ['a=rtpmap:111 opus/48000/2'] }),
      rtpStream({
        packets: opusPackets.length,
        startMs: 600,
        clockHz: 48_000,
        payloadType: 111,
        payload: (at) => new Uint8Array(Buffer.from(opusPackets[at]!, 'base64')),
      }),
    ),
  ),
);

async function upload(page: Page, buffer: Buffer): Promise<string> {
  const answer = await page.request.post('/api/captures?name=spoken.pcap', {
    headers: { 'content-type': 'application/vnd.tcpdump.pcap' },
    data: buffer,
  });
  const { id } = (await answer.json()) as { id: string };
  await expect
    .poll(async () => ((await (await page.request.get(`/api/captures/${id}`)).json()) as { state: string }).state)
    .toBe('ready');
  return id;
}

/** The left side of a WAV. */
function leftOf(wav: Buffer): Int16Array {
  return Int16Array.from({ length: (wav.length - 44) / 4 }, (_, at) => wav.readInt16LE(44 + 4 * at));
}

async function savedWav(page: Page): Promise<Buffer> {
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByTitle('Save as WAV').click()]);
  expect(saved.suggestedFilename()).toMatch(/^call-c?1\.wav$/);
  return readFile(await saved.path());
}

test('a call is listened to: played, paused, one side silenced, saved', async ({ page }) => {
  const id = await upload(page, spoken);
  await page.goto(await firstCall(page, id));
  await expect(page.getByRole('option').first()).toBeVisible();

  await page.keyboard.press('p');
  const place = page.getByRole('slider', { name: 'Place in the recording' });
  await expect(place).toHaveAttribute('aria-valuetext', '0:00.0 of 0:03.0');
  await expect(page.getByText('G729 of the callee could not be heard (3.0 s are silence)')).toBeVisible();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect.poll(async () => Number(await place.getAttribute('aria-valuenow'))).toBeGreaterThan(0.2);
  await page.keyboard.press('p');
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await place.press('Home');
  await expect(place).toHaveAttribute('aria-valuenow', '0');
  await page.getByRole('button', { name: 'Mute callee' }).click();
  await expect(page.getByRole('button', { name: 'Mute callee' })).toHaveAttribute('aria-pressed', 'true');

  const left = leftOf(await savedWav(page));
  expect(left).toHaveLength(24_000);
  expect(frequencyOf(left, 8000)).toBeCloseTo(440, 0);
  await page.getByRole('button', { name: 'Close the player' }).click();
  await expect(place).toBeHidden();
});

for (const [name, buffer, seconds] of [
  ['G.711', spoken, '0:03.0'],
  ['Opus', opus, '0:00.3'],
] as const)
  test(`a capture opened in this browser only is heard here: ${name}`, async ({ page }) => {
    await page.goto('/');
    await page
      .getByLabel('Open in this browser only')
      .setInputFiles({ name: 'spoken.pcap', mimeType: 'application/vnd.tcpdump.pcap', buffer });
    await expect(page.getByRole('grid')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('option').first()).toBeVisible();

    await page.getByRole('button', { name: 'Listen' }).click();

    const place = page.getByRole('slider', { name: 'Place in the recording' });
    await expect(place).toHaveAttribute('aria-valuetext', `0:00.0 of ${seconds}`);
    const wav = await savedWav(page);
    const rateHz = wav.readUInt32LE(24);
    expect(frequencyOf(leftOf(wav).subarray(rateHz / 10), rateHz)).toBeCloseTo(440, 0);
  });

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [390, 1920])
    test(`axe finds nothing in the player, ${colorScheme}, ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      const id = await upload(page, spoken);
      await page.goto(await firstCall(page, id));
      await page.getByRole('button', { name: 'Listen' }).click();
      await expect(page.getByRole('slider', { name: 'Place in the recording' })).toBeVisible();

      const { violations } = await new AxeBuilder({ page }).analyze();

      const found = violations.flatMap(({ id: rule, nodes }) =>
        nodes.map(({ target }) => `${rule} ${target.join(' ')}`),
      );
      expect(found.filter((one) => one.includes('sip-player'))).toEqual([]);
    });
