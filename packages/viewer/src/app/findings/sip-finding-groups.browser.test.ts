import type { FindingGroupRow } from '@sipscope/analyzer';
import { afterEach, expect, test, vi } from 'vitest';
import { FakeBackend, readyCapture } from '../../../test/fake/fake-backend.ts';
import { SipFindingGroups } from './sip-finding-groups.ts';

const group: FindingGroupRow = {
  rule: 'SIP-MF-001',
  level: 'must',
  severity: 'error',
  title: 'Request without one of the six header fields each has',
  rfc: 3261,
  section: '8.1.1',
  device: 'Phone "1" 0',
  count: 1204,
  frame: 17,
  time: '2026-01-05T09:00:00.000000Z',
};

async function draw(groups: readonly FindingGroupRow[], filter = ''): Promise<SipFindingGroups> {
  const backend = new FakeBackend();
  backend.findingGroups = async () => groups;
  const element = new SipFindingGroups();
  element.backend = backend;
  element.capture = readyCapture;
  element.filter = filter;
  document.body.append(element);
  await vi.waitFor(() => expect(element.renderRoot.querySelector('.group')).not.toBeNull());
  return element;
}

const filterOf = (link: Element | null | undefined) =>
  new URL(link?.getAttribute('href') ?? '', 'http://localhost').searchParams.get('filter');

afterEach(() => document.body.replaceChildren());

test('<sip-finding-groups> tells true counts, by level and by rule and device', async () => {
  const element = await draw([group, { ...group, device: '192.0.2.1', count: 2 }]);

  const rows = [...element.renderRoot.querySelectorAll('.group')];

  expect(element.renderRoot.querySelector('nav')?.textContent).toMatch(/must\s+1.206/);
  expect(rows.map((row) => row.querySelector('.count')?.textContent)).toEqual([expect.stringMatching(/^1.204$/), '2']);
});

test('<sip-finding-groups> leads to the rows of a rule and device', async () => {
  const element = await draw([
    group,
    { ...group, device: '192.0.2.1', count: 2 },
    { ...group, device: '2001:db8::1', count: 1 },
  ]);

  const links = [...element.renderRoot.querySelectorAll('.group .title')];

  expect(links.map(filterOf)).toEqual([
    'rule:SIP-MF-001 userAgent:"Phone \\"1\\" 0"',
    'rule:SIP-MF-001 source:192.0.2.1*',
    'rule:SIP-MF-001 source:[2001:db8::1]*',
  ]);
});

test('<sip-finding-groups> leads from what is shown back to all', async () => {
  const element = await draw([group], 'level:must');

  const chosen = element.renderRoot.querySelector('nav [aria-current="true"]');

  expect(filterOf(chosen)).toBeNull();
});
