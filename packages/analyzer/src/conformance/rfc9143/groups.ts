import type { SessionDescription } from '@sipscope/parser';
import { quoted } from '../quoted.ts';
import { offerAnswerRule, type Rule } from '../rule.ts';
import { mediaSpanOf, spanOfAttribute, streamName } from '../sdp-places.ts';
import { sdpRule } from '../sdp-rules.ts';

export const bundleRules: readonly Rule[] = [
  sdpRule({
    id: 'BUN-001',
    title: 'BUNDLE group names streams that are not there, or one stream twice',
    level: 'must',
    severity: 'error',
    rfc: 9143,
    section: '5',
    why: 'It is not clear which streams share a transport: WebRTC refuses the description.',
    advice: 'Give each bundled stream one a=mid of its own, and name it in one BUNDLE group.',
    right: 'a=group:BUNDLE a v, a=mid:a, a=mid:v',
    wrong: 'a=group:BUNDLE a v, a=mid:a, a=mid:a',
    codes: ['sdp-attribute-value', 'sdp-attribute-level'],
    takes: ({ header }) => header === 'a=group',
    applies: (sdp) => sdp.has('group'),
    check(sdp) {
      const groups = bundlesOf(sdp);
      if (groups.length === 0) return undefined;
      const grouped = new Set<string>();
      for (const { attribute, ids } of groups) {
        const span = spanOfAttribute(attribute);
        for (const id of new Set(ids)) {
          const count = sdp.media.filter(({ mid }) => mid === id).length;
          if (count !== 1)
            return {
              seen: `The bundle names ${quoted(id)}, and ${count === 0 ? 'no stream has' : `${count} streams have`} that mid.`,
              span,
            };
          if (grouped.has(id)) return { seen: `The stream ${quoted(id)} is in two bundles.`, span };
          grouped.add(id);
        }
      }
      return 'kept';
    },
  }),
  offerAnswerRule({
    id: 'BUN-002',
    title: 'Answer bundles what was not offered as a bundle',
    level: 'must',
    severity: 'error',
    rfc: 9143,
    section: '7.3',
    why: 'The two sides do not agree on which streams share a port: packets are not told apart, and media is lost.',
    advice: 'Keep in the group of the answer only streams of that group of the offer, all at one address and port.',
    right: 'offer: a=group:BUNDLE a v, answer: a=group:BUNDLE a v with one port',
    wrong: 'offer: a=group:BUNDLE a, answer: a=group:BUNDLE a v',
    check({ offer, answer }) {
      if (offer === undefined || answer === undefined) return undefined;
      const [offered, answered] = [bundlesOf(offer.sdp), bundlesOf(answer.sdp)];
      if (answered.length === 0) return undefined;
      const at = { at: answer.seen, evidence: [offer.seen] };
      for (const { attribute, ids } of answered) {
        const span = spanOfAttribute(attribute);
        const group = offered.find((one) => ids.some((id) => one.ids.includes(id)));
        const extra = ids.find((id) => group?.ids.includes(id) !== true);
        if (extra !== undefined)
          return { ...at, span, seen: `The answer bundles ${quoted(extra)}, which the offer has not in that bundle.` };
        const streams = answer.sdp.media.filter(({ mid }) => mid !== undefined && ids.includes(mid));
        const declined = streams.find(({ port }) => port === 0);
        if (declined !== undefined)
          return {
            ...at,
            span,
            seen: `The ${streamName(answer.sdp, declined)} is declined with port 0, and still in the bundle.`,
          };
        const [first] = streams;
        const apart = streams.find(({ port, address }) => port !== first?.port || address !== first?.address);
        if (apart !== undefined)
          return {
            ...at,
            span: mediaSpanOf(answer.sdp, apart),
            seen: `The ${streamName(answer.sdp, apart)} is bundled, and has another address and port than the first stream of the bundle.`,
          };
      }
      return 'kept';
    },
  }),
];

function bundlesOf(sdp: SessionDescription) {
  return sdp.named('group').flatMap((attribute) => {
    const { typed } = attribute;
    return typed?.semantics.toUpperCase() === 'BUNDLE' ? [{ attribute, ids: typed.ids }] : [];
  });
}
