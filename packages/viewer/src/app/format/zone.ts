import type { Zone } from './time.ts';

const storageKey = 'sipscope.zone';

/** The zone times are shown in: the reader's own unless UTC was chosen. */
export function chosenZone(): Zone {
  return localStorage.getItem(storageKey) === 'utc' ? 'utc' : 'local';
}

export function chooseZone(zone: Zone): void {
  localStorage.setItem(storageKey, zone);
}
