import { SipMessage } from './message-view.ts';

export { SipMessage };

customElements.define('sip-message', SipMessage);
