import { describe, expect, test } from 'vitest';
import { invite, pcapOf } from './pcap-of.ts';
import { readRows, sipscope } from './sipscope.ts';

const hostile = '\u001b]0;owned\u0007\u009b31m\u007f\u202etxt.exe</script>';
const input = pcapOf([
  invite({ callId: `=cmd|calc!A1${hostile}`, from: `"${hostile}" <sip:a@example.org>;tag=1`, userAgent: hostile }),
]);

/** Every control character but the line ends we write. */
// oxlint-disable-next-line no-control-regex -- finding control characters is what this expression is for
const steering = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** Formats that end up in pages, where a tag would be one. */
function isMarkup(format: string): boolean {
  return !['table', 'csv', 'text'].includes(format);
}

describe('text from the wire that steers a terminal', () => {
  test.each([
    ['messages', 'table'],
    ['messages', 'ndjson'],
    ['messages', 'csv'],
    ['transactions', 'table'],
    ['calls', 'table'],
    ['summary', 'table'],
    ['summary', 'json'],
    ['flow', 'text'],
    ['flow', 'json'],
    ['flow', 'mermaid'],
    ['flow', 'plantuml'],
    ['flow', 'svg'],
    ['story', 'text'],
    ['story', 'json'],
  ])('comes out of %s as %s written out', async (command, format) => {
    const { status, stdout, stderr } = await sipscope([command, '-', '--format', format], { input });

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).not.toMatch(steering);
    expect(isMarkup(format) && stdout.includes('</script>')).toBe(false);
    expect(stdout).not.toBe('');
  });

  test('is whole in JSON', async () => {
    const { stdout } = await sipscope(['messages', '-'], { input });

    expect(readRows(stdout)).toMatchObject([{ userAgent: hostile }]);
  });

  test('cannot calculate in a spreadsheet', async () => {
    const { stdout } = await sipscope(['messages', '-', '--format', 'csv'], { input });

    expect(stdout).not.toMatch(/(^|,)"?=/m);
    expect(stdout).toMatch(/,"?'=cmd/);
  });

  test('comes out of parse written out, as text and as JSON', async () => {
    const message = invite({ userAgent: hostile });

    const [text, json] = await Promise.all([
      sipscope(['parse', '-'], { input: message }),
      sipscope(['parse', '-', '--format', 'json'], { input: message }),
    ]);

    expect(text.stdout + json.stdout).not.toMatch(steering);
    expect(text.stdout).toContain('\\x1b]0;owned');
  });
});

describe('names that are keys in JavaScript', () => {
  test('are ordinary text', async () => {
    const messages = ['__proto__', 'constructor', 'toString'].map((callId) => invite({ callId, userAgent: callId }));

    const [rows, summary] = await Promise.all([
      sipscope(['messages', '-'], { input: pcapOf(messages) }),
      sipscope(['summary', '-', '--format', 'json'], { input: pcapOf(messages) }),
    ]);

    expect(readRows(rows.stdout).map((row) => row['callId'])).toEqual(['__proto__', 'constructor', 'toString']);
    expect(JSON.parse(summary.stdout)).toMatchObject({ counts: { messages: 3, calls: 3 } });
  });
});
