/** A page with one ladder that no capture is needed for: `?ladder=forked`, `?ladder=20000&lanes=6`; `&spacing=time` and what else an address can say of its look. */
import { fakeLadder } from '../../test/fake/fake-rows.ts';
import { forkedLadder, longLadder } from '../../test/fake/fake-ladders.ts';
import { readLook } from '../../src/app/ladder/ladder-look.ts';
import { SipLadder } from '../../src/app/ladder/sip-ladder.ts';
import type { MessageRef } from '../../src/app/route/route.ts';
import { installTheme } from '../../src/app/theme/theme.ts';

const asked = new URLSearchParams(location.search);
const name = asked.get('ladder') ?? 'forked';
const made = { forked: forkedLadder, plain: () => fakeLadder('c1') }[name];

installTheme();
const element = new SipLadder();
element.ladder = made === undefined ? longLadder(Number(name), Number(asked.get('lanes') ?? 6)) : made();
element.look = readLook(Object.fromEntries(asked));
element.headline = ['+442079460123 → +33170189900, 200 OK', '2026-11-22 05:50:59 UTC, 47.5 s'];
element.style.height = '100vh';
element.addEventListener('message-selected', (event) => {
  element.selected = (event as CustomEvent<{ message: MessageRef }>).detail.message;
});
document.body.append(element);
