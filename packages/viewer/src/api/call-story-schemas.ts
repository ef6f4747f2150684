import { storyEventKinds } from '@sipscope/analyzer';
import { Type, type TObject, type TSchema } from 'typebox';
import { count, ms, object, oneOf, ref, shape, text, texts, time, yes } from './shape.ts';

/* What is told of one call: its story, its sessions, who takes part. */

type Named = TObject & { readonly $id: string };

const frames = Type.Array(count);
const side = oneOf('local', 'remote');
const number = Type.Number();
const direction = oneOf('sendrecv', 'sendonly', 'recvonly', 'inactive');
const evidence = Type.Array(object({ sentence: text, frames }));

const mediaSide = object({
  'address?': text,
  'port?': count,
  'portCount?': count,
  direction,
  formats: texts,
  'ptimeMs?': number,
  'maxptimeMs?': number,
  'bandwidth?': Type.Array(object({ type: text, value: number })),
  'rtcp?': object({ 'port?': count, 'address?': text }),
  'rtcpMux?': yes,
  'ice?': object({
    'ufrag?': text,
    candidates: count,
    'types?': texts,
    'lite?': yes,
    'trickle?': yes,
    'endOfCandidates?': yes,
  }),
  'dtls?': object({ 'setup?': text, fingerprints: Type.Array(object({ hash: text, fingerprint: text })) }),
  'sdes?': texts,
  'msid?': texts,
  'label?': text,
  'content?': texts,
  'bundleOnly?': yes,
  'ssrcs?': Type.Array(count),
  't38?': object({
    'version?': number,
    'maxBitRate?': number,
    'rateManagement?': text,
    'maxDatagram?': number,
    'errorCorrection?': text,
  }),
  'msrp?': object({ path: texts, 'acceptTypes?': texts }),
  'bfcp?': object({ 'floorControl?': texts, 'conference?': text, 'user?': text, 'floors?': texts }),
  'alsoAt?': Type.Array(object({ address: text, port: count, frame: count })),
});

const mediaState = object({
  kind: text,
  proto: text,
  'mid?': text,
  status: oneOf('active', 'declined', 'disabled', 'unanswered'),
  direction,
  'hold?': oneOf('local', 'remote', 'both'),
  codecs: Type.Array(
    object({
      name: text,
      'clockHz?': count,
      'channels?': count,
      'localPayloadType?': count,
      'remotePayloadType?': count,
      'localParameters?': text,
      'remoteParameters?': text,
    }),
  ),
  'crypto?': text,
  'dtlsClient?': side,
  'ice?': yes,
  'rtcpMux?': yes,
  'streams?': texts,
  'local?': mediaSide,
  'remote?': mediaSide,
});

const carrier: Readonly<Record<string, TSchema>> = {
  frame: count,
  time,
  by: side,
  carrier: text,
  'unreadable?': yes,
  'version?': oneOf('same-version', 'version-back', 'version-skipped', 'other-session'),
};

export const sessionRow: Named = shape('SessionRow', {
  'dialog?': text,
  'callId?': text,
  'localTag?': text,
  'remoteTag?': text,
  states: Type.Array(
    object({
      started: time,
      'ended?': time,
      frames,
      'offerer?': side,
      'preview?': yes,
      'confirmed?': time,
      'rollback?': yes,
      media: Type.Array(mediaState),
      'groups?': Type.Array(object({ semantics: text, mids: texts })),
      complete: Type.Boolean(),
    }),
  ),
  'moreStates?': count,
  exchanges: Type.Array(
    object({
      'pattern?': Type.Integer({ minimum: 1, maximum: 6, description: 'Row of table 1 of RFC 6337' }),
      'offer?': object(carrier),
      'answer?': object(carrier),
      'previews?': Type.Array(object({ ...carrier, 'differs?': yes })),
      outcome: oneOf('answered', 'refused', 'unanswered', 'open'),
      'status?': count,
      'failure?': object({ frame: count, time }),
      'crossed?': yes,
    }),
  ),
  'moreExchanges?': count,
});

const role = object({ role: text, 'confidence?': number, evidence });

export const participantRow: Named = shape('ParticipantRow', {
  id: text,
  'name?': text,
  'nameFrom?': oneOf('alias', 'capture', 'user-agent', 'host'),
  endpoints: texts,
  'moreEndpoints?': count,
  'merged?': evidence,
  'hosts?': texts,
  'userAgents?': texts,
  'product?': object({ name: text, 'version?': text }),
  'instance?': text,
  'roles?': Type.Array(role),
  'nat?': evidence,
  messages: count,
});

export const identitySection: Named = shape('IdentitySection', {
  claims: Type.Array(
    object({
      field: text,
      party: oneOf('caller', 'called'),
      uri: text,
      'displayName?': text,
      'verstat?': text,
      'screen?': text,
      'privacy?': texts,
      'anonymous?': yes,
      senders: texts,
      frames,
    }),
  ),
  'moreClaims?': count,
  'changes?': Type.Array(object({ field: text, 'before?': text, 'after?': text, at: text, frames })),
  'privacy?': Type.Array(object({ values: texts, frames })),
  'passports?': Type.Array(
    object({
      form: oneOf('full', 'compact', 'RFC 4474'),
      'ppt?': text,
      'alg?': text,
      'x5u?': text,
      'orig?': texts,
      'dest?': texts,
      'attest?': text,
      'attestation?': text,
      'origid?': text,
      'div?': texts,
      'rph?': texts,
      'sph?': text,
      'issued?': time,
      'ageSeconds?': number,
      'dateDifferenceSeconds?': number,
      'fresh?': Type.Boolean(),
      'differences?': texts,
      signature: object({ verdict: oneOf('right', 'wrong', 'not checked'), 'why?': text, 'certificate?': text }),
      'addedBy?': text,
      frames,
    }),
  ),
  'authentication?': Type.Array(
    object({
      method: text,
      status: count,
      by: text,
      to: text,
      scheme: text,
      'realm?': text,
      'algorithm?': text,
      reason: text,
      'user?': text,
      outcome: oneOf('accepted', 'refused', 'asked-again', 'answered', 'unanswered'),
      'password?': oneOf('right', 'wrong'),
      'serverPassword?': oneOf('right', 'wrong'),
      'problems?': texts,
      frames,
    }),
  ),
});

const value: Readonly<Record<string, TSchema>> = { field: text, value: text, senders: texts, frames };
const values = Type.Array(object(value));
const securityEnd = object({
  ip: text,
  'portClient?': count,
  'portServer?': count,
  'spiClient?': count,
  'spiServer?': count,
});

export const imsSection: Named = shape('ImsSection', {
  'accessNetworks?': Type.Array(
    object({
      ...value,
      type: text,
      'cell?': object({ mcc: text, mnc: text, area: text, cell: text }),
      'networkProvided?': yes,
    }),
  ),
  'visitedNetworks?': values,
  'chargingVectors?': Type.Array(
    object({
      icid: text,
      'generatedAt?': text,
      'origIoi?': text,
      'termIoi?': text,
      'transitIoi?': texts,
      'relatedIcid?': text,
      callIds: texts,
      frames,
    }),
  ),
  'chargingFunctions?': values,
  'services?': values,
  'users?': values,
  'routes?': values,
  'security?': Type.Array(
    object({
      mechanism: text,
      'algorithm?': text,
      'encryption?': text,
      'client?': securityEnd,
      'server?': securityEnd,
      'offered?': texts,
      'verified?': Type.Boolean(),
      'protectedFrames?': frames,
      'callId?': text,
      frames,
    }),
  ),
  'features?': values,
  'preconditions?': Type.Array(
    object({
      frame: count,
      sender: text,
      message: text,
      media: text,
      type: text,
      current: texts,
      desired: texts,
      met: Type.Boolean(),
    }),
  ),
  'emergency?': evidence,
  'continuity?': evidence,
  'nodes?': Type.Array(object({ endpoint: text, role: text, confidence: number, evidence })),
});

export const callStory: Named = shape('CallStory', {
  call: text,
  started: time,
  legs: Type.Array(
    object({
      'dialog?': text,
      'callId?': text,
      'local?': text,
      'remote?': text,
      names: object({ local: text, remote: text }),
      path: texts,
      session: ref('SessionRow'),
      'streams?': Type.Array(object({ stream: text, 'by?': side, text, started: time, ended: time })),
    }),
  ),
  events: Type.Array(
    object({
      kind: oneOf(...storyEventKinds),
      time,
      sinceStartMs: ms,
      leg: count,
      'by?': side,
      text,
      frames,
      'stream?': text,
    }),
  ),
  'moreEvents?': count,
  participants: Type.Array(ref('ParticipantRow')),
  'identity?': ref('IdentitySection'),
  'ims?': ref('ImsSection'),
});
