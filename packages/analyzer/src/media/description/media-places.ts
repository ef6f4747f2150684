import type { Described } from './described.ts';

/** What session descriptions say of one address and port. */
export class MediaPlace {
  /** `192.0.2.1:4000` */
  readonly endpoint: string;
  readonly port: number;
  /** The description, and which of its m-lines. */
  readonly entries: { readonly described: Described; readonly media: number; readonly isRtcp: boolean }[] = [];
  /** Counts up when something else is said of it. */
  version = 0;
  /** Flows that ask about it. */
  flows = 0;

  constructor(endpoint: string) {
    this.endpoint = endpoint;
    this.port = Number(endpoint.slice(endpoint.lastIndexOf(':') + 1));
  }
}

/** The addresses that descriptions name, and those that media comes from or goes to. */
export class MediaPlaces {
  readonly #byEndpoint = new Map<string, MediaPlace>();
  /** Those that are described. */
  readonly #byPort = new Map<number, Set<MediaPlace>>();

  /** For a flow, which says when it asks no more. */
  use(endpoint: string): MediaPlace {
    const place = this.#place(endpoint);
    place.flows++;
    return place;
  }

  release(place: MediaPlace): void {
    place.flows--;
    this.#forgetUnused(place);
  }

  add(described: Described): void {
    for (const { endpoint, media, isRtcp } of described.places) {
      const place = this.#place(endpoint);
      // Calls that all name one address are told apart by the other end: the latest are enough.
      if (place.entries.length >= mostOfPlace) place.entries.shift();
      if (place.entries.length === 0) this.#list(place);
      place.entries.push({ described, media, isRtcp });
      place.version++;
    }
  }

  /** What holds there changes. */
  touch({ places }: Described): void {
    for (const { endpoint } of places) {
      const place = this.#byEndpoint.get(endpoint);
      if (place !== undefined) place.version++;
    }
  }

  remove(described: Described): void {
    for (const { endpoint } of described.places) {
      const place = this.#byEndpoint.get(endpoint);
      if (place === undefined) continue;
      for (let at = place.entries.length - 1; at >= 0; at--)
        if (place.entries[at]!.described === described) place.entries.splice(at, 1);
      place.version++;
      if (place.entries.length === 0) this.#byPort.get(place.port)?.delete(place);
      this.#forgetUnused(place);
    }
  }

  /** Described places of that port to which no media has come; the first of many. */
  *unused(port: number): Generator<MediaPlace, void, undefined> {
    let looked = 0;
    for (const place of this.#byPort.get(port) ?? []) {
      if (place.flows === 0) yield place;
      if (++looked >= mostOfPlace) return;
    }
  }

  #list(place: MediaPlace): void {
    const { port } = place;
    const places = this.#byPort.get(port);
    if (places === undefined) this.#byPort.set(port, new Set([place]));
    else places.add(place);
  }

  #place(endpoint: string): MediaPlace {
    const known = this.#byEndpoint.get(endpoint);
    if (known !== undefined) return known;
    const place = new MediaPlace(endpoint);
    this.#byEndpoint.set(endpoint, place);
    return place;
  }

  #forgetUnused(place: MediaPlace): void {
    if (place.flows <= 0 && place.entries.length === 0) this.#byEndpoint.delete(place.endpoint);
  }
}

const mostOfPlace = 64;
