import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import {
  changedNotes,
  isNoteTarget,
  noteLimits,
  type Note,
  type NoteRefusal,
  noteRefusals,
  notesWithout,
  readTarget,
} from '../../api/notes.ts';
import { ref } from '../../api/schemas.ts';
import { ProblemError } from '../problem-error.ts';
import { captureOf, captureParams, problemAnswer, type Resources } from './resources.ts';

const noteParams = Type.Object({
  id: Type.String(),
  target: Type.String({ description: '`capture`, `call:c1`, `message:17`, `message:17.1`' }),
});
const ifMatch = Type.Object({
  'if-match': Type.Optional(Type.String({ description: 'The ETag of the note as it was seen' })),
});

/** Notes and bookmarks, kept with the capture. Whoever changes one says which version was seen: what another wrote meanwhile is not lost. */
export const noteRoutes: FastifyPluginAsyncTypebox<Resources> = async (app, { library, rows, notes: store }) => {
  app.get(
    '/captures/:id/notes',
    {
      schema: {
        summary: 'The notes and bookmarks of a capture',
        tags: ['notes'],
        params: captureParams,
        response: { 200: ref('NoteList'), ...problemAnswer },
      },
    },
    async (request) => ({ items: [...(await store.read(fileOf(request.params.id))).values()] }),
  );

  app.get(
    '/captures/:id/notes/:target',
    {
      schema: {
        summary: 'A note',
        tags: ['notes'],
        params: noteParams,
        response: { 200: ref('Note'), ...problemAnswer },
      },
    },
    async (request, reply) => {
      const note = (await store.read(fileOf(request.params.id))).get(request.params.target);
      if (note === undefined) throw refusalOf('not-found');
      return withTag(reply, note);
    },
  );

  app.put(
    '/captures/:id/notes/:target',
    {
      schema: {
        summary: 'Writes a note, or changes it',
        tags: ['notes'],
        params: noteParams,
        headers: ifMatch,
        body: ref('NoteText'),
        response: { 200: ref('Note'), ...problemAnswer },
      },
      bodyLimit: 8 * noteLimits.textBytes,
    },
    async (request, reply) => {
      const { id, target } = request.params;
      if (!isNoteTarget(target))
        throw new ProblemError('bad-request', 'A note is of the capture, a call or a message.');
      const file = fileOf(id);
      const version = versionOf(request.headers['if-match']);
      const { text, bookmark } = request.body as Pick<Note, 'text' | 'bookmark'>;
      const callId = await callIdOf(id, target);
      let written: Note | undefined;
      await store.change(file, (notes) => {
        const change = { text, bookmark, ...(version !== undefined && { version }) };
        const changed = changedNotes(notes, target, { change, now: new Date().toISOString(), callId });
        if (typeof changed === 'string') throw refusalOf(changed);
        written = changed.note;
        return changed.notes;
      });
      return withTag(reply, written!);
    },
  );

  app.delete(
    '/captures/:id/notes/:target',
    {
      schema: {
        summary: 'Deletes a note',
        tags: ['notes'],
        params: noteParams,
        headers: ifMatch,
        response: { 204: Type.Null({ description: 'It is gone' }), ...problemAnswer },
      },
    },
    async (request, reply) => {
      const { id, target } = request.params;
      const version = versionOf(request.headers['if-match']);
      await store.change(fileOf(id), (notes) => {
        const fewer = notesWithout(notes, target, version ?? notes.get(target)?.version ?? 0);
        if (typeof fewer === 'string') throw refusalOf(fewer);
        return fewer;
      });
      return reply.status(204).send(null);
    },
  );

  /** Of a capture that is there, whatever its analysis does. */
  function fileOf(id: string): string {
    return library.notesFile(captureOf(library, id).id);
  }

  async function callIdOf(id: string, target: string): Promise<string | undefined> {
    const read = readTarget(target);
    if (read.kind === 'capture') return undefined;
    if (read.kind === 'call') {
      const call = await rows.call(id, read.call);
      if (call === undefined) throw new ProblemError('not-found', 'The capture has no such call.');
      return call.row.callIds[0];
    }
    const message = await rows.message(id, read.frame, read.index);
    if (message === undefined) throw new ProblemError('not-found', 'The capture has no such message.');
    return message.row.callId;
  }
};

function withTag(reply: FastifyReply, note: Note): Note {
  reply.header('etag', `"${note.version}"`);
  return note;
}

/** RFC 9110 §13.1.1; `*` is of whatever is there. */
function versionOf(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const version = /^(?:W\/)?"(\d{1,15})"$/.exec(header)?.[1];
  if (version === undefined) throw new ProblemError('bad-request', 'If-Match is the ETag of the note.');
  return Number(version);
}

const problemOfRefusal = {
  'too-long': 'body-too-large',
  'too-many': 'bad-request',
  'changed-meanwhile': 'changed-meanwhile',
  'not-found': 'not-found',
} as const;

function refusalOf(refusal: NoteRefusal): ProblemError {
  return new ProblemError(problemOfRefusal[refusal], noteRefusals[refusal]);
}
