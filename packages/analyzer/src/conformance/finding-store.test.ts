import { expect, test } from 'vitest';
import { TimeFormat } from '../follow/format-time.ts';
import { fingerprintOf } from './fingerprint.ts';
import { FindingStore } from './finding-store.ts';
import { mediaRule } from './rule.ts';

const rule = mediaRule({
  id: 'TEST-1',
  title: 'A test',
  level: 'must',
  severity: 'error',
  rfc: 3264,
  section: '5.1',
  why: 'It matters.',
  advice: 'Mend it.',
  right: '',
  wrong: '',
  check: () => undefined,
});

test('a finding of media that is missing names no packet and nobody who sent it', () => {
  const store = new FindingStore({
    times: new TimeFormat(() => ({ epochNs: 0n, decimals: 6 })),
    limits: { findingsOfRule: 10, devicesOfRule: 10 },
    keep: true,
    tell: undefined,
  });

  store.addMedia(rule, { seen: 'No audio came.', timeNs: 0, frames: [] }, 0, 0);

  const [row] = store.rows();
  const [group] = store.groups();
  expect(row).toMatchObject({ rule: 'TEST-1', call: 'c1' });
  for (const key of ['frame', 'source', 'destination']) expect(row).not.toHaveProperty(key);
  expect(group).toMatchObject({ device: 'unknown', count: 1 });
  expect(group).not.toHaveProperty('frame');
  expect(fingerprintOf(row!, undefined)).toMatch(/^[0-9a-f]{32}$/);
});
