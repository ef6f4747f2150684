declare global {
  /** The counters of the instrumented modules, one a block. */
  // A global can only be declared so.
  // oxlint-disable-next-line no-var
  var sipscopeEdges: Uint8Array | undefined;
}

/** As many blocks as can be counted; all of the parser has a quarter of them. */
const capacity = 1 << 16;

/** The counters that instrumented modules count in. Like AFL's, one that reaches 256 begins anew. */
export const edges: Uint8Array = (globalThis.sipscopeEdges ??= new Uint8Array(capacity));
