import type { CapturedMessage } from '../message/captured-message.ts';
import { method } from '../message/method.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import type { Subscription } from './subscription.ts';

/** Beyond any number of Vias. */
const far = 1e6;

/**
 * A message that has one Via comes from its sender itself: the fewest are the nearest to that side; of the other side those who receive what has the most are the
 * nearest that was seen.
 */
export function learnPlaces(subscription: Subscription, message: CapturedMessage, flows: FlowTable): void {
  const { viaCount, flow } = message;
  const sender = flows.sourceEndpoint(flow);
  const receiver = flows.destinationEndpoint(flow);
  if (message.method === method.notify) {
    learnPlace(subscription.notifierPlace, sender, viaCount);
    learnPlace(subscription.subscriberPlace, receiver, far - viaCount);
  } else {
    learnPlace(subscription.subscriberPlace, sender, viaCount);
    learnPlace(subscription.notifierPlace, receiver, far - viaCount);
  }
}

function learnPlace(place: Subscription['subscriberPlace'], endpoint: number, distance: number): void {
  if (distance >= place.distance) return;
  place.endpoint = endpoint;
  place.distance = distance;
}
