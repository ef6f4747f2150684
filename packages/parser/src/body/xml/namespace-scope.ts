import { xmlNamespace } from './xml-element.ts';

/** The prefixes that are bound at an element, by itself and by those round it. Namespaces in XML 1.0 §6. */
export type NamespaceScope = {
  readonly namespaces: ReadonlyMap<string, string>;
  readonly outer: NamespaceScope | undefined;
};

/** Round the root: `xml` is bound always, and names without prefix are in no namespace. */
export const outermostScope: NamespaceScope = {
  namespaces: new Map([
    ['', ''],
    ['xml', xmlNamespace],
  ]),
  outer: undefined,
};

/** The namespace of a prefix, the empty one included; undefined where it is bound to none. */
export function namespaceIn(scope: NamespaceScope, prefix: string): string | undefined {
  // As many steps at most as elements are nested.
  for (let at: NamespaceScope | undefined = scope; at !== undefined; at = at.outer) {
    const namespace = at.namespaces.get(prefix);
    if (namespace !== undefined) return namespace;
  }
  return undefined;
}

/** `prefix:name` in its two parts. */
export function splitName(qualified: string): { readonly prefix: string; readonly name: string } {
  const colon = qualified.indexOf(':');
  if (colon === -1) return { prefix: '', name: qualified };
  return { prefix: qualified.slice(0, colon), name: qualified.slice(colon + 1) };
}
