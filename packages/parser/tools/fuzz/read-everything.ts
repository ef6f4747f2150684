import { SipMessage } from '../../src/message/sip-message.ts';
import { demand } from './broken-promise.ts';

/** As much of one value is read; what is larger has more of the same. */
const maxValues = 400;

/** The getters of the instances of a class. */
const gettersOf = new Map<object, readonly string[]>();

/**
 * Reads all that hangs on a value: members, elements, and what getters compute. Demands of every span in it that it lies within the bytes. Messages
 * within it, which count from bytes of their own, are left alone.
 */
export function readEverything(value: unknown, length: number): void {
  const waiting: unknown[] = [value];
  for (let at = 0; at < waiting.length && at < maxValues; at++) {
    const one = waiting[at];
    if (typeof one !== 'object' || one === null || ArrayBuffer.isView(one) || one instanceof SipMessage) continue;
    if (Array.isArray(one)) {
      for (let index = 0; index < one.length && index < 50; index++)
        if (typeof one[index] === 'object') waiting.push(one[index]);
      continue;
    }
    // Values are plain objects and instances of our classes, none of which has enumerable members in its prototype.
    for (const key in one) take(key, (one as Record<string, unknown>)[key], length, waiting);
    for (const getter of gettersFor(one)) take(getter, (one as Record<string, unknown>)[getter], length, waiting);
  }
}

function take(key: string, member: unknown, length: number, waiting: unknown[]): void {
  if (typeof member !== 'object' || member === null) return;
  if (Array.isArray(member) && (key === 'span' || key.endsWith('Span'))) demandSpan(member, length, key);
  else waiting.push(member);
}

/** Demands that a span lies within the bytes. */
export function demandSpan(span: readonly unknown[], length: number, of: string): void {
  const [start, end] = span as readonly [number, number];
  demand(
    start >= 0 && start <= end && end <= length,
    `span of ${of} within the bytes`,
    () => `[${start}, ${end}) of ${length}`,
  );
}

function gettersFor(instance: object): readonly string[] {
  const prototype: unknown = Object.getPrototypeOf(instance);
  if (!isInherited(prototype)) return [];
  const known = gettersOf.get(prototype);
  if (known !== undefined) return known;
  const getters: string[] = [];
  for (let link: unknown = prototype; isInherited(link); link = Object.getPrototypeOf(link))
    getters.push(...ownGetters(link));
  gettersOf.set(prototype, getters);
  return getters;
}

function isInherited(prototype: unknown): prototype is object {
  return typeof prototype === 'object' && prototype !== null && prototype !== Object.prototype;
}

/** The names of the getters that an object itself has. */
export function ownGetters(object: object): readonly string[] {
  return Object.entries(Object.getOwnPropertyDescriptors(object))
    .filter(([, descriptor]) => descriptor.get !== undefined)
    .map(([name]) => name);
}
