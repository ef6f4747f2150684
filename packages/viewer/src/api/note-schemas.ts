import { Type } from 'typebox';
import { noteLimits } from './notes.ts';
import { ref, shape, time } from './shape.ts';

const text = Type.String({ maxLength: noteLimits.textBytes, description: 'Empty of a bookmark that says no more' });

export const noteSchemas: readonly ReturnType<typeof shape>[] = [
  shape('Note', {
    target: Type.String({ description: '`capture`, `call:c1`, `message:17`, `message:17.1`' }),
    text,
    bookmark: Type.Boolean(),
    'callId?': Type.String(),
    created: time,
    changed: time,
    version: Type.Integer({ minimum: 1, description: 'Counts changes; the ETag is made of it' }),
  }),
  shape('NoteList', { items: Type.Array(ref('Note')) }),
  shape('NoteText', { text, bookmark: Type.Boolean() }),
];
