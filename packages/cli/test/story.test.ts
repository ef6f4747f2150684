import { describe, expect, test } from 'vitest';
import { capture, sipscope } from './sipscope.ts';

const held = capture('call/reinvite-hold.pcap');

describe('sipscope story', () => {
  test('tells what happened, line by line, and the media of each time', async () => {
    const { status, stdout, stderr } = await sipscope(['story', held]);

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.split('\n\n')).toEqual([
      expect.stringContaining('c1  alice → bob  answered (200 OK)'),
      [
        '+0.000    alice calls bob at sip:bob@example.test, offering audio PCMA PCMU telephone-event.  #1',
        '+0.022    bob rings.  #6',
        '+0.232    bob answers after 252 ms.  #9 #1',
        '+0.669    alice puts bob on hold (audio sendonly), only alice sends now.  #15 #20',
        '+1.216    alice takes bob off hold.  #26 #31',
        '+1.544    alice hangs up after 1.3 s of talk.  #37',
      ].join('\n'),
      [
        'Media',
        '  +0.232   to +0.669    audio PCMA  alice 127.0.1.1:22036 ⇄ bob 127.0.2.1:20484',
        '  +0.669   to +1.216    audio PCMA  alice 127.0.1.1:22036 → bob 127.0.2.1:20484  (held by alice)',
        '  +1.216   to +1.544    audio PCMA  alice 127.0.1.1:22036 ⇄ bob 127.0.2.1:20484',
      ].join('\n'),
      expect.stringMatching(/^Participants\n {2}127\.0\.1\.1:5060 {2}caller\n/),
      expect.stringMatching(/^Identity\n {2}caller: From "Alice" <sip:alice@example\.test>/),
    ]);
  });

  test('calls participants as the user does', async () => {
    const { stdout } = await sipscope(['story', held, '--alias', '127.0.0.10=Edge', '--alias', '127.0.2.1=Desk']);

    expect(stdout).toMatch(/^ {2}127\.0\.0\.10:5060 {2}proxy {2}Edge$/m);
    expect(stdout).toMatch(/^ {2}127\.0\.2\.1:5060 {2}callee {2}Desk$/m);
  });

  test('as JSON has events, legs and sessions', async () => {
    const { stdout } = await sipscope(['story', held, '--format', 'json']);

    expect(JSON.parse(stdout)).toMatchObject({
      call: 'c1',
      legs: [{ dialog: 'd1', session: { states: [{}, { media: [{ hold: 'local' }] }, {}] } }],
      events: expect.arrayContaining([expect.objectContaining({ kind: 'hold', by: 'local', frames: [15, 20] })]),
    });
  });

  test('names the calls to choose from', async () => {
    const { status, stderr } = await sipscope(['story', capture('call/ipv6-three-calls.pcap')]);

    expect(status).toBe(2);
    expect(stderr).toContain('The capture has 3 calls: choose one with --call ID.');
  });
});
