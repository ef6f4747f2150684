import { type Parameters, writeParameters } from './parameter.ts';

/** `type/subtype` with parameters. RFC 3261 §20.15. */
export type MediaType = {
  readonly type: string;
  readonly subtype: string;
  readonly params: Parameters;
  /** `type/subtype` in lower case, to compare. */
  readonly essence: string;
};

export function writeMediaType(mediaType: MediaType): string {
  return `${mediaType.type}/${mediaType.subtype}${writeParameters(mediaType.params)}`;
}
