import {
  type AddressNames,
  anonymizeCall,
  Anonymizer,
  buildLadder,
  csvText,
  formatLadder,
  formatSipp,
  jsonText,
  rowFields,
  SippError,
  type ToldCall,
} from '@sipscope/analyzer';
import type { ExportFormat } from '../backend.ts';

export type CallExportOptions = {
  /** Without who it is of. */
  readonly anonymize?: boolean;
  /** Of a scenario: between which two elements, from 1. */
  readonly hop?: number;
};

type CallFile = {
  readonly names: AddressNames;
  /** Name of the capture; not told where nobody is to know. */
  readonly capture: string;
} & CallExportOptions;

/** Why a call cannot be saved so. */
export class CallFileError extends Error {}

/** A call as text of some form, which tells its id and the capture's name. What it holds of the wire is escaped by the writer of each. */
export function callFile(format: Exclude<ExportFormat, 'pcapng'>, given: ToldCall, file: CallFile): string {
  const told = file.anonymize === true ? anonymizeCall(new Anonymizer(), given) : given;
  const source = file.anonymize === true ? undefined : file.capture;
  const { call, messages, streams } = told;
  const rows = messages.map(({ row }) => row);
  switch (format) {
    case 'csv':
      return csvText(Object.keys(rowFields.messages), rows);
    case 'sipp-uac':
    case 'sipp-uas':
      return scenario(told, { side: format === 'sipp-uac' ? 'uac' : 'uas', hop: file.hop, source });
    default: {
      const ladder = buildLadder(call, messages, file.anonymize === true ? undefined : file.names, streams);
      if (format !== 'json') return formatLadder(ladder, format, source === undefined ? {} : { source });
      const capture = source === undefined ? {} : { capture: source };
      return `${jsonText({ ...capture, call, messages: rows, streams, ladder })}\n`;
    }
  }
}

function scenario({ call, messages }: ToldCall, options: Parameters<typeof formatSipp>[2]): string {
  try {
    return formatSipp(call, messages, options);
  } catch (error) {
    if (error instanceof SippError) throw new CallFileError(error.message);
    throw error;
  }
}
