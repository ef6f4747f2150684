import { SipLadder } from './ladder-view.ts';

export { SipLadder };

customElements.define('sip-ladder', SipLadder);
