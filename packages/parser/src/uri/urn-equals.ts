type Name = { readonly opaque: string };

/** Names of these namespaces are compared without case. RFC 5031 §4.1, RFC 4122 §3, RFC 7254 §3, RFC 7462 §8. */
const withoutCase: ReadonlySet<string> = /* @__PURE__ */ new Set(['service', 'uuid', 'gsma', 'alert']);

/** Whether two names are lexically equivalent. RFC 8141 §3.1; of two IMEIs `vers=0` is ignored, RFC 7254 §3. */
export function urnEquals(one: Name, other: Name): boolean {
  return comparable(one.opaque) === comparable(other.opaque);
}

/** The name without what may be asked of it (`?+`, `?=`, `#`), its namespace and escapes written alike. */
function comparable(opaque: string): string {
  const assigned = opaque.replace(/[?#].*$/s, '');
  const colon = assigned.indexOf(':');
  const namespace = assigned.substring(0, Math.max(colon, 0)).toLowerCase();
  if (namespace === 'gsma') return assigned.toLowerCase().replace(/;vers=0$/, '');
  if (withoutCase.has(namespace)) return assigned.toLowerCase();
  const escapes = (escape: string): string => escape.toUpperCase();
  return namespace + assigned.substring(colon).replaceAll(/%[\da-f]{2}/gi, escapes);
}
