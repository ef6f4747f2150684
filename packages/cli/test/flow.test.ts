import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { capture, expectedRows, sipscope } from './sipscope.ts';

const cancelled = capture('call/cancel.pcap');
const threeCalls = capture('call/ipv6-three-calls.pcap');

describe('sipscope flow', () => {
  test('draws the only call there is, an arrow a message', async () => {
    const { status, stdout, stderr } = await sipscope(['flow', cancelled]);

    const messages = await expectedRows('call/cancel.pcap', 'messages');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.split('\n').filter((row) => /[▶◀]/.test(row))).toHaveLength(messages.length);
    expect(stdout).toContain('487 Request Terminated');
    expect(stdout).toContain('127.0.0.10:5060');
  });

  test.each([
    ['mermaid', /^ {4}P\d+--?>>P\d+: /gm],
    ['plantuml', /^P\d+ --?> P\d+ : /gm],
    ['svg', /<g class="arrow /g],
  ])('writes %s with an arrow a message', async (format, arrow) => {
    const { stdout } = await sipscope(['flow', cancelled, '--format', format]);

    const messages = await expectedRows('call/cancel.pcap', 'messages');
    expect(stdout.match(arrow)).toHaveLength(messages.length);
  });

  test('as JSON is the ladder itself', async () => {
    const { stdout } = await sipscope(['flow', cancelled, '--format', 'json']);

    expect(JSON.parse(stdout)).toMatchObject({
      lanes: [
        { address: '127.0.1.1:5060' },
        { address: '127.0.0.10:5060' },
        { address: '127.0.0.11:5060' },
        { address: '127.0.2.1:5060' },
      ],
      arrows: expect.arrayContaining([
        expect.objectContaining({ frame: 1, from: 0, to: 1, label: 'INVITE', sinceStartMs: 0 }),
      ]),
    });
  });

  test('has a form in ASCII alone', async () => {
    const { stdout } = await sipscope(['flow', cancelled, '--ascii']);

    expect(stdout).toMatch(/^[ -~\n]+$/);
  });

  test('draws several calls in one picture, each message once, in order', async () => {
    const calls = ['--call', 'c3', '--call', 'c1', '--call', 'c3'];
    const { status, stdout } = await sipscope(['flow', threeCalls, ...calls, '--format', 'json']);
    const flow = JSON.parse(stdout) as {
      readonly calls: readonly { readonly id: string }[];
      readonly arrows: readonly { readonly frame: number; readonly call: number }[];
    };

    expect(status).toBe(0);
    expect(flow.calls.map(({ id }) => id)).toEqual(['c1', 'c3']);
    expect(new Set(flow.arrows.map(({ call }) => call))).toEqual(new Set([0, 1]));
    const frames = flow.arrows.map(({ frame }) => frame);
    expect(frames).toEqual([...new Set(frames)].toSorted((a, b) => a - b));
    const text = await sipscope(['flow', threeCalls, ...calls]);
    expect(text.stdout.split('\n').filter((row) => /[▶◀]/.test(row))).toHaveLength(frames.length);
  });

  test('of several calls is no scenario, and other commands take one', async () => {
    const two = ['--call', 'c1', '--call', 'c2'];

    expect((await sipscope(['flow', threeCalls, ...two, '--format', 'sipp-uac'])).stderr).toContain('one call');
    expect((await sipscope(['story', threeCalls, ...two])).stderr).toContain('only flow draws several');
  });

  test('finds a call by a Call-ID of it, and by its id', async () => {
    const [call] = await expectedRows('call/ipv6-three-calls.pcap', 'calls');
    const [callId] = (call as { callIds: readonly string[] }).callIds;

    const byCallId = await sipscope(['flow', threeCalls, '--call', callId ?? '', '--format', 'json']);
    const { call: id } = JSON.parse(byCallId.stdout) as { call: string };
    const byId = await sipscope(['flow', threeCalls, '--call', id, '--format', 'json']);

    expect(byId).toEqual(byCallId);
    expect(byId.status).toBe(0);
  });

  test.each([
    [[], 'The capture has 3 calls'],
    [['--call', 'nonsense'], 'The capture has no call "nonsense"'],
  ])('names the calls to choose from where %j chooses none', async (choice, sentence) => {
    const { status, stdout, stderr } = await sipscope(['flow', threeCalls, ...choice]);

    const calls = await expectedRows('call/ipv6-three-calls.pcap', 'calls');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(sentence);
    for (const call of calls) expect(stderr).toContain((call as { from: string }).from);
  });

  test('draws from stdin', async () => {
    const { status, stdout } = await sipscope(['flow', '-'], { input: await readFile(cancelled) });

    expect(status).toBe(0);
    expect(stdout).toContain('CANCEL');
  });

  test.each(['sipp-uac', 'sipp-uas'])('writes a scenario for SIPp: %s', async (format) => {
    const { status, stdout } = await sipscope(['flow', cancelled, '--format', format]);

    expect(status).toBe(0);
    expect(stdout).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<!-- cancel\.pcap, call c1, hop 1 of 3: /);
    expect(stdout).toContain(format === 'sipp-uac' ? '<recv response="487"' : '<recv request="CANCEL"');
  });

  test('writes the scenario between the elements that --hop says, of those there are', async () => {
    const second = await sipscope(['flow', cancelled, '--format', 'sipp-uas', '--hop', '2']);
    const fourth = await sipscope(['flow', cancelled, '--format', 'sipp-uas', '--hop', '4']);

    expect(second.stdout).toContain('hop 2 of 3: 127.0.0.10:5060 to 127.0.0.11:5060');
    expect({ status: fourth.status, stdout: fourth.stdout }).toEqual({ status: 2, stdout: '' });
    expect(fourth.stderr).toContain('3 hops');
  });

  test.each(['text', 'json', 'svg', 'mermaid', 'plantuml', 'sipp-uac'])(
    'has nobody in it with --anonymize: %s',
    async (format) => {
      const { status, stdout } = await sipscope(['flow', cancelled, '--format', format, '--anonymize']);

      expect(status).toBe(0);
      expect(stdout).toContain('INVITE');
      expect(stdout).not.toMatch(/alice|bob|example\.test|127\.0\.1\.1|cancel\.pcap/i);
    },
  );
});
