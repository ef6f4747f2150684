import type { PayloadFormat } from '../payload/payload-reader.ts';

/** What a payload is to the figures. */
export const role = {
  /** Its timestamp tells when it was sampled. */
  media: 0,
  /** Telephone events and tones: all packets of one have the timestamp of its begin (RFC 4733 §2.2.1). */
  event: 1,
  comfortNoise: 2,
  /** Repair: its timestamp is not that of a sample, or not that of what it follows. */
  repair: 3,
} as const;

/** Of video (RFC 3551 §5): there a marker is the end of a frame. */
export const videoClockHz = 90_000;

export type Role = (typeof role)[keyof typeof role];

const roleByEncoding = new Map<string, Role>([
  ['TELEPHONE-EVENT', role.event],
  ['TONE', role.event],
  ['CN', role.comfortNoise],
  ['ULPFEC', role.repair],
  ['FLEXFEC', role.repair],
  ['FLEXFEC-03', role.repair],
  ['PARITYFEC', role.repair],
  ['RTX', role.repair],
]);

/** RFC 3389, and the type that drafts of it had. */
const comfortNoiseTypes: readonly number[] = [13, 19];

export function roleOf(format: PayloadFormat | undefined, payloadType: number): Role {
  if (format !== undefined) return roleByEncoding.get(format.encoding) ?? role.media;
  return comfortNoiseTypes.includes(payloadType) ? role.comfortNoise : role.media;
}
