/** RFC 3261 §17.1.1.1 and table 4, in nanoseconds of capture time. */
const secondNs = 1e9;
const t1Ns: number = 0.5 * secondNs;
export const t4Ns: number = 5 * secondNs;
/** 64*T1: Timers B, D, F, H, J, L and M on an unreliable transport. */
export const timeoutNs: number = 64 * t1Ns;
/** Timer C: a proxy waits no longer than this for the next response to an INVITE (§16.6 step 11: more than 3 minutes). */
export const timerCNs: number = 180 * secondNs;
