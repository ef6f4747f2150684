/** Performance figures (RFC 6076 §4), overall and of a part of the capture: calls and registrations that began in a minute, of an address, or to numbers with a prefix. */
export type KpiRow = KpiFiguresRow & {
  readonly id: string;
  readonly scope: KpiScope;
  /** The address, or the prefix of called numbers: `+49`, or the first three digits where there is no country code. */
  readonly of?: string;
  /** Of an address: whether it asked or was asked, on the hop nearest the caller. */
  readonly role?: 'client' | 'server';
  /** Of a minute: when it begins. */
  readonly started?: string;
  /** Attempts to call: one a call, whatever its retries. */
  readonly calls: number;
  readonly answered: number;
  /** Attempts to register: a REGISTER with those that answer its challenge. */
  readonly registrations: number;
  /** Overall and of a minute. */
  readonly messages?: number;
  /** Calls that were answered and not ended, the most in any second; overall and of a minute. */
  readonly concurrentCalls?: number;
};

export type KpiScope = 'overall' | 'minute' | 'address' | 'prefix';

/** By the names of RFC 6076 §4: SRD, SDD and RRD in ms, SDT in s, ratios in per cent; absent where nothing was measured. */
export type KpiFiguresRow = {
  /** Session request delay of calls that were answered (§4.3.1). */
  readonly srdMs?: Distribution;
  /** Of those that failed (§4.3.2). */
  readonly failedSrdMs?: Distribution;
  /** Session disconnect delay (§4.4). */
  readonly sddMs?: Distribution;
  /** Session duration time (§4.5). */
  readonly sdtSeconds?: Distribution;
  /** Registration request delay (§4.1). */
  readonly rrdMs?: Distribution;
  /** Ineffective registration attempts (§4.2). */
  readonly ira?: number;
  /** Session establishment ratio (§4.6). */
  readonly ser?: number;
  /** Session establishment effectiveness ratio (§4.7). */
  readonly seer?: number;
  /** Ineffective session attempts (§4.8). */
  readonly isa?: number;
  /** Session completion ratio (§4.9). */
  readonly scr?: number;
};

/** Of measurements; median and 95th percentile are within one per cent where there are more than 512. */
export type Distribution = {
  readonly count: number;
  readonly min: number;
  readonly mean: number;
  readonly median: number;
  readonly p95: number;
  readonly max: number;
};
