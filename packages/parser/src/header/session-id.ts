import { hasParameter, type Parameters, parameterValue, writeParameters } from './parameter.ts';

const nil = '0'.repeat(32);

/** Names a session from end to end, whatever stands between: one half from each side. RFC 7989 §5; RFC 7329 §5; `logme`: RFC 8497 §6. */
export class SessionId {
  /** The sender's half. */
  readonly uuid: string;
  readonly params: Parameters;

  constructor(uuid: string, params: Parameters) {
    this.uuid = uuid;
    this.params = params;
  }

  /** The other side's half; undefined where there is none, as in RFC 7329. */
  get remote(): string | undefined {
    return parameterValue(this.params, 'remote');
  }

  /** Whether everyone on the way is asked to log the session. */
  get logMe(): boolean {
    return hasParameter(this.params, 'logme');
  }

  /** Whether the other side's half is still unknown: 32 zeros. */
  get isRemoteNil(): boolean {
    return this.remote === nil;
  }
}

/** The text of a Session-ID. RFC 7989 §5. */
export function writeSessionId(id: Pick<SessionId, 'uuid' | 'params'>): string {
  return `${id.uuid}${writeParameters(id.params)}`;
}
