import { isNamed } from './choose-rules.ts';

/** Findings that somebody accepts. All that it names must fit. */
export type Suppression = {
  /** Its id, or how it begins with `*` behind. */
  readonly rule: string;
  /** How the device calls itself, else its address. */
  readonly device?: string;
  /** A Call-ID. */
  readonly call?: string;
  readonly file?: string;
  readonly reason: string;
  /** The last day on which it holds, in UTC: `2027-03-31`. */
  readonly expires?: string;
};

/** What of a finding tells whether it is accepted. `callId` is asked for only where it is needed. */
export type Suppressible = {
  readonly rule: string;
  readonly device: string;
  readonly file: string;
  readonly callId: () => string | undefined;
};

/** Those that hold on a day, and those that held before it. */
export function onDay(
  suppressions: readonly Suppression[],
  day: string,
): { readonly held: readonly Suppression[]; readonly expired: readonly Suppression[] } {
  const isOver = ({ expires }: Suppression): boolean => expires !== undefined && expires < day;
  return { held: suppressions.filter((one) => !isOver(one)), expired: suppressions.filter(isOver) };
}

/** The first that fits; undefined where the finding is not accepted. */
export function suppressionOf(suppressions: readonly Suppression[], finding: Suppressible): Suppression | undefined {
  return suppressions.find(
    ({ rule, device, call, file }) =>
      isNamed(finding.rule, rule) &&
      (device === undefined || isNamed(finding.device, device)) &&
      (file === undefined || isNamed(finding.file, file) || isNamed(lastOf(finding.file), file)) &&
      (call === undefined || isNamed(finding.callId() ?? '', call)),
  );
}

function lastOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
