/** SIP over TCP in the corpus beside the project, where it is there: as tshark reads it, and hostile. */

import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { corpus, hasCorpus, oracleCaptures } from './corpus.ts';
import { readRowsOfFile } from './read-rows.ts';

/** Where tshark's messages over TCP are not to be trusted: it does not put segments in order unless told to, or takes what was sent again for more messages. */
const untrusted = /tcp_retrans|tcp-ooo|tcp-overlap|open5gs|fuzz-2006/;

const captures = oracleCaptures()
  .filter(({ name }) => !untrusted.test(name))
  .map((capture) => ({
    ...capture,
    messages: capture.messages.filter(({ transport, callId }) => transport === 'TCP' && callId !== null),
  }))
  .filter(({ messages }) => messages.length > 0);

describe.runIf(hasCorpus)('SIP over TCP in the corpus', () => {
  test.each(captures)('$name: every message that tshark reads has a row', async ({ file, messages }) => {
    const { messages: rows } = await readRowsOfFile(file);

    const found = rows
      .filter(({ transport }) => transport === 'TCP')
      .map(({ srcIp, srcPort, callId, cseq, branch }) => `${srcIp} ${srcPort} ${callId} ${cseq} ${branch}`);
    const wanted = messages.map((message) => {
      const { src, srcPort, callId, cseq, viaBranch } = message;
      return `${src} ${srcPort} ${callId} ${cseq ?? undefined} ${viaBranch ?? undefined}`;
    });
    for (const message of found) {
      const at = wanted.indexOf(message);
      if (at !== -1) wanted.splice(at, 1);
    }
    expect(wanted).toEqual([]);
  });

  test.each([
    ['e01-hole-then-12mb.pcap.gz', ['reasm-limit'], []],
    ['e02-conflicting-overlap.pcap', ['reasm-overlap'], ['ovl@hostile.test']],
    ['e03-one-byte-reversed.pcap.gz', [], ['tiny1@hostile.test', 'tiny2@hostile.test', 'tiny3@hostile.test']],
    [
      'e05-cl-too-big-swallows.pcap',
      ['sip-framing', 'sip-content-length'],
      ['clbig@hostile.test', 'after3@hostile.test'],
    ],
    ['e06-junk-then-sip.pcap', ['sip-framing'], ['junk@hostile.test']],
    ['f01-headers-100k-tcp.pcap.gz', ['limit-headers'], ['victim@hostile.test']],
    ['f02-header-10mb.pcap.gz', ['limit-header-bytes'], ['victim@hostile.test']],
  ])('%s tells what is wrong and loses no message', async (file, codes, callIds) => {
    const { messages, summary } = await readRowsOfFile(path.join(corpus, 'hostile', file));

    const told = summary.diagnostics.map(({ code }) => code);
    const found = messages.map(({ callId }) => callId);
    expect(codes.filter((code) => !told.includes(code))).toEqual([]);
    expect(callIds.filter((callId) => !found.includes(callId))).toEqual([]);
  });
});
