import { OctetReader } from './octet-reader.ts';
import { smsAddress, smsTime } from './sms-address.ts';
import { readSmsText, type SmsText } from './sms-text.ts';

type TransferType =
  | 'SMS-SUBMIT'
  | 'SMS-DELIVER'
  | 'SMS-STATUS-REPORT'
  | 'SMS-SUBMIT-REPORT'
  | 'SMS-DELIVER-REPORT'
  | 'SMS-COMMAND';

/** What the transfer layer says of a short message. 3GPP TS 23.040 §9.2.2. */
export type TransferMessage = {
  readonly type: TransferType;
  /** TP-Message-Reference, by which a status report names what it is about. */
  readonly reference?: number;
  /** TP-Originating-Address of what is delivered, TP-Destination-Address of what is submitted, TP-Recipient-Address of a status report. */
  readonly address?: string;
  /** When the service centre got it. */
  readonly time?: string;
  /** TP-Status of a status report: 0 is received by the recipient. TS 23.040 §9.2.3.15. */
  readonly status?: number;
  /** TP-Failure-Cause of a report. TS 23.040 §9.2.3.22. */
  readonly cause?: number;
  /** Whether a status report is asked for. */
  readonly wantsReport?: true;
  readonly content?: SmsText;
};

const fromPhone: readonly (TransferType | undefined)[] = ['SMS-DELIVER-REPORT', 'SMS-SUBMIT', 'SMS-COMMAND', undefined];
const toPhone: readonly (TransferType | undefined)[] = [
  'SMS-DELIVER',
  'SMS-SUBMIT-REPORT',
  'SMS-STATUS-REPORT',
  undefined,
];

/** Reads a TPDU that a phone sent, or that was sent to it; undefined where it is none. `isError`: it came with RP-ERROR. */
export function readTransferMessage(
  bytes: Uint8Array,
  isFromPhone: boolean,
  isError: boolean,
): TransferMessage | undefined {
  const reader = new OctetReader(bytes);
  const first = reader.octet();
  if (first === undefined) return undefined;
  const type = (isFromPhone ? fromPhone : toPhone)[first & 3];
  switch (type) {
    case 'SMS-SUBMIT':
      return readSubmit(first, reader);
    case 'SMS-DELIVER':
      return readDeliver(first, reader);
    case 'SMS-STATUS-REPORT':
      return readStatusReport(reader);
    case 'SMS-SUBMIT-REPORT':
    case 'SMS-DELIVER-REPORT':
      return readReport(type, reader, isError);
    default:
      return type === undefined ? undefined : { type };
  }
}

const hasHeader = 0x40;
const wantsReport = 0x20;
/** Octets of TP-Validity-Period by its format: absent, enhanced, relative, absolute. TS 23.040 §9.2.3.3. */
const validityOctets: readonly number[] = [0, 7, 1, 7];

/** TS 23.040 §9.2.2.2. */
function readSubmit(first: number, reader: OctetReader): TransferMessage {
  const reference = reader.octet();
  const address = readAddress(reader);
  reader.octet();
  const coding = reader.octet();
  reader.octets(validityOctets[(first >> 3) & 3]!);
  return {
    type: 'SMS-SUBMIT',
    ...(reference === undefined ? {} : { reference }),
    ...(address === undefined ? {} : { address }),
    ...((first & wantsReport) === 0 ? {} : { wantsReport: true }),
    ...readContent(coding, first, reader),
  };
}

/** TS 23.040 §9.2.2.1. */
function readDeliver(first: number, reader: OctetReader): TransferMessage {
  const address = readAddress(reader);
  reader.octet();
  const coding = reader.octet();
  const time = readTime(reader);
  return {
    type: 'SMS-DELIVER',
    ...(address === undefined ? {} : { address }),
    ...(time === undefined ? {} : { time }),
    ...readContent(coding, first, reader),
  };
}

/** TS 23.040 §9.2.2.3. */
function readStatusReport(reader: OctetReader): TransferMessage {
  const reference = reader.octet();
  const address = readAddress(reader);
  const time = readTime(reader);
  reader.octets(7);
  const status = reader.octet();
  return {
    type: 'SMS-STATUS-REPORT',
    ...(reference === undefined ? {} : { reference }),
    ...(address === undefined ? {} : { address }),
    ...(time === undefined ? {} : { time }),
    ...(status === undefined ? {} : { status }),
  };
}

/** With an error its cause stands first. TS 23.040 §9.2.2.1a, §9.2.2.2a. */
function readReport(type: TransferType, reader: OctetReader, isError: boolean): TransferMessage {
  const cause = isError ? reader.octet() : undefined;
  reader.octet();
  const time = type === 'SMS-SUBMIT-REPORT' ? readTime(reader) : undefined;
  return { type, ...(cause === undefined ? {} : { cause }), ...(time === undefined ? {} : { time }) };
}

/** How many digits, the type, and the digits two an octet. TS 23.040 §9.1.2.5. */
function readAddress(reader: OctetReader): string | undefined {
  const count = reader.octet();
  const type = reader.octet();
  if (count === undefined || type === undefined) return undefined;
  const digits = reader.octets(Math.ceil(count / 2));
  return digits === undefined ? undefined : smsAddress(type, digits, count);
}

function readTime(reader: OctetReader): string | undefined {
  const octets = reader.octets(7);
  return octets === undefined ? undefined : smsTime(octets);
}

function readContent(coding: number | undefined, first: number, reader: OctetReader): { content?: SmsText } {
  const length = reader.octet();
  if (coding === undefined || length === undefined) return {};
  return { content: readSmsText(coding, (first & hasHeader) !== 0, length, reader.rest()) };
}
