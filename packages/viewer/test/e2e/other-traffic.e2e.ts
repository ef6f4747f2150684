import AxeBuilder from '@axe-core/playwright';
import { pcap } from '../../../analyzer/test/build-capture.ts';
import { ipv4, tcp, udp } from '../../../analyzer/test/build-packet.ts';
import { expect, test } from './viewer-test.ts';

const request = 'GET /status HTTP/1.1\r\nHost: example.com\r\n\r\n';
const packets = [
  ipv4(tcp(request, { sourcePort: 40_000, destinationPort: 80 }), { protocol: 6 }),
  ipv4(tcp('', { sourcePort: 40_001, destinationPort: 5060, flags: 2 }), { protocol: 6 }),
  ipv4(udp('hello', { sourcePort: 40_002, destinationPort: 7 })),
  ipv4(new Uint8Array(8), { protocol: 2 }),
];
const capture = Buffer.from(
  pcap(
    packets.map((data) => ({ data })),
    { linkType: 101 },
  ),
);
const file = { name: 'no-sip.pcap', mimeType: 'application/vnd.tcpdump.pcap', buffer: capture };

for (const where of ['Choose captures', 'Open in this browser only'])
  test(`a capture without SIP says what it holds instead: ${where}`, async ({ page }) => {
    await page.goto('/');
    await page.getByLabel(where).setInputFiles(file);

    await expect(page.getByText('No SIP message in this capture')).toBeVisible();
    await page.getByRole('link', { name: 'Overview' }).last().click();

    await expect(page.getByText('No SIP message in this capture')).toBeVisible();
    for (const kind of ['HTTP', 'TCP without data', 'other UDP', 'IGMP'])
      await expect(page.getByRole('row', { name: kind })).toContainText('1');
  });

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [390, 1280])
    test(`its overview is read in ${colorScheme} at ${width} pixels`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 844 });
      await page.goto('/');
      await page.getByLabel('Open in this browser only').setInputFiles(file);
      await page.getByRole('link', { name: 'Overview' }).last().click();
      await expect(page.getByRole('heading', { name: 'Other packets' })).toBeVisible();

      const { violations } = await new AxeBuilder({ page }).analyze();

      expect(violations.map(({ id }) => id)).toEqual([]);
      const isWider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      expect(isWider).toBe(false);
    });
