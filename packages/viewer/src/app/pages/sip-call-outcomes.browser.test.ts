import { afterEach, expect, test, vi } from 'vitest';
import { FakeBackend, readyCapture } from '../../../test/fake/fake-backend.ts';
import { SipCallOutcomes } from './sip-call-outcomes.ts';

async function drawOutcomes(filter: string): Promise<HTMLAnchorElement[]> {
  const element = new SipCallOutcomes();
  element.backend = new FakeBackend();
  element.capture = readyCapture;
  element.filter = filter;
  element.sort = '-started';
  document.body.append(element);
  await vi.waitFor(() => expect(element.renderRoot.querySelector('a')).not.toBeNull());
  return [...element.renderRoot.querySelectorAll('a')];
}

afterEach(() => document.body.replaceChildren());

test('<sip-call-outcomes> leads from each outcome to its calls, in the order they stand in', async () => {
  const links = await drawOutcomes('');

  const failed = links.find((link) => link.textContent.includes('failed'));

  expect(failed?.getAttribute('href')).toBe('/captures/cap-1/calls?filter=outcome%3Afailed&sort=-started');
  expect(links.map((link) => link.getAttribute('aria-current'))).not.toContain('true');
});

test('<sip-call-outcomes> leads from the outcome that is shown back to all calls', async () => {
  const links = await drawOutcomes('outcome:failed');

  const chosen = links.filter((link) => link.getAttribute('aria-current') === 'true');

  expect(chosen.map((link) => link.getAttribute('href'))).toEqual(['/captures/cap-1/calls?sort=-started']);
});
