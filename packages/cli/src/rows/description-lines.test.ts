import { describe, expect, test } from 'vitest';
import { descriptionLines } from './description-lines.ts';

const facts = { format: 'pcapng', bytes: 1, packets: 1, linkTypes: ['Ethernet'] };
const plain = { linkType: 'Ethernet', tickSeconds: 1e-6, packets: 1 };

describe('descriptionLines()', () => {
  test('tells nothing of a capture that says nothing of itself', () => {
    expect(descriptionLines(facts)).toEqual([]);
  });

  test('tells what an interface was, in one line', () => {
    const interfaces = [
      plain,
      {
        ...plain,
        name: 'eth0',
        description: 'LAN',
        tickSeconds: 1e-9,
        snapLength: 262_144,
        filter: 'udp',
        packets: 1200,
        drops: 3,
      },
      { ...plain, tickSeconds: 1 / 1024 },
      { ...plain, tickSeconds: 1e-12 },
    ];

    expect(descriptionLines({ ...facts, interfaces }).map(([, text]) => text)).toEqual([
      '0, Ethernet, 1 µs, 1 packet',
      'eth0 (LAN), Ethernet, 1 ns, up to 262,144 bytes a packet, filter udp, 1,200 packets, 3 lost',
      '2, Ethernet, 2^-10 s, 1 packet',
      '3, Ethernet, 1e-12 s, 1 packet',
    ]);
  });

  test('tells who wrote it, comments, names, and what is missing', () => {
    const told = {
      ...facts,
      sections: [{ application: 'Dumpcap', os: 'Linux' }],
      comments: [{ text: 'all' }, { text: 'one', frame: 7 }, { text: 'card', interface: 0 }],
      names: [{ address: '192.0.2.1', names: ['alice', 'a'] }],
      drops: 1234,
      sliced: 1,
      clockSteps: 2,
    };

    expect(descriptionLines(told)).toEqual([
      ['written by', 'Dumpcap, Linux'],
      ['comment', 'all'],
      ['comment, packet 7', 'one'],
      ['comment, interface 0', 'card'],
      ['192.0.2.1', 'alice, a'],
      ['lost', '1,234 packets before they could be written'],
      ['cut short', '1 packet by the snap length'],
      ['clock steps', '2'],
    ]);
  });

  test('shows the first five of each', () => {
    const comments = Array.from({ length: 7 }, (_, i) => ({ text: String(i), frame: i }));

    const lines = descriptionLines({ ...facts, comments });

    expect(lines).toHaveLength(6);
    expect(lines.at(-1)).toEqual(['', 'and 2 more']);
  });

  test('lets no text steer a terminal', () => {
    const steering = '\u001b]0;pwned\u0007\n';
    const told = {
      ...facts,
      sections: [{ application: steering }],
      interfaces: [{ ...plain, name: steering, filter: steering }],
      comments: [{ text: steering }],
      names: [{ address: '192.0.2.1', names: [steering] }],
    };

    // eslint-disable-next-line no-control-regex -- that is what must not be there
    for (const [, text] of descriptionLines(told)) expect(text).not.toMatch(/[\u0000-\u001f\u007f]/);
  });
});
