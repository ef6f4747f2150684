import type { Dialog } from '../dialog/dialog.ts';
import type { Case } from './case.ts';
import type { Exchange } from './exchange.ts';

/** Transactions kept of one dialog, registration or publication. */
const mostExchanges = 64;
/** Of those of a dialog, this many are its first ones. */
const mostFirst = 16;
/** Registrations and publications held at once; beyond, those silent for longest are judged. */
const mostHeld = 50_000;
/** So long a registration or publication may be silent. */
const silentNs = 2 * 3600e9;

/** What comes of one dialog, registration or publication. */
class Folder {
  readonly kind: Case['kind'];
  readonly event: string | undefined;
  readonly exchanges: Exchange[] = [];
  more = 0;
  lastNs: number;

  constructor(kind: Case['kind'], event: string | undefined, timeNs: number) {
    this.kind = kind;
    this.event = event;
    this.lastNs = timeNs;
  }

  /** Gives the one that leaves. */
  add(exchange: Exchange): Exchange | undefined {
    if (this.exchanges.includes(exchange)) return undefined;
    exchange.holders++;
    this.exchanges.push(exchange);
    if (this.exchanges.length <= mostExchanges) return undefined;
    this.more++;
    return this.exchanges.splice(this.kind === 'dialog' ? mostFirst : 0, 1)[0];
  }
}

type CaseTableOptions = {
  /** Judges a case: nothing more is expected of it. */
  readonly judge: (one: Case) => void;
  /** A case lets an exchange go. */
  readonly release: (exchange: Exchange) => void;
};

/** Puts transactions together to what rules judge as one: dialogs, registrations, publications. */
export class CaseTable {
  readonly #options: CaseTableOptions;
  /** By the dialog's number. */
  readonly #dialogs = new Map<number, Folder>();
  /** By what names it, those silent for longest first. */
  readonly #named = new Map<string, Folder>();

  constructor(options: CaseTableOptions) {
    this.#options = options;
  }

  addToDialog(dialog: Dialog, exchange: Exchange): void {
    let folder = this.#dialogs.get(dialog.number);
    if (folder === undefined) {
      folder = new Folder('dialog', undefined, 0);
      this.#dialogs.set(dialog.number, folder);
    }
    this.#put(folder, exchange);
  }

  /** The transactions of a dialog, further ones as they come. */
  ofDialog(dialog: number): readonly Exchange[] {
    return this.#dialogs.get(dialog)?.exchanges ?? [];
  }

  addNamed(
    kind: 'registration' | 'publication',
    name: string,
    event: string | undefined,
    exchange: Exchange,
    timeNs: number,
  ): void {
    const key = `${kind} ${exchange.hop} ${name} ${event ?? ''}`;
    const folder = this.#named.get(key) ?? new Folder(kind, event, timeNs);
    folder.lastNs = timeNs;
    this.#named.delete(key);
    this.#named.set(key, folder);
    this.#put(folder, exchange);
    if (this.#named.size > mostHeld) this.#closeOldest();
  }

  closeDialog(dialog: Dialog): void {
    const folder = this.#dialogs.get(dialog.number);
    if (folder === undefined) return;
    this.#dialogs.delete(dialog.number);
    for (const one of casesOfDialog(dialog, folder)) this.#options.judge(one);
    this.#letGo(folder);
  }

  /** Registrations and publications that were silent for long. */
  closeOver(nowNs: number): void {
    for (const folder of this.#named.values()) {
      if (nowNs - folder.lastNs < silentNs) return;
      this.#closeOldest();
    }
  }

  closeAll(): void {
    while (this.#named.size > 0) this.#closeOldest();
  }

  #put(folder: Folder, exchange: Exchange): void {
    const left = folder.add(exchange);
    if (left !== undefined) this.#options.release(left);
  }

  #closeOldest(): void {
    for (const [key, folder] of this.#named) {
      this.#named.delete(key);
      const { kind, event, more } = folder;
      const exchanges = inOrder(folder.exchanges);
      const isBeginSeen = more === 0;
      this.#options.judge({ kind, exchanges, elsewhere: [], isBeginSeen, more, dialog: undefined, event });
      this.#letGo(folder);
      return;
    }
  }

  #letGo(folder: Folder): void {
    for (const exchange of folder.exchanges) this.#options.release(exchange);
  }
}

function inOrder(exchanges: readonly Exchange[]): readonly Exchange[] {
  return exchanges.toSorted((a, b) => a.transaction.first - b.transaction.first);
}

/** One for each hop on which it was seen to begin; where it was on none, one for each hop. */
function casesOfDialog(dialog: Dialog, { exchanges, more }: Folder): readonly Case[] {
  const byHop = new Map<number, Exchange[]>();
  for (const exchange of inOrder(exchanges)) {
    const ofHop = byHop.get(exchange.hop);
    if (ofHop === undefined) byHop.set(exchange.hop, [exchange]);
    else ofHop.push(exchange);
  }
  const hops = [...byHop.values()];
  const begun = hops.filter(([first]) => first?.request !== undefined && !first.isInDialog);
  return (begun.length > 0 ? begun : hops).flatMap((ofHop) => {
    const elsewhere = exchanges.filter((one) => !ofHop.includes(one));
    const whole: Case = {
      kind: 'dialog',
      exchanges: ofHop,
      elsewhere,
      isBeginSeen: begun.length > 0,
      more,
      dialog,
      event: undefined,
    };
    return [whole, ...subscriptionsOf(whole)];
  });
}

const subscribing: ReadonlySet<string> = new Set(['SUBSCRIBE', 'NOTIFY', 'REFER']);

/** The usages of a dialog that are subscriptions, by their events (RFC 6665 §4.5.2). */
function subscriptionsOf(whole: Case): readonly Case[] {
  const byEvent = new Map<string, Exchange[]>();
  for (const exchange of whole.exchanges) {
    if (!subscribing.has(exchange.method)) continue;
    const event = eventOf(exchange);
    const ofEvent = byEvent.get(event);
    if (ofEvent === undefined) byEvent.set(event, [exchange]);
    else ofEvent.push(exchange);
  }
  return [...byEvent].map(([event, exchanges]) => ({ ...whole, kind: 'subscription' as const, exchanges, event }));
}

/** `package` or `package;id=x`, of REFER and what comes of it `refer`. */
export function eventOf({ method, first }: Exchange): string {
  if (method === 'REFER' || first === undefined) return 'refer';
  const { event } = first.message;
  if (event === undefined) return '';
  const name = event.value.toLowerCase();
  return event.id === undefined || name === 'refer' ? name : `${name};id=${event.id}`;
}
