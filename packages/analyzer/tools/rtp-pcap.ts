/**
 * Writes a call with a stream of RTP as it is wanted, to see what is told of it, here and by others:
 * `pnpm rtp-pcap --packets 3000 --loss 1 --jitter 20 --doubled 0.5 --skew 50 --to /tmp/stream.pcap`. Nothing in it is random but by `--seed`.
 */

import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { callMessages, rtpCapture, together } from '../test/rtp/rtp-capture.ts';
import { drawn, type RtpEndpoint, type RtpScript, rtpStream } from '../test/rtp/rtp-stream.ts';

const { values } = parseArgs({
  options: {
    to: { type: 'string', default: 'rtp.pcap' },
    seed: { type: 'string', default: '1' },
    packets: { type: 'string', default: '3000' },
    /** Milliseconds a packet. */
    ptime: { type: 'string', default: '20' },
    /** Percent. */
    loss: { type: 'string', default: '0' },
    doubled: { type: 'string', default: '0' },
    /** Milliseconds: each packet comes late by up to so much. */
    jitter: { type: 'string', default: '0' },
    /** By how many parts of a million the sender's clock is fast. */
    skew: { type: 'string', default: '0' },
    /** Silence suppression: half of every four seconds. */
    silence: { type: 'boolean', default: false },
    vlans: { type: 'string', default: '0' },
    ipv6: { type: 'boolean', default: false },
    /** The stream alone. */
    'no-call': { type: 'boolean', default: false },
  },
});

const startMs = 1000;
const packets = Number(values.packets);
const ptimeMs = Number(values.ptime);
const seed = Number(values.seed);
const [lossShare, doubledShare] = [Number(values.loss) / 100, Number(values.doubled) / 100];
const endpoint = (host: number, port: number): RtpEndpoint => ({
  ip: values.ipv6 ? `2001:db8::${host}` : `192.0.2.${host}`,
  port,
});
const [from, to] = [endpoint(1, 20_000), endpoint(2, 30_000)];
const lost = drawn(packets, seed, (chance) => (chance < lossShare ? 1 : 0));
const period = Math.round(4000 / ptimeMs);
const silence = values.silence
  ? Array.from({ length: Math.ceil(packets / period) }, (_, at) => [at * period + period / 2, period / 2] as const)
  : [];
const script: RtpScript = {
  packets,
  startMs,
  ptimeMs,
  source: from,
  destination: to,
  fastPpm: Number(values.skew),
  silence,
  isLost: (packet) => lost(packet) === 1,
  copies: drawn(packets, seed + 1, (chance) => (chance < doubledShare ? 2 : 1)),
  delayMs: drawn(packets, seed + 2, (chance) => chance * Number(values.jitter)),
};
const endedMs = startMs + packets * ptimeMs + 1000;
const call = values['no-call']
  ? []
  : callMessages({ caller: from, callee: to, endedMs, attributes: [`a=ptime:${ptimeMs}`] });
writeFileSync(values.to, rtpCapture(together(call, rtpStream(script)), { vlans: Number(values.vlans) }));
process.stdout.write(`${values.to}\n`);
