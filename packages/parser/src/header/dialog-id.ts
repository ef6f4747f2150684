import { hasParameter, type Parameters, parameterValue, writeParameters } from './parameter.ts';

/** A Call-ID with parameters that together name a dialog. */
export class DialogId {
  readonly callId: string;
  readonly params: Parameters;

  constructor(callId: string, params: Parameters) {
    this.callId = callId;
    this.params = params;
  }
}

/** The dialog to take over. RFC 3891 §6.1. Join, the dialog to enter, has the same tags. RFC 3911 §7.1. */
export class Replaces extends DialogId {
  /** The tag of whom this is sent to. */
  get toTag(): string | undefined {
    return parameterValue(this.params, 'to-tag');
  }

  get fromTag(): string | undefined {
    return parameterValue(this.params, 'from-tag');
  }

  /** Whether only a dialog that is not yet confirmed may be taken over. */
  get earlyOnly(): boolean {
    return hasParameter(this.params, 'early-only');
  }
}

/** A dialog the sender knows of. RFC 4538 §7. */
export class TargetDialog extends DialogId {
  /** The tag of whom this is sent to, as the sender sees it. */
  get remoteTag(): string | undefined {
    return parameterValue(this.params, 'remote-tag');
  }

  get localTag(): string | undefined {
    return parameterValue(this.params, 'local-tag');
  }
}

/** The text of a Replaces, Join or Target-Dialog. RFC 3891 §6.1. */
export function writeDialogId(value: Pick<DialogId, 'callId' | 'params'>): string {
  return `${value.callId}${writeParameters(value.params)}`;
}
