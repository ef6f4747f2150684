import { describe, expect, test } from 'vitest';
import type { CaptureFacts } from '../rows.ts';
import { lacksKeys, otherTraffic, otherTrafficText } from './other-traffic.ts';

const facts: CaptureFacts = { format: 'pcap', bytes: 24, packets: 0, linkTypes: ['Ethernet'] };

describe('otherTraffic()', () => {
  test('gives protocols and what was passed over in one list, most frequent first', () => {
    const protocols = [
      { protocol: 'HTTP', packets: 1204, connections: 3 },
      { protocol: 'DNS', packets: 2 },
    ];

    const traffic = otherTraffic({ ...facts, protocols, skipped: [{ what: 'ARP', packets: 12 }] });

    expect(traffic).toEqual([
      { what: 'HTTP', packets: 1204, connections: 3 },
      { what: 'ARP', packets: 12 },
      { what: 'DNS', packets: 2 },
    ]);
  });
});

describe('otherTrafficText()', () => {
  test('says what the packets were', () => {
    const protocols = [
      { protocol: 'HTTP', packets: 1204 },
      { protocol: 'TLS without keys', packets: 33 },
    ];

    const words = otherTrafficText({ ...facts, protocols, skipped: [{ what: 'ARP', packets: 1 }] });

    expect(words).toBe('1,204 packets of HTTP, 33 of TLS without keys, 1 of ARP');
  });

  test('writes figures as they are written elsewhere', () => {
    const skipped = [{ what: 'ARP', packets: 1204 }];

    expect(otherTrafficText({ ...facts, skipped }, (count) => `<${count}>`)).toBe('<1204> packets of ARP');
  });

  test('puts what is rare together', () => {
    const skipped = Array.from({ length: 9 }, (_, at) => ({ what: `protocol ${at}`, packets: 9 - at }));

    const words = otherTrafficText({ ...facts, skipped });

    expect(words).toMatch(/4 of protocol 5, 6 of other kinds$/);
  });

  test.each([
    [0, 'no packet at all'],
    [1, 'nothing that could be read in 1 packet'],
  ])('of %i packets that are nothing, says so', (packets, words) => {
    expect(otherTrafficText({ ...facts, packets })).toBe(words);
  });
});

describe('lacksKeys()', () => {
  test.each([
    ['TLS without keys', true],
    ['TLS begun before the capture', false],
    ['TLS: HTTP', false],
  ])('where there is %s is %s', (protocol, lacks) => {
    expect(lacksKeys({ ...facts, protocols: [{ protocol, packets: 9, connections: 1 }] })).toBe(lacks);
  });
});
