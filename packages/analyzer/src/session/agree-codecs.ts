import type { AgreedCodec, SessionSide } from '../rows.ts';
import type { MediaDescription, Payload } from './media-description.ts';

/** What an m-line is offered and answered as. */
export type MediaPair = {
  readonly offer: MediaDescription | undefined;
  readonly answer: MediaDescription | undefined;
  readonly offerer: SessionSide;
};

/**
 * The formats both sides name, in the answerer's order (RFC 3264 §6.1). A payload type is what its own side wants to receive, so the two may
 * differ (§5.1); what the answer adds is not agreed on. Where one side is not known, what the other one names.
 */
export function agreeCodecs({ offer, answer, offerer }: MediaPair): readonly AgreedCodec[] {
  const known = answer ?? offer;
  if (known === undefined) return [];
  if (!known.isRtp) return agreeFormats(known, answer === undefined ? undefined : offer);
  const isLocalAnswer = offerer === 'remote';
  if (offer === undefined || answer === undefined) {
    const isLocal = (answer !== undefined) === isLocalAnswer;
    return known.payloads.map((payload) => (isLocal ? codecOf(payload, undefined) : codecOf(undefined, payload)));
  }
  return pairPayloads(offer.payloads, answer.payloads).map(({ offered, answered }) =>
    isLocalAnswer ? codecOf(answered, offered) : codecOf(offered, answered),
  );
}

/** The formats of an answer that were offered, each with the one offered that it means. */
export function pairPayloads<Format extends Payload>(
  offer: readonly Format[],
  answer: readonly Format[],
): readonly { readonly offered: Format; readonly answered: Format }[] {
  const left = [...offer];
  const pairs: { offered: Format; answered: Format }[] = [];
  for (const answered of answer) {
    const at = indexOfSame(left, answered);
    const [offered] = at === -1 ? [] : left.splice(at, 1);
    if (offered !== undefined) pairs.push({ offered, answered });
  }
  return pairs;
}

/** The one of the same number, where it means the same; else the first that does. */
function indexOfSame(payloads: readonly Payload[], wanted: Payload): number {
  const same = payloads.findIndex((one) => one.payloadType === wanted.payloadType && isSame(one, wanted));
  return same === -1 ? payloads.findIndex((one) => isSame(one, wanted)) : same;
}

function isSame(one: Payload, other: Payload): boolean {
  return (
    one.clockHz === other.clockHz &&
    one.channels === other.channels &&
    one.encoding.toLowerCase() === other.encoding.toLowerCase()
  );
}

function agreeFormats({ side }: MediaDescription, offer: MediaDescription | undefined): readonly AgreedCodec[] {
  const offered = offer === undefined ? undefined : new Set(offer.side.formats.map((format) => format.toLowerCase()));
  return side.formats
    .filter((format) => offered === undefined || offered.has(format.toLowerCase()))
    .map((name) => ({ name }));
}

function codecOf(local: Payload | undefined, remote: Payload | undefined): AgreedCodec {
  const { encoding, clockHz, channels } = local ?? remote ?? noPayload;
  return {
    name: encoding,
    clockHz,
    ...(channels === 1 ? {} : { channels }),
    ...(local === undefined ? {} : { localPayloadType: local.payloadType }),
    ...(remote === undefined ? {} : { remotePayloadType: remote.payloadType }),
    ...(local?.parameters === undefined ? {} : { localParameters: local.parameters }),
    ...(remote?.parameters === undefined ? {} : { remoteParameters: remote.parameters }),
  };
}

const noPayload: Payload = { payloadType: 0, encoding: '', clockHz: 0, channels: 1, parameters: undefined };
