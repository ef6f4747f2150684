import { afterEach, expect, test } from 'vitest';
import { SipMessageFindings } from './sip-message-findings.ts';

const finding = {
  rule: 'SIP-MF-001',
  level: 'must',
  severity: 'error',
  title: 'Request without one of the six header fields each has',
  message: 'The request has no Max-Forwards. Without it nothing ends a loop. Send it.',
  seen: 'The request has no Max-Forwards.',
  rfc: 3261,
  section: '8.1.1',
} as const;

async function draw(findings: SipMessageFindings['findings']): Promise<SipMessageFindings> {
  const element = new SipMessageFindings();
  element.findings = findings;
  document.body.append(element);
  await element.updateComplete;
  return element;
}

afterEach(() => document.body.replaceChildren());

test('<sip-message-findings> says what was seen, why it matters, and which rule says so', async () => {
  const element = await draw([finding]);

  const card = element.renderRoot.querySelector('li');

  expect(card?.querySelector('.seen')?.textContent).toBe('The request has no Max-Forwards.');
  expect(card?.querySelector('.why')?.textContent.trim()).toBe('Without it nothing ends a loop. Send it.');
  expect(card?.querySelector('a')?.getAttribute('href')).toBe('/rules/SIP-MF-001');
  expect(card?.textContent).toContain('RFC 3261 §8.1.1');
});

test('<sip-message-findings> lights the place of a finding that has one', async () => {
  const element = await draw([{ ...finding, span: [4, 9] }]);
  const chosen: unknown[] = [];
  element.addEventListener('span-chosen', (event) => chosen.push((event as CustomEvent).detail));

  element.renderRoot.querySelector('button')?.click();
  element.lit = [4, 9];
  await element.updateComplete;

  expect(chosen).toEqual([{ span: [4, 9] }]);
  expect(element.renderRoot.querySelector('li')?.getAttribute('aria-current')).toBe('true');
});

test('<sip-message-findings> tells the strongest first', async () => {
  const element = await draw([
    { ...finding, level: 'info', seen: 'weak' },
    { ...finding, seen: 'strong' },
  ]);

  expect([...element.renderRoot.querySelectorAll('.seen')].map((one) => one.textContent)).toEqual(['strong', 'weak']);
});
