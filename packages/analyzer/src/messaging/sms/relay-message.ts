import { OctetReader } from './octet-reader.ts';
import { smsAddress } from './sms-address.ts';
import { readTransferMessage, type TransferMessage } from './transfer-message.ts';

type RelayType = 'RP-DATA' | 'RP-ACK' | 'RP-ERROR' | 'RP-SMMA';

/** What the relay layer between a phone and a service centre says, and what it carries. 3GPP TS 24.011 §7.3. */
export type RelayMessage = {
  readonly type: RelayType;
  readonly isFromPhone: boolean;
  /** RP-Message-Reference: an acknowledgement has that of what it acknowledges. */
  readonly reference: number;
  /** RP-Originator-Address or RP-Destination-Address: the service centre's. */
  readonly serviceCentre?: string;
  /** RP-Cause of an error. TS 24.011 §8.2.5.4. */
  readonly cause?: number;
  readonly transfer?: TransferMessage;
};

const types: readonly (RelayType | undefined)[] = [
  'RP-DATA',
  'RP-DATA',
  'RP-ACK',
  'RP-ACK',
  'RP-ERROR',
  'RP-ERROR',
  'RP-SMMA',
  undefined,
];
const userDataElement = 0x41;

/** Reads the content of `application/vnd.3gpp.sms` (TS 24.341 §5.3.1); undefined where it is none. */
export function readRelayMessage(bytes: Uint8Array): RelayMessage | undefined {
  const reader = new OctetReader(bytes);
  const [indicator, reference] = [reader.octet(), reader.octet()];
  const type = indicator === undefined || indicator > 7 ? undefined : types[indicator];
  if (type === undefined || indicator === undefined || reference === undefined) return undefined;
  const relay = { type, isFromPhone: (indicator & 1) === 0, reference };
  switch (type) {
    case 'RP-DATA':
      return readData(relay, reader);
    case 'RP-ERROR':
      return readError(relay, reader);
    case 'RP-ACK':
      return { ...relay, ...readUserData(relay, reader) };
    case 'RP-SMMA':
      return relay;
  }
}

/** TS 24.011 §7.3.1. */
function readData(relay: RelayMessage, reader: OctetReader): RelayMessage {
  const [originator, destination, userData] = [reader.counted(), reader.counted(), reader.counted()];
  const serviceCentre = addressOf(relay.isFromPhone ? destination : originator);
  const transfer = userData === undefined ? undefined : readTransferMessage(userData, relay.isFromPhone, false);
  return {
    ...relay,
    ...(serviceCentre === undefined ? {} : { serviceCentre }),
    ...(transfer === undefined ? {} : { transfer }),
  };
}

/** TS 24.011 §7.3.4. */
function readError(relay: RelayMessage, reader: OctetReader): RelayMessage {
  const cause = reader.counted()?.[0];
  return { ...relay, ...(cause === undefined ? {} : { cause: cause & 0x7f }), ...readUserData(relay, reader) };
}

/** An element that need not be there. TS 24.011 §8.2.5.3. */
function readUserData({ isFromPhone, type }: RelayMessage, reader: OctetReader): { transfer?: TransferMessage } {
  if (reader.octet() !== userDataElement) return {};
  const userData = reader.counted();
  const transfer = userData === undefined ? undefined : readTransferMessage(userData, isFromPhone, type === 'RP-ERROR');
  return transfer === undefined ? {} : { transfer };
}

/** The type of address, and digits two an octet; the last may be a filler. */
function addressOf(octets: Uint8Array | undefined): string | undefined {
  const [type] = octets ?? [];
  if (octets === undefined || type === undefined) return undefined;
  const digits = octets.subarray(1);
  const isOdd = digits.length > 0 && digits.at(-1)! >> 4 === 0x0f;
  return smsAddress(type, digits, 2 * digits.length - (isOdd ? 1 : 0));
}
