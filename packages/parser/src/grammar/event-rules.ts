import { Event, SubscriptionState } from '../header/event.ts';
import { DialogRules } from './dialog-rules.ts';
import { eventForms, subexpForms } from './event-forms.ts';
import { oneOf } from './parameter-form.ts';
import type { Rule } from './token-parser.ts';
import { Comma, Semi, Token } from './token-types.ts';

const referSubForm = oneOf('true', 'false');

/** Subscriptions and publications. RFC 6665 §8.4, RFC 3903 §12, RFC 4488 §4, RFC 5839 §7.3. */
export abstract class EventRules extends DialogRules {
  /** `event-package *( "." event-template )`, each of them a token without dots. */
  readonly eventType: Rule<string> = this.RULE('eventType', () => {
    this.CONSUME(Token);
    const type = this.text();
    if (type.startsWith('.') || type.endsWith('.') || type.includes('..')) this.report('event-type');
    return type;
  });

  /** `event-type *( SEMI event-param )` */
  readonly event: Rule = this.RULE('event', () => {
    const type = this.SUBRULE(this.eventType);
    this.give(new Event(type, this.newParams()));
    this.MANY(() => {
      this.CONSUME(Semi);
      this.SUBRULE(this.eventParam);
    });
  });

  /** `generic-param / ( "id" EQUAL token )`, and those of the event packages. */
  readonly eventParam: Rule = this.RULE('eventParam', () => {
    this.SUBRULE(this.genericParam);
    this.checkRepeated();
    this.checkParam(eventForms);
  });

  /** `event-type *( COMMA event-type )` */
  readonly allowEvents: Rule = this.RULE('allowEvents', () => {
    const first = this.SUBRULE(this.eventType);
    this.give(first);
    this.MANY(() => {
      this.CONSUME(Comma);
      const next = this.SUBRULE2(this.eventType);
      this.give(next);
    });
  });

  /** `reason, expires, retry-after, the rates of RFC 6446 §9.2, or generic-param` */
  readonly subexpParams: Rule = this.RULE('subexpParams', () => {
    this.SUBRULE(this.genericParam);
    this.checkRepeated();
    this.checkParam(subexpForms);
  });

  /** `substate-value *( SEMI subexp-params )` */
  readonly subscriptionState: Rule = this.RULE('subscriptionState', () => {
    this.CONSUME(Token);
    this.give(new SubscriptionState(this.text(), this.newParams()));
    this.MANY(() => {
      this.CONSUME(Semi);
      this.SUBRULE(this.subexpParams);
    });
  });

  /** `token`; Suppress-If-Match may have `*`, which is one too. */
  readonly entityTag: Rule = this.RULE('entityTag', () => {
    this.CONSUME(Token);
    this.give(this.text());
  });

  /** `( "true" / "false" ) *( SEMI exten )` */
  readonly referSub: Rule = this.RULE('referSub', () => {
    this.CONSUME(Token);
    if (!referSubForm.accepts(this.text(), false)) this.report('value-form', `expected ${referSubForm.form}`);
    this.give({ value: this.text(), params: this.newParams() });
    this.SUBRULE(this.genericParams);
  });
}
