import { readUriHeaders } from '@sipscope/parser';
import type { Leg } from './story-leg.ts';
import { cut, partyName } from './names.ts';
import { statusText } from './setup.ts';
import type { Chapter, StoryLog, StoryMessage } from './story-log.ts';

/** REFER and what comes of it (RFC 3515, RFC 5589), and calls that take over others (Replaces, RFC 3891; Join, RFC 3911). */
export class Transfers implements Chapter {
  /** The latest REFER of a leg. */
  readonly #asked = new Map<Leg, { readonly frame: number; readonly target: string }>();

  receive(message: StoryMessage, log: StoryLog): void {
    if (!message.isFirst) return;
    const { method, status } = message;
    if (method === 'REFER') {
      if (status === 0) this.#ask(message, log);
      else if (status >= 200) this.#hear(message, log);
    } else if (method === 'NOTIFY' && status === 0) this.#report(message, log);
    else if (method === 'INVITE' && status === 0 && message.isInitial) this.#takeOver(message, log);
  }

  #ask(message: StoryMessage, log: StoryLog): void {
    const { leg, side, parsed, row } = message;
    const to = parsed.referTo;
    const target = partyName(withoutHeaders(to?.uriText), 'somebody');
    const isAttended =
      to?.uri === undefined
        ? /[?&]Replaces=/i.test(to?.uriText ?? '')
        : to.uri.kind === 'sip' && readUriHeaders(to.uri, 'Replaces').length > 0;
    this.#asked.set(leg, { frame: row.frame, target });
    const [asker, asked] = [leg.names[side], leg.names[side === 'local' ? 'remote' : 'local']];
    const how = isAttended ? 'attended transfer: taking over the call with' : 'blind transfer';
    const text = isAttended
      ? `${asker} asks ${asked} to take over its call with ${target} (REFER, attended transfer).`
      : `${asker} asks ${asked} to call ${target} (REFER, ${how}).`;
    log.tell('transfer', message, text);
  }

  #hear(message: StoryMessage, log: StoryLog): void {
    const { leg, side, status } = message;
    const refer = this.#asked.get(leg);
    const verb = status < 300 ? 'accepts the transfer' : 'refuses the transfer';
    log.tell('transfer', message, `${leg.names[side]} ${verb}: ${statusText(message)}.`, framesOf(refer));
  }

  #report(message: StoryMessage, log: StoryLog): void {
    const { leg, side, parsed } = message;
    const value = parsed.body?.find('message/sipfrag')?.value;
    if (value?.kind !== 'sipfrag' || value.status === undefined) return;
    const { status } = value;
    const reason = value.startLine?.kind === 'response' ? ` ${cut(value.startLine.reason)}` : '';
    const refer = this.#asked.get(leg);
    const target = refer?.target ?? 'the target';
    const what =
      status < 200
        ? `the call to ${target} is under way`
        : status < 300
          ? `the transfer to ${target} succeeded`
          : `the transfer to ${target} failed`;
    log.tell('transfer', message, `${leg.names[side]} reports: ${what} (${status}${reason}).`, framesOf(refer));
  }

  #takeOver(message: StoryMessage, log: StoryLog): void {
    const { parsed, leg } = message;
    const { replaces } = parsed;
    const join = parsed.get('Join');
    if (replaces !== undefined) {
      const how = replaces.earlyOnly ? ', only if it still rings' : '';
      log.tell(
        'takeover',
        message,
        `This call of ${leg.names.local} is to replace the dialog ${cut(replaces.callId)}${how}.`,
      );
    }
    if (join !== undefined)
      log.tell('takeover', message, `This call of ${leg.names.local} is to join the dialog ${cut(join.callId)}.`);
  }
}

function framesOf(refer: { readonly frame: number } | undefined): readonly number[] {
  return refer === undefined ? [] : [refer.frame];
}

/** Those of a URI that is folded in them, as RFCs print it, cannot be read; what stands before them can. */
function withoutHeaders(uriText: string | undefined): string | undefined {
  const end = uriText?.indexOf('?') ?? -1;
  return end < 0 ? uriText : uriText?.slice(0, end);
}
