import { userEvent } from 'vitest/browser';
import { afterEach, expect, test, vi } from 'vitest';
import { FakeBackend } from '../../../test/fake/fake-backend.ts';
import { SipFacets } from './sip-facets.ts';

vi.setConfig({ testTimeout: 30_000 });
const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 8000 });

async function drawFacets(filter = ''): Promise<{ facets: SipFacets; backend: FakeBackend }> {
  const backend = new FakeBackend();
  const facets = new SipFacets();
  Object.assign(facets, { backend, capture: 'cap-1', list: 'calls', filter });
  facets.addEventListener('filter-edited', (event) => {
    // The facets tell the filter.
    facets.filter = (event as CustomEvent<{ filter: string }>).detail.filter;
  });
  document.body.append(facets);
  await until(() => expect(values(facets).length).toBeGreaterThan(0));
  return { facets, backend };
}

const values = (facets: SipFacets): readonly HTMLElement[] => [
  ...facets.renderRoot.querySelectorAll<HTMLElement>('.value'),
];

function value(facets: SipFacets, text: string): HTMLElement {
  const found = values(facets).find((one) => one.textContent.includes(text));
  if (found === undefined) throw new Error(`there is ${text}`);
  return found;
}

afterEach(() => document.body.replaceChildren());

test('<sip-facets> counts what fields hold, and asks for a value at a click', async () => {
  const { facets, backend } = await drawFacets();
  expect(value(facets, 'failed').textContent).toContain('391');

  value(facets, 'failed').click();
  await until(() => expect(value(facets, 'failed').getAttribute('aria-pressed')).toBe('true'));

  expect(facets.filter).toBe('outcome:failed');
  expect(backend.facetsAsked.at(-1)?.filter).toBe('outcome:failed');
  value(facets, 'answered').click();
  await facets.updateComplete;
  expect(facets.filter).toBe('outcome:(failed, answered)');
});

test('<sip-facets> leaves a value out at a click with the shift key, and takes it back', async () => {
  const { facets } = await drawFacets('alice');

  await userEvent.click(value(facets, 'failed'), { modifiers: ['Shift'] });
  await until(() => expect(value(facets, 'failed').classList.contains('left-out')).toBe(true));
  expect(facets.filter).toBe('alice -outcome:failed');

  value(facets, 'failed').click();
  await facets.updateComplete;
  expect(facets.filter).toBe('alice');
});

test('<sip-facets> shows all values of a field when asked', async () => {
  const { facets, backend } = await drawFacets();

  facets.renderRoot.querySelector<HTMLElement>('.more')?.click();

  await until(() => expect(backend.facetsAsked.at(-1)).toMatchObject({ fields: ['status'], limit: 500 }));
});
