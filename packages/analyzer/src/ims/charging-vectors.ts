import { isFirstCopy, type PlacedMessage } from '../message/read-message.ts';
import type { ChargingVectorRow } from '../rows.ts';

/** Further vectors of a call are not listed; of each so many frames and Call-IDs. */
const maxVectors = 50;
const maxFrames = 20;

type Growing = { -readonly [Key in keyof ChargingVectorRow]: ChargingVectorRow[Key] } & {
  readonly callIds: string[];
  readonly frames: number[];
};

/** The charging vectors of a call, by the identity they give it: one in several Call-IDs joins legs. RFC 7315 §5.6. What is said of networks may come later than the identity. */
export function chargingVectors(messages: readonly PlacedMessage[]): readonly ChargingVectorRow[] {
  const vectors = new Map<string, Growing>();
  for (const { row, parsed } of messages) {
    const vector = isFirstCopy(row) ? parsed.get('P-Charging-Vector') : undefined;
    const icid = vector?.icidValue;
    if (vector === undefined || icid === undefined) continue;
    let known = vectors.get(icid);
    if (known === undefined && vectors.size >= maxVectors) continue;
    if (known === undefined) vectors.set(icid, (known = { icid, callIds: [], frames: [] }));
    if (vector.icidGeneratedAt !== undefined) known.generatedAt ??= vector.icidGeneratedAt;
    if (vector.origIoi !== undefined) known.origIoi ??= vector.origIoi;
    if (vector.termIoi !== undefined) known.termIoi ??= vector.termIoi;
    if (vector.relatedIcid !== undefined) known.relatedIcid ??= vector.relatedIcid;
    if (vector.transitIoi.length > 0) known.transitIoi = vector.transitIoi.slice(0, maxFrames).map(({ name }) => name);
    if (known.frames.length < maxFrames) known.frames.push(row.frame);
    const { callId } = row;
    if (callId !== undefined && known.callIds.length < maxFrames && !known.callIds.includes(callId))
      known.callIds.push(callId);
  }
  return [...vectors.values()];
}
