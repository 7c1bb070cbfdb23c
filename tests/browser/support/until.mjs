// Waiting in a page for what only a promise tells. Playwright's waitForFunction does not do: it takes the promise itself
// for the answer, and goes on at once (1.61).

import { WAIT_MS } from "./portal.mjs";

const PAUSE_MS = 50;

/** Resolves once `condition(argument)`, run in the page, resolves to something truthy. */
export async function untilResolved(page, condition, argument) {
    const end = Date.now() + WAIT_MS;
    while (!(await page.evaluate(condition, argument))) {
        if (Date.now() > end) throw new Error(`not true after ${WAIT_MS} ms: ${condition}`);
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
}
