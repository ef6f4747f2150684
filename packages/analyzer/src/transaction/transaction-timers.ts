/** RFC 3261 §17.1.1.1 and table 4, in nanoseconds of capture time. */
const secondNs = 1e9;
export const t1Ns: number = 0.5 * secondNs;
export const t2Ns: number = 4 * secondNs;
export const t4Ns: number = 5 * secondNs;
/** 64*T1: Timers B, D, F, H, J, L and M on an unreliable transport. */
export const timeoutNs: number = 64 * t1Ns;
/** What goes one way may cross what goes the other: within this time one is no answer to the other. T1 estimates the way there and back. */
export const crossingNs: number = t1Ns / 2;
/** Timer C: a proxy waits no longer than this for the next response to an INVITE (§16.6 step 11: more than 3 minutes). */
export const timerCNs: number = 180 * secondNs;
