/** Whatever leaves anonymised tells nobody of the capture. What must be hidden is collected from the messages as they are, by plain patterns, apart from what hides it. */

import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze } from '../src/analyze.ts';
import { chooseRules, rules } from '../src/conformance.ts';
import { anonymizeCall } from '../src/anonymized-call.ts';
import { Anonymizer } from '../src/anonymize/anonymizer.ts';
import { openBlob } from '../src/capture/blob-input.ts';
import { AddressNames } from '../src/participants/address-names.ts';
import { csvText } from '../src/report/csv-text.ts';
import { formatLadder, ladderFormats } from '../src/report/format-ladder.ts';
import { jsonText } from '../src/report/json-text.ts';
import { buildLadder } from '../src/report/ladder.ts';
import { formatSipp, sippHops } from '../src/report/sipp/format-sipp.ts';
import { rowFields } from '../src/filter/row-fields.ts';
import { callsWithMessages } from './call-messages.ts';
import { findFlows, openFlow } from './flow/find-flows.ts';

const captures = path.join(import.meta.dirname, '../../../fixtures/captures');
const latin1 = new TextDecoder('latin1');

/**
 * Words that are not secret: they stand in exports on their own. Parts of hosts and of names that are words of the protocol or of the exports, and networks that stay what they are by
 * design (`Substitutes`): loopback, private ones and none.
 */
const open = new Set(
  `anonymous invalid sip sips tel example.com user phone caller callee proxy uac uas transport isfocus service emergency sos conference focus server client gateway registrar audio alert info
moved anonymous.invalid b2bua list 5061 call c1 call-1 local remote true false null none name names test text kind label unknown time http https mailto urn uuid sipp invite message method event presence dialog
reg refer alg1 main the and for with hold conf park help queue bell line mail voice status server1 sipsorcery port 0.0.0.0 100rel from number session date path callid
record subject media 127.0.0.1 255.255.255.255 address frame found request response redirect carrier recorder recording recordings parked private public terminated active`.split(
    /\s+/,
  ),
);

/** User parts, numbers, hosts, addresses, display names, and secrets. */
function secretsOf(text: string): Set<string> {
  const found = new Set<string>();
  const take = (pattern: RegExp): void => {
    for (const [, value = ''] of text.matchAll(pattern)) for (const word of value.split(/[^\w+.@~*-]+/)) keep(word);
  };
  const keep = (word: string): void => {
    const plain = word.replace(/^[.+-]+|[.+-]+$/g, '').toLowerCase();
    if (plain.length >= 4 && !open.has(plain) && !/^(?:10|127|192\.168|0)\.[\d.]+$/.test(plain)) found.add(plain);
  };
  take(/\bsips?:([^@\s<>;?"]{1,80})@/gi);
  take(/\bsips?:(?:[^@\s<>;?"]{1,80}@)?([\w.-]{4,80})/gi);
  take(/\btel:(\+?[\d*#-]{4,30})/gi);
  take(/\b(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})\b/g);
  take(/^(?:From|To|Contact|f|t|m)[ \t]*:[ \t]*"([^"\r\n]{4,60})"/gim);
  take(/\b(?:nonce|cnonce|response|username)="([^"]{4,200})"/gi);
  take(/^a=ice-(?:pwd|ufrag):(\S+)/gim);
  take(/^a=crypto:\d+ \S+ inline:([^|\s]+)/gim);
  take(/^(?:Identity|i-Call-ID|Call-ID)[ \t]*:[ \t]*([^;\r\n]{4,300})/gim);
  return found;
}

/** Those that stand in an export as words of their own. */
function told(secrets: ReadonlySet<string>, exported: string): readonly string[] {
  const words = new Set(
    exported
      .toLowerCase()
      .split(/[^\w+.@~*-]+/)
      .map((word) => word.replace(/^[.+-]+|[.+-]+$/g, '')),
  );
  return [...secrets].filter((secret) => words.has(secret) || (secret.length >= 9 && exported.includes(secret)));
}

async function exportsOf(capture: Uint8Array): Promise<Map<string, string>> {
  const exported = new Map<string, string>();
  const anonymizer = new Anonymizer([0x1234_5678, 0x2bcd_ef01]);
  for (const { call, messages } of await callsWithMessages(capture)) {
    const hidden = anonymizeCall(anonymizer, { call, messages, streams: [] });
    const ladder = buildLadder(hidden.call, hidden.messages, new AddressNames(), hidden.streams);
    const add = (form: string, text: string): void => {
      exported.set(form, `${exported.get(form) ?? ''}\n${text}`);
    };
    for (const format of ladderFormats) add(format, formatLadder(ladder, format));
    add('json', jsonText({ call: hidden.call, messages: hidden.messages.map(({ row }) => row), ladder }));
    add(
      'csv',
      csvText(
        Object.keys(rowFields.messages),
        hidden.messages.map(({ row }) => row),
      ),
    );
    const hops = sippHops(hidden.messages);
    for (let hop = 1; hop <= hops.length; hop++)
      for (const side of ['uac', 'uas'] as const) add(side, formatSipp(hidden.call, hidden.messages, { side, hop }));
  }
  const input = await openBlob(new Blob([new Uint8Array(capture)]));
  const analysis = await analyze(input.chunks(), {
    diagnostics: input.diagnostics,
    readTexts: true,
    rules: chooseRules(rules, {}),
  });
  for (const list of [
    'transactions',
    'dialogs',
    'calls',
    'registrations',
    'subscriptions',
    'publications',
    'conversations',
    'streams',
    'kpis',
    'findings',
  ] as const)
    exported.set(
      list,
      csvText(
        Object.keys(rowFields[list]),
        [...analysis[list]()].map((row) => anonymizer.row(row)),
      ),
    );
  return exported;
}

async function leaksOf(capture: Uint8Array): Promise<readonly string[]> {
  const secrets = secretsOf(latin1.decode(capture));
  return [...(await exportsOf(capture))].flatMap(([form, text]) =>
    told(secrets, text).map((word) => `${form}: ${word}`),
  );
}

describe('what leaves anonymised', () => {
  for (const folder of ['calls', 'transfer', 'registration', 'subscription', 'messaging', 'identity', 'ims', 'dialog'])
    test(`has nobody of the flows in ${folder}`, async () => {
      for (const { file } of findFlows().filter((one) => one.file.includes(`/${folder}/`)))
        expect({ file, leaks: await leaksOf(openFlow(file).capture) }).toEqual({ file, leaks: [] });
    }, 60_000);

  test('has nobody of the captures', async () => {
    const files = globSync('**/*.pcap*', { cwd: captures }).toSorted();
    for (const file of files.filter((name) => readFileSync(path.join(captures, name)).length < 200_000))
      expect({ file, leaks: await leaksOf(readFileSync(path.join(captures, file))) }).toEqual({ file, leaks: [] });
  }, 60_000);

  test('has the same for the same in rows, ladders and scenarios', async () => {
    const anonymizer = new Anonymizer();
    const [first] = await callsWithMessages(openFlow('fixtures/flows/calls/hold-and-resume.flow').capture);
    const { call, messages } = anonymizeCall(anonymizer, { ...first!, streams: [] });

    const user = /^sip:(\w+)@/.exec(call.from ?? '')?.[1] ?? '';
    expect(user).toMatch(/^[a-z]{5}$/);
    expect(user).not.toBe('alice');
    expect(anonymizer.row({ fromUri: 'sip:alice@example.com' }).fromUri).toBe(call.from);
    expect(formatSipp(call, messages, { side: 'uac' })).toContain(`<sip:${user}@`);
    expect(buildLadder(call, messages).lanes[0]?.address).toBe(call.participants[0]);
  });
});
