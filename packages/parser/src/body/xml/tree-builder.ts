import type { Span } from '../../text/span.ts';
import { namespaceIn, type NamespaceScope, outermostScope, splitName } from './namespace-scope.ts';
import type { XmlDiagnosticCode } from './xml-diagnostic-table.ts';
import type { XmlAttribute, XmlElement } from './xml-element.ts';
import type { XmlLimits } from './xml-limits.ts';
import type { XmlText } from './xml-text.ts';

/** An element whose end tag has not come. */
type OpenElement = {
  name: string;
  prefix: string;
  namespace: string;
  attributes: XmlAttribute[];
  children: OpenElement[];
  text: string;
  span: Span;
  contentSpan: Span;
};

type RawAttribute = { readonly qualified: string; readonly value: string; readonly span: Span };

type Tell = (code: XmlDiagnosticCode, span: Span, detail?: string) => void;

/** Makes the tree of a document from what the library tells of it. Positions given to it are UTF-16 units, those of the tree bytes. */
export class TreeBuilder {
  root: XmlElement | undefined = undefined;
  readonly #source: XmlText;
  readonly #offset: number;
  readonly #limits: XmlLimits;
  readonly #tell: Tell;
  readonly #open: OpenElement[] = [];
  readonly #scopes: NamespaceScope[] = [outermostScope];
  #attributes: RawAttribute[] = [];
  #start = 0;
  #count = 0;

  constructor(source: XmlText, offset: number, limits: XmlLimits, tell: Tell) {
    this.#source = source;
    this.#offset = offset;
    this.#limits = limits;
    this.#tell = tell;
  }

  /** The name of a start tag and the character behind it have been read. */
  begin(position: number): void {
    this.#start = this.#source.text.lastIndexOf('<', position - 2);
    this.#attributes = [];
  }

  /** An attribute's closing quote has been read. */
  attribute(qualified: string, value: string, position: number): void {
    const { text } = this.#source;
    const quote = text[position - 1] ?? '"';
    // The quote does not stand within the value, so the last one before is the opening one.
    const start = text.lastIndexOf(quote, position - 2) + 1;
    this.#attributes.push({ qualified, value, span: this.#source.span(start, position - 1) });
  }

  /** A start tag has been read; false where a limit ends the reading. */
  open(qualified: string, position: number, isEmpty: boolean): boolean {
    const place = this.#source.span(this.#start, position);
    if (this.#open.length >= this.#limits.depth) {
      this.#tell('limit-xml-depth', place, `${this.#limits.depth} levels`);
      return false;
    }
    if (++this.#count > this.#limits.elements) {
      this.#tell('limit-xml-elements', place, `${this.#limits.elements} elements`);
      return false;
    }
    const scope = this.#scopeOf(this.#attributes);
    const { prefix, name } = splitName(qualified);
    const element: OpenElement = {
      name,
      prefix,
      namespace: this.#namespaceOf(scope, prefix, place),
      attributes: this.#attributesIn(scope),
      children: [],
      text: '',
      span: this.#placed(place),
      contentSpan: this.#placed([place[1], place[1]]),
    };
    if (this.root === undefined) this.root = element;
    else this.#open.at(-1)?.children.push(element);
    this.#open.push(element);
    this.#scopes.push(isEmpty ? outermostScope : scope);
    return true;
  }

  /** Character data of the element that is open. */
  text(text: string): void {
    const element = this.#open.at(-1);
    if (element !== undefined) element.text += text;
  }

  /** An end tag has been read, or the `/>` of an element without content. */
  close(position: number, isEmpty: boolean): void {
    const end = isEmpty ? undefined : this.#source.text.lastIndexOf('<', position - 1);
    this.#close(position, end);
  }

  /** Ends all that is open at a place where the reading ended. */
  closeAll(position: number): void {
    while (this.#open.length > 0) this.#close(position, position);
  }

  #close(position: number, contentEnd: number | undefined): void {
    this.#scopes.pop();
    const element = this.#open.pop();
    if (element === undefined) return;
    const end = this.#offset + this.#source.byteOffset(position);
    element.span = [element.span[0], end];
    if (contentEnd === undefined) return;
    const content = this.#offset + this.#source.byteOffset(contentEnd);
    element.contentSpan = [element.contentSpan[0], Math.max(element.contentSpan[0], content)];
  }

  #scopeOf(attributes: readonly RawAttribute[]): NamespaceScope {
    const outer = this.#scopes.at(-1) ?? outermostScope;
    const bound = new Map<string, string | undefined>();
    for (const { qualified, value } of attributes) {
      if (qualified === 'xmlns') bound.set('', value.trim());
      else if (qualified.startsWith('xmlns:')) bound.set(qualified.slice('xmlns:'.length), value.trim());
    }
    return bound.size === 0 ? outer : { namespaces: bound, outer };
  }

  #attributesIn(scope: NamespaceScope): XmlAttribute[] {
    const attributes: XmlAttribute[] = [];
    for (const { qualified, value, span } of this.#attributes) {
      if (qualified === 'xmlns' || qualified.startsWith('xmlns:')) continue;
      const { prefix, name } = splitName(qualified);
      const namespace = prefix === '' ? '' : this.#namespaceOf(scope, prefix, span);
      attributes.push({ name, prefix, namespace, value, span: this.#placed(span) });
    }
    return attributes;
  }

  #namespaceOf(scope: NamespaceScope, prefix: string, place: Span): string {
    const namespace = namespaceIn(scope, prefix);
    if (namespace === undefined) this.#tell('xml-namespace', place, `${prefix}:`);
    return namespace ?? '';
  }

  #placed([start, end]: Span): Span {
    return [this.#offset + start, this.#offset + end];
  }
}
