import type { MessageRule } from './rule.ts';

type Check = MessageRule['check'];

const checks = new WeakSet<Check>();

/** Marks a check that every message keeps in which the parser found nothing wrong: it need not be asked of those. */
export function keptByRightText(check: Check): Check {
  checks.add(check);
  return check;
}

export function isKeptByRightText({ check }: MessageRule): boolean {
  return checks.has(check);
}
