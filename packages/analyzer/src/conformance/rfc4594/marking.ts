import { nameOf as markName } from '../../call/dscp-problem.ts';
import { eachStream, faultOf, isAudio, nameOf } from '../each-stream.ts';
import { mediaRule, type Rule } from '../rule.ts';

/** EF, and that of admitted voice (RFC 5865). */
const voice: readonly number[] = [46, 44];
const fewestPackets = 50;

export const markingRules: readonly Rule[] = [
  mediaRule({
    id: 'RTP-016',
    title: 'Voice is not marked to be preferred',
    level: 'robustness',
    severity: 'info',
    rfc: 4594,
    section: '4.1',
    why: 'Where a queue is full, voice without a mark waits behind downloads, or is dropped.',
    advice:
      'Mark voice with EF (46) at the device, and see that the network keeps the mark; within a network that needs none, nothing is to be done.',
    right: 'DSCP 46 (EF) on every packet, both ways',
    wrong: 'DSCP 0 one way, 46 the other',
    check: (media) =>
      eachStream(media, (stream) => {
        const { dscp, otherDscps = [] } = stream.record.facts;
        if (!isAudio(stream) || dscp === undefined || stream.record.packets < fewestPackets) return undefined;
        const differs = stream.problems.find(({ code }) => code === 'dscp-differs');
        if (voice.includes(dscp) && otherDscps.length === 0 && differs === undefined) return 'kept';
        const others = otherDscps.length === 0 ? '' : `, and some packets ${otherDscps.map(markName).join(', ')}`;
        const more = differs === undefined ? '' : ` ${differs.text}`;
        return faultOf(stream, `${nameOf(stream)} is marked ${markName(dscp)}${others}.${more}`, differs?.frames);
      }),
  }),
];
