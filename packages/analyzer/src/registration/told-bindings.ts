import { contactOfUri } from './register-contact.ts';
import { Binding, type Notification, type Registration } from './registration.ts';

/** The bindings, with what the registrar's notifications tell of them. RFC 3680 §5.2. */
export function toldBindings({ bindings, notifications }: Registration): readonly Binding[] {
  if (notifications === undefined) return bindings;
  const told = notifications.list();
  const places = new Set(bindings.map(({ contact }) => contact.place));
  const assumed = Map.groupBy(
    told.filter(({ place }) => !places.has(place)),
    ({ place }) => place,
  );
  return [
    ...bindings.map((binding) =>
      withNotifications(
        binding,
        told.filter((one) => isOf(one, binding)),
      ),
    ),
    ...[...assumed.values()].flatMap((list) => assumedBinding(list)),
  ];
}

function isOf({ place, timeNs }: Notification, { contact, changedNs }: Binding): boolean {
  return contact.place === place && timeNs >= changedNs;
}

/** `told`: what was told of it since its latest 200. */
function withNotifications(binding: Binding, told: readonly Notification[]): Binding {
  if (told.length === 0 || binding.ended !== undefined) return binding;
  const copy = Object.assign(new Binding(binding.contact, binding.sinceNs, binding.addedFrame), binding);
  for (const one of told) apply(copy, one);
  return copy;
}

function apply(binding: Binding, { state, event, timeNs, frame, expiresSeconds }: Notification): void {
  if (state === 'active') {
    const setsEnd = binding.isAssumed || event === 'shortened' || event === 'refreshed';
    if (setsEnd && expiresSeconds >= 0) binding.untilNs = timeNs + expiresSeconds * 1e9;
    return;
  }
  if (!binding.isActive(timeNs)) return;
  if (event === 'expired') binding.untilNs = timeNs;
  else binding.end('removed', event === 'unregistered' ? 'contact' : 'registrar', timeNs, frame);
}

/** One whose REGISTER was not captured; none where it was told of only when it ended. */
function assumedBinding(told: readonly Notification[]): readonly Binding[] {
  const first = told.find(({ state }) => state === 'active');
  if (first?.contact === undefined) return [];
  const { timeNs, frame, durationSeconds } = first;
  const sinceNs = durationSeconds < 0 ? timeNs : timeNs - durationSeconds * 1e9;
  const binding = new Binding(contactOfUri(first.contact), sinceNs, frame);
  binding.isAssumed = true;
  for (const one of told) if (one.timeNs >= timeNs) apply(binding, one);
  return [binding];
}

/** Whether the registrar told between two moments that a binding had ended. */
export function isTerminatedBetween({ notifications }: Registration, fromNs: number, toNs: number): boolean {
  if (notifications === undefined) return false;
  return notifications.list().some(({ state, timeNs }) => state === 'terminated' && timeNs > fromNs && timeNs < toNs);
}
