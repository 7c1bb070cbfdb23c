// Waiting for what only a promise tells. Playwright's waitForFunction does not do: it takes the promise itself for the
// answer, and goes on at once (1.61).

import { WAIT_MS } from "./portal.mjs";

const PAUSE_MS = 50;

/** Resolves once `condition()` resolves to something truthy; rejects with `what` when that takes too long. */
export async function until(what, condition) {
    const end = Date.now() + WAIT_MS;
    while (!(await condition())) {
        if (Date.now() > end) throw new Error(`not so after ${WAIT_MS} ms: ${what}`);
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
}

/** Resolves once `condition(argument)`, run in the page, resolves to something truthy. */
export const untilResolved = (page, condition, argument) => until(String(condition), () => page.evaluate(condition, argument));
