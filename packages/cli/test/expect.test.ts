import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { capture, sipscope } from './sipscope.ts';

const held = capture('call/reinvite-hold.pcap');
const folder = mkdtempSync(join(tmpdir(), 'sipscope-expect-'));

afterAll(() => rmSync(folder, { recursive: true }));

function flowFile(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const right = flowFile(
  'right.flow',
  '# A call is held\nalice\nproxy 127.0.0.10\nalice -> proxy INVITE sip:bob@example.test sdp offer audio PCMA *\nalice <- proxy 180\nwithin 1 alice <- proxy 200\nalice -> proxy ACK\nalice -> proxy INVITE sdp offer audio sendonly\nalice <- proxy 200\nalice -> proxy ACK\nalice -> proxy INVITE\nalice <- proxy 200\nalice -> proxy ACK\nalice -> proxy BYE\nalice <- proxy 200\n',
);
const wrong = flowFile(
  'wrong.flow',
  '# A call is refused\nalice\nproxy 127.0.0.10\nalice -> proxy INVITE\nalice <- proxy 486\nalice -> proxy ACK\n',
);

describe('sipscope expect', () => {
  test('ends with 0 where the capture is as the flow says', async () => {
    const { status, stdout, stderr } = await sipscope(['expect', right, held]);

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(
      'A call is held\n  Call c1 (sip:alice@example.test to sip:bob@example.test, answered 200) is as expected: 12 messages.',
    );
  });

  test('ends with 1 and a diff where it is not', async () => {
    const { status, stdout } = await sipscope(['expect', wrong, held]);

    expect(status).toBe(1);
    expect(stdout).toContain('expected 486, seen 200 OK');
    expect(stdout).toMatch(/^- +line 5: alice <- proxy 486$/m);
  });

  test('asks the rules where the flow states what they find', async () => {
    const flow = flowFile(
      'findings.flow',
      '# Nothing is found\nalice\nproxy 127.0.0.10\nalice -> proxy INVITE\nalice <- proxy 180\nalice <- proxy 200\nalice -> proxy ACK\nalice -> proxy INVITE\nalice <- proxy 200\nalice -> proxy ACK\nalice -> proxy INVITE\nalice <- proxy 200\nalice -> proxy ACK\nalice -> proxy BYE\nalice <- proxy 200\nexpect no findings\n',
    );

    const { status, stdout } = await sipscope(['expect', flow, held]);

    expect(status).toBe(1);
    expect(stdout).toMatch(/First: line 16: expected 0 findings, got \d+\./);
  });

  test('takes several flows', async () => {
    const { status, stdout } = await sipscope(['expect', right, wrong, held, '--format', 'json']);

    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject([
      { matches: true, verdicts: [{ call: { id: 'c1' } }] },
      { matches: false },
    ]);
  });

  test('writes a report for builds', async () => {
    const { stdout } = await sipscope(['expect', right, wrong, held, '--format', 'junit']);

    expect(stdout).toContain('<testsuites name="sipscope expect">');
    expect(stdout.match(/<failure /g)).toHaveLength(1);
  });

  test('writes the flow of a call, which its capture matches', async () => {
    const { status, stdout } = await sipscope(['expect', '--write', held]);
    const written = flowFile('written.flow', stdout);

    expect(status).toBe(0);
    expect(await sipscope(['expect', written, held])).toMatchObject({ status: 0 });
  });

  test('says what is wrong with a flow, with its line', async () => {
    const { status, stderr } = await sipscope([
      'expect',
      flowFile('bad.flow', '# Bad\nalice\nalice -> bob BYE\n'),
      held,
    ]);

    expect(status).toBe(2);
    expect(stderr).toContain('bad.flow:3: nobody is called bob');
  });

  test('needs a flow and a capture', async () => {
    expect(await sipscope(['expect', right])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('a flow and a capture'),
    });
    expect(await sipscope(['expect', join(folder, 'none.flow'), held])).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('no such file'),
    });
    expect(await sipscope(['expect', right, join(folder, 'none.pcap')])).toMatchObject({ status: 3 });
  });

  test('compares every call, or those of a filter', async () => {
    const three = capture('call/ipv6-three-calls.pcap');
    const { stdout } = await sipscope(['expect', '--write', three, '--call', 'c1']);
    const written = flowFile('first.flow', stdout);

    expect(await sipscope(['expect', written, three, '--call', 'c1'])).toMatchObject({ status: 0 });
    expect(await sipscope(['expect', written, three, '--every', '--filter', 'id:c1'])).toMatchObject({ status: 0 });
    expect(await sipscope(['expect', written, three, '--filter', 'id:c9'])).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('there is no call to compare'),
    });
  });
});
