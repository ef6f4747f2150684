import type {
  LanguageText,
  LocationObject,
  Presence,
  PresenceTuple,
  PresenceWords,
  RichPresence,
} from '@sipscope/parser/xml';
import { joinedTexts, named, quoted } from './short-text.ts';
import { type StateDocument, stateDocument } from './state-document.ts';

/** `open at sip:a@pc.example.com (0.8); on-the-phone; "In a meeting"; location (Point)`. RFC 3863 §4, RFC 4480 §3, RFC 4119. */
export function presenceState(presence: Presence): StateDocument {
  const { entity, tuples, persons, devices, notes } = presence;
  const all: readonly (RichPresence & { readonly notes: readonly LanguageText[] })[] = [
    ...persons,
    ...tuples,
    ...devices,
  ];
  const allNotes = [...notes, ...all.flatMap((one) => one.notes)];
  const what = joinedTexts([
    basicText(tuples),
    wordsText(all.map(({ activities }) => activities)),
    prefixed('mood', wordsText(all.map(({ mood }) => mood))),
    prefixed('place', wordsText(all.map(({ placeType }) => placeType))),
    prefixed('sphere', wordsText(all.map(({ sphere }) => sphere))),
    all.some(({ userInput }) => userInput?.state === 'idle') ? 'idle' : undefined,
    named(textsOf(allNotes), quoted),
    locationText([
      ...tuples.map(({ status }) => status?.location),
      ...persons.map(({ location }) => location),
      ...devices.map(({ location }) => location),
    ]),
  ]);
  const timestamp = latest([...tuples, ...persons, ...devices].map((one) => one.timestamp));
  return stateDocument({ kind: 'presence', of: entity, what: what === '' ? 'nothing told' : what, timestamp });
}

function basicText(tuples: readonly PresenceTuple[]): string {
  const known = tuples.filter(({ status, contact }) => status?.basic !== undefined || contact?.uri !== undefined);
  return named(known, ({ status, contact }) => {
    const basic = status?.basic ?? 'reachable';
    if (contact?.uri === undefined) return basic;
    return `${basic} at ${contact.uri}${contact.priority === undefined ? '' : ` (${contact.priority})`}`;
  });
}

/** `on-the-phone, meeting`; of `other` what it says. */
function wordsText(elements: readonly (PresenceWords | undefined)[]): string {
  const words = new Set<string>();
  for (const element of elements)
    for (const word of element?.words ?? []) words.add(word === 'other' ? (element?.other?.trim() ?? word) : word);
  return named([...words], (word) => word);
}

function prefixed(name: string, words: string): string | undefined {
  return words === '' ? undefined : `${name} ${words}`;
}

function textsOf(notes: readonly LanguageText[]): readonly string[] {
  return [...new Set(notes.map(({ text }) => text?.trim() ?? '').filter((text) => text !== ''))];
}

/** That it is told where somebody is, and how; not where. */
function locationText(locations: readonly (LocationObject | undefined)[]): string | undefined {
  const kinds = new Set<string>();
  for (const location of locations) {
    if (location === undefined) continue;
    const { civic = [], shapes = [] } = location.locationInfo ?? {};
    for (const { name } of shapes) kinds.add(name);
    if (civic.length > 0) kinds.add('civic address');
    if (civic.length + shapes.length === 0) kinds.add('of another form');
  }
  return kinds.size === 0 ? undefined : `location (${[...kinds].join(', ')})`;
}

/** The latest of some times, as it is written. */
function latest(times: readonly (string | undefined)[]): string | undefined {
  let found: string | undefined;
  for (const time of times)
    if (time !== undefined && (found === undefined || Date.parse(time) > Date.parse(found))) found = time;
  return found;
}
