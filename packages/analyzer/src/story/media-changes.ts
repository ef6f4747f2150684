import type { MediaState, SessionSide, StoryEventKind } from '../rows.ts';
import type { StateRecord } from '../session/exchange.ts';
import type { Leg } from './story-leg.ts';
import { codecNames, isFax, placeText, streamText } from './media-text.ts';
import { listText } from './names.ts';
import { otherSide, type StoryLog } from './story-log.ts';

type Change = { readonly kind: StoryEventKind; readonly text: string; readonly by?: SessionSide | undefined };

/** What became of the media of a leg, from one state to the next. */
export function tellMediaChanges(leg: Leg, log: StoryLog): void {
  for (const { states } of leg.negotiations) {
    let before: StateRecord | undefined;
    for (const state of states.list) {
      for (const change of changesOf(before, state, leg)) {
        const { offerer } = state.agreement;
        // What is offered, the other side declines.
        const { kind, text, by = change.kind === 'refused' ? otherSide(offerer) : offerer } = change;
        log.add({ kind, timeNs: state.startedNs, leg: leg.number, by, text, frames: state.frames.slice(0, 2) });
      }
      before = state;
    }
  }
}

function changesOf(
  before: StateRecord | undefined,
  { agreement, isRollback, isPreview }: StateRecord,
  leg: Leg,
): readonly Change[] {
  const changes: Change[] = [];
  if (isRollback)
    changes.push({ kind: 'rollback', text: 'The media goes back to what it was before the failed request.' });
  const first = before === undefined;
  for (const [index, media] of agreement.media.entries()) {
    const was = before?.agreement.media[index];
    if (first) addFirst(changes, media, isPreview);
    else if (was === undefined || (was.status !== 'active' && media.status === 'active')) addNew(changes, media, leg);
    else if (was.status === 'active' && media.status !== 'active')
      changes.push({
        kind: 'stream-removed',
        text: `${capital(streamText(was))} is removed${byOfferer(agreement.offerer, leg)}.`,
      });
    else if (media.status === 'active') addDifferences(changes, was, media, leg);
  }
  return changes;
}

/** What the session begins with is told by offer and answer; only what was declined is worth more. */
function addFirst(changes: Change[], media: MediaState, isPreview: boolean): void {
  if (isPreview) return;
  if (media.status === 'declined')
    changes.push({ kind: 'refused', text: `${capital(media.kind)} is declined (port 0).` });
  else if (media.status === 'unanswered')
    changes.push({ kind: 'refused', text: `The answer leaves out the offered ${media.kind}.` });
  else if (media.status === 'active' && isEmpty(media))
    changes.push({ kind: 'description', text: `No codec of the ${media.kind} is named by both sides.` });
}

function isEmpty({ codecs, local, remote, proto }: MediaState): boolean {
  const isKnown = local !== undefined && remote !== undefined;
  return isKnown && proto.toUpperCase().includes('RTP') && codecs.length === 0;
}

function addNew(changes: Change[], media: MediaState, leg: Leg): void {
  const stream = streamText(media);
  if (media.status === 'active') {
    const kind = isFax(media.kind, media.local ?? media.remote) ? 'fax' : 'stream-added';
    const text =
      kind === 'fax'
        ? `Fax: both sides go over to T.38${placesText(media, leg)}.`
        : `${capital(stream)} is added${placesText(media, leg)}.`;
    changes.push({ kind, text });
  } else if (media.status === 'declined')
    changes.push({ kind: 'refused', text: `The offered ${media.kind} is declined (port 0).` });
}

function addDifferences(changes: Change[], was: MediaState, media: MediaState, leg: Leg): void {
  if (was.kind !== media.kind) {
    addSwitch(changes, media, leg);
    return;
  }
  addHold(changes, was, media, leg);
  for (const side of ['local', 'remote'] as const) {
    const [from, to] = [was[side], media[side]];
    if (from === undefined || to === undefined || placeText(from) === placeText(to)) continue;
    // An address of 0.0.0.0 is told as hold.
    if (to.address === '0.0.0.0' || from.address === '0.0.0.0') continue;
    const text = `${leg.names[side]} moves its ${media.kind} from ${placeText(from)} to ${placeText(to)}.`;
    changes.push({ kind: 'moved', text, by: side });
  }
  const [before, now] = [codecNames(was.codecs), codecNames(media.codecs)];
  if (before.join() !== now.join() && now.length > 0)
    changes.push({ kind: 'codec', text: `${capital(media.kind)} goes from ${listText(before)} to ${listText(now)}.` });
  const [hadEvents, hasEvents] = [hasTelephoneEvents(was), hasTelephoneEvents(media)];
  if (hadEvents !== hasEvents && now.length > 0)
    changes.push({
      kind: 'codec',
      text: `Telephone events are ${hasEvents ? 'now' : 'no longer'} agreed on for ${media.kind}.`,
    });
  if (was.proto !== media.proto)
    changes.push({ kind: 'security', text: `${capital(media.kind)} goes from ${was.proto} to ${media.proto}.` });
  for (const side of ['local', 'remote'] as const) {
    const [from, to] = [was[side]?.ice?.ufrag, media[side]?.ice?.ufrag];
    if (from !== undefined && to !== undefined && from !== to)
      changes.push({ kind: 'security', text: `${leg.names[side]} restarts ICE for its ${media.kind}.`, by: side });
  }
}

/** An m-line of another kind in the place of one: how fax begins (T.38 §D.2) and ends. */
function addSwitch(changes: Change[], media: MediaState, leg: Leg): void {
  if (isFax(media.kind, media.local ?? media.remote))
    changes.push({ kind: 'fax', text: `Fax: both sides go over to T.38${placesText(media, leg)}.` });
  else changes.push({ kind: 'stream-added', text: `Back to ${streamText(media)}${placesText(media, leg)}.` });
}

function addHold(changes: Change[], was: MediaState, media: MediaState, leg: Leg): void {
  let isTold = false;
  for (const side of ['local', 'remote'] as const) {
    const [held, holds] = [holdsAs(was, side), holdsAs(media, side)];
    if (held === holds) continue;
    isTold = true;
    const other = leg.names[side === 'local' ? 'remote' : 'local'];
    const how = media[side]?.address === '0.0.0.0' ? '0.0.0.0' : media[side]?.direction;
    const left = media.direction === 'sendrecv' ? '' : `, ${directionText(media, leg)}`;
    changes.push(
      holds
        ? { kind: 'hold', text: `${leg.names[side]} puts ${other} on hold (${media.kind} ${how})${left}.`, by: side }
        : { kind: 'resume', text: `${leg.names[side]} takes ${other} off hold${left}.`, by: side },
    );
  }
  if (!isTold && was.direction !== media.direction)
    changes.push({ kind: 'direction', text: `${capital(media.kind)}: ${directionText(media, leg)}.` });
}

function hasTelephoneEvents({ codecs }: MediaState): boolean {
  return codecs.some(({ name }) => name.toLowerCase() === 'telephone-event');
}

function holdsAs({ hold }: MediaState, side: SessionSide): boolean {
  return hold === side || hold === 'both';
}

function directionText({ direction }: MediaState, { names }: Leg): string {
  switch (direction) {
    case 'sendrecv':
      return 'both ways now';
    case 'sendonly':
      return `only ${names.local} sends now`;
    case 'recvonly':
      return `only ${names.remote} sends now`;
    case 'inactive':
      return 'nobody sends now';
  }
}

function placesText({ local, remote }: MediaState, { names }: Leg): string {
  return ` (${names.local} ${placeText(local)}, ${names.remote} ${placeText(remote)})`;
}

function byOfferer(offerer: SessionSide, { names }: Leg): string {
  return ` by ${names[offerer]}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
