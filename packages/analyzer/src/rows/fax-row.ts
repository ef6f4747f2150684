/** What one side of a fax says on a stream of T.38, and how well that came through. */
export type FaxFacts = {
  /** Syntax of its packets: that of 1998, or of 2002 and later (`T38FaxVersion` 1 and more). */
  readonly syntax?: '1998' | '2002';
  /** How losses are made good, of UDPTL. */
  readonly errorRecovery?: 'none' | 'redundancy' | 'fec';
  /** How many earlier packets a datagram repeats at most, or how many each parity stands for. */
  readonly recoveryDepth?: number;
  /** Packets of T.38 that came, those made good included, each counted once. */
  readonly ifpPackets: number;
  /** Made good by repeated packets, by parities. */
  readonly recoveredByRedundancy?: number;
  readonly recoveredByFec?: number;
  /** Neither came nor could be made good. */
  readonly lost?: number;
  /** Came again, or after they had been made good or given up. */
  readonly duplicates?: number;
  readonly late?: number;
  /** Datagrams that are no UDPTL, packets that are no T.38, lengths that lie. */
  readonly malformed?: number;
  /** Datagrams of which not all was captured, and which were left therefore. */
  readonly sliced?: number;
  /** HDLC frames of T.30 whose check sequence was wrong, or of which octets were lost. */
  readonly badFrames?: number;
  readonly signals: readonly FaxSignal[];
  /** Signals beyond those listed. */
  readonly moreSignals?: number;
};

/** One signal of T.30, or a piece of an image. */
export type FaxSignal = {
  readonly time: string;
  readonly frame: number;
  /** `CNG`, `CED`, `ANSam`, `V.8`, `training`, the signals of T.30 (`DIS`, `DCS`, `MCF`, `PPS-EOP` …), `TCF`, `image`. */
  readonly signal: string;
  /** Of training, an image and DCS: `V.17`, `V.29` … and bit/s. */
  readonly modulation?: string;
  readonly bitRate?: number;
  /** Of an image: when it was over, its bytes (between gateways they are not always sent at the rate of the modem), and whether they are in frames of HDLC. */
  readonly ended?: string;
  readonly bytes?: number;
  readonly ecm?: boolean;
  /** Of CSI, TSI, CIG: the number of the station. */
  readonly station?: string;
  /** Of DIS, DTC, DCS: what can or shall be done. */
  readonly abilities?: FaxAbilities;
  /** Of PPS, EOR: page of the fax and block of the page, from 0, each modulo 256. */
  readonly page?: number;
  readonly block?: number;
  /** Was not sent again, but made good from later datagrams. */
  readonly recovered?: true;
};

/** What a DIS offers or a DCS demands. T.30 Table 2. */
export type FaxAbilities = {
  /** Of a DIS: what it takes. */
  readonly modulations?: readonly string[];
  readonly ecm?: boolean;
  /** Vertical by horizontal, as T.30 names them: `R8x3.85`, `R8x7.7`, `300x300` … the finest last. */
  readonly resolutions: readonly string[];
  /** `MH`, `MR`, `MMR`, `JBIG`, `JPEG`. */
  readonly compressions: readonly string[];
  readonly v8?: true;
};

export type FaxRate = {
  readonly time: string;
  readonly modulation: string;
  readonly bitRate: number;
  /** CFR came: the receiver could hear it. False after FTT. */
  readonly confirmed?: boolean;
};

/** A of T.30 §3: the call is set up, B: what both can is agreed on and tried, C: the image, D: the page is confirmed, E: the call is released. */
export type FaxPhase = { readonly phase: 'A' | 'B' | 'C' | 'D' | 'E'; readonly time: string; readonly frame: number };

/** A fax, of both its directions. */
export type FaxRow = {
  /**
   * `success`: the last page was confirmed, and the call released by DCN. `confirmed`: the same, but no DCN was seen. `partial`: some pages were confirmed, not the last.
   * `failed`: it was released, or tried, and no page was confirmed. `unknown`: it is not all in the capture.
   */
  readonly result: 'success' | 'confirmed' | 'partial' | 'failed' | 'unknown';
  /** In words: where it ended and by what. */
  readonly reason: string;
  /** False where not both directions were captured, or the beginning or the end is missing. */
  readonly complete: boolean;
  readonly phases: readonly FaxPhase[];
  readonly morePhases?: number;
  /** Numbers of the stations: who was called (CSI), who called (TSI). */
  readonly calledStation?: string;
  readonly callingStation?: string;
  /** That were tried, and the one that was settled last. */
  readonly rates: readonly FaxRate[];
  readonly moreRates?: number;
  readonly modulation?: string;
  readonly bitRate?: number;
  readonly ecm?: boolean;
  readonly compression?: string;
  readonly resolution?: string;
  readonly pagesSent: number;
  readonly pagesConfirmed: number;
  /** Pages that the receiver wants again or calls bad (RTN, PIN). */
  readonly pagesRejected?: number;
  /** Failed trainings (FTT), pages or parts sent again by error correction (PPR). */
  readonly retrains?: number;
  readonly repeatRequests?: number;
};

/** Tones of a fax in a call whose media stayed audio: the machines train over the audio itself (pass-through), if at all. */
export type FaxOverAudioRow = {
  readonly since: string;
  /** CNG is sent by the machine that calls. */
  readonly tone: 'CNG';
  readonly from?: 'caller' | 'callee';
  readonly frames: readonly number[];
};
