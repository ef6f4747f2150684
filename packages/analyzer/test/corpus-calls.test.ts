/** What became of the calls of real captures, read by hand in tshark; where the corpus is there. */

import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CallRow } from '../src/rows.ts';
import { corpus, hasCorpus } from './corpus.ts';
import { readRowsOfFile } from './read-rows.ts';

const stories: readonly (readonly [file: string, story: string, calls: readonly Partial<CallRow>[]])[] = [
  [
    'generated/siprec.pcap',
    'a recording session alone: its metadata names a call that was not captured',
    [
      {
        outcome: 'answered',
        endedBy: 'caller',
        records: {
          names: ['ab30317f1a784dc48ff824d0d3715d86;remote=47755a9de7794ba387653f2099600ef2', 'sip:bob@biloxi.example'],
          frame: 1,
        },
      },
    ],
  ],
  [
    'generated/baresip-blind-transfer.pcap',
    'bob asks alice to call carol, which she does from the same address',
    [
      {
        verdict: 'answered',
        annotations: ['transferred'],
        endedBy: 'callee',
        endedFrame: 542,
        transfer: {
          kind: 'blind',
          target: 'sip:carol@10.99.0.1:5064',
          by: 'callee',
          result: 'succeeded',
          status: 200,
          progress: [100, 200],
          frames: [527, 528, 529, 530, 534, 539],
          call: 'c2',
        },
      },
      { verdict: 'answered', transferOf: { call: 'c1', frame: 530 }, endedBy: 'caller', endedFrame: 1006 },
    ],
  ],
  [
    'generated/redirect.pcap',
    'a redirection that the caller follows',
    [
      {
        verdict: 'answered',
        decidedBy: 10,
        annotations: ['forwarded'],
        forwarded: {
          from: 'sip:moved@example.test',
          to: 'sip:carol@127.0.3.1:5060',
          reason: 'Moved Temporarily',
          by: '3xx',
          frame: 4,
        },
      },
    ],
  ],
  [
    'generated/fork.pcap',
    'two phones ring at once, one answers, the other is told so',
    [{ verdict: 'answered', decidedBy: 26, forks: 2, forking: 'parallel', endedBy: 'caller', endedFrame: 381 }],
  ],
  [
    'generated/cancel.pcap',
    'the caller gives up while it rings',
    [{ outcome: 'cancelled', verdict: 'cancelled-ringing', decidedBy: 19, endedBy: 'caller', endedFrame: 9 }],
  ],
  ['generated/reinvite-hold.pcap', 'a call that is held and resumed', [{ verdict: 'answered', endedBy: 'caller' }]],
  [
    'captures/goff__voip1b.pcapng',
    'a PBX answers and bridges to a phone whose user it knows by another number',
    [
      {
        callIds: ['342701946', '390cbc3372b15a0d07903c6a6b66ab6a@172.16.98.180:5060'],
        verdict: 'answered',
        decidedBy: 10,
        endedBy: 'callee',
        endedFrame: 706,
      },
    ],
  ],
  [
    'captures/goff__voip-extension.pcap',
    'an attendant transfers the caller to an extension; its NOTIFYs end before the answer, which is seen itself',
    [
      {
        endedBy: 'callee',
        endedFrame: 590,
        transfer: {
          kind: 'blind',
          target: 'sip:204@192.168.5.11',
          by: 'callee',
          result: 'succeeded',
          status: 202,
          progress: [100, 180],
          frames: [551, 581, 589, 593, 597, 602],
          call: 'c2',
        },
      },
      { referredBy: 'sip:0@192.168.5.11', transferOf: { call: 'c1', frame: 581 }, endedBy: 'callee', endedFrame: 606 },
    ],
  ],
  [
    'captures/goff__RTP-Protocol.pcap',
    'the callee hangs up, for normal call clearing',
    [
      {
        endedBy: 'callee',
        endedFrame: 258,
        release: { cause: 16, name: 'Normal call clearing', by: 'Reason', frame: 258 },
      },
    ],
  ],
  [
    'captures/heplify__sip_sctp.pcap',
    'forbidden, with the cause that is made of it',
    [{ outcome: 'declined', verdict: 'rejected-policy', reason: 'nocallee', status: 403 }],
  ],
  [
    'captures/ndpi__sip.pcap',
    'cancelled before it rang; two wrong passwords; one rejected',
    [
      { verdict: 'cancelled-early', endedBy: 'caller' },
      { verdict: 'auth-failed' },
      { verdict: 'auth-failed' },
      { verdict: 'rejected-user', reason: 'Call rejected' },
    ],
  ],
  [
    'captures/open5gs__ipsec_to_nonipsec_call.pcapng',
    'one of two contacts answers, each packet captured up to three times',
    [{ verdict: 'answered', forking: 'parallel' }],
  ],
  [
    'captures/open5gs__volte.pcapng',
    'a call over five hops and a tunnel',
    [{ callIds: ['401181964_495972856@192.168.101.3'] }],
  ],
];

describe.runIf(hasCorpus)('a capture of others', () => {
  test.each(stories)('%s: %s', async (file, _, calls) => {
    const rows = (await readRowsOfFile(path.join(corpus, file))).calls;

    expect(rows).toHaveLength(calls.length);
    for (const [at, call] of calls.entries()) expect(rows[at]).toMatchObject(call);
  });

  test.each(['generated/load-200calls.pcap', 'captures/goff__branch-scenario-sipp.pcapng'])(
    '%s: calls of a load generator, all of the same users, stay apart',
    async (file) => {
      const rows = (await readRowsOfFile(path.join(corpus, file))).calls;

      expect(rows.length).toBeGreaterThanOrEqual(200);
      for (const row of rows) expect(row.callIds).toHaveLength(1);
    },
  );
});
