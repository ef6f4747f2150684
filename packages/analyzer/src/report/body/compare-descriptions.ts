import type { Media, SessionDescription } from '@sipscope/parser';
import type { SdpChange, SdpComparison } from '../../rows.ts';
import { pairPayloads } from '../../session/agree-codecs.ts';
import { bodyLimits } from './body-limits.ts';
import { compareLines } from './compare-lines.ts';
import { cut, placed, type Shift } from './placed.ts';
import { sectionsOf } from './sdp-detail.ts';

type Compared = Pick<SdpComparison, 'changes' | 'lines' | 'moreLines'>;

/** Two sections of the same place, and how to tell of them. */
type Pair = {
  readonly before: Media;
  readonly after: Media;
  readonly at: number;
  readonly tell: (kind: SdpChange['kind'], text: string) => void;
};

/**
 * What a description says differently: of an answer, what it takes of the offer (RFC 3264 §6); of a later one of the same side, what it
 * changes (§8). Sections are compared by their place, which they keep.
 */
export function compareDescriptions(
  before: SessionDescription,
  after: SessionDescription,
  { as, shift }: { readonly as: SdpComparison['with']; readonly shift: Shift },
): Compared {
  const changes: SdpChange[] = [];
  const count = Math.min(bodyLimits.media, Math.max(before.media.length, after.media.length));
  for (let at = 0; at < count; at++) {
    const [old, now] = [before.media[at], after.media[at]];
    const tell = (kind: SdpChange['kind'], text: string): void => {
      changes.push({ kind, media: at, text: cut(text), ...placed(now?.span, shift) });
    };
    if (now === undefined) tell('media-dropped', dropped(old?.kind, as));
    else if (old === undefined) tell('media-added', `${now.kind} added`);
    else if (as === 'offer') compareAnswer({ before: old, after: now, at, tell });
    else compareLater({ before: old, after: now, at, tell });
  }
  const lines = compareLines(sectionsOf(before), sectionsOf(after), shift);
  const more = lines.length - bodyLimits.lines;
  return { changes, lines: lines.slice(0, bodyLimits.lines), ...(more > 0 ? { moreLines: more } : {}) };
}

function dropped(kind = 'media', as: SdpComparison['with']): string {
  return as === 'offer' ? `No answer to the offered ${kind}: its m-line is missing` : `${kind} dropped, its m-line too`;
}

function compareAnswer(pair: Pair): void {
  const { before, after, tell } = pair;
  if (after.port === 0) return tell('refused', before.port === 0 ? `${after.kind} stays off` : `${after.kind} refused`);
  if (before.proto !== after.proto) tell('protocol', `${before.proto} offered, ${after.proto} answered`);
  chooseCodecs(pair);
  answerDirection(pair);
  compareSecurity(pair, 'offered', 'answered');
  comparePacketTime(pair, 'offered', 'answered');
}

/** `PCMA chosen of PCMA, PCMU, G729`. */
function chooseCodecs({ before, after, tell }: Pair): void {
  if (!before.isRtp || !after.isRtp) {
    const taken = after.formats.filter((format) => before.formats.includes(format));
    if (before.formats.join() !== after.formats.join())
      tell('chosen', `${list(taken)} chosen of ${list(before.formats)}`);
    return;
  }
  const pairs = pairPayloads(before.payloads, after.payloads);
  const taken = new Set(pairs.map(({ answered }) => answered));
  const offered = names(before.payloads, isVoice);
  const chosen = names(
    pairs.map(({ answered }) => answered),
    isVoice,
  );
  if (chosen.length > 0 && same(chosen, offered)) {
    if (offered.length > 1) tell('chosen', `All of ${list(offered)} taken, ${offered[0] ?? ''} first`);
    else tell('chosen', `${list(chosen)} taken`);
  } else if (chosen.length > 0) tell('chosen', `${list(chosen)} chosen of ${list(offered)}`);
  else if (offered.length > 0 && after.payloads.length > 0)
    tell('no-common-codec', `No codec in common: ${list(offered)} offered, ${list(names(after.payloads))} answered`);
  const added = names(after.payloads.filter((payload) => !taken.has(payload)));
  if (added.length > 0 && chosen.length > 0) tell('codecs-added', `${list(added)} answered, which was not offered`);
  const left = missing(names(before.payloads, isBeside), names(after.payloads, isBeside));
  if (left.length > 0) tell('codecs-dropped', `${list(left)} not taken`);
  for (const { offered: one, answered: other } of pairs)
    if (one.payloadType !== other.payloadType)
      tell('codec-changed', `${other.encoding} offered as ${one.payloadType}, answered as ${other.payloadType}`);
}

const complements = { sendrecv: 'sendrecv', sendonly: 'recvonly', recvonly: 'sendonly', inactive: 'inactive' } as const;

function answerDirection({ before, after, tell }: Pair): void {
  if (after.direction === complements[before.direction]) return;
  tell('direction', `${before.direction} offered, ${after.direction} answered${heldBy(after.direction)}`);
}

function heldBy(direction: Media['direction']): string {
  if (direction === 'inactive') return ': nobody sends';
  return direction === 'sendonly'
    ? ': only the answerer sends'
    : direction === 'recvonly'
      ? ': only the offerer sends'
      : '';
}

function compareLater(pair: Pair): void {
  const { before, after, tell } = pair;
  if (before.kind !== after.kind) tell('media-added', `${after.kind} in the place of ${before.kind}`);
  if (after.port === 0) {
    if (before.port !== 0) tell('media-disabled', `${after.kind} switched off`);
    return;
  }
  if (before.port === 0) tell('media-enabled', `${after.kind} switched on`);
  if (before.proto !== after.proto) tell('protocol', `${before.proto} → ${after.proto}`);
  if (before.address !== after.address)
    tell('address', `Address ${before.address ?? 'missing'} → ${after.address ?? 'missing'}`);
  if (before.port !== after.port && before.port !== 0)
    tell('port', `Port ${before.port ?? '?'} → ${after.port ?? '?'}`);
  if (before.direction !== after.direction)
    tell('direction', `${before.direction} → ${after.direction}${meansHold(before.direction, after.direction)}`);
  changeCodecs(pair);
  compareSecurity(pair, 'before', 'now');
  comparePacketTime(pair, 'before', 'now');
}

/** RFC 3264 §8.4. */
function meansHold(before: Media['direction'], after: Media['direction']): string {
  const wasHeard = before === 'sendrecv' || before === 'recvonly';
  const isHeard = after === 'sendrecv' || after === 'recvonly';
  return wasHeard === isHeard ? '' : isHeard ? ': taken from hold' : ': put on hold';
}

function changeCodecs({ before, after, tell }: Pair): void {
  const [old, now] =
    before.isRtp && after.isRtp ? [names(before.payloads), names(after.payloads)] : [before.formats, after.formats];
  const [gone, added] = [missing(old, now), missing(now, old)];
  if (gone.length > 0) tell('codecs-dropped', `${list(gone)} dropped`);
  if (added.length > 0) tell('codecs-added', `${list(added)} added`);
  const kept = [old.filter((name) => now.includes(name)), now.filter((name) => old.includes(name))] as const;
  if (kept[0].length > 1 && kept[0].join() !== kept[1].join())
    tell('codecs-reordered', `Order ${list(kept[0])} → ${list(kept[1])}`);
}

function compareSecurity({ before, after, tell }: Pair, first: string, second: string): void {
  const [old, now] = [securityOf(before), securityOf(after)];
  if (old !== now) return tell('security', `${old} ${first}, ${now} ${second}`);
  const [print, other] = [before, after].map(({ fingerprints }) => fingerprints.map((one) => one.fingerprint).join());
  if (first === 'before' && print !== other) tell('security', 'Another certificate: its fingerprint changed');
}

function securityOf({ fingerprints, crypto }: Media): string {
  if (fingerprints.length > 0) return crypto.length > 0 ? 'keys by DTLS or in the text' : 'keys by DTLS';
  return crypto.length > 0 ? 'keys in the text (SDES)' : 'no keys';
}

function comparePacketTime({ before, after, tell }: Pair, first: string, second: string): void {
  if (before.ptimeMs === undefined || after.ptimeMs === undefined || before.ptimeMs === after.ptimeMs) return;
  tell('packet-time', `${before.ptimeMs} ms a packet ${first}, ${after.ptimeMs} ms ${second}`);
}

type Payload = Media['payloads'][number];

/** What goes beside a codec: key presses, silence, repair. */
const beside: ReadonlySet<string> = new Set([
  'telephone-event',
  'tone',
  'cn',
  'red',
  'rtx',
  'ulpfec',
  'flexfec',
  'parityfec',
]);

function isBeside({ encoding }: Payload): boolean {
  return beside.has(encoding.toLowerCase());
}

function isVoice(payload: Payload): boolean {
  return !isBeside(payload);
}

/** Each name once; with its clock where the same encoding has several. */
function names(payloads: readonly Payload[], which: (payload: Payload) => boolean = () => true): readonly string[] {
  const wanted = payloads.slice(0, bodyLimits.codecs).filter(which);
  const clocks = new Map<string, Set<number>>();
  for (const { encoding, clockHz } of wanted) clocks.set(encoding, (clocks.get(encoding) ?? new Set()).add(clockHz));
  return [
    ...new Set(
      wanted.map(({ encoding, clockHz }) =>
        (clocks.get(encoding)?.size ?? 0) > 1 ? `${encoding}/${clockHz}` : encoding,
      ),
    ),
  ];
}

function missing(of: readonly string[], from: readonly string[]): readonly string[] {
  const there = new Set(from.map((name) => name.toLowerCase()));
  return of.filter((name) => !there.has(name.toLowerCase()));
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, at) => name.toLowerCase() === other[at]?.toLowerCase());
}

function list(all: readonly string[]): string {
  return all.length === 0 ? 'none' : all.join(', ');
}
