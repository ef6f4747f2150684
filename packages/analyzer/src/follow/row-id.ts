/** Ids count from 1 in the order of the capture: the same capture gives the same ids. Here of a transaction by its number. */
export function transactionId(number: number): string {
  return `t${number + 1}`;
}

export function dialogId(number: number): string {
  return `d${number + 1}`;
}

export function callId(number: number): string {
  return `c${number + 1}`;
}

export function registrationId(number: number): string {
  return `r${number + 1}`;
}

export function subscriptionId(number: number): string {
  return `s${number + 1}`;
}

export function publicationId(number: number): string {
  return `p${number + 1}`;
}

/** Of a conversation in instant messages. */
export function conversationId(number: number): string {
  return `m${number + 1}`;
}

/** Of a stream of media. */
export function streamId(number: number): string {
  return `x${number + 1}`;
}

/** The number of an id of this letter; -1 where it is none. */
export function numberOfId(id: string, letter: 't' | 'd' | 'c' | 'x'): number {
  return id.startsWith(letter) && /^[1-9][0-9]{0,8}$/.test(id.slice(1)) ? Number(id.slice(1)) - 1 : -1;
}
