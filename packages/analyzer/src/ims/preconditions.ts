import type { Media, Precondition } from '@sipscope/parser';
import { isFirstCopy, type PlacedMessage, senderOf } from '../message/read-message.ts';
import type { PreconditionRow } from '../rows.ts';

/** Further steps are not listed; of each description so many media. */
const maxSteps = 100;
const maxMedia = 10;

/** RFC 3312 §5: what each description of a call says of resources, step by step; copies that elements send on are no steps. */
export function preconditions(messages: readonly PlacedMessage[]): readonly PreconditionRow[] {
  const steps: PreconditionRow[] = [];
  const told = new Set<string>();
  for (const message of messages) {
    const { row, parsed } = message;
    if (!isFirstCopy(row)) continue;
    const media = parsed.sdp?.media.slice(0, maxMedia) ?? [];
    const key = `${row.callId ?? ''} ${row.cseq ?? ''} ${row.method ?? ''} ${row.status ?? ''} ${parsed.get('RSeq') ?? ''}`;
    const made = media.flatMap((one) => stepsOf(one, message));
    if (made.length === 0 || told.has(key)) continue;
    told.add(key);
    steps.push(...made);
    if (steps.length >= maxSteps) break;
  }
  return steps.slice(0, maxSteps);
}

function stepsOf(media: Media, { row, parsed }: PlacedMessage): readonly PreconditionRow[] {
  const [current, desired] = [media.all('curr'), media.all('des')];
  const types = new Set(desired.map(({ type }) => type));
  return [...types].map((type) => {
    const own = current.filter((one) => one.type === type);
    const wanted = desired.filter((one) => one.type === type);
    return {
      frame: row.frame,
      sender: senderOf(row),
      message: String(parsed.status ?? row.method ?? ''),
      media: media.kind,
      type,
      current: own.map(({ status, direction }) => `${status} ${direction}`),
      desired: wanted.map(({ strength, status, direction }) => `${strength ?? ''} ${status} ${direction}`.trim()),
      met: wanted.every((one) => one.strength !== 'mandatory' || isMet(one, own)),
    };
  });
}

/** RFC 3312 §5: where what is there goes in all directions that are wanted. */
function isMet({ status, direction }: Precondition, current: readonly Precondition[]): boolean {
  const there = current.find((one) => one.status === status)?.direction;
  return direction === 'none' || there === 'sendrecv' || there === direction;
}
