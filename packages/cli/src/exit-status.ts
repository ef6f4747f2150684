/** What the command's exit status says. Other programs rely on it; a closed pipe ends with `ok`. */
export const exitStatus = {
  ok: 0,
  /** What was looked for is not right: findings (`lint`), or departures from what was expected (`expect`), or differences (`compare`). */
  found: 1,
  /** The arguments cannot be followed. */
  usage: 2,
  /** An input cannot be read, or is not what the command reads. */
  unreadable: 3,
  /** A capture ended early or was damaged: what could be read was printed. */
  damaged: 4,
  /** The fault is ours (EX_SOFTWARE of sysexits.h). */
  internal: 70,
  /** What was to be printed could not be written: a full disk (EX_IOERR of sysexits.h). */
  unwritable: 74,
} as const;
export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];

const bySeverity: readonly ExitStatus[] = [
  exitStatus.ok,
  exitStatus.damaged,
  exitStatus.found,
  exitStatus.unreadable,
  exitStatus.usage,
  exitStatus.internal,
  exitStatus.unwritable,
];

/** The status of several inputs read one after another: an unreadable one outweighs a damaged one, and so does what was found in it. */
export function worse(a: ExitStatus, b: ExitStatus): ExitStatus {
  return bySeverity.indexOf(a) >= bySeverity.indexOf(b) ? a : b;
}
