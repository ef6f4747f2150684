import { type Media, type PayloadFormat, readFormatParameters } from '@sipscope/parser';
import { offerAnswerRule, type Rule } from '../rule.ts';
import { isUsed, mediaSpanOf, spanOfAttribute, streamName } from '../sdp-places.ts';
import { judgePairs } from '../stream-pairs.ts';

export const codecParameterRules: readonly Rule[] = [
  offerAnswerRule({
    id: 'SDP-OA-025',
    title: 'Parameters of a codec that do not go together',
    level: 'robustness',
    severity: 'warning',
    rfc: 8866,
    section: '6.15',
    why: 'One side sends what the other one cannot decode: garbled sound, black video, keys that are not heard.',
    advice:
      'Answer with the parameters of the offer that say how packets are made; offer the codec once for each form that is supported.',
    right: 'offer: a=fmtp:96 octet-align=1, answer: a=fmtp:96 octet-align=1',
    wrong: 'offer: a=fmtp:96 octet-align=1, answer: no fmtp, which means octet-align=0',
    check: (one) =>
      judgePairs(one, ({ offered, answered, answer }, offer) => {
        if (!isUsed(offered) || !isUsed(answered) || !offered.isRtp || !answered.isRtp) return undefined;
        let outcome: 'kept' | undefined;
        for (const payload of answered.payloads.slice(0, mostPayloads)) {
          const same = offered.payloads.slice(0, mostPayloads).filter((other) => isSameCodec(other, payload));
          const conflicts = same.map((other) => conflictOf(other, payload));
          const [conflict] = conflicts;
          // One of several forms that were offered is enough.
          if (conflict !== undefined && conflicts.every((found) => found !== undefined))
            return {
              seen: `${payload.encoding} of the ${streamName(answer.sdp, answered)}: ${conflict}.`,
              at: answer.seen,
              span: spanOfFormat(answered, payload) ?? mediaSpanOf(answer.sdp, answered),
              evidence: [offer.seen],
            };
          if (same.length > 0 && conflictTables.has(payload.encoding.toLowerCase())) outcome = 'kept';
        }
        return outcome;
      }),
  }),
];

/** There are 128 payload types. */
const mostPayloads = 128;

function isSameCodec(one: PayloadFormat, other: PayloadFormat): boolean {
  return one.encoding.toLowerCase() === other.encoding.toLowerCase() && one.clockHz === other.clockHz;
}

function spanOfFormat(media: Media, { payloadType }: PayloadFormat) {
  const attribute = media.named('fmtp').find(({ typed }) => typed?.format === `${payloadType}`);
  return attribute === undefined ? undefined : spanOfAttribute(attribute);
}

type Conflict = (offered: string | undefined, answered: string | undefined) => string | undefined;

/** What of the parameters of a codec must be alike, and what stands where nothing is said. */
const conflictTables: ReadonlyMap<string, Conflict> = new Map<string, Conflict>([
  ['g729', annexB],
  ['amr', amr],
  ['amr-wb', amr],
  ['h264', h264],
  ['telephone-event', events],
]);

function conflictOf(offered: PayloadFormat, answered: PayloadFormat): string | undefined {
  return conflictTables.get(answered.encoding.toLowerCase())?.(offered.parameters, answered.parameters);
}

/** RFC 4856 §2.1.9: annexb is yes where it is not said; what asks for no must not get it. */
function annexB(offered: string | undefined, answered: string | undefined): string | undefined {
  const [wanted, given] = [readFormatParameters('g729', offered).annexb, readFormatParameters('g729', answered).annexb];
  return wanted === false && given === true ? 'annexb=no is offered and annexb=yes answered' : undefined;
}

/** RFC 4867 §8.3.1: these make another payload format, or leave no mode. */
function amr(offered: string | undefined, answered: string | undefined): string | undefined {
  const [one, other] = [readFormatParameters('amr', offered), readFormatParameters('amr', answered)];
  const octetAligned = [isAligned(one), isAligned(other)];
  if (octetAligned[0] !== octetAligned[1])
    return `octet-align is ${octetAligned[0] === true ? 1 : 0} in the offer and ${octetAligned[1] === true ? 1 : 0} in the answer`;
  const [modes, others] = [one.modeSet, other.modeSet];
  const isDisjoint = modes !== undefined && others !== undefined && !others.some((mode) => modes.includes(mode));
  return isDisjoint ? `mode-set ${modes.join(',')} is offered and ${others.join(',')} answered` : undefined;
}

/** Robust sorting, CRC and interleaving imply it. RFC 4867 §8.1. */
function isAligned({
  octetAlign,
  crc,
  robustSorting,
  interleaving,
}: ReturnType<typeof readFormatParameters<'amr'>>): boolean {
  return octetAlign === true || crc === true || robustSorting === true || interleaving !== undefined;
}

/** RFC 6184 §8.2.2: packetization-mode and profile are used alike by both. */
function h264(offered: string | undefined, answered: string | undefined): string | undefined {
  const [one, other] = [readFormatParameters('h264', offered), readFormatParameters('h264', answered)];
  const [mode, otherMode] = [one.packetizationMode ?? 0, other.packetizationMode ?? 0];
  if (mode !== otherMode) return `packetization-mode is ${mode} in the offer and ${otherMode} in the answer`;
  const [profile, otherProfile] = [one.profileLevelId?.profile, other.profileLevelId?.profile];
  if (profile === undefined || otherProfile === undefined || profile === otherProfile) return undefined;
  // Baseline, main and extended have a part in common, which the constraints say.
  if (related.has(profile) && related.has(otherProfile)) return undefined;
  return `the profile is ${hex(profile)} in the offer and ${hex(otherProfile)} in the answer`;
}

const related: ReadonlySet<number> = new Set([0x42, 0x4d, 0x58]);

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

/** RFC 4733 §2.4.1: 0-15 where nothing is said. */
function events(offered: string | undefined, answered: string | undefined): string | undefined {
  const [one, other] = [eventsOf(offered), eventsOf(answered)];
  if (one === undefined || other === undefined) return undefined;
  const isShared = one.some(([first, last]) => other.some((range) => range[0] <= last && range[1] >= first));
  return isShared ? undefined : `events ${offered ?? '0-15'} are offered and ${answered ?? '0-15'} answered`;
}

function eventsOf(text: string | undefined): readonly (readonly [first: number, last: number])[] | undefined {
  if (text === undefined) return [[0, 15]];
  const { value, events: named } = readFormatParameters('telephone-event', text);
  return value ?? named;
}
