import { type Parameters, writeParameters } from './parameter.ts';

/** A token with parameters: Event, Subscription-State, Reason, Content-Disposition and many more have this shape. */
export type TokenParams = {
  readonly value: string;
  readonly params: Parameters;
};

export function writeTokenParams(value: TokenParams): string {
  return `${value.value}${writeParameters(value.params)}`;
}

/** A Call-ID with parameters: Replaces (RFC 3891 §6.1), Join (RFC 3911 §7.1), Target-Dialog (RFC 4538 §7). */
export type CallIdParams = {
  readonly callId: string;
  readonly params: Parameters;
};

export function writeCallIdParams(value: CallIdParams): string {
  return `${value.callId}${writeParameters(value.params)}`;
}

/** Seconds with parameters: Session-Expires, Min-SE (RFC 4028 §4, §5), Retry-After (RFC 3261 §20.33). */
export type DeltaParams = {
  /** Undefined where the number is above 2^32 - 1. */
  readonly seconds: number | undefined;
  readonly secondsText: string;
  readonly params: Parameters;
};

export function writeDeltaParams(value: DeltaParams): string {
  return `${value.secondsText}${writeParameters(value.params)}`;
}
