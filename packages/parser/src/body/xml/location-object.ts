import {
  attribute,
  child,
  type Field,
  type FromElement,
  requiredChild,
  shape,
  text,
  type TellSchema,
} from './shape.ts';
import { dateTime, decimal, numbers, type SimpleType, token, uri } from './simple-type.ts';
import type { XmlElement } from './xml-element.ts';

/** Where somebody or something is, and what may be done with knowing it. RFC 4119 §2, RFC 5491. */
export type LocationObject = FromElement & {
  readonly locationInfo: LocationInfo | undefined;
  readonly usageRules: UsageRules | undefined;
  /** How it was found out: `GPS`, `DHCP`, `Manual` … */
  readonly method: string | undefined;
};

/** Where something is, as a civic address or a shape. RFC 4119 §2.2. */
export type LocationInfo = FromElement & {
  readonly civic: readonly CivicAddress[];
  readonly shapes: readonly GeodeticShape[];
};

/** RFC 5139 §3: the parts by their names (`country`, `A1`, `RD`, `HNO` …), in the order of the document. */
export type CivicAddress = FromElement & { readonly parts: ReadonlyMap<string, string> };

const shapeNames = ['Point', 'Polygon', 'Circle', 'Ellipse', 'ArcBand', 'Sphere', 'Ellipsoid', 'Prism'] as const;

/** RFC 5491 §5. Distances are in metres, angles in degrees, coordinates latitude, longitude and, in three dimensions, altitude. */
export type GeodeticShape = FromElement & {
  readonly name: (typeof shapeNames)[number];
  /** `urn:ogc:def:crs:EPSG::4326` of two dimensions, `…::4979` of three. */
  readonly srsName: string | undefined;
  /** The point, or the middle. */
  readonly position: readonly number[] | undefined;
  /** The corners of a polygon, or of a prism's base; the last is the first again. */
  readonly corners: readonly (readonly number[])[];
  readonly radius: number | undefined;
  readonly semiMajorAxis: number | undefined;
  readonly semiMinorAxis: number | undefined;
  readonly verticalAxis: number | undefined;
  readonly orientation: number | undefined;
  readonly innerRadius: number | undefined;
  readonly outerRadius: number | undefined;
  readonly startAngle: number | undefined;
  readonly openingAngle: number | undefined;
  readonly height: number | undefined;
};

/** RFC 4119 §2.2.2. */
export type UsageRules = FromElement & {
  readonly retransmissionAllowed: boolean | undefined;
  readonly retentionExpiry: string | undefined;
  readonly rulesetReference: string | undefined;
  readonly noteWell: string | undefined;
};

const geopriv = 'urn:ietf:params:xml:ns:pidf:geopriv10';
const basicPolicy = 'urn:ietf:params:xml:ns:pidf:geopriv10:basicPolicy';
const gml = 'http://www.opengis.net/gml';
const shapesOfPidfLo = 'http://www.opengis.net/pidflo/1.0';
const civicNamespaces: readonly string[] = [
  'urn:ietf:params:xml:ns:pidf:geopriv10:civicAddr',
  'urn:ietf:params:xml:ns:pidf:geopriv10:civicLoc',
];

/** xs:boolean; `yes` and `no` are what the examples of RFC 4119 have. */
const allowed: SimpleType<boolean> = {
  expected: 'true or false',
  read: (written) => {
    const word = written.trim();
    if (word === 'true' || word === '1' || word === 'yes') return true;
    return word === 'false' || word === '0' || word === 'no' ? false : undefined;
  },
};

/** The rules stand in the namespace of the basic policy; early examples have them in that of the object. */
function rule<T>(name: string, field: Field<T>): Field<T | undefined> {
  const inPolicy = child(name, field, basicPolicy);
  const inObject = child(name, field);
  return (element, tell) => inPolicy(element, tell) ?? inObject(element, tell);
}

const readUsageRules: Field<UsageRules> = shape<UsageRules>({
  retransmissionAllowed: rule('retransmission-allowed', text(allowed)),
  retentionExpiry: rule('retention-expiry', text(dateTime)),
  rulesetReference: rule('ruleset-reference', text(uri)),
  noteWell: rule('note-well', text(token)),
});

const readCivic: Field<CivicAddress> = shape<CivicAddress>({
  parts: (element) => {
    const parts = new Map<string, string>();
    for (const { name, text: written } of element.children) if (!parts.has(name)) parts.set(name, written.trim());
    return parts;
  },
});

const measure = (name: string): Field<number | undefined> => child(name, text(decimal()));

/** The positions of a ring: `pos` elements, or all in one `posList`. */
function readCorners(element: XmlElement, tell: TellSchema): readonly (readonly number[])[] {
  const ring = firstRing(element);
  if (ring === undefined) return [];
  const dimensions = element.attributes.some(({ value }) => value.endsWith('4979')) ? 3 : 2;
  const corners: (readonly number[])[] = [];
  for (const position of ring.children) {
    const values = position.name === 'pos' || position.name === 'posList' ? text(numbers)(position, tell) : undefined;
    if (values === undefined) continue;
    if (position.name === 'pos') corners.push(values);
    else for (let at = 0; at < values.length; at += dimensions) corners.push(values.slice(at, at + dimensions));
  }
  return corners;
}

/** Polygon/exterior/LinearRing, or Prism/base/Polygon/exterior/LinearRing. */
function firstRing(element: XmlElement): XmlElement | undefined {
  let at: XmlElement | undefined = element;
  while (at !== undefined && at.name !== 'LinearRing') {
    at = at.children.find(({ name }) => ['exterior', 'LinearRing', 'base', 'Polygon'].includes(name));
  }
  return at;
}

/** A polygon and a prism have corners instead. */
const requiredPosition: Field<readonly number[] | undefined> = requiredChild('pos', text(numbers), gml);

const readShapeOf = (name: GeodeticShape['name']): Field<GeodeticShape> =>
  shape<GeodeticShape>({
    name: () => name,
    srsName: attribute('srsName', token),
    position: name === 'Polygon' || name === 'Prism' ? () => undefined : requiredPosition,
    corners: readCorners,
    radius: measure('radius'),
    semiMajorAxis: measure('semiMajorAxis'),
    semiMinorAxis: measure('semiMinorAxis'),
    verticalAxis: measure('verticalAxis'),
    orientation: measure('orientation'),
    innerRadius: measure('innerRadius'),
    outerRadius: measure('outerRadius'),
    startAngle: measure('startAngle'),
    openingAngle: measure('openingAngle'),
    height: measure('height'),
  });

const shapeReaders: ReadonlyMap<string, Field<GeodeticShape>> = new Map(
  shapeNames.map((name) => [name, readShapeOf(name)]),
);

const readLocationInfo: Field<LocationInfo> = shape<LocationInfo>({
  civic: (element, tell) =>
    element.children
      .filter(({ name, namespace }) => name === 'civicAddress' && civicNamespaces.includes(namespace))
      .map((civic) => readCivic(civic, tell)),
  shapes: (element, tell) =>
    element.children.flatMap((inner) => {
      const reader = isShapes(inner.namespace) ? shapeReaders.get(inner.name) : undefined;
      return reader === undefined ? [] : [reader(inner, tell)];
    }),
});

function isShapes(namespace: string): boolean {
  return namespace === gml || namespace === shapesOfPidfLo;
}

const readLocationObject: Field<LocationObject> = shape<LocationObject>({
  locationInfo: requiredChild('location-info', readLocationInfo),
  usageRules: child('usage-rules', readUsageRules),
  method: child('method', text(token)),
});

/** The location object within the status of a tuple, a person or a device. RFC 4119 §2.2, RFC 5491 §3. */
export const locationObject: Field<LocationObject | undefined> = child('geopriv', readLocationObject, geopriv);
