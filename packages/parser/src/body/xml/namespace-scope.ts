import { xmlNamespace } from './xml-element.ts';

/** The prefixes that are bound at an element, by itself and by those round it. Namespaces in XML 1.0 §6. */
export type NamespaceScope = {
  /** Its own, and those of the scopes round it that were asked for: undefined where a prefix is bound to none. */
  readonly namespaces: Map<string, string | undefined>;
  readonly outer: NamespaceScope | undefined;
};

/** Round the root: `xml` is bound always, and names without prefix are in no namespace. */
export const outermostScope: NamespaceScope = {
  namespaces: new Map<string, string | undefined>([
    ['', ''],
    ['xml', xmlNamespace],
  ]),
  outer: undefined,
};

/** The namespace of a prefix, the empty one included; undefined where it is bound to none. */
export function namespaceIn(scope: NamespaceScope, prefix: string): string | undefined {
  let at: NamespaceScope | undefined = scope;
  // As many steps at most as elements are nested.
  while (at !== undefined && !at.namespaces.has(prefix)) at = at.outer;
  const namespace = at?.namespaces.get(prefix);
  // The outermost scope is that of all documents, and keeps nothing of any.
  if (at !== scope && scope !== outermostScope) scope.namespaces.set(prefix, namespace);
  return namespace;
}

/** `prefix:name` in its two parts. */
export function splitName(qualified: string): { readonly prefix: string; readonly name: string } {
  const colon = qualified.indexOf(':');
  if (colon === -1) return { prefix: '', name: qualified };
  return { prefix: qualified.slice(0, colon), name: qualified.slice(colon + 1) };
}
