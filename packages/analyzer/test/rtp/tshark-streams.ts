/** What `tshark -q -z rtp,streams` prints, as values. */

export type TsharkStream = {
  /** As keys of `readFigures`. */
  readonly key: string;
  /** Of its first and last packet, since the capture's first. */
  readonly startedNs: number;
  readonly endedNs: number;
  readonly payload: string;
  readonly packets: number;
  /** Expected less received. */
  readonly lost: number;
  readonly minDeltaMs: number;
  readonly meanDeltaMs: number;
  readonly maxDeltaMs: number;
  readonly minJitterMs: number;
  readonly meanJitterMs: number;
  readonly maxJitterMs: number;
};

const line =
  /^ *([\d.]+) +([\d.]+) +(\S+) +(\d+) +(\S+) +(\d+) +0x([0-9A-F]{8}) +(\S.*?) +(\d+) +(-?\d+) \([-\d.]+%\) +([-\d.]+) +([-\d.]+) +([-\d.]+) +([-\d.]+) +([-\d.]+) +([-\d.]+)/;

export function tsharkStreams(text: string): TsharkStream[] {
  return text.split('\n').flatMap((each) => {
    const found = line.exec(each);
    if (found === null) return [];
    const [, started, ended, srcIp, srcPort, dstIp, dstPort, ssrc, payload, ...numbers] = found;
    const [packets, lost, minDeltaMs, meanDeltaMs, maxDeltaMs, minJitterMs, meanJitterMs, maxJitterMs] =
      numbers.map(Number);
    const key = `${srcIp}:${srcPort} ${dstIp}:${dstPort} ${ssrc!.toLowerCase()}`;
    const counts = { packets: packets!, lost: lost! };
    const deltas = { minDeltaMs: minDeltaMs!, meanDeltaMs: meanDeltaMs!, maxDeltaMs: maxDeltaMs! };
    const jitters = { minJitterMs: minJitterMs!, meanJitterMs: meanJitterMs!, maxJitterMs: maxJitterMs! };
    const times = { startedNs: nanoseconds(started!), endedNs: nanoseconds(ended!) };
    return [{ key, payload: payload!, ...times, ...counts, ...deltas, ...jitters }];
  });
}

function nanoseconds(seconds: string): number {
  return Math.round(Number(seconds) * 1e9);
}
