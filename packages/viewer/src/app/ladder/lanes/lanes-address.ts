import { laneColours, type LaneArrangement, longestLaneName, mostArranged, tidy } from './lane-arrangement.ts';

/*
 * How lanes stand, in an address: `by:endpoint|hide:192.0.2.1:5060|name:192.0.2.2:5060=SBC|order:…`. What separates is escaped within names and keys.
 */

/** Undefined where nothing is said of any lane. */
export function writeLanes(arrangement: LaneArrangement): string | undefined {
  const { by, apart = [], into = [], names = [], colours = [], hidden = [], order = [] } = tidy(arrangement);
  const pairs = (list: readonly (readonly [string, string | number])[]): string =>
    list.map(([key, value]) => `${escape(key)}=${escape(String(value))}`).join(',');
  const parts = [
    ['by', by ?? ''],
    ['apart', apart.map(escape).join(',')],
    ['into', pairs(into)],
    ['name', pairs(names)],
    ['colour', pairs(colours)],
    ['hide', hidden.map(escape).join(',')],
    ['order', order.map(escape).join(',')],
  ].filter(([, said]) => said !== '');
  return parts.length === 0 ? undefined : parts.map(([name, said]) => `${name}:${said}`).join('|');
}

/** Never throws: an address may be typed, cut or forged. What cannot be read says nothing. */
export function readLanes(text: string): LaneArrangement {
  const parts = new Map(
    text.split('|').map((part) => {
      const colon = part.indexOf(':');
      return [part.slice(0, Math.max(0, colon)), part.slice(colon + 1)];
    }),
  );
  const keys = (name: string): readonly string[] => items(parts.get(name)).map(unescape);
  const pairs = (name: string): readonly (readonly [string, string])[] =>
    items(parts.get(name)).flatMap((item): readonly (readonly [string, string])[] => {
      const equals = item.indexOf('=');
      return equals <= 0 ? [] : [[unescape(item.slice(0, equals)), unescape(item.slice(equals + 1))]];
    });
  return tidy({
    ...(parts.get('by') === 'endpoint' ? { by: 'endpoint' as const } : {}),
    apart: keys('apart'),
    into: pairs('into'),
    names: pairs('name').map(([key, name]) => [key, name.slice(0, longestLaneName)]),
    colours: pairs('colour').flatMap(([key, colour]) => (isColour(colour) ? [[key, Number(colour)] as const] : [])),
    hidden: keys('hide'),
    order: keys('order'),
  });
}

function items(text = ''): readonly string[] {
  return text
    .split(',')
    .filter((item) => item !== '')
    .slice(0, mostArranged);
}

function isColour(text: string): boolean {
  return /^[1-9]$/.test(text) && Number(text) <= laneColours;
}

function escape(text: string): string {
  return text.replaceAll(/[%,=|]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}

function unescape(text: string): string {
  return text.replaceAll(/%([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
