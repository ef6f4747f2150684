import { afterEach, expect, test, vi } from 'vitest';
import { FakeBackend, nothingFollowed, readyCapture } from '../../../test/fake/fake-backend.ts';
import { NavigateEvent } from '../route/navigate-event.ts';
import { SipListPage } from './sip-list-page.ts';

async function drawList(backend: FakeBackend, filter = '', capture = readyCapture): Promise<SipListPage> {
  const page = new SipListPage();
  page.backend = backend;
  page.capture = capture;
  page.filter = filter;
  page.style.height = '600px';
  document.body.append(page);
  await page.updateComplete;
  await vi.waitFor(() => expect(page.renderRoot.querySelector('sip-notice[kind="loading"]')).toBeNull());
  await page.updateComplete;
  return page;
}

const count = (page: SipListPage): string | undefined | null =>
  page.renderRoot.querySelector('sip-filter')?.shadowRoot?.querySelector('.count')?.textContent;

afterEach(() => document.body.replaceChildren());

test('<sip-list-page> tells how much the filter leaves', async () => {
  expect(count(await drawList(new FakeBackend()))).toBe('30\u202F017');
  expect(count(await drawList(new FakeBackend(), 'outcome:failed'))).toBe('15\u202F008 of 30\u202F017');
});

test('<sip-list-page> marks the place of a filter’s mistake', async () => {
  const page = await drawList(new FakeBackend(), 'status:503 wrong:1');
  const line = page.renderRoot.querySelector('sip-filter');

  await vi.waitFor(() => expect(line?.shadowRoot?.querySelector('mark')?.textContent).toBe('wrong'));
  expect(line?.shadowRoot?.querySelector('[role="alert"]')?.textContent).toContain('Did you mean “from”?');
  expect(line?.shadowRoot?.querySelector('input')?.getAttribute('aria-invalid')).toBe('true');
});

test('<sip-list-page> offers to clear a filter that leaves nothing', async () => {
  const page = await drawList(new FakeBackend(), 'nothing');
  const gone = new Promise<NavigateEvent>((resolve) =>
    page.addEventListener(NavigateEvent.type, (event) => resolve(event as NavigateEvent)),
  );

  page.renderRoot.querySelector<HTMLElement>('sip-notice button')?.click();

  expect((await gone).route).toEqual({ page: 'list', capture: 'cap-1', list: 'calls' });
});

test('<sip-list-page> says what the packets were where it found no message at all', async () => {
  const counts = { messages: 0, transactions: 0, dialogs: 0, calls: 0, ...nothingFollowed };
  const protocols = [{ protocol: 'HTTP', packets: 1204, connections: 3 }];
  const facts = { format: 'pcap', bytes: 90_000, packets: 1204, linkTypes: ['Ethernet'], protocols };
  const page = await drawList(new FakeBackend([readyCapture], 0), '', { ...readyCapture, counts, facts });
  const notice = page.renderRoot.querySelector('sip-notice');

  expect(notice?.shadowRoot?.textContent).toContain('No SIP message in this capture');
  expect(notice?.shadowRoot?.textContent).toContain('1\u202F204 packets of HTTP.');
  expect(notice?.querySelector('a')?.getAttribute('href')).toBe('/captures/cap-1');
});

test('<sip-list-page> of a capture that is still being written says that no message has come yet', async () => {
  const counts = { messages: 0, transactions: 0, dialogs: 0, calls: 0, ...nothingFollowed };
  const live = { ...readyCapture, state: 'analysing', live: true, counts } as const;
  const page = await drawList(new FakeBackend([live], 0), '', live);

  const text = page.renderRoot.querySelector('sip-notice')?.shadowRoot?.textContent;

  expect(text).toContain('No SIP message in this capture yet');
  expect(text).toContain('Messages are shown as they come.');
});

test('<sip-list-page> leads to the messages where it found some, and nothing for this list', async () => {
  const page = await drawList(new FakeBackend([readyCapture], 0));
  const notice = page.renderRoot.querySelector('sip-notice');

  expect(notice?.shadowRoot?.textContent).toContain('No calls in this capture');
  expect(notice?.querySelector('a')?.getAttribute('href')).toBe('/captures/cap-1/messages');
});

test('<sip-list-page> fetches only the pages that are seen', async () => {
  const backend = new FakeBackend([readyCapture], 2_000_000);
  const page = await drawList(backend);
  const grid = page.renderRoot.querySelector('sip-grid');
  const scroller = grid?.shadowRoot?.querySelector('.grid');

  if (scroller instanceof HTMLElement) scroller.scrollTop = scroller.scrollHeight;
  await vi.waitFor(() => expect(backend.asked.at(-1)?.offset).toBe(1_999_800));

  expect(backend.asked.length).toBeLessThan(6);
});

test('<sip-list-page> reads the rows again while the capture is still being written', async () => {
  const backend = new FakeBackend([readyCapture], 5);
  const counts = { messages: 10, transactions: 5, dialogs: 5, calls: 5, ...nothingFollowed };
  const live = { ...readyCapture, state: 'analysing', live: true, counts } as const;
  const page = await drawList(backend, '', live);
  const before = backend.asked.length;

  page.capture = { ...live, counts: { ...counts, messages: 12 } };
  await vi.waitFor(() => expect(backend.asked.length).toBeGreaterThan(before));

  expect(page.renderRoot.querySelector('sip-notice[kind="loading"]')).toBeNull();
});

function inPage<T extends Element>(page: SipListPage, selector: string): T {
  const found = page.renderRoot.querySelector<T>(selector);
  if (found === null) throw new Error(`nothing drawn is ${selector}`);
  return found;
}
const headers = (page: SipListPage): string[] =>
  [...(inPage(page, 'sip-grid').shadowRoot?.querySelectorAll('.head .title') ?? [])].map(
    (one) => one.textContent?.trim() ?? '',
  );

test('<sip-list-page> shows the columns a person chose, and keeps them', async () => {
  const first = await drawList(new FakeBackend());
  inPage<HTMLElement>(first, 'button.columns').click();
  await vi.waitFor(() => expect(first.renderRoot.querySelector('sip-column-menu')).not.toBeNull());
  const menu = inPage<Element>(first, 'sip-column-menu');
  await vi.waitFor(() => expect(menu.shadowRoot?.querySelector('#menu:popover-open')).not.toBeNull());
  const box = (id: string): HTMLElement | null | undefined => menu.shadowRoot?.querySelector(`[data-id="${id}"]`);

  box('verdict')?.click();
  box('endedBy')?.click();
  await first.updateComplete;
  document.body.replaceChildren();
  const second = await drawList(new FakeBackend());

  await vi.waitFor(() => expect(headers(second)).toContain('endedBy'));
  expect(headers(second)).not.toContain('verdict');
  localStorage.removeItem('sipscope.columns.calls');
});

test('<sip-list-page> offers what can be done with marked rows', async () => {
  const page = await drawList(new FakeBackend());
  const grid = inPage<Element>(page, 'sip-grid');
  for (const index of [0, 2]) grid.dispatchEvent(new CustomEvent('row-marked', { detail: { index } }));
  await page.updateComplete;

  const menu = inPage<Element>(page, 'sip-action-menu');
  expect(menu.getAttribute('label')).toBe('2 marked');
  expect(menu.shadowRoot?.textContent).toContain('Copy as JSON');
  const unmark = [...(menu.shadowRoot?.querySelectorAll<HTMLElement>('#menu button') ?? [])].find((one) =>
    one.textContent?.includes('Take the marks away'),
  );
  unmark?.click();
  await page.updateComplete;

  expect(page.renderRoot.querySelector('sip-action-menu')).toBeNull();
});

test('<sip-list-page> narrows the filter to what the timeline chose', async () => {
  const page = await drawList(new FakeBackend(), 'outcome:failed');
  const gone = new Promise<NavigateEvent>((resolve) =>
    page.addEventListener(NavigateEvent.type, (event) => resolve(event as NavigateEvent)),
  );
  const from = Date.parse('2026-11-22T05:51:02Z');

  inPage<Element>(page, 'sip-timeline').dispatchEvent(
    new CustomEvent('range-changed', { detail: { range: { from, until: from + 2000 } } }),
  );

  expect((await gone).route).toMatchObject({
    filter: 'outcome:failed started>=2026-11-22T05:51:02 started<2026-11-22T05:51:04',
  });
});
