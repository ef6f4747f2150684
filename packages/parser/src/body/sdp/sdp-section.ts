import type { SourceText } from '../../text/source-text.ts';
import type { Span } from '../../text/span.ts';
import type { Attribute, AttributeValue } from './attribute.ts';
import type { AttributeName } from './attribute-table.ts';
import type { Bandwidth, Connection } from './session-description.ts';

/** What the session and every medium may have. */
export type SectionFields = {
  readonly source: SourceText;
  readonly span: Span;
  readonly information: string | undefined;
  readonly connections: readonly Connection[];
  readonly bandwidths: readonly Bandwidth[];
  readonly key: string | undefined;
  readonly attributes: readonly Attribute[];
};

/** Among so many attributes one is found sooner than an index is made. */
const mostSearched = 40;

/** The session's part of a description, or a medium's: its lines, and its attributes by name. */
export abstract class SdpSection {
  /** Of a medium, from the `m` to behind the section's last line; of a session, the whole description. */
  readonly span: Span;
  readonly information: string | undefined;
  /** Its own `c=` lines. */
  readonly connections: readonly Connection[];
  readonly bandwidths: readonly Bandwidth[];
  /** The value of `k=`, which RFC 8866 §5.12 gives up. */
  readonly key: string | undefined;
  readonly attributes: readonly Attribute[];
  readonly #source: SourceText;
  #byName: Map<string, Attribute[]> | undefined = undefined;

  constructor({ source, span, information, connections, bandwidths, key, attributes }: SectionFields) {
    this.span = span;
    this.information = information;
    this.connections = connections;
    this.bandwidths = bandwidths;
    this.key = key;
    this.attributes = attributes;
    this.#source = source;
  }

  /** The bytes it was read from, a view. */
  get bytes(): Uint8Array {
    return this.#source.bytes.subarray(this.span[0], this.span[1]);
  }

  /** The section's attributes of that name. */
  named<Name extends AttributeName | (string & {})>(name: Name): readonly Attribute<Name>[] {
    const found =
      this.attributes.length <= mostSearched
        ? this.attributes.filter((attribute) => attribute.name === name)
        : (this.#index().get(name) ?? []);
    // They have that name.
    return found as unknown as readonly Attribute<Name>[];
  }

  /** The section's first attribute of that name. */
  first<Name extends AttributeName | (string & {})>(name: Name): Attribute<Name> | undefined {
    if (this.attributes.length > mostSearched) return this.named(name)[0];
    // It has that name.
    return this.attributes.find((attribute) => attribute.name === name) as Attribute<Name> | undefined;
  }

  has(name: AttributeName | (string & {})): boolean {
    return this.first(name) !== undefined;
  }

  /** What the first attribute of that name says: `media.get('setup')`. */
  get<Name extends AttributeName | (string & {})>(name: Name): AttributeValue<Name> | undefined {
    return this.first(name)?.typed;
  }

  /** What every attribute of that name says that can be read: `media.all('candidate')`. */
  all<Name extends AttributeName | (string & {})>(name: Name): readonly AttributeValue<Name>[] {
    const values: AttributeValue<Name>[] = [];
    for (const { typed } of this.named(name)) if (typed !== undefined) values.push(typed);
    return values;
  }

  #index(): Map<string, Attribute[]> {
    if (this.#byName !== undefined) return this.#byName;
    const byName = new Map<string, Attribute[]>();
    for (const attribute of this.attributes) {
      const known = byName.get(attribute.name);
      if (known === undefined) byName.set(attribute.name, [attribute]);
      else known.push(attribute);
    }
    return (this.#byName = byName);
  }
}
