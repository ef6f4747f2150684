import type { Delivery, Place } from '../transport/delivery.ts';
import { ByteInterner } from './byte-interner.ts';
import { CapturedMessage } from './captured-message.ts';
import { Column } from './columns.ts';
import type { KeptBytes } from './kept-bytes.ts';
import type { KeyReader, MessageKeys } from './key-reader.ts';

const flagRequest = 1;
const flagCut = 2;

/**
 * All messages of a capture as columns: numbers and a place, no text. What rows show is read again from the place.
 * A message is its number, from 0 in the order of the capture.
 */
export class MessageTable {
  /** Call-IDs, tags, branches and sent-by values. */
  readonly texts: ByteInterner;
  readonly methods: ByteInterner;
  readonly #offset = Column.float64();
  readonly #length = Column.uint32();
  readonly #timeNs = Column.float64();
  readonly #frame = Column.uint32();
  readonly #index = Column.uint16();
  readonly #flow = Column.uint32();
  readonly #status = Column.uint16();
  readonly #method = Column.uint16();
  readonly #flags = Column.uint8();
  readonly #hash = Column.uint32();
  readonly #ipId = Column.uint32();
  readonly #viaCount = Column.uint8();
  /** Places that are not one piece of the capture: of what a stream carried, of what is kept, and of what could not be kept. */
  readonly #places = new Map<number, Place>();
  readonly #frames = new Map<number, readonly number[]>();
  readonly #correlationIds = new Map<number, number>();
  readonly #correlations = new ByteInterner();
  readonly #kept: KeptBytes;

  /** With the texts that the keys of its messages are numbers of. */
  constructor({ texts, methods }: Pick<KeyReader, 'texts' | 'methods'>, kept: KeptBytes) {
    this.texts = texts;
    this.methods = methods;
    this.#kept = kept;
  }

  get length(): number {
    return this.#timeNs.length;
  }

  receive(delivery: Delivery, keys: MessageKeys): CapturedMessage {
    const message = new CapturedMessage(this.length, keys, delivery);
    this.#append(message, delivery);
    return message;
  }

  /** Empty where the text could not be kept. */
  place(message: number): Place {
    return this.#places.get(message) ?? [{ offset: this.#offset.get(message), length: this.#length.get(message) }];
  }

  size(message: number): number {
    return this.#length.get(message);
  }

  timeNs(message: number): number {
    return this.#timeNs.get(message);
  }

  frame(message: number): number {
    return this.#frame.get(message);
  }

  /** All packets that carried it, where more than one. */
  frames(message: number): readonly number[] | undefined {
    return this.#frames.get(message);
  }

  /** Which message of its packet. */
  index(message: number): number {
    return this.#index.get(message);
  }

  flow(message: number): number {
    return this.#flow.get(message);
  }

  isRequest(message: number): boolean {
    return (this.#flags.get(message) & flagRequest) !== 0;
  }

  /** Whether its end was not captured. */
  isCut(message: number): boolean {
    return (this.#flags.get(message) & flagCut) !== 0;
  }

  status(message: number): number {
    return this.#status.get(message);
  }

  method(message: number): number {
    return this.#method.get(message);
  }

  hash(message: number): number {
    return this.#hash.get(message);
  }

  /** -1 where there is none. */
  ipId(message: number): number {
    return this.#ipId.get(message) - 1;
  }

  /** Capped at 255. */
  viaCount(message: number): number {
    return this.#viaCount.get(message);
  }

  /** Of what HEP brought. */
  correlationId(message: number): string | undefined {
    const id = this.#correlationIds.get(message);
    return id === undefined ? undefined : this.#correlations.text(id);
  }

  #append(message: CapturedMessage, delivery: Delivery): void {
    const place = this.#kept.keep(delivery.place, delivery.frame);
    const [first] = place;
    if (place.length !== 1 || first?.bytes !== undefined) this.#places.set(message.number, place);
    if (delivery.frames !== undefined) this.#frames.set(message.number, delivery.frames);
    const correlationId = delivery.hep?.correlationId ?? '';
    if (correlationId !== '') this.#correlationIds.set(message.number, this.#correlations.internText(correlationId));
    this.#offset.push(first?.offset ?? 0);
    this.#length.push(delivery.end - delivery.start);
    this.#timeNs.push(delivery.timeNs);
    this.#frame.push(delivery.frame);
    this.#index.push(delivery.index);
    this.#flow.push(delivery.flow);
    this.#status.push(message.status);
    this.#method.push(message.method);
    this.#flags.push((message.isRequest ? flagRequest : 0) | (delivery.cut === true ? flagCut : 0));
    this.#hash.push(message.hash);
    this.#ipId.push(delivery.ipId + 1);
    this.#viaCount.push(Math.min(message.viaCount, 255));
  }
}
