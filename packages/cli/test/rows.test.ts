import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { invite, pcapOf } from './pcap-of.ts';
import { capture, expectedRows, readRows, sipscope, startSipscope } from './sipscope.ts';

const cancelled = capture('call/cancel.pcap');

describe('sipscope messages', () => {
  test('prints a row a message, as an object a line where it is piped', async () => {
    const { status, stdout, stderr } = await sipscope(['messages', cancelled]);

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const expected = await expectedRows('call/cancel.pcap', 'messages');
    const rows = readRows(stdout);
    expect(rows).toHaveLength(expected.length);
    for (const [index, row] of expected.entries()) expect(rows[index]).toMatchObject(row);
  });

  test('reads a capture from stdin, gzip included', async () => {
    const bytes = await readFile(cancelled);
    const gzip = gzipSync(bytes);

    const fromFile = await sipscope(['messages', cancelled]);
    const [plain, packed] = await Promise.all([
      sipscope(['messages', '-'], { input: bytes }),
      sipscope(['messages', '-'], { input: gzip }),
    ]);

    expect(plain).toEqual(fromFile);
    expect(packed).toEqual(fromFile);
  });

  test('prints rows while the capture is still coming', async () => {
    const child = startSipscope(['messages', '-']);

    child.stdin.write(await readFile(cancelled));
    const first = await new Promise<string>((resolve) => child.stdout.setEncoding('utf8').once('data', resolve));
    child.stdin.end();
    const status = await new Promise((resolve) => child.on('close', resolve));

    expect(first).toContain('"method":"INVITE"');
    expect(status).toBe(0);
  });

  test('prints the rows of several captures', async () => {
    const { status, stdout } = await sipscope(['messages', cancelled, capture('call/direct-noproxy.pcap')]);

    const counts = await Promise.all(
      ['call/cancel.pcap', 'call/direct-noproxy.pcap'].map((name) => expectedRows(name, 'messages')),
    );
    expect(status).toBe(0);
    expect(readRows(stdout)).toHaveLength(counts.flat().length);
  });

  test.each([
    ['method:CANCEL', (row: Record<string, unknown>) => row['method'] === 'CANCEL'],
    ['status>=400', (row: Record<string, unknown>) => Number(row['status']) >= 400],
    ['method=~^can', (row: Record<string, unknown>) => row['method'] === 'CANCEL'],
    [
      'sip.Method in {INVITE, CANCEL}',
      (row: Record<string, unknown>) => row['kind'] === 'request' && /^(INVITE|CANCEL)$/.test(String(row['method'])),
    ],
    ['time<=+400ms', (row: Record<string, unknown>) => Number(row['frame']) <= 8],
    ['not kind:request', (row: Record<string, unknown>) => row['kind'] === 'response'],
    [
      'method:INVITE status:4xx',
      (row: Record<string, unknown>) => row['method'] === 'INVITE' && Number(row['status']) >= 400,
    ],
  ])('keeps rows that match %s', async (filter, matches) => {
    const { stdout } = await sipscope(['messages', cancelled, '--filter', filter]);

    const expected = (await expectedRows('call/cancel.pcap', 'messages')).filter((row) => matches({ ...row }));
    expect(expected.length).toBeGreaterThan(0);
    expect(readRows(stdout)).toHaveLength(expected.length);
  });

  test('ends after as many rows as were asked for', async () => {
    const { status, stdout, stderr } = await sipscope(['messages', cancelled, '--limit', '3']);

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(readRows(stdout).map((row) => row['frame'])).toEqual([1, 2, 3]);
  });

  test('ends quietly when its reader has enough', async () => {
    const many = Array.from({ length: 200 }, () => cancelled);

    const { status, stdout, stderr } = await sipscope(['messages', ...many], { linesWanted: 1 });

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.split('\n').length).toBeLessThan(200 * 20);
  });
});

describe('sipscope calls', () => {
  test.each(['call/cancel.pcap', 'call/fork.pcap', 'call/ipv6-three-calls.pcap'])(
    'prints a row a call of %s',
    async (name) => {
      const { status, stdout } = await sipscope(['calls', capture(name)]);

      const expected = await expectedRows(name, 'calls');
      const rows = readRows(stdout);
      expect(status).toBe(0);
      expect(rows).toHaveLength(expected.length);
      for (const [index, row] of expected.entries()) expect(rows[index]).toMatchObject(row);
    },
  );

  test('gives a call the same id every time', async () => {
    const [first, second] = await Promise.all([sipscope(['calls', cancelled]), sipscope(['calls', cancelled])]);

    expect(first.stdout).toBe(second.stdout);
  });
});

describe('sipscope transactions and dialogs', () => {
  test('print rows that name each other', async () => {
    const [transactions, dialogs] = await Promise.all([
      sipscope(['transactions', cancelled]),
      sipscope(['dialogs', capture('call/direct-noproxy.pcap')]),
    ]);

    const methods = readRows(transactions.stdout).map((row) => row['method']);
    expect(methods).toContain('CANCEL');
    expect(methods).toContain('INVITE');
    expect(readRows(dialogs.stdout)).toMatchObject([
      { usage: 'invite', state: 'terminated', endedBy: expect.stringContaining('BYE') },
    ]);
  });
});

describe('the formats of rows', () => {
  test('json is one list of the same rows', async () => {
    const [json, ndjson] = await Promise.all([
      sipscope(['messages', cancelled, '--format', 'json']),
      sipscope(['messages', cancelled, '--format', 'ndjson']),
    ]);

    expect(JSON.parse(json.stdout)).toEqual(readRows(ndjson.stdout));
  });

  test('json of nothing is an empty list', async () => {
    const { stdout } = await sipscope(['messages', cancelled, '--format', 'json', '--filter', 'status:699']);

    expect(JSON.parse(stdout)).toEqual([]);
  });

  test('csv has a title for every field, and a record a row', async () => {
    const { stdout } = await sipscope(['messages', cancelled, '--format', 'csv']);

    const lines = stdout.split('\r\n');
    expect(lines[0]).toMatch(/^frame,index,frames,time,transport,srcIp,srcPort,/);
    expect(lines).toHaveLength((await expectedRows('call/cancel.pcap', 'messages')).length + 2);
  });

  test('table has titles and a line a row, without colours where there is no terminal', async () => {
    const { stdout } = await sipscope(['calls', cancelled, '--format', 'table']);

    const [titles, row, end] = stdout.split('\n');
    expect(titles).toMatch(/^id +started +from +to +outcome/);
    expect(row).toContain('cancelled');
    expect(row).toContain('487 Request Terminated');
    expect(end).toBe('');
    expect(stdout).not.toContain('\u001b');
  });
});

describe('sipscope summary', () => {
  test('as JSON is one object with the counts of the capture', async () => {
    const { status, stdout } = await sipscope(['summary', cancelled, '--format', 'json']);

    const messages = await expectedRows('call/cancel.pcap', 'messages');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      counts: { messages: messages.length, calls: 1 },
      outcomes: { cancelled: 1 },
      capture: { format: expect.stringContaining('pcap'), packets: messages.length },
    });
  });

  test('as a table is a text for people', async () => {
    const { stdout } = await sipscope(['summary', cancelled, '--format', 'table']);

    expect(stdout).toContain('Calls\n  cancelled  1\n');
    expect(stdout).toMatch(/ {2}INVITE +\d+\n/);
  });

  test('tells what is wrong with the text by class, and by code below', async () => {
    const wrong = invite().replace('Max-Forwards: 70\r\n', '').replace('To:', 'Event: "x"\r\nTo:');
    const input = pcapOf([invite(), wrong, wrong.replace('"x"', 'x;y=a@b')]);

    const [table, csv] = await Promise.all([
      sipscope(['summary', '-', '--format', 'table'], { input }),
      sipscope(['summary', '-', '--format', 'csv'], { input }),
    ]);

    const [, text] = table.stdout.split('What is wrong with the capture and its text\n');
    expect(text?.split('\n').map((line) => line.replace(/ {2,}(?=\d)/, ' | '))).toEqual([
      '  sip-missing-header, first in packet 2 | 2',
      '    max-forwards-missing | 2',
      '  sip-syntax, first in packet 2 | 2',
      '    token-syntax | 1',
      '    parameter-value | 1',
      '',
    ]);
    expect(csv.stdout).toContain(',diagnostics.0.codes.max-forwards-missing,2\r\n');
  });

  test('as CSV is a record a figure', async () => {
    const { stdout } = await sipscope(['summary', cancelled, '--format', 'csv']);

    expect(stdout).toContain(`,counts.calls,1\r\n`);
  });

  test('of several captures is that of one', async () => {
    const files = [cancelled, capture('call/fork.pcap')];

    const { stdout } = await sipscope(['summary', ...files, '--format', 'json']);

    expect(JSON.parse(stdout)).toMatchObject({ counts: { messages: 20 + 36 }, capture: { files: [{}, {}] } });
  });
});
