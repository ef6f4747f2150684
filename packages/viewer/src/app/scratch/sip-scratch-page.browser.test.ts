import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { SipMessage } from '../message/sip-message.ts';
import { encodeBase64 } from './encode-base64.ts';
import { writeLink } from './scratch-link.ts';
import { editMessage, keepScratch, keptScratch } from './scratch-store.ts';
import { SipScratchPage } from './sip-scratch-page.ts';

const text = (...lines: readonly string[]): string => [...lines, '', ''].join('\r\n');
const bytes = (written: string): Uint8Array => new TextEncoder().encode(written);
const options = text('OPTIONS sip:b@example.com SIP/2.0', 'Via: SIP/2.0/UDP h;branch=z9hG4bK1', 'CSeq: 1 OPTIONS');

async function draw(): Promise<SipScratchPage> {
  const element = new SipScratchPage();
  element.style.height = '700px';
  document.body.append(element);
  await element.updateComplete;
  return element;
}

const area = (element: SipScratchPage): HTMLTextAreaElement => element.renderRoot.querySelector('textarea')!;
const shown = (element: SipScratchPage): SipMessage | null => element.renderRoot.querySelector('sip-message');
const read = async (element: SipScratchPage): Promise<SipMessage> =>
  vi.waitFor(() => shown(element) ?? Promise.reject(new Error('nothing read')), { timeout: 20_000 });

beforeEach(async () => {
  await page.viewport(1280, 900);
  sessionStorage.clear();
  keepScratch({ raw: '' });
  history.replaceState({}, '', location.pathname + location.search);
});
afterEach(() => document.body.replaceChildren());

test('<sip-scratch-page> reads what is written, and asks nobody', async () => {
  const asked = vi.spyOn(globalThis, 'fetch');
  const element = await draw();

  await userEvent.fill(area(element), options.replaceAll('\r\n', '\n'));
  const message = await read(element);

  expect(atob(message.detail.raw)).toBe(options);
  expect(message.detail.findings.length).toBeGreaterThan(0);
  expect(asked.mock.calls.filter(([address]) => new Request(address).url.includes('/api/'))).toEqual([]);
});

test('<sip-scratch-page> keeps line ends as they came, or makes them alike', async () => {
  const mixed = options.replace('\r\n', '\n');
  keepScratch({ raw: encodeBase64(bytes(mixed)) });
  const element = await draw();
  expect(atob((await read(element)).detail.raw)).toBe(mixed);

  await userEvent.selectOptions(element.renderRoot.querySelectorAll('select')[1]!, 'crlf');

  await vi.waitFor(() => expect(atob(shown(element)?.detail.raw ?? '')).toBe(options));
  expect(element.renderRoot.querySelector('.about')?.textContent).toContain('4 CRLF');
});

test('<sip-scratch-page> parts several messages, and shows the one the caret is in', async () => {
  keepScratch({ raw: encodeBase64(bytes(`${options}SIP/2.0 200 OK\r\n\r\n`)) });
  const element = await draw();
  await read(element);
  await vi.waitFor(() => expect(element.renderRoot.querySelectorAll('.messages button')).toHaveLength(2));

  area(element).setSelectionRange(
    options.replaceAll('\r\n', '\n').length + 3,
    options.replaceAll('\r\n', '\n').length + 3,
  );
  area(element).dispatchEvent(new MouseEvent('click'));

  await vi.waitFor(() => expect(atob(shown(element)?.detail.raw ?? '')).toBe('SIP/2.0 200 OK\r\n\r\n'));
  expect(element.renderRoot.querySelector('.messages [aria-pressed="true"]')?.textContent).toContain('200 OK');
});

test('<sip-scratch-page> holds what was edited beside the original', async () => {
  const host = new EventTarget();
  editMessage(host, encodeBase64(bytes(options)), { capture: 'c1', message: { frame: 17 } });
  const element = await draw();
  await read(element);

  await userEvent.fill(area(element), options.replaceAll('\r\n', '\n').replace('CSeq: 1', 'CSeq: 2'));
  [...element.renderRoot.querySelectorAll('button')].find((one) => one.textContent?.includes('Compare with'))?.click();
  await vi.waitFor(() => {
    const diff = element.renderRoot.querySelector('sip-message-diff');
    expect(diff?.shadowRoot?.querySelector('tr.changed th')?.textContent?.trim()).toBe('CSeq');
  });

  expect(element.renderRoot.querySelector('.about a')?.getAttribute('href')).toBe('/captures/c1/messages/17');
  expect(atob(keptScratch()?.raw ?? '')).toContain('CSeq: 2');
});

test('<sip-scratch-page> opens on the text of a link', async () => {
  history.replaceState({}, '', `${location.pathname}${location.search}${await writeLink(bytes(options))}`);

  const element = await draw();

  expect(atob((await read(element)).detail.raw)).toBe(options);
});

test('<sip-scratch-page> says that a link is none', async () => {
  history.replaceState({}, '', `${location.pathname}${location.search}#m=@@@`);

  const element = await draw();

  await vi.waitFor(() => expect(element.renderRoot.textContent).toContain('This link holds no text'));
});
