import { afterEach, expect, test } from 'vitest';
import type { Remark } from './remarks.ts';
import { remarksOf } from './remarks.ts';
import { SipRemark } from './sip-remark.ts';

const finding = {
  rule: 'SIP-MF-001',
  level: 'must',
  severity: 'error',
  title: 'Request without one of the six header fields each has',
  message: 'The request has no Max-Forwards. Without it nothing ends a loop. Send it.',
  seen: 'The request has no Max-Forwards.',
  rfc: 3261,
  section: '8.1.1',
  evidence: [3, 4],
} as const;

async function draw(remark: Remark | undefined, lit = false): Promise<ShadowRoot> {
  if (remark === undefined) throw new Error('something is said');
  const element = new SipRemark();
  element.remark = remark;
  element.capture = 'one';
  element.lit = lit;
  document.body.append(element);
  await element.updateComplete;
  return element.shadowRoot!;
}

afterEach(() => document.body.replaceChildren());

test('<sip-remark> says what was seen, and which rule says so', async () => {
  const [remark] = remarksOf({ diagnostics: [], findings: [finding] });

  const drawn = await draw(remark);

  expect(drawn.querySelector('.sentence')?.textContent).toBe('The request has no Max-Forwards.');
  expect(drawn.querySelector('a')?.getAttribute('href')).toBe('/rules/SIP-MF-001');
  expect(drawn.textContent).toContain('RFC 3261 §8.1.1');
  expect(drawn.querySelector('.told .unseen')?.textContent).toBe('must');
});

test('<sip-remark> tells why it matters and what proves it where it is looked at', async () => {
  const [remark] = remarksOf({ diagnostics: [], findings: [finding] });

  const drawn = await draw(remark, true);

  expect(drawn.querySelector('.more p')?.textContent).toBe('Without it nothing ends a loop. Send it.');
  expect([...drawn.querySelectorAll('.more a')].map((one) => one.getAttribute('href'))).toEqual([
    '/captures/one/messages/3',
    '/captures/one/messages/4',
  ]);
});

test('remarksOf() has what is about the whole first, the strongest before the others, then by place', () => {
  const diagnostic = { code: 'x', severity: 'warning', span: [4, 9], message: 'A fault.' } as const;
  const weak = { ...finding, level: 'info', seen: 'weak' } as const;
  const placed = { ...finding, seen: 'placed', span: [2, 3] } as const;

  const remarks = remarksOf({ diagnostics: [diagnostic], findings: [weak, placed, finding] });

  expect(remarks.map(({ text }) => text)).toEqual(['The request has no Max-Forwards.', 'weak', 'placed', 'A fault.']);
});
