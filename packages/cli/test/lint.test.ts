import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { invite, pcapOf } from './pcap-of.ts';
import { sipscope } from './sipscope.ts';

/** A branch without the magic cookie. */
const wrong = invite({ userAgent: 'Phone 1.0' }).replace('z9hG4bK1', '74bf9');
const cookie = ['--only', 'SIP-VIA-002'];

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sipscope-lint-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** The same INVITE in so many calls, with branches of their own. */
function flood(count: number, userAgent: string): Uint8Array {
  return pcapOf(
    Array.from({ length: count }, (_, at) => invite({ callId: `call-${at}`, userAgent }).replace('z9hG4bK1', `x${at}`)),
  );
}

type JsonFinding = { readonly fingerprint: string; readonly span: readonly [number, number]; readonly offset?: number };
type Json = {
  readonly status: number;
  readonly summary: { readonly findings: Record<string, number>; readonly known: number; readonly suppressed: number };
  readonly files: readonly {
    readonly groups: readonly {
      readonly rule: string;
      readonly level: string;
      readonly device: string;
      readonly state: string;
      readonly count: number;
      readonly findings: readonly JsonFinding[];
    }[];
    readonly outcomes: readonly { readonly rule: string }[];
  }[];
};

async function lintJson(args: readonly string[]): Promise<Json> {
  const { stdout } = await sipscope(['lint', '--format', 'json', ...args]);
  return JSON.parse(stdout) as Json;
}

describe('sipscope lint', () => {
  test('tells what was seen, where, by which RFC, and what to do, and ends with 1', async () => {
    const { status, stdout, stderr } = await sipscope(['lint', '-', ...cookie], { input: wrong });

    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toContain('must  SIP-VIA-002  ');
    expect(stdout).toContain('RFC 3261 §8.1.1.7');
    expect(stdout).toContain('"74bf9"');
    expect(stdout).toContain('  do: Begin every branch with z9hG4bK');
    expect(stdout).toContain('1 finding at or above "must"');
  });

  test('underlines the place in its line', async () => {
    const { stdout } = await sipscope(['lint', '-', ...cookie], { input: wrong });

    const lines = stdout.split('\n');
    const at = lines.findIndex((line) => line.startsWith('    2 | '));
    const [text = '', marks = ''] = lines.slice(at, at + 2);
    expect(text).toContain('Via: SIP/2.0/UDP 192.0.2.1;branch=74bf9');
    expect(text.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toContain('74bf9');
    expect(marks).toMatch(/^ +\| +\^+$/);
  });

  test('shows the first of a flood, and how many there are', async () => {
    const { stdout } = await sipscope(['lint', '-', ...cookie], { input: flood(40, 'Phone 1.0') });

    expect(stdout).toContain('  Phone 1.0, 40 times; the first 3:\n');
    expect(stdout.match(/does not begin with z9hG4bK/g)).toHaveLength(3);
    expect(stdout).toContain('Findings: 40 must.');
  });

  test('ends with 0 where nothing at or above the level that fails is found', async () => {
    const right = await sipscope(['lint', '-', ...cookie], { input: invite() });
    const accepted = await sipscope(['lint', '-', ...cookie, '--fail-on', 'never'], { input: wrong });

    expect(right.status).toBe(0);
    expect(right.stdout).toContain('No findings.');
    expect(accepted.status).toBe(0);
    expect(accepted.stdout).toContain('SIP-VIA-002');
  });

  test('judges each file by itself, or all as one', async () => {
    const files = await Promise.all([file('a.pcap', flood(2, 'A')), file('b.sip', wrong)]);

    const apart = await lintJson([...files, ...cookie]);
    const together = await lintJson([...files, ...cookie, '--together']);

    expect(apart.files.map(({ groups }) => groups.map(({ device, count }) => [device, count]))).toEqual([
      [['A', 2]],
      [['Phone 1.0', 1]],
    ]);
    expect(together.files).toHaveLength(1);
    expect(together.summary.findings).toEqual({ must: 3 });
  });

  test.each([
    [['lint'], 'needs a file'],
    [['lint', '-', '--fail-on', 'error'], '--fail-on is one of must, security, should, robustness, info, never'],
    [['lint', '-', '--profile', 'volte'], '--profile is one of rfc, trunk, ims, webrtc, lenient'],
    [['lint', '-', '--only', 'SIP-XYZ'], 'no rule "SIP-XYZ"'],
    [['lint', '-', '--max-per-rule', '0'], '--max-per-rule'],
    [['lint', '-', '--config', '/no/such/file.json'], 'no file'],
    [['lint', '-', '--baseline', '/no/such/file.json'], 'cannot be read'],
    [['lint', '--explain', 'SIP-XYZ-001'], 'no rule "SIP-XYZ-001"'],
    [['lint', '--rules', '--format', 'sarif'], 'text or json'],
  ])('%j: is told what is wrong, with status 2', async (args, words) => {
    const { status, stdout, stderr } = await sipscope(args, { input: wrong });

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(words);
  });

  test('says nothing of what a text does not show: the ends of its lines, its transport', async () => {
    const { status, stdout } = await sipscope(['lint', '-', '--only', 'SIP-SYN-004'], {
      input: invite().replaceAll('\r\n', '\n'),
    });

    expect(status).toBe(0);
    expect(stdout).toContain('a text does not show how it was sent (G-TEXT, 1 time)');
  });

  test('ends with 3 where one of the files cannot be read, and tells of the others', async () => {
    const { status, stdout, stderr } = await sipscope(['lint', await file('c.sip', wrong), join(folder, 'none.pcap')]);

    expect(status).toBe(3);
    expect(stdout).toContain('SIP-VIA-002');
    expect(stderr).toContain('none.pcap');
  });

  test('ends with 4 where a capture ends early, and with 1 where something is found in it', async () => {
    const cut = flood(3, 'A').subarray(0, -20);

    const found = await sipscope(['lint', '-', ...cookie], { input: cut });
    const clean = await sipscope(['lint', '-', '--only', 'SIP-INV-001'], { input: cut });

    expect(found.status).toBe(1);
    expect(clean.status).toBe(4);
  });
});

describe('text from the wire that steers a terminal', () => {
  const hostile = '\u001b]0;owned\u0007\u009b31m\u007f\u202etxt.exe</script>';
  // oxlint-disable-next-line no-control-regex -- finding control characters is what this expression is for
  const steering = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

  test.each(['text', 'json', 'sarif', 'junit'])('comes out as %s written out', async (format) => {
    const { status, stdout } = await sipscope(['lint', '-', '--format', format, '--level', 'info'], {
      input: pcapOf([invite({ userAgent: hostile, from: `"${hostile}" <sip:a@example.org>;tag=${hostile}` })]),
    });

    expect(status).toBe(1);
    expect(stdout).toContain('owned');
    expect(stdout).not.toMatch(steering);
    expect(format !== 'text' && stdout.includes('</script>')).toBe(false);
  });
});

describe('sipscope lint --format json', () => {
  test('has findings in groups, with their bytes, and what each rule came to', async () => {
    const path = await file('d.pcap', flood(5, 'Phone 1.0'));

    const { status, files } = await lintJson([path, ...cookie, '--max-per-rule', '2']);

    const bytes = await readFile(path);
    const [group] = files[0]?.groups ?? [];
    expect(status).toBe(1);
    expect(group).toMatchObject({ rule: 'SIP-VIA-002', level: 'must', device: 'Phone 1.0', state: 'new', count: 5 });
    expect(group?.findings).toHaveLength(2);
    for (const { offset = 0, span } of group?.findings ?? [])
      expect(bytes.subarray(offset + span[0], offset + span[1]).toString()).toMatch(/branch=x\d/);
    expect(files[0]?.outcomes.map(({ rule }) => rule)).toEqual(['SIP-VIA-002']);
  });
});

describe('sipscope lint --baseline', () => {
  test('lets only what is new fail, in later captures of the device too', async () => {
    const baseline = join(folder, 'baseline.json');
    const written = await sipscope([
      'lint',
      await file('e.pcap', flood(3, 'Phone 1.0')),
      ...cookie,
      '--write-baseline',
      baseline,
    ]);
    const later = flood(4, 'Phone 1.1');

    const same = await sipscope(['lint', await file('f.pcap', later), ...cookie, '--baseline', baseline]);
    const other = await lintJson([await file('g.pcap', flood(1, 'Gateway')), ...cookie, '--baseline', baseline]);

    expect(written.status).toBe(0);
    expect(JSON.parse(await readFile(baseline, 'utf8'))).toMatchObject({
      version: 1,
      findings: [{ rule: 'SIP-VIA-002', device: 'Phone 1.0' }],
    });
    expect(same.status).toBe(0);
    expect(same.stdout).toContain('4 findings in the baseline.');
    expect(other.status).toBe(1);
  });

  test('refuses a file that is none', async () => {
    const { status, stderr } = await sipscope(['lint', '-', '--baseline', await file('x.json', '{}')], {
      input: wrong,
    });

    expect(status).toBe(2);
    expect(stderr).toContain('is no baseline');
  });
});

describe('sipscope lint --config', () => {
  test('switches rules, gives them other levels, and says what fails', async () => {
    const config = await file('levels.json', JSON.stringify({ rules: { 'SIP-VIA-002': 'info' }, failOn: 'should' }));

    const { files, status } = await lintJson([
      await file('h.sip', wrong),
      '--config',
      config,
      '--level',
      'info',
      ...cookie,
    ]);

    expect(status).toBe(0);
    expect(files[0]?.groups).toMatchObject([{ rule: 'SIP-VIA-002', level: 'info' }]);
  });

  test('suppresses what is accepted, with the reason, until the day it ends', async () => {
    const suppression = { rule: 'SIP-VIA-*', device: 'Phone*', reason: 'Known to the vendor.' };
    const held = await file('held.json', JSON.stringify({ suppressions: [suppression] }));
    const over = await file('over.json', JSON.stringify({ suppressions: [{ ...suppression, expires: '2020-01-31' }] }));
    const path = await file('i.sip', wrong);

    const accepted = await sipscope(['lint', path, ...cookie, '--config', held]);
    const expired = await sipscope(['lint', path, ...cookie, '--config', over]);

    expect(accepted.status).toBe(0);
    expect(accepted.stdout).toContain('1 finding suppressed');
    expect(expired.status).toBe(1);
    expect(expired.stdout).toContain('A suppression of SIP-VIA-* ended on 2020-01-31 and holds no more');
  });

  test('tells where it is wrong and why', async () => {
    const config = await file('bad.json', JSON.stringify({ suppressions: [{ rule: 'SIP-VIA-002' }], fail: 'must' }));

    const { status, stderr } = await sipscope(['lint', '-', '--config', config], { input: wrong });

    expect(status).toBe(2);
    expect(stderr).toContain('suppressions[0]: "reason" is missing.');
    expect(stderr).toContain('There is no "fail"');
  });
});

type Sarif = {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly artifacts: readonly { readonly parentIndex?: number; readonly contents?: { readonly binary: string } }[];
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly partialFingerprints: Record<string, string>;
      readonly suppressions?: readonly object[];
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string; readonly index: number };
          readonly region: {
            readonly byteOffset: number;
            readonly byteLength: number;
            readonly startLine?: number;
            readonly startColumn?: number;
          };
        };
      }[];
    }[];
  }[];
};

/** Validated by the schema. */
async function lintSarif(args: readonly string[], input?: Uint8Array | string): Promise<Sarif['runs'][number]> {
  const { stdout } = await sipscope(['lint', '--format', 'sarif', ...args], input === undefined ? {} : { input });
  const log = JSON.parse(stdout) as Sarif;
  const schema = await readFile(new URL('../../../fixtures/schemas/sarif-2.1.0.json', import.meta.url), 'utf8');
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  const validate = ajv.compile(JSON.parse(schema) as object);
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  return log.runs[0]!;
}

describe('sipscope lint --format sarif', () => {
  test('is valid, and each result has its rule', async () => {
    const { tool, results } = await lintSarif(['-'], flood(2, 'Phone 1.0'));

    expect(results.length).toBeGreaterThan(0);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  });

  test('points into a capture by bytes', async () => {
    const path = await file('j.pcap', flood(2, 'Phone 1.0'));

    const { results } = await lintSarif([path, ...cookie]);

    const bytes = await readFile(path);
    const texts = results.map(({ locations: [location] }) => {
      const { byteOffset, byteLength } = location!.physicalLocation.region;
      return bytes.subarray(byteOffset, byteOffset + byteLength).toString();
    });
    expect(texts).toEqual([expect.stringContaining('branch=x0'), expect.stringContaining('branch=x1')]);
    expect(new Set(results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints))).size).toBe(1);
  });

  test('points into a text by lines and columns too', async () => {
    const path = await file('k.sip', `\r\n${wrong}`);

    const { results } = await lintSarif([path, ...cookie]);

    expect(results[0]?.locations[0]?.physicalLocation.region).toMatchObject({ startLine: 3 });
  });

  test('points into the message where that does not stand in the file as it is', async () => {
    const path = await file('l.pcap.gz', gzipSync(flood(1, 'Phone 1.0')));

    const { results, artifacts } = await lintSarif([path, ...cookie]);

    const { artifactLocation, region } = results[0]!.locations[0]!.physicalLocation;
    const artifact = artifacts[artifactLocation.index];
    const message = Buffer.from(artifact?.contents?.binary ?? '', 'base64');
    expect(artifact).toMatchObject({ parentIndex: 0, mimeType: 'message/sip' });
    expect(message.subarray(region.byteOffset, region.byteOffset + region.byteLength).toString()).toContain('x0');
  });

  test('marks what is suppressed', async () => {
    const config = await file(
      'accept.json',
      JSON.stringify({ suppressions: [{ rule: 'SIP-VIA-002', reason: 'Known to the vendor.' }] }),
    );

    const { results } = await lintSarif(['-', ...cookie, '--config', config], wrong);

    expect(results[0]?.suppressions).toMatchObject([{ kind: 'external', justification: 'Known to the vendor.' }]);
  });
});

describe('sipscope lint --format junit', () => {
  test('has a case for each rule that applied: failed, passed, or skipped with the reason', async () => {
    const { stdout } = await sipscope(['lint', '-', '--format', 'junit', '--only', 'SIP-VIA-002,SIP-INV-001'], {
      input: wrong,
    });

    expect(stdout).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="sipscope lint" tests="1" failures="1" /,
    );
    expect(stdout).toContain('<testsuite name="stdin" tests="1" failures="1" errors="0" skipped="0">');
    expect(stdout).toMatch(
      /<testcase classname="stdin" name="SIP-VIA-002 [^"]+">\n +<failure type="must" message="The branch/,
    );
    expect(stdout.match(/<(?!\/|\?)[a-z-]+(?![^>]*\/>)/g)).toHaveLength(stdout.match(/<\//g)?.length ?? 0);
  });

  test('passes what fails nothing, and tells of it', async () => {
    const { stdout } = await sipscope(['lint', '-', '--format', 'junit', '--fail-on', 'never', ...cookie], {
      input: wrong,
    });

    expect(stdout).toContain('failures="0"');
    expect(stdout).toContain('<system-out>');
  });
});

describe('sipscope lint --explain', () => {
  test('tells a rule, whole', async () => {
    const { status, stdout } = await sipscope(['lint', '--explain', 'sip-via-002']);

    expect(status).toBe(0);
    expect(stdout).toMatch(/^SIP-VIA-002 {2}Branch without/);
    expect(stdout).toContain('https://www.rfc-editor.org/rfc/rfc3261#section-8.1.1.7');
    expect(stdout).toContain('Right\n  Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK74bf9');
    expect(stdout).toContain('Wrong\n  Via: SIP/2.0/UDP 192.0.2.1;branch=74bf9');
    expect(stdout).toContain('docs/rules/SIP-VIA-002.md');
  });

  test('--rules lists all rules, as text and as JSON', async () => {
    const [text, json] = await Promise.all([
      sipscope(['lint', '--rules']),
      sipscope(['lint', '--rules', '--format', 'json']),
    ]);

    const { rules } = JSON.parse(json.stdout) as { readonly rules: readonly { readonly id: string }[] };
    expect(text.stdout).toContain(`${rules.length} rules`);
    for (const { id } of rules) expect(text.stdout).toContain(id);
  });
});
