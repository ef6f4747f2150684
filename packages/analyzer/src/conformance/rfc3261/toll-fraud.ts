import { uriUser } from '@sipscope/parser';
import { digitsOf } from '../../identity/same-party.ts';
import { TriedNumbers } from '../../traffic/tried-numbers.ts';
import { type Outcome, type Rule, sourceRule, type Watch } from '../rule.ts';
import { byDestination } from '../source-names.ts';
import type { Seen } from '../seen.ts';

/** Of the calls of a source, so many are in vain. */
const vainShare = 0.8;
/** Shorter numbers are extensions. */
const leastDigits = 7;
/** Failures between looks at all numbers, and how many are looked at. */
const betweenLooks = 5;
const mostLooked = 2000;

export const tollFraudRules: readonly Rule[] = [
  sourceRule({
    id: 'SEC-006',
    title: 'Toll-fraud pattern',
    level: 'security',
    severity: 'security',
    rfc: 3261,
    section: '26.1.2',
    why: 'Somebody tries which digits lead to expensive numbers: the first call that succeeds is followed by many, at your cost.',
    advice: 'Block the address, ask for credentials before routing, and allow only the countries that are needed.',
    right: 'calls to different numbers, each dialled in one way',
    wrong: 'calls to one number as 00…, 900…, 9011…, 011…, +…',
    headers: ['To'],
    on: { responses: ['2xx', '4xx', '5xx', '6xx'], responsesTo: ['INVITE'] },
    by: byDestination,
    watch: watchNumbers,
  }),
];

function watchNumbers(): Watch {
  /** With any prefix; and those that were refused for good. */
  const plan = new TriedNumbers();
  const range = new TriedNumbers();
  let vain = 0;
  let answered = 0;
  let isTold = false;
  return (seen): Outcome => {
    if (isTold || vain > mostLooked) return undefined;
    const { status } = seen;
    if (status < 300) {
      answered++;
      return undefined;
    }
    const number = numberOf(seen);
    if (number === undefined || number.length < leastDigits) return undefined;
    vain++;
    plan.add(number);
    // Of a call that is challenged more comes.
    if (status !== 401 && status !== 407) range.add(number);
    if (vain % betweenLooks !== 0) return undefined;
    const said = vain >= vainShare * (vain + answered) ? patternOf(plan, range) : undefined;
    if (said === undefined) return 'kept';
    isTold = true;
    return { seen: `${said} from ${seen.dstIp}, all in vain.`, span: seen.message.to?.uriSpan };
  };
}

function patternOf(plan: TriedNumbers, range: TriedNumbers): string | undefined {
  const forms = plan.dialPlan();
  if (forms !== undefined)
    return `The number ${masked(forms.number)} was called with ${forms.forms} different prefixes`;
  const numbers = range.range();
  if (numbers === undefined) return undefined;
  return `${numbers.numbers} numbers from ${masked(numbers.from)} on were called one after the other`;
}

function numberOf({ message: { to } }: Seen): string | undefined {
  return to?.uri === undefined ? undefined : digitsOf(uriUser(to.uri));
}

/** Without its last digits, by which somebody could be called. */
function masked(number: string): string {
  return `${number.slice(0, -4)}xxxx`;
}
