import { Follower, type FollowerContext } from '../follow/follower.ts';
import type { Position } from '../follow/position.ts';
import type { CapturedMessage } from '../message/captured-message.ts';
import { joined } from '../message/fingerprint.ts';
import { keptText } from '../message/kept-text.ts';
import { KeyTable } from '../message/key-table.ts';
import type { PublicationRow } from '../rows/publication-row.ts';
import { receivePublish, receivePublishAnswer, takePublished } from './from-publisher.ts';
import { publicationRow } from './publication-row.ts';
import { isPublicationOver } from './publication-verdict.ts';
import { Publication, type PublicationNames } from './publication.ts';
import { StateReader } from './state/state-reader.ts';
import { TextKeys } from './text-keys.ts';
import { TransactionLinks } from './transaction-links.ts';

/** Hops whose Request-URIs are remembered: any of them names the resource of an entity-tag. */
const maxResources = 4;

/** Follows publications (RFC 3903): chains of entity-tags, whatever the Call-IDs of their PUBLISHes and the hops these are seen on. */
export class PublicationTable extends Follower<Publication, PublicationRow> {
  readonly #links = new TransactionLinks<Publication>();
  /** By Call-ID, From tag and CSeq of the latest PUBLISH. */
  readonly #byRequest = new KeyTable();
  /** By Call-ID, From tag and package: what came last. */
  readonly #byPublisher = new KeyTable();
  /** By package, resource and the endpoint that sends: likewise. */
  readonly #bySource = new KeyTable();
  /** By package, resource and entity-tag. */
  readonly #byEntityTag = new KeyTable();
  readonly #texts = new TextKeys();
  readonly #reader = new StateReader();
  /** Whether anybody gets rows: else what bodies say is not read. */
  readonly #hasRows: boolean;

  constructor(context: FollowerContext, tell?: (row: PublicationRow) => void) {
    super(context, tell);
    this.#hasRows = context.keep || tell !== undefined;
  }

  receive(message: CapturedMessage, { copy, transaction }: Position): void {
    if (copy === 'duplicate') return;
    const linked = this.#links.of(transaction);
    if (linked === undefined && (copy !== 'none' || !message.isRequest)) return;
    const publication = linked ?? this.#ofRequest(message);
    if (linked === undefined) this.#links.set(transaction, publication);
    publication.lastNs = Math.max(publication.lastNs, message.timeNs);
    publication.journal.receive(message, copy === 'retransmission', this.context.flows);
    if (message.isRequest) this.#learnPlaces(publication, message);
    else if (copy === 'none' && receivePublishAnswer(publication, message)) this.#learnEntityTag(publication);
  }

  override get isWaiting(): boolean {
    return this.#reader.isWaiting;
  }

  override readWaiting(): Promise<void> {
    return this.#reader.readWaiting();
  }

  protected isOver(publication: Publication, nowNs: number): boolean {
    return isPublicationOver(publication, nowNs);
  }

  protected rowOf(publication: Publication, nowNs: number): PublicationRow {
    return publicationRow(publication, this.context, Math.min(nowNs, publication.closedNs));
  }

  protected forget(publication: Publication, nowNs: number): void {
    const { requestKey, publisherKey, sourceKey, entityTagKeys, slot } = publication;
    publication.closedNs = nowNs;
    this.#byRequest.delete(requestKey, slot);
    this.#byPublisher.delete(publisherKey, slot);
    this.#bySource.delete(sourceKey, slot);
    for (const key of entityTagKeys) this.#byEntityTag.delete(key, slot);
  }

  #ofRequest(message: CapturedMessage): Publication {
    const { callId, fromTag, cseq } = message;
    const requestKey = joined(joined(callId, fromTag), cseq + 1);
    const resource = this.#resourceOf(message);
    const copied = this.open.at(this.#byRequest.get(requestKey));
    if (copied !== undefined) {
      addResource(copied, resource);
      return copied;
    }
    const { event } = message.parsed();
    const eventKey = this.#texts.ofEvent(event?.value, undefined);
    const publication = this.#goingOn(message, eventKey, resource) ?? this.#begin(message, eventKey, resource);
    const publisherKey = joined(joined(callId, fromTag), eventKey);
    this.#move(this.#byRequest, publication, publication.requestKey, requestKey);
    this.#move(this.#byPublisher, publication, publication.publisherKey, publisherKey);
    publication.requestKey = requestKey;
    publication.publisherKey = publisherKey;
    addResource(publication, resource);
    const published = receivePublish(publication, message);
    if (this.#hasRows) this.#reader.read(message, (reading) => takePublished(publication, published, reading));
    return publication;
  }

  /** The publication that it refreshes, changes, removes, or tries once more. */
  #goingOn(message: CapturedMessage, event: number, resource: number): Publication | undefined {
    const entityTag = message.rawValue('SIP-If-Match');
    const latest = this.open.at(this.#byPublisher.get(joined(joined(message.callId, message.fromTag), event)));
    if (entityTag === undefined) return latest !== undefined && isTriedAgain(latest) ? latest : undefined;
    const known = this.open.at(this.#byEntityTag.get(joined(joined(event, resource), this.#texts.of(entityTag))));
    // The response that gave the entity-tag may not have been captured.
    return known ?? (latest?.entityTags.count === 0 && !latest.isBroken ? latest : undefined);
  }

  #begin(message: CapturedMessage, event: number, resource: number): Publication {
    const sourceKey = joined(joined(event, resource), this.context.flows.sourceEndpoint(message.flow) + 1);
    const before = this.open.at(this.#bySource.get(sourceKey));
    const isPartial = message.parsed().valueSpan('SIP-If-Match') !== undefined;
    const follows = before?.isBroken === true ? before.number : -1;
    const publication = this.begin(
      (number) =>
        new Publication({ number, event, names: namesOf(message), startedNs: message.timeNs, isPartial, follows }),
    );
    publication.sourceKey = sourceKey;
    this.#bySource.set(sourceKey, publication.slot);
    return publication;
  }

  #learnEntityTag(publication: Publication): void {
    const { event, slot, resourceKeys, entityTags, entityTagKeys } = publication;
    for (const key of entityTagKeys) this.#byEntityTag.delete(key, slot);
    const entityTag = this.#texts.of(entityTags.last);
    publication.entityTagKeys = resourceKeys.map((resource) => joined(joined(event, resource), entityTag));
    for (const key of publication.entityTagKeys) this.#byEntityTag.set(key, slot);
  }

  #move(table: KeyTable, { slot }: Publication, from: number, to: number): void {
    if (from !== 0) table.delete(from, slot);
    table.set(to, slot);
  }

  #resourceOf(message: CapturedMessage): number {
    const { startLine } = message.parsed();
    return startLine?.kind === 'request' ? this.#texts.of(startLine.requestUri) : 0;
  }

  /** Whoever sends with the fewest Vias is the nearest to the publisher, whoever receives the most the nearest to the agent. */
  #learnPlaces(publication: Publication, { viaCount, flow }: CapturedMessage): void {
    const { flows } = this.context;
    if (viaCount < publication.leastVias) {
      publication.leastVias = viaCount;
      publication.publisherEndpoint = flows.sourceEndpoint(flow);
    }
    if (viaCount > publication.mostVias) {
      publication.mostVias = viaCount;
      publication.agentEndpoint = flows.destinationEndpoint(flow);
    }
  }
}

/** Whether a PUBLISH without entity-tag goes on with what was refused: with credentials, another interval, elsewhere, or once more. */
function isTriedAgain({ state, isBroken }: Publication): boolean {
  return !isBroken && state !== 'published' && state !== 'removed';
}

function addResource(publication: Publication, resource: number): void {
  const { resourceKeys } = publication;
  if (resourceKeys.length < maxResources && !resourceKeys.includes(resource)) resourceKeys.push(resource);
}

function namesOf(message: CapturedMessage): PublicationNames {
  const { event, from, startLine } = message.parsed();
  const names = {
    event: event?.value,
    publisher: from?.uriText,
    resource: startLine?.kind === 'request' ? startLine.requestUri : undefined,
    callId: message.callIdText(),
  };
  const kept: Record<string, string> = {};
  for (const [name, text] of Object.entries(names)) if (text !== undefined && text !== '') kept[name] = keptText(text);
  return kept;
}
