import { describe, expect, test } from 'vitest';
import { invite } from './pcap-of.ts';
import { capture, sipscope } from './sipscope.ts';

describe('sipscope parse', () => {
  test('prints a message as a tree, a line a part with its place and text', async () => {
    const { status, stdout, stderr } = await sipscope(['parse', '-'], { input: invite() });

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('Request-Line 0–34  INVITE sip:bob@example.org SIP/2.0\n');
    expect(stdout).toMatch(/^ +token \d+–\d+ {2}z9hG4bK1$/m);
    expect(stdout.split('\n').every((line) => line === '' || /^ *\S.* \d+–\d+( {2}|$)/.test(line))).toBe(true);
  });

  test('as JSON has spans into the exact bytes', async () => {
    const { stdout } = await sipscope(['parse', '-', '--format', 'json'], { input: invite() });

    const detail = JSON.parse(stdout) as { raw: string; tree: { span: [number, number] }; diagnostics: unknown[] };
    expect(Buffer.from(detail.raw, 'base64').toString()).toBe(invite());
    expect(detail.tree.span).toEqual([0, invite().length]);
    expect(detail.diagnostics).toEqual([]);
  });

  test('tells what departs from the grammar, where, and by which RFC', async () => {
    const { status, stdout } = await sipscope(['parse', '-'], {
      input: invite().replace('CSeq: 1 INVITE', 'CSeq: one INVITE'),
    });

    expect(status).toBe(0);
    expect(stdout).toMatch(/^(error|warning) [a-z-]+ at \d+–\d+: .*RFC \d+ §[\d.]+\.$/m);
  });

  test.each([
    ['nothing', '', 'empty'],
    ['more than a message can be', 'x'.repeat(5 * 1024 * 1024), '4 MiB'],
  ])('refuses %s with status 3', async (_, input, words) => {
    const { status, stdout, stderr } = await sipscope(['parse', '-'], { input });

    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toContain(words);
  });

  test.each([
    [capture('no-such-file.sip'), 'no such file'],
    [capture('call'), 'folder'],
  ])('tells of %s that it cannot be read', async (path, words) => {
    const { status, stderr } = await sipscope(['parse', path]);

    expect(status).toBe(3);
    expect(stderr).toContain(words);
  });
});
