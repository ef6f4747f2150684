import type { FaxFacts, FaxPhase, FaxRate, FaxRow, FaxSignal } from '../../rows/fax-row.ts';

const maxPhases = 200;
const maxRates = 50;

/** What ends a page, by whether another follows: T.30 §5.3.6.1.6, and with PPS Annex A. */
const postMessages: ReadonlySet<string> = new Set(['EOM', 'MPS', 'EOP', 'EOS', 'PRI-EOM', 'PRI-MPS', 'PRI-EOP']);
const confirmations: ReadonlySet<string> = new Set(['MCF', 'RTP', 'PIP']);
const rejections: ReadonlySet<string> = new Set(['RTN', 'PIN']);
const tones: ReadonlySet<string> = new Set(['CNG', 'CED', 'ANSam', 'V.8']);

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Follows the signals of both sides of a fax. T.30 §3, §5. */
class FaxStory {
  readonly phases: FaxPhase[] = [];
  morePhases = 0;
  readonly rates: Writable<FaxRate>[] = [];
  moreRates = 0;
  readonly facts: Partial<Writable<FaxRow>> = {};
  pagesSent = 0;
  pagesConfirmed = 0;
  pagesRejected = 0;
  retrains = 0;
  repeatRequests = 0;
  isReleased = false;
  /** Whether the last page was told to be the last, and confirmed. */
  isLastConfirmed = false;
  /** The signal that asks for an answer about a page. */
  #asked: string | undefined;
  #hasImage = false;
  #page: number | undefined;
  last: FaxSignal[] = [];

  receive(signal: FaxSignal): void {
    const name = signal.signal;
    this.#enter(phaseOf(name), signal);
    if (name !== 'training' && name !== 'image' && name !== 'TCF') this.last = [...this.last.slice(-3), signal];
    if (name === 'DCS') this.#agree(signal);
    else if (name === 'CFR' || name === 'CTR') this.#confirmRate(true);
    else if (name === 'FTT') {
      this.#confirmRate(false);
      this.retrains++;
    } else if (name === 'image') this.#hasImage = true;
    else if (name === 'PPR') this.repeatRequests++;
    else if (name === 'DCN') this.isReleased = true;
    else if (name === 'CSI') this.facts.calledStation ??= signal.station!;
    else if (name === 'TSI' || name === 'CIG') this.facts.callingStation ??= signal.station!;
    else this.#receivePostMessage(signal);
  }

  #enter(phase: FaxPhase['phase'] | undefined, { time, frame }: FaxSignal): void {
    if (phase === undefined || this.phases.at(-1)?.phase === phase) return;
    if (this.phases.length < maxPhases) this.phases.push({ phase, time, frame });
    else this.morePhases++;
  }

  #agree({ time, modulation, bitRate, abilities }: FaxSignal): void {
    const { ecm, compressions, resolutions } = abilities ?? {};
    const [compression] = compressions ?? [];
    const [resolution] = resolutions ?? [];
    Object.assign(
      this.facts,
      ecm !== undefined && { ecm },
      compression && { compression },
      resolution && { resolution },
    );
    if (modulation === undefined || bitRate === undefined) return;
    if (this.rates.length < maxRates) this.rates.push({ time, modulation, bitRate });
    else this.moreRates++;
  }

  #confirmRate(confirmed: boolean): void {
    const rate = this.rates.at(-1);
    if (rate === undefined || this.moreRates > 0) return;
    rate.confirmed ??= confirmed;
    if (confirmed) Object.assign(this.facts, { modulation: rate.modulation, bitRate: rate.bitRate });
  }

  #receivePostMessage({ signal, page }: FaxSignal): void {
    const command = signal.startsWith('PPS-') ? signal.slice(4) : signal;
    if (postMessages.has(command)) {
      if (this.#isNewPage(signal, page)) this.pagesSent++;
      this.#page = page;
      this.#hasImage = false;
      this.#asked = command;
      this.isLastConfirmed = false;
    } else if (signal === 'PPS-NULL') this.#hasImage = false;
    else if (confirmations.has(signal) && this.#asked !== undefined) {
      this.pagesConfirmed++;
      this.isLastConfirmed = this.#asked.endsWith('EOP');
      this.#asked = undefined;
    } else if (rejections.has(signal) && this.#asked !== undefined) {
      this.pagesRejected++;
      this.#asked = undefined;
    }
  }

  /** A command that is sent again, and with error correction a part that is, are of the same page. */
  #isNewPage(signal: string, page: number | undefined): boolean {
    if (signal.startsWith('PPS-')) return this.#asked === undefined || page !== this.#page;
    return this.#hasImage;
  }
}

function phaseOf(signal: string): FaxPhase['phase'] | undefined {
  if (tones.has(signal)) return 'A';
  if (signal === 'image') return 'C';
  if (signal === 'DCN') return 'E';
  if (postMessages.has(signal) || /^(PPS|EOR)/.test(signal) || confirmations.has(signal) || rejections.has(signal))
    return 'D';
  if (signal === 'PPR' || signal === 'RR' || signal === 'RNR' || signal === 'ERR') return 'D';
  return signal === 'training' || signal === 'CRP' ? undefined : 'B';
}

/**
 * What came of a fax, by what its sides have sent: two of them, or one where the other was not captured. Undefined where no signal of a fax was sent.
 * The sides are told apart by nothing but their signals, so their order is of no matter.
 */
export function faxOf(sides: readonly FaxFacts[]): FaxRow | undefined {
  const signals = sides.flatMap((side) => side.signals);
  if (signals.length === 0) return undefined;
  const story = new FaxStory();
  for (const signal of signals.toSorted(inOrder)) story.receive(signal);
  const isWhole = sides.filter(({ signals: own }) => own.length > 0).length >= 2;
  const isCut = sides.some((side) => (side.moreSignals ?? side.lost ?? side.badFrames ?? side.malformed ?? 0) > 0);
  const { phases, morePhases, rates, moreRates, facts, pagesSent, pagesConfirmed } = story;
  const { pagesRejected, retrains, repeatRequests } = story;
  return {
    ...verdict(story, isWhole && !isCut),
    complete: isWhole && !isCut && story.isReleased,
    phases,
    ...(morePhases > 0 && { morePhases }),
    rates,
    ...(moreRates > 0 && { moreRates }),
    ...facts,
    pagesSent,
    pagesConfirmed,
    ...(pagesRejected > 0 && { pagesRejected }),
    ...(retrains > 0 && { retrains }),
    ...(repeatRequests > 0 && { repeatRequests }),
  };
}

function inOrder(a: FaxSignal, b: FaxSignal): number {
  if (a.time !== b.time) return a.time < b.time ? -1 : 1;
  return a.frame - b.frame;
}

const phaseTexts: Readonly<Record<FaxPhase['phase'], string>> = {
  A: 'while the call was set up (phase A)',
  B: 'while both sides agreed on what they can and trained their modems (phase B)',
  C: 'while an image was sent (phase C)',
  D: 'while a page was to be confirmed (phase D)',
  E: 'when the call was released (phase E)',
};

function verdict(story: FaxStory, isWhole: boolean): Pick<FaxRow, 'result' | 'reason'> {
  const { isLastConfirmed, isReleased, pagesConfirmed, pagesSent, retrains } = story;
  const pages = pagesConfirmed === 1 ? '1 page was' : `${pagesConfirmed} pages were`;
  if (isLastConfirmed && isReleased)
    return { result: 'success', reason: `${pages} confirmed, and DCN released the call.` };
  if (isLastConfirmed) return { result: 'confirmed', reason: `${pages} confirmed; no DCN was captured.` };
  const where = whereItEnded(story);
  if (!isWhole) return { result: 'unknown', reason: `Not all that both sides sent is at hand; it ended ${where}.` };
  if (pagesConfirmed > 0)
    return { result: 'partial', reason: `${pages} confirmed of ${pagesSent} that were sent; it ended ${where}.` };
  if (!isReleased) return { result: 'unknown', reason: `No DCN was captured; the last signals were ${where}.` };
  const failed = retrains > 0 ? ` Training failed ${retrains === 1 ? 'once' : `${retrains} times`}.` : '';
  return { result: 'failed', reason: `No page was confirmed; it ended ${where}.${failed}` };
}

/** The phase before the release, and the last signals. */
function whereItEnded({ phases, last }: FaxStory): string {
  const phase = phases.findLast((entered) => entered.phase !== 'E') ?? phases.at(-1);
  const signals = last.map(({ signal }) => signal).join(', ');
  const when = phase === undefined ? 'at its beginning' : phaseTexts[phase.phase];
  return signals === '' ? when : `${when}, after ${signals}`;
}
