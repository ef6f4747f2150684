import { bodyKinds } from '@sipscope/analyzer';
import { Type, type TObject } from 'typebox';
import { count, object, oneOf, ref, shape, span, text, texts, yes } from './shape.ts';

/* What a message carries, as `MessageDetail` tells it. */

const fact = shape('BodyFact', {
  name: text,
  value: text,
  'meaning?': Type.String({ description: 'What the value stands for' }),
  'span?': span,
});

const facts = Type.Array(ref('BodyFact'));

const table = shape('BodyTable', { 'title?': text, 'span?': span, facts, 'more?': count });

const header = object({ name: text, value: text, 'span?': span });

const change = object({
  kind: oneOf(
    'chosen',
    'refused',
    'no-common-codec',
    'media-added',
    'media-dropped',
    'media-disabled',
    'media-enabled',
    'codecs-added',
    'codecs-dropped',
    'codecs-reordered',
    'codec-changed',
    'address',
    'port',
    'direction',
    'protocol',
    'security',
    'packet-time',
  ),
  'media?': count,
  text,
  'span?': span,
});

const comparison = shape('SdpComparison', {
  with: oneOf('offer', 'previous'),
  frame: count,
  'index?': count,
  changes: Type.Array(change),
  lines: Type.Array(
    object({
      kind: oneOf('added', 'removed', 'changed'),
      'media?': count,
      'before?': text,
      'after?': text,
      'span?': span,
    }),
  ),
  'moreLines?': count,
});

const media = shape('SdpMediaDetail', {
  'span?': span,
  kind: ref('BodyFact'),
  'mid?': ref('BodyFact'),
  'address?': ref('BodyFact'),
  port: ref('BodyFact'),
  'refused?': yes,
  protocol: ref('BodyFact'),
  direction: ref('BodyFact'),
  codecs: Type.Array(
    object({
      format: text,
      'name?': text,
      'span?': span,
      'parameters?': text,
      'parametersSpan?': span,
    }),
  ),
  'moreCodecs?': count,
  facts,
  'moreFacts?': count,
});

const sdp = shape('SdpDetail', {
  session: ref('BodyTable'),
  media: Type.Array(ref('SdpMediaDetail')),
  'moreMedia?': count,
  'against?': Type.Array(ref('SdpComparison')),
});

const body = shape('BodyDetail', {
  depth: Type.Integer({ minimum: 0, description: 'In how many bodies it lies; a part follows what it is a part of' }),
  kind: oneOf(...bodyKinds),
  'span?': span,
  size: Type.Integer({ minimum: 0, description: 'Bytes, unpacked' }),
  'mediaType?': text,
  'disposition?': text,
  'optional?': yes,
  'contentId?': text,
  'languages?': texts,
  'encodings?': texts,
  'transferEncoding?': oneOf('base64', 'quoted-printable'),
  'headers?': Type.Array(header),
  'moreHeaders?': count,
  'content?': Type.String({
    description: 'The content, unpacked, base64; missing where it stands in the message as it is',
  }),
  'notes?': texts,
  'tables?': Type.Array(ref('BodyTable')),
  'moreTables?': count,
  'sdp?': ref('SdpDetail'),
  'xml?': Type.Array(
    object({
      depth: count,
      name: text,
      'namespace?': text,
      'attributes?': Type.Array(header),
      'text?': text,
      'span?': span,
    }),
  ),
  'moreElements?': count,
});

/** Each after those it refers to. */
export const bodySchemas: readonly (TObject & { readonly $id: string })[] = [fact, table, comparison, media, sdp, body];
