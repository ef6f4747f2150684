import type { Command } from './command.ts';

const place = 'sipscope.keys';

/** The keys of a command: those a person bound, else its own. */
export function boundKeys({ id, keys = [] }: Pick<Command, 'id' | 'keys'>): readonly string[] {
  const bound = readBindings();
  return Object.hasOwn(bound, id) ? (bound[id] ?? []) : keys;
}

/** Binds keys to a command; none: it has no key. Without a list it gets its own back. */
export function bindKeys(id: string, keys?: readonly string[]): void {
  const { [id]: _, ...others } = readBindings();
  localStorage.setItem(place, JSON.stringify(keys === undefined ? others : { ...others, [id]: keys }));
}

/** What a person bound, by command. What lies there may have been written by anyone. */
function readBindings(): Readonly<Record<string, readonly string[]>> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(place) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return {};
    const bindings = Object.entries(stored).filter(
      (entry): entry is [string, string[]] =>
        Array.isArray(entry[1]) && entry[1].every((key: unknown) => typeof key === 'string'),
    );
    return Object.fromEntries(bindings);
  } catch {
    return {};
  }
}

/** Whether a person bound keys to it. */
export function isBound(id: string): boolean {
  return Object.hasOwn(readBindings(), id);
}

/** Every command gets its own keys back. */
export function resetKeys(): void {
  localStorage.removeItem(place);
}
