import type { MediaFault } from '../media-case.ts';
import { mediaRule, type Rule } from '../rule.ts';

export const faxRules: readonly Rule[] = [
  mediaRule({
    id: 'FAX-001',
    title: 'A fax by T.38 did not come through',
    level: 'info',
    severity: 'info',
    rfc: 3362,
    section: '3',
    why: 'A fax that breaks off is sent again by the machine, or not at all: it bears little loss and no change of clocks.',
    advice: 'Look in which phase it broke off, whether packets were lost, and let gateways repeat them (T38FaxUdpEC).',
    right: 'DIS, DCS, TCF, CFR, image, EOP, MCF, DCN',
    wrong: 'DIS, DCS, TCF, FTT, DCS, TCF, FTT, DCN',
    check: ({ call, media, streams }) => {
      const fax = media?.row.fax;
      const faults: MediaFault[] = [];
      const stream = streams.find(({ record }) => record.facts.fax !== undefined);
      if (call === undefined || stream === undefined) return undefined;
      if (fax?.result === 'failed' || fax?.result === 'partial') {
        const { startedNs: timeNs, firstFrame } = stream.record;
        const frames = [firstFrame, ...fax.phases.slice(-1).map(({ frame }) => frame)];
        faults.push({
          seen: `The fax ${fax.result === 'failed' ? 'failed' : 'came through in part'}: ${fax.reason}`,
          stream,
          timeNs,
          frames,
        });
      }
      for (const one of streams) {
        const { lost = 0, malformed = 0, ifpPackets = 0 } = one.record.facts.fax ?? {};
        if (lost + malformed === 0) continue;
        const parts = [
          ...(lost > 0 ? [`${lost} are lost`] : []),
          ...(malformed > 0 ? [`${malformed} are malformed`] : []),
        ];
        const seen = `Of the packets of T.38 from ${one.source}, beside ${ifpPackets} that came, ${parts.join(' and ')}.`;
        faults.push({ seen, stream: one, timeNs: one.record.startedNs, frames: [one.record.firstFrame] });
      }
      if (faults.length > 0) return faults;
      return fax === undefined || fax.result === 'unknown' ? undefined : 'kept';
    },
  }),
];
