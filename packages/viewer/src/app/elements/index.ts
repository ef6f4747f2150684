import './embedded.ts';

export { SipLadderElement } from './ladder-element.ts';
export { SipMessageElement } from './message-element.ts';
