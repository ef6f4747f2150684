import type { SipMethod } from '@sipscope/analyzer';
import { words } from '../../words/words.ts';

/** What each method does. By the RFC that the table of methods names. */
export const methodTexts: Readonly<Record<SipMethod, string>> = words('explain-methods', {
  ACK: 'Acknowledges the final response to an INVITE. To a 2xx it goes from end to end and is a transaction of its own; to other responses it goes one hop and belongs to the INVITE’s. It is never answered.',
  BYE: 'Ends a call: both sides stop sending media. It is sent within the dialog.',
  CANCEL:
    'Takes back a request, in practice an INVITE, that has no final response yet. Each hop answers it with 200; the INVITE is then answered with 487.',
  INFO: 'Carries what an application has to say within a call, such as pressed keys. It changes neither dialog nor session.',
  INVITE:
    'Asks someone into a session: begins a call. Within a dialog (a re-INVITE) it changes the session, as for hold, or refreshes it. The answer may take as long as the phone rings.',
  MESSAGE: 'Carries an instant message. It makes no dialog.',
  NOTIFY: 'Tells a subscriber the state it subscribed to, at first and at each change.',
  OPTIONS:
    'Asks what a server or user agent can do, as if it were invited. Many send it again and again to see that the other side is alive.',
  PRACK: 'Acknowledges a provisional response that was sent reliably (with RSeq). It may carry an offer or answer.',
  PUBLISH: 'Tells a server the state of a user, such as presence, for those who subscribed to it there.',
  REFER: 'Asks its receiver to send a request to somebody: to call them, which is how calls are transferred.',
  REGISTER: 'Tells a registrar where a user can be reached (Contact) and for how long, or asks for what is registered.',
  SUBSCRIBE: 'Asks to be told a state and its changes: by NOTIFY, for the time that Expires says.',
  UPDATE: 'Changes or refreshes a session without a new INVITE, also before the call is answered.',
});
