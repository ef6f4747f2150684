import type { StreamRow } from '../rows/stream-row.ts';
import type { Meaning } from './flow-media.ts';
import type { PayloadFormat, PayloadReader } from './payload/payload-reader.ts';

/** A payload format as a description names it, or RFC 3551 does. */
export type NamedFormat = PayloadFormat & {
  /** As written there. */
  readonly name: string;
};

/** What a payload type stands for at some time. */
export type MeantFormat = {
  readonly format: NamedFormat;
  readonly kind: StreamRow['kind'];
};

/** What goes along with a codec's payloads and is none: events, comfort noise, what repairs losses. In capital letters. */
const companions: ReadonlySet<string> = new Set([
  'TELEPHONE-EVENT',
  'TONE',
  'CN',
  'RTX',
  'RED',
  'ULPFEC',
  'FLEXFEC',
  'FLEXFEC-03',
  'PARITYFEC',
]);

/** One payload format in one stream. */
export class FormatUse {
  readonly payloadType: number;
  /** Undefined where nothing tells what the payload type stands for. */
  readonly format: NamedFormat | undefined;
  readonly kind: StreamRow['kind'];
  /** Whether it may be what is heard or seen. */
  readonly isMain: boolean;
  readonly reader: PayloadReader | undefined;
  readonly clockHz: number;
  /** Whether the receiver has named it; undefined where that is not known. */
  isNegotiated: boolean | undefined;
  packets = 0;
  firstFrame = 0;

  constructor(payloadType: number, { meant, isNegotiated }: Meaning, reader: PayloadReader | undefined) {
    const format = meant?.format;
    this.isNegotiated = isNegotiated;
    this.payloadType = payloadType;
    this.format = format;
    this.kind = meant?.kind;
    this.isMain = format !== undefined && !companions.has(format.encoding);
    this.clockHz = format?.clockHz ?? 0;
    this.reader = reader;
  }

  /** Whether it stands for the same as before. */
  isOf(payloadType: number, { meant, isNegotiated }: Meaning): boolean {
    const own = this.format;
    const format = meant?.format;
    if (
      isNegotiated !== this.isNegotiated ||
      payloadType !== this.payloadType ||
      (own === undefined) !== (format === undefined)
    )
      return false;
    if (own === undefined || format === undefined) return true;
    return (
      own === format ||
      (own.encoding === format.encoding &&
        own.clockHz === format.clockHz &&
        own.channels === format.channels &&
        own.parameters === format.parameters)
    );
  }
}
