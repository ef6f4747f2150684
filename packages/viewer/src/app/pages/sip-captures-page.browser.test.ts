import { afterEach, expect, test, vi } from 'vitest';
import { FakeBackend, readyCapture } from '../../../test/fake/fake-backend.ts';
import { NavigateEvent } from '../route/navigate-event.ts';
import { SipCapturesPage } from './sip-captures-page.ts';

async function drawPage(server: FakeBackend, local: FakeBackend = new FakeBackend([])): Promise<SipCapturesPage> {
  const page = new SipCapturesPage();
  page.server = server;
  page.local = local;
  document.body.append(page);
  await page.updateComplete;
  await vi.waitFor(() => expect(page.renderRoot.querySelector('sip-notice[kind="loading"]')).toBeNull());
  await page.updateComplete;
  return page;
}

const text = (page: SipCapturesPage): string => page.renderRoot.textContent ?? '';

afterEach(() => document.body.replaceChildren());

test('<sip-captures-page> invites where there is nothing yet', async () => {
  const page = await drawPage(new FakeBackend([]));

  expect(page.renderRoot.querySelector('sip-notice')?.getAttribute('heading')).toBe(
    'Drop a capture here to see its calls',
  );
});

test('<sip-captures-page> tells the state of each capture and why one failed', async () => {
  const message = 'This is not a capture: its first bytes are those of a JPEG image.';
  const { counts: _counts, facts: _facts, ...bare } = readyCapture;
  const page = await drawPage(
    new FakeBackend([
      readyCapture,
      { ...bare, id: 'cap-2', name: 'photo.jpg', state: 'failed', problems: [{ code: 'capture-format', message }] },
      {
        ...bare,
        id: 'cap-3',
        name: 'long.pcap',
        state: 'analysing',
        progress: { bytesRead: 5, bytesTotal: 10, packets: 7, messages: 6, calls: 311 },
      },
    ]),
  );

  expect(text(page)).toContain('ready');
  expect(text(page)).toContain(message);
  expect(text(page)).toContain('311 calls so far');
});

test('<sip-captures-page> says what is the matter where the server does not answer', async () => {
  class Silent extends FakeBackend {
    override captures(): Promise<never> {
      return Promise.reject(new Error('The server does not answer.'));
    }
  }
  const page = await drawPage(new Silent(), new FakeBackend([{ ...readyCapture, id: 'local-1', name: 'here.pcap' }]));

  const notice = page.renderRoot.querySelector('sip-notice[kind="failed"]');
  expect(notice?.getAttribute('detail')).toBe('The server does not answer.');
  expect(text(page)).toContain('here.pcap');
});

test('<sip-captures-page> goes to the calls of a capture chosen alone', async () => {
  const page = await drawPage(new FakeBackend([]));
  const gone = new Promise<NavigateEvent>((resolve) =>
    page.addEventListener(NavigateEvent.type, (event) => resolve(event as NavigateEvent)),
  );
  const input = page.renderRoot.querySelector<HTMLInputElement>('input[multiple]');
  const files = new DataTransfer();
  files.items.add(new File(['bytes'], 'one.pcap'));

  if (input !== null) input.files = files.files;
  input?.dispatchEvent(new Event('change'));

  expect((await gone).route).toEqual({ page: 'list', capture: 'cap-1', list: 'calls' });
});

test('<sip-captures-page> deletes only what is confirmed', async () => {
  const server = new FakeBackend();
  const page = await drawPage(server);
  const ask = async (answer: string): Promise<void> => {
    page.renderRoot.querySelector<HTMLElement>('button[aria-label^="Delete"]')?.click();
    const confirm = page.renderRoot.querySelector('sip-confirm');
    await vi.waitFor(() => expect(confirm?.shadowRoot?.querySelector('dialog')?.open).toBe(true));
    confirm?.shadowRoot?.querySelector<HTMLElement>(`button[value="${answer}"]`)?.click();
  };

  await ask('');
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(server.removed).toEqual([]);
  await ask('yes');

  await vi.waitFor(() => expect(server.removed).toEqual(['cap-1']));
});
