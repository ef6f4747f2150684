/** How much of a document is read. What lies beyond a limit is not, and a diagnostic says so. */
export type XmlLimits = {
  readonly bytes: number;
  /** Elements within elements; never more than 1000. */
  readonly depth: number;
  readonly elements: number;
};

/** The limits where nothing else is said. */
export const defaultXmlLimits: XmlLimits = { bytes: 1024 * 1024, depth: 256, elements: 65_536 };

/** Values are read by functions that call each other, a few for each level: the stack holds more than this. */
const deepest = 1000;

/** The limits given, and the defaults for the others. */
export function xmlLimits(limits: Partial<XmlLimits> = {}): XmlLimits {
  const { bytes, depth, elements } = { ...defaultXmlLimits, ...limits };
  return { bytes, depth: Math.min(depth, deepest), elements };
}
