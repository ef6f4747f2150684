import { afterEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { FakeBackend, readyCapture } from '../../../test/fake/fake-backend.ts';
import { NavigateEvent } from '../route/navigate-event.ts';
import { undoLast } from '../undo/undo.ts';
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

test('<sip-captures-page> deletes at once, and brings back what is undone', async () => {
  const server = new FakeBackend();
  const page = await drawPage(server);

  page.renderRoot.querySelector<HTMLElement>('button[aria-label^="Delete"]')?.click();
  await vi.waitFor(() => expect(server.removed).toEqual(['cap-1']));
  await vi.waitFor(() => expect(text(page)).not.toContain('ready'));
  await undoLast();
  await page.updateComplete;

  expect(text(page)).toContain('ready');
});

test('<sip-captures-page> puts captures in order and filters them', async () => {
  const rows = ['b.pcap', 'c.pcap', 'a.pcap'].map((name, at) => ({ ...readyCapture, id: `cap-${at}`, name }));
  const page = await drawPage(new FakeBackend(rows));
  const names = (): unknown => [...page.renderRoot.querySelectorAll('tbody th a')].map((one) => one.textContent);

  page.renderRoot.querySelector<HTMLElement>('th button.sort')?.click();
  await page.updateComplete;
  const ordered = names();
  const filter = page.renderRoot.querySelector<HTMLInputElement>('.filter');
  if (filter !== null) filter.value = 'C.P';
  filter?.dispatchEvent(new Event('input'));
  await page.updateComplete;

  expect(ordered).toEqual(['a.pcap', 'b.pcap', 'c.pcap']);
  expect(names()).toEqual(['c.pcap']);
  expect(page.renderRoot.querySelector('th[aria-sort]')?.getAttribute('aria-sort')).toBe('ascending');
});

test('<sip-captures-page> gives a capture a name and tags', async () => {
  const server = new FakeBackend();
  const page = await drawPage(server);

  page.renderRoot.querySelector<HTMLElement>('button[aria-label^="Rename"]')?.click();
  const edit = page.renderRoot.querySelector('sip-capture-edit')?.shadowRoot;
  await vi.waitFor(() => expect(edit?.querySelector('dialog')?.open).toBe(true));
  const [name, tags] = edit?.querySelectorAll('input') ?? [];
  if (name !== undefined) name.value = 'the bad one';
  if (tags !== undefined) tags.value = 'site B, firmware 4,';
  tags?.focus();
  await userEvent.keyboard('{Enter}');

  await vi.waitFor(() => expect(text(page)).toContain('the bad one'));
  expect(server.rows[0]?.tags).toEqual(['site B', 'firmware 4']);
});

test('<sip-captures-page> has the analysis of a capture end early', async () => {
  const { counts: _counts, facts: _facts, ...bare } = readyCapture;
  const server = new FakeBackend([{ ...bare, state: 'analysing' }]);
  const page = await drawPage(server);

  page.renderRoot.querySelector<HTMLElement>('button[aria-label^="Stop reading"]')?.click();

  await vi.waitFor(() => expect(server.cancelled).toEqual(['cap-1']));
});

test('<sip-captures-page> shows each upload with its progress, and gives up the one that is cancelled', async () => {
  const given: AbortSignal[] = [];
  class Slow extends FakeBackend {
    override upload(_file: File, options: { onProgress: (sent: number) => void; signal: AbortSignal }): Promise<never> {
      given.push(options.signal);
      options.onProgress(2);
      return new Promise((_resolve, reject) =>
        options.signal.addEventListener('abort', () => reject(new DOMException('given up', 'AbortError'))),
      );
    }
  }
  const page = await drawPage(new Slow([]));
  const input = page.renderRoot.querySelector<HTMLInputElement>('input[type="file"]');
  const files = new DataTransfer();
  for (const name of ['one.pcap', 'two.pcap', 'three.pcap']) files.items.add(new File(['bytes'], name));

  if (input !== null) input.files = files.files;
  input?.dispatchEvent(new Event('change'));
  await vi.waitFor(() => expect(given).toHaveLength(2));
  await page.updateComplete;
  const shown = [...page.renderRoot.querySelectorAll('.upload')].map((one) =>
    one.textContent?.replace(/\s+/g, ' ').trim(),
  );
  page.renderRoot.querySelector<HTMLElement>('button[aria-label="Cancel sending one.pcap"]')?.click();

  expect(shown).toEqual([
    'one.pcap 2 B of 5 B Cancel',
    'two.pcap 2 B of 5 B Cancel',
    'three.pcap waiting for the one before Cancel',
  ]);
  await vi.waitFor(() => expect(given).toHaveLength(3));
  expect(given.map(({ aborted }) => aborted)).toEqual([true, false, false]);
});
