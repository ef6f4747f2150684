import type { LitElement } from 'lit';

/** Waits until an element that measures itself is measured and drawn, with those in it. */
export async function settle(element: LitElement): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await element.updateComplete;
  }
}
