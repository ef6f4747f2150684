export type Zone = 'local' | 'utc';

/** The time of day with milliseconds: `05:51:02.113`. */
export function formatClock(time: string, zone: Zone): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return '–';
  const [hours, minutes, seconds, milliseconds] =
    zone === 'utc'
      ? [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds(), date.getUTCMilliseconds()]
      : [date.getHours(), date.getMinutes(), date.getSeconds(), date.getMilliseconds()];
  return `${pad(hours, 2)}:${pad(minutes, 2)}:${pad(seconds, 2)}.${pad(milliseconds, 3)}`;
}

/** The whole time with all the decimals the capture has, as a title shows it. */
export function formatExactTime(time: string, zone: Zone): string {
  if (zone === 'utc') return time.replace('T', ' ').replace('Z', ' UTC');
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return time;
  const day = `${date.getFullYear()}-${pad(date.getMonth() + 1, 2)}-${pad(date.getDate(), 2)}`;
  const clock = `${pad(date.getHours(), 2)}:${pad(date.getMinutes(), 2)}:${pad(date.getSeconds(), 2)}`;
  return `${day} ${clock}${decimals(time)} ${formatOffset(-date.getTimezoneOffset())}`;
}

/** A day and minute, for things people did: `2026-11-22 05:51`. */
export function formatDay(time: string, zone: Zone): string {
  return formatExactTime(time, zone).slice(0, 16);
}

/** A length of time in the unit that suits it: `420 ms`, `4.1 s`, `2:07`, `1:02:07`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 0) return `−${formatDuration(-milliseconds)}`;
  if (milliseconds < 9.95) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  if (hours > 0) return `${hours}:${pad(minutes, 2)}:${pad(seconds % 60, 2)}`;
  return `${minutes}:${pad(seconds % 60, 2)}`;
}

/** Seconds with three decimals, for the margin of a ladder: `+4.102`. */
export function formatSeconds(milliseconds: number): string {
  const sign = milliseconds < 0 ? '−' : '+';
  return `${sign}${(Math.abs(milliseconds) / 1000).toFixed(3)}`;
}

function decimals(time: string): string {
  const dot = time.indexOf('.');
  return dot < 0 ? '' : time.slice(dot, time.endsWith('Z') ? -1 : undefined);
}

function formatOffset(minutes: number): string {
  const sign = minutes < 0 ? '−' : '+';
  const size = Math.abs(minutes);
  return `UTC${sign}${pad(Math.floor(size / 60), 2)}:${pad(size % 60, 2)}`;
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
