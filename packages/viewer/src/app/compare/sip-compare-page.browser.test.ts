import { afterEach, describe, expect, test } from 'vitest';
import { FakeBackend } from '../../../test/fake/fake-backend.ts';
import { offeredCommands } from '../commands/commands.ts';
import type { NavigateEvent } from '../route/navigate-event.ts';
import type { CompareRoute, Route } from '../route/route.ts';
import type { SipComparePage } from './sip-compare-page.ts';
import './sip-compare-page.ts';

const calls: CompareRoute = { page: 'compare', capture: 'a', calls: ['c1', 'c2'], otherCapture: 'b' };

afterEach(() => document.body.replaceChildren());

async function shown(route: CompareRoute): Promise<{ page: SipComparePage; inner: ShadowRoot; routes: Route[] }> {
  const page = document.createElement('sip-compare-page') as SipComparePage;
  const backend = new FakeBackend();
  const [row] = await backend.captures();
  backend.capture = async (id) => ({ ...row!, id, name: `${id}.pcap` });
  page.backend = backend;
  page.route = route;
  const routes: Route[] = [];
  page.addEventListener('sip-navigate', (event) => routes.push((event as NavigateEvent).route));
  document.body.append(page);
  const inner = await expect
    .poll(() => page.shadowRoot?.querySelector('sip-call-comparison, sip-capture-comparison')?.shadowRoot)
    .not.toBeNull()
    .then(() => page.shadowRoot!.querySelector('sip-call-comparison, sip-capture-comparison')!.shadowRoot!);
  await expect.poll(() => inner.querySelectorAll('tbody tr').length).toBeGreaterThan(0);
  return { page, inner, routes };
}

function rows(inner: ShadowRoot, table: string): readonly string[] {
  return [...inner.querySelectorAll(`table[aria-labelledby='${table}'] tbody tr`)].map((row) =>
    (row.textContent ?? '').replaceAll(/\s+/g, ' ').trim(),
  );
}

function run(id: string): void {
  offeredCommands()
    .find((command) => command.id === id)
    ?.run();
}

describe('the comparison of two calls', () => {
  test('has facts, findings and messages in two columns, with what differs below', async () => {
    const { inner } = await shown(calls);

    expect(rows(inner, 'facts')).toContainEqual(expect.stringMatching(/differs Outcome answered failed/));
    expect(rows(inner, 'findings')).toContainEqual(expect.stringMatching(/SIP-VIA-003 .* 0 2$/));
    expect(rows(inner, 'messages')).toEqual([
      expect.stringMatching(/same caller → callee \+0\.000 INVITE #1 \+0\.000 INVITE #11/),
      expect.stringMatching(/differs callee → caller .*200 OK INVITE #2 .*503 Service Unavailable INVITE #12 \+400 ms/),
      expect.stringMatching(/start line SIP\/2\.0 200 OK SIP\/2\.0 503/),
      expect.stringMatching(/only in the other Retry-After 30/),
      expect.stringMatching(/same .*ACK/),
      expect.stringMatching(/only in the one .*BYE #4/),
    ]);
    expect(inner.textContent).toContain('Of Call c2, 12 further messages not compared.');
  });

  test('a pair leads to the difference of its messages', async () => {
    const { inner } = await shown(calls);

    const [, link] = inner.querySelectorAll(`table[aria-labelledby='messages'] th a`);
    expect(link?.getAttribute('href')).toContain('/captures/a/diff?one=2&other=b%3A12');
  });

  test('goes from difference to difference, hides what is the same, and swaps the sides', async () => {
    const { page, inner, routes } = await shown(calls);

    run('compare.next');
    await expect.poll(() => inner.querySelector('[aria-current]')?.textContent).toContain('503');
    run('compare.next');
    await expect.poll(() => inner.querySelector('[aria-current]')?.textContent).toContain('BYE');
    run('compare.hide-same');
    await expect.poll(() => rows(inner, 'messages')[0]).toBe('1 message the same');
    run('compare.swap');

    expect(page.shadowRoot?.querySelector('[role=status]')?.textContent).toBe('Difference 2 of 2');
    expect(routes).toEqual([{ page: 'compare', capture: 'b', calls: ['c2', 'c1'], otherCapture: 'a' }]);
  });

  test('is of tables with heads for rows and columns, and tells states in words', async () => {
    const { inner } = await shown(calls);

    for (const table of inner.querySelectorAll('table')) {
      expect([...table.querySelectorAll('thead th')].every((head) => head.textContent?.trim() !== '')).toBe(true);
      expect(table.querySelectorAll('tbody tr:not(.folded) > th[scope=row]').length).toBe(
        table.querySelectorAll('tbody tr:not(.folded)').length,
      );
      expect(inner.getElementById(table.getAttribute('aria-labelledby') ?? '')).not.toBeNull();
    }
    expect([...inner.querySelectorAll('td.sign .unseen')].every((sign) => sign.textContent !== '')).toBe(true);
  });
});

test('the comparison of two captures tells figures with shares, and what is notable', async () => {
  const { page, inner } = await shown({ page: 'compare', capture: 'a', otherCapture: 'b' });

  expect(rows(inner, 'kpis')[0]).toMatch(/differs Session establishment ratio .* 90 50 −40$/);
  expect(rows(inner, 'statuses')[1]).toMatch(/only in the other 503 – 9 14 %/);
  expect(page.shadowRoot?.querySelector('[role=status]')?.textContent).toBe('2 differences');
});
