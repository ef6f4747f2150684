import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { AudioError, type AudioLeg, audioLegs, type CallRow, type StreamRow } from '@sipscope/analyzer';
import { Type } from 'typebox';
import type { CallAudio } from '../../api/call-audio.ts';
import { ref } from '../../api/schemas.ts';
import { type KeptRecording, Recordings } from '../audio/recordings.ts';
import { sendWav } from '../audio/send-wav.ts';
import { ProblemError } from '../problem-error.ts';
import { problemAnswer, readyCapture, type Resources } from './resources.ts';

const callParams = Type.Object({ id: Type.String(), call: Type.String() });
const streamParams = Type.Object({ id: Type.String(), stream: Type.String() });
const conceal = Type.Boolean({ default: false, description: 'Covers lost packets by what was heard before' });
const callQuery = Type.Object({
  leg: Type.Integer({ minimum: 1, maximum: 1000, default: 1, description: 'Which recording of the call' }),
  conceal,
  from: Type.Enum(['media', 'invite', 'answer'], { default: 'media', description: 'Where it begins' }),
});
const streamQuery = Type.Object({ conceal });
/** Making one takes a pass over the capture. */
const config = { sameOrigin: true };

type CallQuery = { readonly leg: number; readonly conceal: boolean; readonly from: string };

/** What was said: recordings of calls and streams, and their waveforms. */
export const audioRoutes: FastifyPluginAsyncTypebox<Resources> = async (app, { library, rows }) => {
  const recordings = new Recordings();

  app.get(
    '/captures/:id/calls/:call/audio',
    {
      config,
      schema: {
        summary: 'What a recording of a call holds, and its waveform',
        tags: ['calls'],
        params: callParams,
        querystring: callQuery,
        response: { 200: ref('CallAudio'), ...problemAnswer },
      },
    },
    async (request): Promise<CallAudio> => {
      const { leg, legs, dialog, kept } = await recordingOfCall(request.params, request.query);
      const { recording, envelope } = kept;
      return { leg, legs, ...(dialog === undefined ? {} : { dialog }), recording, envelope };
    },
  );

  app.get(
    '/captures/:id/calls/:call/audio.wav',
    {
      config,
      exposeHeadRoute: false,
      schema: {
        summary: 'A recording of a call: the caller on the left',
        tags: ['calls'],
        params: callParams,
        querystring: callQuery,
        produces: ['audio/wav'],
      },
    },
    async (request, reply) => {
      const { kept, number } = await recordingOfCall(request.params, request.query);
      return sendWav(request, reply, { file: kept.file, name: `call-${number + 1}.wav` });
    },
  );

  app.get(
    '/captures/:id/streams/:stream/audio.wav',
    {
      config,
      exposeHeadRoute: false,
      schema: {
        summary: 'A recording of a stream',
        tags: ['streams'],
        params: streamParams,
        querystring: streamQuery,
        produces: ['audio/wav'],
      },
    },
    async (request, reply) => {
      const { file } = await recordingOfStream(request.params, request.query.conceal);
      return sendWav(request, reply, { file, name: 'stream.wav' });
    },
  );

  app.get(
    '/captures/:id/streams/:stream/envelope',
    {
      config,
      schema: {
        summary: 'The waveform of a stream: the least, the greatest and the mean of each bucket of time',
        tags: ['streams'],
        params: streamParams,
        querystring: streamQuery,
        response: { 200: ref('RecordingEnvelope'), ...problemAnswer },
      },
    },
    async (request) => (await recordingOfStream(request.params, request.query.conceal)).envelope,
  );

  async function recordingOfCall({ id, call }: { id: string; call: string }, query: CallQuery) {
    readyCapture(library, id);
    const found = await rows.call(id, call);
    if (found === undefined) throw new ProblemError('not-found', 'The capture has no such call.');
    const legs = audioLegs(await rows.streamsOfCall(id, call));
    const leg = legs[query.leg - 1];
    if (leg === undefined) throw noAudio(legs.length);
    const kept = await record(id, leg, query.conceal, startOf(found.row, query.from));
    return { leg: query.leg, legs: legs.length, dialog: leg.dialog, kept, number: found.number };
  }

  async function recordingOfStream({ id, stream }: { id: string; stream: string }, covers: boolean) {
    readyCapture(library, id);
    const row = await rows.stream(id, stream);
    if (row === undefined) throw new ProblemError('not-found', 'The capture has no such stream.');
    return record(id, legOf(row), covers, undefined);
  }

  async function record(id: string, leg: AudioLeg, covers: boolean, from: string | undefined): Promise<KeptRecording> {
    const captureFile = library.captureFile(id);
    try {
      return await recordings.of({ captureFile, keyLog: await library.keyLog(id), leg, conceal: covers, from });
    } catch (error) {
      if (error instanceof AudioError) throw new ProblemError('bad-request', error.message);
      throw error;
    }
  }
};

function legOf(row: StreamRow): AudioLeg {
  const [leg] = audioLegs([row]);
  if (leg === undefined) throw new ProblemError('not-found', 'This stream carries no audio.');
  return leg;
}

function noAudio(legs: number): ProblemError {
  return new ProblemError(
    'not-found',
    legs === 0 ? 'No audio of this call was captured.' : `There are ${legs} recordings of this call.`,
  );
}

function startOf({ started, answered }: CallRow, from: string): string | undefined {
  if (from === 'media') return undefined;
  if (from === 'answer' && answered === undefined)
    throw new ProblemError(
      'bad-request',
      'The call was not answered: its recording begins with the media, or the INVITE.',
    );
  return from === 'answer' ? answered : started;
}
