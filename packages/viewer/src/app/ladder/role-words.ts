import type { LadderSdp } from '@sipscope/analyzer';

/** `offer`, `preview`, `same answer`, `other answer`, `crossing offer`. */
export function roleWords({ role, repeated, differs, crossed }: LadderSdp): string {
  const word = differs ? 'other' : repeated ? 'same' : crossed ? 'crossing' : undefined;
  return [word, role].filter((part) => part !== undefined).join(' ');
}
