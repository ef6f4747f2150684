import type { Origin } from '@sipscope/parser';
import type { VersionProblem } from '../rows.ts';
import type { Description } from './description.ts';

/**
 * RFC 3264 §8: in a later description of the same side the o= line is the same but for its version, which is raised by one where the text
 * is another, and where the version is the same, so is the text.
 */
export function checkVersion(before: Description | undefined, now: Description): VersionProblem | undefined {
  if (before?.origin === undefined || now.origin === undefined) return undefined;
  if (!isSameSession(before.origin, now.origin)) return 'other-session';
  const step = stepOf(before.origin.sessionVersion, now.origin.sessionVersion);
  if (step === undefined) return undefined;
  if (step === 0n) return before.hash === now.hash || !now.isReadable ? undefined : 'same-version';
  if (step < 0n) return 'version-back';
  return step === 1n ? undefined : 'version-skipped';
}

function isSameSession(one: Origin, other: Origin): boolean {
  return (
    one.username === other.username &&
    one.sessionId === other.sessionId &&
    one.networkType === other.networkType &&
    one.addressType === other.addressType &&
    one.address === other.address
  );
}

function stepOf(before: string, now: string): bigint | undefined {
  return isNumber(before) && isNumber(now) ? BigInt(now) - BigInt(before) : undefined;
}

function isNumber(text: string): boolean {
  return text.length <= 40 && /^\d+$/.test(text);
}
