import { userEvent } from 'vitest/browser';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeBackend, readyCapture } from '../../../test/fake/fake-backend.ts';
import { SipFilter } from './sip-filter.ts';
// Loaded when wanted, which takes long where nothing is bundled.
import './filter-language.ts';
import './completions.ts';
import './sip-filter-chips.ts';
import './sip-filter-menu.ts';

vi.setConfig({ testTimeout: 30_000 });
const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 8000 });

let backend: FakeBackend;

/** A line whose filter follows what it tells, as the page does. */
async function drawLine(filter = ''): Promise<SipFilter> {
  const line = new SipFilter();
  Object.assign(line, { backend, capture: readyCapture, list: 'calls', filter });
  line.addEventListener('filter-changed', (event) => {
    // The line tells its filter.
    line.filter = (event as CustomEvent<{ filter: string }>).detail.filter;
  });
  document.body.append(line);
  await line.updateComplete;
  return line;
}

function find<Found extends HTMLElement>(line: SipFilter, selector: string): Found {
  const found = line.renderRoot.querySelector<Found>(selector);
  if (found === null) throw new Error(`there is ${selector}`);
  return found;
}

const chips = (line: SipFilter): readonly HTMLElement[] => [
  ...(line.renderRoot.querySelector('sip-filter-chips')?.shadowRoot?.querySelectorAll<HTMLElement>('.text') ?? []),
];
const options = (line: SipFilter): readonly string[] =>
  [...line.renderRoot.querySelectorAll('[role="option"] .title')].map((option) => option.textContent);

beforeEach(() => {
  localStorage.clear();
  backend = new FakeBackend();
});
afterEach(() => document.body.replaceChildren());

test('<sip-filter> shows the conditions of a filter as chips, and its text while it is written', async () => {
  const line = await drawLine('outcome:failed -status:(486, 503)');
  await until(() =>
    expect(chips(line).map((chip) => chip.textContent.trim())).toEqual(['outcome:failed', 'status:(486, 503)']),
  );

  line.focus();
  await until(() => expect(chips(line)).toHaveLength(0));

  expect(find<HTMLInputElement>(line, 'input').value).toBe('outcome:failed -status:(486, 503)');
  expect(line.shadowRoot?.activeElement).toBe(find(line, 'input'));
});

test('<sip-filter> takes conditions away and turns them round by key', async () => {
  const line = await drawLine('outcome:failed status:503 alice');
  await until(() => expect(chips(line)).toHaveLength(3));

  chips(line)[0]?.focus();
  await userEvent.keyboard('{ArrowRight}{Delete}');
  await until(() => expect(line.filter).toBe('outcome:failed alice'));
  await until(() => expect(chips(line)).toHaveLength(2));
  chips(line)[0]?.focus();
  await userEvent.keyboard('!');

  await until(() => expect(line.filter).toBe('not outcome:failed alice'));
});

test('<sip-filter> lets a condition be edited where it stands', async () => {
  const line = await drawLine('alice status:503');
  await until(() => expect(chips(line)).toHaveLength(2));

  chips(line)[1]?.click();

  const input = find<HTMLInputElement>(line, 'input');
  await until(() => expect([input.selectionStart, input.selectionEnd]).toEqual([6, 16]));
});

test('<sip-filter> completes keys and values from the capture by keyboard', async () => {
  const line = await drawLine();
  line.focus();
  await userEvent.keyboard('outc');
  await until(() => expect(options(line)[0]).toBe('outcome'));

  await userEvent.keyboard('{Tab}');
  await until(() => expect(options(line)).toEqual(['answered', 'failed']));
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
  const input = find<HTMLInputElement>(line, 'input');
  expect(input.value).toBe('outcome:failed ');
  await userEvent.keyboard('{Enter}');

  await until(() => expect(line.filter.trim()).toBe('outcome:failed'));
  expect(input.getAttribute('aria-expanded')).toBe('false');
});

test('<sip-filter> completes what is written by now, however late the values come', async () => {
  const line = await drawLine();
  line.focus();
  await userEvent.keyboard('outcome:');
  await until(() => expect(options(line)).toEqual(['answered', 'failed']));
  const facets = backend.facets.bind(backend);
  backend.facets = async (...asked) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    return facets(...asked);
  };

  await userEvent.keyboard('fai{Tab}');

  await until(() => expect(find<HTMLInputElement>(line, 'input').value).toBe('outcome:failed '));
});

test('<sip-filter> is a combobox whose active option is told', async () => {
  const line = await drawLine();
  line.focus();
  await userEvent.keyboard('status');
  await until(() => expect(options(line).slice(0, 4)).toEqual(['status:', 'status!=', 'status>=', 'status<=']));

  await userEvent.keyboard('{ArrowDown}');
  await line.updateComplete;

  const input = find(line, 'input');
  expect(input.getAttribute('role')).toBe('combobox');
  expect(input.getAttribute('aria-activedescendant')).toBe('option-0');
  expect(find(line, '#option-0').getAttribute('aria-selected')).toBe('true');
  await userEvent.keyboard('{Escape}');
  await until(() => expect(options(line)).toEqual([]));
  expect(line.renderRoot.querySelector('input')?.value).toBe('status');
});

test('<sip-filter> underlines a mistake where it stands and does not apply it', async () => {
  const line = await drawLine();
  line.focus();
  await userEvent.keyboard('outcom:failed alice');

  await until(() => expect(line.renderRoot.querySelector('mark')?.textContent).toBe('outcom'));
  const [text, mark] = [find(line, 'input'), find(line, 'mark')].map((one) => one.getBoundingClientRect());
  expect(mark?.left).toBeCloseTo((text?.left ?? 0) + 4, 0);
  expect(mark?.top).toBeGreaterThanOrEqual(text?.top ?? Infinity);
  expect(mark?.bottom).toBeLessThanOrEqual(text?.bottom ?? 0);
  expect(find(line, '[role="alert"]').textContent).toContain('Did you mean “outcome”?');
  expect(find(line, 'input').getAttribute('aria-invalid')).toBe('true');
  expect(line.filter).toBe('');
});

test('<sip-filter> is patient with what is not written to its end', async () => {
  const line = await drawLine();
  line.focus();
  await userEvent.keyboard('from:/^(a');
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(line.renderRoot.querySelector('[role="alert"]')).toBeNull();

  await userEvent.keyboard('{Enter}');

  await until(() => expect(find(line, '[role="alert"]').textContent).toContain('not closed'));
});

test('<sip-filter> offers what was filtered by before, and saved filters by their names', async () => {
  const line = await drawLine();
  line.focus();
  await userEvent.keyboard('alice{Enter}');
  await until(() => expect(line.filter).toBe('alice'));
  find(line, '#saved').click();
  await until(() =>
    expect(line.renderRoot.querySelector('sip-filter-menu')?.shadowRoot?.querySelector('form')).toBeTruthy(),
  );
  const menu = line.renderRoot.querySelector('sip-filter-menu')?.shadowRoot;
  const name = menu?.querySelector<HTMLInputElement>('form input');
  name?.focus();
  await userEvent.keyboard('Hers{Enter}');
  await until(() => expect(menu?.querySelector('.filter')?.textContent).toContain('Hers'));
  await userEvent.keyboard('{Escape}');
  line.filter = '';
  await line.updateComplete;

  line.focus();

  await until(() => expect(options(line).slice(0, 2)).toEqual(['Hers', 'alice']));
});

test('<sip-filter-menu> deletes a saved filter, and takes that back', async () => {
  localStorage.setItem(
    'sipscope.filters.saved.calls',
    JSON.stringify([{ name: 'Refused', filter: 'status:486' }, 'junk']),
  );
  const line = await drawLine();
  find(line, '#saved').click();
  await until(() =>
    expect(line.renderRoot.querySelector('sip-filter-menu')?.shadowRoot?.querySelector('.delete')).toBeTruthy(),
  );
  const menu = line.renderRoot.querySelector('sip-filter-menu')?.shadowRoot;

  menu?.querySelector<HTMLElement>('.delete')?.click();
  await until(() => expect(menu?.querySelectorAll('.filter')).toHaveLength(0));
  menu?.querySelector<HTMLElement>('.undo')?.click();

  await until(() => expect(menu?.querySelector('.filter')?.textContent).toContain('Refused'));
  menu?.querySelector<HTMLElement>('.filter')?.click();
  await until(() => expect(line.filter).toBe('status:486'));
});

test('<sip-filter-menu> explains the language by examples that can be tried', async () => {
  const { parseFilter } = await import('@sipscope/analyzer');
  const { helpExamples } = await import('./filter-help.ts');
  const line = await drawLine();
  find(line, '#help').click();
  await until(() =>
    expect(line.renderRoot.querySelector('sip-filter-menu')?.shadowRoot?.querySelector('dt button')).toBeTruthy(),
  );

  line.renderRoot.querySelector('sip-filter-menu')?.shadowRoot?.querySelector<HTMLElement>('dt button')?.click();

  await until(() => expect(line.filter).toBe('alice'));
  const capture = { started: '2026-11-22T05:50:59Z', ended: '2026-11-22T06:50:59Z' };
  const lists = [
    'calls',
    'messages',
    'transactions',
    'dialogs',
    'registrations',
    'subscriptions',
    'publications',
    'conversations',
    'streams',
    'findings',
    'kpis',
  ] as const;
  for (const list of lists)
    for (const { examples } of helpExamples(list))
      for (const example of examples)
        expect([list, example, parseFilter(example, { list, capture }).problems]).toEqual([list, example, []]);
});
