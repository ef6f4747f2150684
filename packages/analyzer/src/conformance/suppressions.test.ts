import { describe, expect, test } from 'vitest';
import { onDay, type Suppression, suppressionOf } from './suppressions.ts';

const finding = { rule: 'SIP-VIA-002', device: 'Phone 1.0', file: 'traces/a.pcap', callId: () => 'x@192.0.2.1' };

describe('suppressionOf()', () => {
  test.each([
    [{ rule: 'SIP-VIA-002' }, true],
    [{ rule: 'SIP-VIA-*' }, true],
    [{ rule: 'SIP-VIA' }, false],
    [{ rule: 'SIP-*', device: 'Phone*' }, true],
    [{ rule: 'SIP-*', device: 'Phone' }, false],
    [{ rule: 'SIP-*', file: 'a.pcap' }, true],
    [{ rule: 'SIP-*', file: 'traces/*' }, true],
    [{ rule: 'SIP-*', file: 'b.pcap' }, false],
    [{ rule: 'SIP-*', call: 'x@192.0.2.1' }, true],
    [{ rule: 'SIP-*', call: 'y*' }, false],
    [{ rule: 'SIP-*', device: 'Phone 1.0', call: 'y' }, false],
  ])('%j: %s', (named, isAccepted) => {
    const suppression: Suppression = { ...named, reason: 'Known.' };

    expect(suppressionOf([suppression], finding)).toBe(isAccepted ? suppression : undefined);
  });
});

test('onDay() takes the last day as one on which it holds', () => {
  const one: Suppression = { rule: 'X-*', reason: 'Known.', expires: '2027-03-31' };

  expect(onDay([one], '2027-03-31')).toEqual({ held: [one], expired: [] });
  expect(onDay([one], '2027-04-01')).toEqual({ held: [], expired: [one] });
});
