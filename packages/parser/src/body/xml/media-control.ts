import { children, childTexts, type Field, type FromElement, hasChild, requiredChild, shape } from './shape.ts';
import { string } from './simple-type.ts';

/** Commands to an encoder, carried in INFO. RFC 5168 §5. */
export type MediaControl = FromElement & {
  readonly primitives: readonly VideoPrimitive[];
  readonly generalErrors: readonly string[];
};

/** What the encoder of a picture is asked for. RFC 5168 §5. */
export type VideoPrimitive = FromElement & {
  /** A whole picture is asked for: one that does not build on those before. */
  readonly pictureFastUpdate: boolean | undefined;
  /** The streams that are meant; all where none is named. */
  readonly streamIds: readonly string[];
};

/** application/media_control+xml. RFC 5168 §5. */
export const readMediaControl: Field<MediaControl> = shape<MediaControl>({
  primitives: children(
    'vc_primitive',
    shape<VideoPrimitive>({
      pictureFastUpdate: requiredChild('to_encoder', hasChild('picture_fast_update')),
      streamIds: childTexts('stream_id', string),
    }),
  ),
  generalErrors: childTexts('general_error', string),
});
