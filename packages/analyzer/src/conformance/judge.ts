import type { Case } from './case.ts';
import type { Exchange } from './exchange.ts';
import type { FindingStore } from './finding-store.ts';
import type { MediaCase } from './media-case.ts';
import type { MsrpRequest } from './msrp-request.ts';
import type { Observed } from './observed.ts';
import { TextGuards, type TextSource } from './of-text.ts';
import { offersOf } from './offer-answer.ts';
import { RecentlyFound } from './recently-found.ts';
import type { Fault, Given, MediaOutcome, Outcome, Rule } from './rule.ts';
import { type RulesOfMessage, type Running, RuleTable } from './rule-table.ts';
import type { Seen } from './seen.ts';
import { SourceTable } from './source-table.ts';
import { ToldOfDialog } from './told-of-dialog.ts';

type JudgeOptions = {
  readonly rules: readonly Rule[];
  readonly store: FindingStore;
  readonly given: Given;
  /** The capture, as far as it was read: a text proves less. */
  readonly source: TextSource;
  /** A rule failed itself. */
  readonly onFault: (rule: string, error: string) => void;
};

/** Asks the rules of one thing after the other, and counts and tells what they say. */
export class Judge {
  readonly rules: RuleTable;
  readonly #options: JudgeOptions;
  readonly #sources: SourceTable;
  readonly #textGuards: TextGuards;
  readonly #recent = new RecentlyFound();
  readonly #toldOfDialog = new ToldOfDialog();

  constructor(options: JudgeOptions) {
    this.#options = options;
    this.rules = new RuleTable(options.rules);
    this.#sources = new SourceTable(options.given);
    this.#textGuards = new TextGuards(options.source);
  }

  /** `isForwarded`: it was seen on another hop before. */
  judgeMessage(seen: Seen, isForwarded: boolean): void {
    const found = this.rules.forMessage(seen);
    this.#askOfMessage(found.rules, seen, isForwarded);
    if (found.ofText.length > 0) {
      if (seen.message.diagnostics.length === 0) found.rightTexts++;
      else this.#askOfMessage(found.ofText, seen, isForwarded);
    }
    this.#askOfSource(found.ofSources, seen, isForwarded);
  }

  /** Of a message whose end was not captured nothing is said. */
  leaveCut(seen: Seen): void {
    const { rules, ofText } = this.rules.forMessage(seen);
    for (const running of [...rules, ...ofText]) count(running, 'G-TRUNC');
  }

  judgeExchange(exchange: Exchange, observed: Observed): void {
    if (exchange.isForgotten) return;
    for (const running of this.rules.forExchange(exchange.method)) {
      if (running.fault !== undefined) continue;
      try {
        this.#take(running, running.rule.check(exchange, observed), exchange.first);
      } catch (error) {
        this.#disable(running, error);
      }
    }
  }

  judgeCase(one: Case, observed: Observed): void {
    if (one.exchanges.some(({ isForgotten }) => isForgotten)) return;
    const first = one.exchanges[0]?.first;
    for (const running of this.rules.forCase(one.kind)) {
      if (running.fault !== undefined) continue;
      try {
        this.#take(running, running.rule.check(one, observed), first);
      } catch (error) {
        this.#disable(running, error);
      }
    }
    if (one.kind === 'dialog' && this.rules.forOffers.length > 0) this.#judgeOffers(one, observed);
    for (const exchange of one.exchanges) exchange.restTexts();
  }

  judgeMedia(media: MediaCase): void {
    for (const running of this.rules.forMedia) {
      if (running.fault !== undefined) continue;
      try {
        this.#takeMedia(running, running.rule.check(media), media.call?.number ?? -1);
      } catch (error) {
        this.#disable(running, error);
      }
    }
  }

  judgeMsrp(request: MsrpRequest): void {
    for (const running of this.rules.forMsrp) {
      if (running.fault !== undefined) continue;
      try {
        this.#takeMedia(running, running.rule.check(request), -1);
      } catch (error) {
        this.#disable(running, error);
      }
    }
  }

  #askOfMessage(rules: RulesOfMessage['rules'], seen: Seen, isForwarded: boolean): void {
    for (const running of rules) {
      if (running.fault !== undefined) continue;
      if (isForwarded && this.#recent.has(running.rule.id, seen)) continue;
      const before = running.failed;
      try {
        this.#take(running, running.rule.check(seen), seen);
      } catch (error) {
        this.#disable(running, error);
      }
      if (running.failed > before) this.#recent.add(running.rule.id, seen);
    }
  }

  #askOfSource(rules: RulesOfMessage['ofSources'], seen: Seen, isForwarded: boolean): void {
    for (const running of rules) {
      if (running.fault !== undefined) continue;
      if (isForwarded && running.rule.everyHop !== true) continue;
      try {
        this.#take(running, this.#sources.ask(running.rule, seen), seen);
      } catch (error) {
        this.#disable(running, error);
      }
    }
  }

  #judgeOffers(one: Case, observed: Observed): void {
    this.#toldOfDialog.begin(one.dialog?.number ?? -1);
    for (const offer of offersOf(one)) {
      const subject = (offer.offer ?? offer.answer)?.seen;
      for (const running of this.rules.forOffers) {
        if (running.fault !== undefined) continue;
        try {
          const outcome = running.rule.check(offer, observed);
          this.#take(running, this.#toldOfDialog.news(running.rule.id, outcome, subject), subject);
        } catch (error) {
          this.#disable(running, error);
        }
      }
    }
  }

  /** A rule that throws is not asked again. */
  #disable(running: Running, error: unknown): void {
    running.fault = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    this.#options.onFault(running.rule.id, running.fault);
  }

  #take(running: Running, outcome: Outcome, subject: Seen | undefined): void {
    if (outcome === undefined) return;
    if (outcome === 'kept') running.kept++;
    else if (typeof outcome === 'string') count(running, outcome);
    else if (!isList(outcome)) this.#add(running, outcome, subject);
    else if (outcome.length === 0) running.kept++;
    else for (const fault of outcome) this.#add(running, fault, subject);
  }

  #takeMedia(running: Running, outcome: MediaOutcome, call: number): void {
    if (outcome === undefined) return;
    if (outcome === 'kept') running.kept++;
    else if (typeof outcome === 'string') count(running, outcome);
    else {
      const faults = 'seen' in outcome ? [outcome] : outcome;
      if (faults.length === 0) running.kept++;
      for (const fault of faults) this.#options.store.addMedia(running.rule, fault, call, running.failed++);
    }
  }

  #add(running: Running, fault: Fault, subject: Seen | undefined): void {
    const at = fault.at ?? subject;
    const guard = at === undefined ? undefined : this.#textGuards.guardOf(running.rule.id, at.bytes);
    if (guard !== undefined) {
      count(running, guard);
      return;
    }
    if (at !== undefined) this.#options.store.add(running.rule, fault, at, running.failed);
    running.failed++;
  }
}

function count(running: Running, guard: string): void {
  running.undetermined.set(guard, (running.undetermined.get(guard) ?? 0) + 1);
}

function isList(outcome: Fault | readonly Fault[]): outcome is readonly Fault[] {
  return Array.isArray(outcome);
}
