import { gzipSync } from 'node:zlib';
import { addCapture, expect, firstCall, test } from './viewer-test.ts';

/** Of script, packed, that a page may need before it is there. */
const mostScript = 200_000;

for (const [what, addressOf] of [
  ['the captures', async () => '/'],
  ['a list', async (_call: string, capture: string) => `/captures/${capture}/calls`],
  ['a call with its message', async (call: string) => `${call}?message=1`],
] as const)
  test(`${what} need no more script than ${mostScript / 1000} kB`, async ({ page }) => {
    const id = await addCapture(page, 'call/call.pcap');
    const address = await addressOf(await firstCall(page, id), id);
    const scripts = new Map<string, Promise<Buffer>>();
    page.on('response', (response) => {
      const url = response.url();
      const isScript = url.endsWith('.js') && !response.request().isNavigationRequest();
      // What comes when the test is over does not count.
      if (isScript)
        scripts.set(
          url,
          response.body().catch(() => Buffer.alloc(0)),
        );
    });

    await page.goto(address);
    await expect(page.getByText(/call\.pcap|alice@example\.test/).first()).toBeVisible();
    const whole = await Promise.all(scripts.values());

    const packed = whole.reduce((sum, script) => sum + gzipSync(script).length, 0);
    expect(packed).toBeGreaterThan(0);
    expect(packed).toBeLessThanOrEqual(mostScript);
  });
