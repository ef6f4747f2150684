/*
 * Fields of rows whose texts the analyzer writes itself (ids, states, codes, units), or that tell of protocols and not of people, as the header fields do that stay in messages (`openHeaders`).
 * `parent.key` where a key alone is not enough.
 */
export const openKeys: ReadonlySet<string> = new Set(
  `acknowledgedBy acknowledges algorithm allowEvents alphabet annotations audio bodyType calls call cancelledBy cancels charset code codec codecs composing concealment confidence
contentType acceptTypes dialog dialogs direction disposition duringHold endedBy event evidence expiresFrom explanation final finding follows fork forkedFrom forking forwardedFrom forwardedTo hash
id jitterBuffer kind level loss meaning method missing networkDelayFrom outcome outcomes part parts passedBefore pattern previous problems protocol provisional qop refresher remarks
removedBy request result role rule scale scheme scope section securityMechanisms severity sighting ssrc state status stream streams suppressedBy title transaction transactions transfer
transport unit unseen usage verdict version wants where why rfc profile release.name release.protocol release.by causes.name causes.protocol causes.by legs.by evidence.by linkTypes label.kind composing
receiverSide senderSide side tone mode family signal encoding media protocols stateReason`.split(/\s+/),
);
