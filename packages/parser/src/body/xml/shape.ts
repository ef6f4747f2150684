import type { Span } from '../../text/span.ts';
import type { SimpleType } from './simple-type.ts';
import type { XmlDiagnosticCode } from './xml-diagnostic-table.ts';
import { attributeOf, childrenOf, type XmlElement } from './xml-element.ts';

/** Takes what is wrong with a document by its schema. */
export type TellSchema = (code: XmlDiagnosticCode, span: Span, detail: string) => void;

/** Reads one property of a value from the element that stands for the value. */
export type Field<T> = (element: XmlElement, tell: TellSchema) => T;

/** What all typed values have: the element they were read from, for its place, and for what is not typed. */
export type FromElement = { readonly element: XmlElement };

/** A value of an element: each property by its field. */
export function shape<T extends FromElement>(fields: {
  readonly [K in keyof Omit<T, 'element'>]: Field<T[K]>;
}): Field<T> {
  const names = Object.keys(fields) as (keyof typeof fields)[];
  return (element, tell) => {
    const value: Partial<Omit<T, 'element'>> & { element?: XmlElement } = {};
    for (const name of names) value[name] = fields[name](element, tell) as (typeof value)[typeof name];
    value.element = element;
    // Every property has its field, as the type of `fields` demands.
    return value as unknown as T;
  };
}

/** An attribute that may be absent. */
export function attribute<T>(name: string, type: SimpleType<T>, namespace?: string): Field<T | undefined> {
  return (element, tell) => {
    const found = attributeOf(element, name, namespace);
    return found === undefined ? undefined : readAs(type, found.value, found.span, name, tell);
  };
}

/** An attribute that must be there. */
export function requiredAttribute<T>(name: string, type: SimpleType<T>): Field<T | undefined> {
  const read = attribute(name, type);
  return (element, tell) => {
    if (attributeOf(element, name) === undefined) tell('xml-attribute-missing', tagOf(element), name);
    return read(element, tell);
  };
}

/** The element's own text. */
export function text<T>(type: SimpleType<T>): Field<T | undefined> {
  return (element, tell) => readAs(type, element.text, element.contentSpan, element.name, tell);
}

/** A child that may be absent; in the parent's namespace where none is said. */
export function child<T>(name: string, field: Field<T>, namespace?: string): Field<T | undefined> {
  return (element, tell) => {
    if (element.children.length === 0) return undefined;
    const [first, second] = childrenOf(element, name, namespace);
    if (second !== undefined) tell('xml-element-repeated', second.span, name);
    return first === undefined ? undefined : field(first, tell);
  };
}

/** A child that must be there. */
export function requiredChild<T>(name: string, field: Field<T>, namespace?: string): Field<T | undefined> {
  const read = child(name, field, namespace);
  return (element, tell) => {
    if (childrenOf(element, name, namespace).length === 0) tell('xml-element-missing', tagOf(element), name);
    return read(element, tell);
  };
}

/** All children of a name. */
export function children<T>(name: string, field: Field<T>, namespace?: string): Field<readonly T[]> {
  return (element, tell) => childrenOf(element, name, namespace).map((found) => field(found, tell));
}

/** All children of a name, of which there must be one. */
export function someChildren<T>(name: string, field: Field<T>): Field<readonly T[]> {
  const read = children(name, field);
  return (element, tell) => {
    const values = read(element, tell);
    if (values.length === 0) tell('xml-element-missing', tagOf(element), name);
    return values;
  };
}

/** The texts of all children of a name; those without the form are left out. */
export function childTexts<T>(name: string, type: SimpleType<T>, namespace?: string): Field<readonly T[]> {
  const read = children(name, text(type), namespace);
  return (element, tell) => read(element, tell).filter((value) => value !== undefined);
}

/** The names of the children, notes left out: how RFC 4480 writes a set of words. */
export const childNames: Field<readonly string[]> = (element) =>
  element.children.filter((inner) => inner.name !== 'note').map((inner) => inner.name);

/** Whether there is a child of that name. */
export function hasChild(name: string): Field<boolean> {
  return (element) => childrenOf(element, name).length > 0;
}

function readAs<T>(type: SimpleType<T>, written: string, span: Span, name: string, tell: TellSchema): T | undefined {
  const value = type.read(written);
  if (value === undefined) tell('xml-value', span, `${name}: expected ${type.expected}`);
  return value;
}

/** The place of an element's start tag, which is where something is missing. */
function tagOf({ span, contentSpan }: XmlElement): Span {
  return [span[0], Math.max(span[0], contentSpan[0])];
}
