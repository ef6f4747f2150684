import type { CallMedia } from '../call/call-media.ts';
import type { TimeFormat } from '../follow/format-time.ts';
import { streamId } from '../follow/row-id.ts';
import type { CallRow, DtmfRow, QualityReportRow } from '../rows.ts';

/** The row of a call with what its media came to. */
export function withMedia(row: CallRow, media: CallMedia | undefined, times: TimeFormat): CallRow {
  if (media === undefined) return row;
  const { streams, more, mos, early, row: told } = media;
  if (streams.length === 0 && told.audio === undefined) return row;
  return {
    ...row,
    ...(streams.length === 0 ? {} : { streams: streams.map(streamId) }),
    ...(more === 0 ? {} : { moreStreams: more }),
    ...(mos === undefined ? {} : { mos }),
    ...(early === undefined
      ? {}
      : {
          earlyMedia: {
            from: times.iso(early.fromNs),
            to: times.iso(early.toNs),
            by: 'callee',
            frames: early.frames,
          },
        }),
    media: told,
  };
}

/** The row of a call with the keys that were pressed in it. */
export function withKeyPresses(
  row: CallRow,
  { rows, more }: { readonly rows: readonly DtmfRow[]; readonly more: number },
): CallRow {
  if (rows.length === 0) return row;
  return { ...row, dtmf: rows, ...(more === 0 ? {} : { moreDtmf: more }) };
}

/** The row of a call with what was published of its quality. */
export function withQuality(
  row: CallRow,
  { rows, more }: { readonly rows: readonly QualityReportRow[]; readonly more: number },
): CallRow {
  if (rows.length === 0) return row;
  return { ...row, qualityReports: rows, ...(more === 0 ? {} : { moreQualityReports: more }) };
}
