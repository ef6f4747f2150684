import type { FromElement, ParsedXml, ResourceList } from '@sipscope/parser/xml';
import type { BodyFact, BodyTable } from '../../rows.ts';
import { bodyLimits } from './body-limits.ts';
import { fact, placed, type Shift, table } from './placed.ts';

type Value = string | number | boolean | undefined;
type Row = readonly [name: string, value: Value, from?: FromElement | undefined, meaning?: string | undefined];

/** Makes tables whose places are those of the elements the values were read from. */
class Tables {
  readonly list: BodyTable[] = [];
  more = 0;
  readonly #shift: Shift;

  constructor(shift: Shift) {
    this.#shift = shift;
  }

  add(title: string | undefined, { element }: FromElement, rows: readonly Row[]): void {
    if (this.list.length >= bodyLimits.tables) {
      this.more++;
      return;
    }
    const facts: readonly BodyFact[] = rows.flatMap(([name, value, from, meaning]) =>
      fact(name, value, { span: (from?.element ?? element).span, shift: this.#shift, meaning }),
    );
    this.list.push(...table(title, facts, placed(element.span, this.#shift)));
  }
}

/** What a document says, shortly: of those whose types are known; the whole is in its elements. */
export function xmlTables(
  parsed: ParsedXml,
  shift: Shift,
): { readonly tables: readonly BodyTable[]; readonly moreTables?: number } {
  const tables = new Tables(shift);
  addTables(parsed, tables);
  return { tables: tables.list, ...(tables.more > 0 ? { moreTables: tables.more } : {}) };
}

function addTables(parsed: ParsedXml, tables: Tables): void {
  switch (parsed.kind) {
    case 'presence':
      return addPresence(parsed.value, tables);
    case 'dialog-info':
      return addDialogs(parsed.value, tables);
    case 'reginfo':
      return addRegistrations(parsed.value, tables);
    case 'conference-info':
      return addConference(parsed.value, tables);
    case 'resource-lists':
      return addLists(parsed.value.lists, tables);
    case 'list':
      return addListState(parsed.value, tables);
    case 'watcherinfo':
      return addWatchers(parsed.value, tables);
    case 'isComposing':
      return tables.add(undefined, parsed.value, [
        ['state', parsed.value.state],
        ['content type', parsed.value.contentType],
        ['refresh', parsed.value.refreshSeconds, undefined, 'seconds'],
      ]);
    default:
  }
}

type Of<Kind extends ParsedXml['kind']> = NonNullable<Extract<ParsedXml, { kind: Kind }>['value']>;

function notesText(notes: readonly { readonly text: string | undefined }[]): string | undefined {
  return notes.length === 0 ? undefined : notes.map(({ text }) => text ?? '').join(' / ');
}

function addPresence({ entity, tuples, notes, persons, devices, element }: Of<'presence'>, tables: Tables): void {
  tables.add('presence', { element }, [
    ['of', entity],
    ['note', notesText(notes)],
  ]);
  for (const tuple of tuples)
    tables.add(`tuple ${tuple.id ?? ''}`, tuple, [
      ['status', tuple.status?.basic, tuple.status],
      ['contact', tuple.contact?.uri, tuple.contact],
      ['priority', tuple.contact?.priority, tuple.contact],
      ['activities', activitiesOf(tuple)],
      ['note', notesText(tuple.notes)],
      ['at', tuple.timestamp],
    ]);
  for (const person of persons)
    tables.add(`person ${person.id ?? ''}`, person, [
      ['activities', activitiesOf(person)],
      ['note', notesText(person.notes)],
      ['at', person.timestamp],
    ]);
  for (const device of devices)
    tables.add(`device ${device.id ?? ''}`, device, [
      ['device id', device.deviceId],
      ['note', notesText(device.notes)],
      ['at', device.timestamp],
    ]);
}

/** Names of the children of `activities`. RFC 4480 §3.2. */
function activitiesOf({ element }: FromElement): string | undefined {
  const activities = element.children.find(({ name }) => name === 'activities');
  const names = activities?.children.filter(({ name }) => name !== 'note').map(({ name, text }) => text.trim() || name);
  return names === undefined || names.length === 0 ? undefined : names.slice(0, 20).join(', ');
}

function addDialogs({ entity, state, version, dialogs, element }: Of<'dialog-info'>, tables: Tables): void {
  tables.add('dialogs', { element }, [
    ['of', entity],
    ['told', state, undefined, state === 'partial' ? 'what changed' : undefined],
    ['version', version],
    ['dialogs', dialogs.length],
  ]);
  for (const dialog of dialogs)
    tables.add(`dialog ${dialog.id ?? ''}`, dialog, [
      ['state', dialog.state?.name, dialog.state],
      ['why', dialog.state?.event, dialog.state],
      ['status', dialog.state?.code, dialog.state],
      ['direction', dialog.direction],
      ['local', dialog.local?.identity?.uri, dialog.local?.identity],
      ['remote', dialog.remote?.identity?.uri, dialog.remote?.identity],
      ['local target', dialog.local?.target?.uri, dialog.local?.target],
      ['remote target', dialog.remote?.target?.uri, dialog.remote?.target],
      ['Call-ID', dialog.callId],
      ['local tag', dialog.localTag],
      ['remote tag', dialog.remoteTag],
      ['for', dialog.durationSeconds, undefined, 'seconds'],
      ['referred by', dialog.referredBy?.uri, dialog.referredBy],
      ['replaces', dialog.replaces?.callId, dialog.replaces],
    ]);
}

function addRegistrations({ state, version, registrations, element }: Of<'reginfo'>, tables: Tables): void {
  tables.add('registrations', { element }, [
    ['told', state, undefined, state === 'partial' ? 'what changed' : undefined],
    ['version', version],
  ]);
  for (const registration of registrations) {
    tables.add(`address-of-record ${registration.aor ?? ''}`, registration, [
      ['state', registration.state],
      ['contacts', registration.contacts.length],
    ]);
    for (const contact of registration.contacts)
      tables.add(`contact ${contact.uri ?? contact.id ?? ''}`, contact, [
        ['state', contact.state],
        ['why', contact.event],
        ['name', contact.displayName?.text, contact.displayName],
        ['registered for', contact.durationRegisteredSeconds, undefined, 'seconds'],
        ['expires in', contact.expiresSeconds, undefined, 'seconds'],
        ['retry after', contact.retryAfterSeconds, undefined, 'seconds'],
        ['q', contact.q],
        ['Call-ID', contact.callId],
        ['CSeq', contact.cseq],
        ['public GRUU', contact.pubGruu],
        ['temporary GRUU', contact.tempGruu?.uri, contact.tempGruu],
      ]);
  }
}

function addConference(info: Of<'conference-info'>, tables: Tables): void {
  const { entity, state, version, description, conferenceState, users } = info;
  tables.add('conference', info, [
    ['of', entity],
    ['told', state],
    ['version', version],
    ['subject', description?.subject, description],
    ['users', conferenceState?.userCount, conferenceState],
    ['active', conferenceState?.active, conferenceState],
    ['locked', conferenceState?.locked, conferenceState],
  ]);
  for (const user of users?.users ?? []) {
    tables.add(`user ${user.entity ?? ''}`, user, [
      ['name', user.displayText],
      ['told', user.state],
      ['roles', user.roles === undefined || user.roles.length === 0 ? undefined : user.roles.join(', ')],
    ]);
    for (const endpoint of user.endpoints)
      tables.add(`endpoint ${endpoint.entity ?? ''}`, endpoint, [
        ['status', endpoint.status],
        ['joined', endpoint.joiningMethod],
        ['left', endpoint.disconnectionMethod],
        ['media', mediaText(endpoint.media)],
      ]);
  }
}

function mediaText(
  media: readonly { readonly type: string | undefined; readonly status: string | undefined }[],
): string | undefined {
  if (media.length === 0) return undefined;
  return media
    .slice(0, 20)
    .map(({ type, status }) => [type, status].filter((part) => part !== undefined).join(' '))
    .join(', ');
}

/** Lists within lists, one after the other. */
function addLists(lists: readonly ResourceList[], tables: Tables): void {
  const waiting = lists.toReversed();
  for (let list = waiting.pop(); list !== undefined; list = waiting.pop()) {
    tables.add(`list ${list.name ?? list.displayName?.text ?? ''}`, list, [
      ...list.entries.map((entry): Row => [
        'entry',
        entry.uri,
        entry,
        [entry.displayName?.text, entry.copyControl].filter(Boolean).join(', ') || undefined,
      ]),
      ...list.entryRefs.map((ref): Row => ['reference', ref.ref, ref]),
      ...list.externals.map((external): Row => ['elsewhere', external.anchor, external]),
    ]);
    waiting.push(...list.lists.toReversed());
  }
}

function addListState({ uri, version, fullState, resources, element }: Of<'list'>, tables: Tables): void {
  tables.add('list', { element }, [
    ['of', uri],
    ['version', version],
    ['whole', fullState],
  ]);
  for (const resource of resources)
    tables.add(
      `resource ${resource.uri ?? ''}`,
      resource,
      resource.instances.flatMap((instance): readonly Row[] => [
        ['state', instance.state, instance, instance.reason],
        ['content', instance.cid, instance],
      ]),
    );
}

function addWatchers({ state, version, lists, element }: Of<'watcherinfo'>, tables: Tables): void {
  tables.add('watchers', { element }, [
    ['told', state],
    ['version', version],
  ]);
  for (const list of lists)
    for (const watcher of list.watchers)
      tables.add(`watcher ${watcher.uri ?? watcher.id ?? ''}`, watcher, [
        ['watches', list.resource, list],
        ['package', list.package, list],
        ['status', watcher.status],
        ['because of', watcher.event],
        ['name', watcher.displayName],
        ['expires in', watcher.expirationSeconds, undefined, 'seconds'],
        ['subscribed for', watcher.durationSubscribedSeconds, undefined, 'seconds'],
      ]);
}
