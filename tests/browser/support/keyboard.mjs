// A person with a keyboard and nothing else: no pointer, no script that presses what cannot be reached.
import assert from "node:assert/strict";

import { WAIT_MS, find } from "./portal.mjs";
import { rest } from "./rest.mjs";

const MOST_PRESSES = 80;

/** What has the focus, for messages and for comparing; its name with plain spaces. */
export function focused(page) {
    return page.evaluate(() => {
        const element = document.activeElement;
        const label = element.labels?.[0]?.textContent;
        const name = element.getAttribute("aria-label") ?? label ?? element.textContent.trim();
        return { tag: element.tagName, name: name.replaceAll(/[\u00a0\u202f]/g, " ") };
    });
}

/** Until what came into view by the focus is drawn: the next rows of a long list. */
const twoFrames = (page) => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

/** Nothing that happened has left the keyboard without a place. */
export async function assertHasFocus(page, what = "the focus is somewhere") {
    await rest(page);
    const { tag } = await focused(page);
    assert.ok(tag !== "BODY" && tag !== "HTML", `${what}: it is on ${tag}`);
}

/** Tab until this has the focus; on the way the ring is where the focus is. */
export async function tabTo(page, role, name, options = {}) {
    const wanted = find(page, role, name, options);
    await wanted.waitFor({ state: "attached", timeout: WAIT_MS });
    const visited = [];
    for (let presses = 0; presses < MOST_PRESSES; presses += 1) {
        if (await wanted.evaluate((element) => element === document.activeElement)) {
            await assertRing(page);
            return;
        }
        await page.keyboard.press("Tab");
        await twoFrames(page);
        visited.push((await focused(page)).name);
    }
    assert.fail(`${role} ${name} is not reached by Tab: ${visited.join(" → ")}`);
}

/** Tab until the focus is inside `area`: a grid, a list. */
export async function tabInto(page, area) {
    await area.waitFor({ state: "attached", timeout: WAIT_MS });
    for (let presses = 0; presses < MOST_PRESSES; presses += 1) {
        if (await area.evaluate((element) => element.contains(document.activeElement))) return;
        await page.keyboard.press("Tab");
        await twoFrames(page);
    }
    assert.fail("Tab does not lead into it");
}

export async function press(page, role, name, options) {
    await tabTo(page, role, name, options);
    await page.keyboard.press("Enter");
}

let painter = null;

/** How many pixels of `color` a part of the page shows, counted by a page of its own. */
export async function countPixels(page, clip, color) {
    const image = (await page.screenshot({ clip })).toString("base64");
    if (painter === null || painter.isClosed()) painter = await page.context().browser().newPage();
    return painter.evaluate(
        async ([data, [red, green, blue]]) => {
            const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
            const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
            const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
            context.drawImage(bitmap, 0, 0);
            const pixels = context.getImageData(0, 0, bitmap.width, bitmap.height).data;
            const isNear = (at) =>
                Math.abs(pixels[at] - red) + Math.abs(pixels[at + 1] - green) + Math.abs(pixels[at + 2] - blue) < 24;
            let count = 0;
            for (let at = 0; at < pixels.length; at += 4) count += isNear(at) ? 1 : 0;
            return count;
        },
        [image, color],
    );
}

const RING = [0x17, 0x1b, 0x24]; // of the light theme

/** The ring is drawn around what has the focus: along its upper or lower edge. Fields have an edge of their own. */
export async function assertRing(page) {
    const isField = await page.evaluate(() => document.activeElement.matches("input, select, textarea"));
    if (isField) return;
    await rest(page);
    const box = await page.evaluate(() => {
        const { x, y, width, height } = document.activeElement.getBoundingClientRect();
        return { x, y, width, height };
    });
    const view = page.viewportSize();
    const around = 6;
    const left = Math.max(0, box.x - around);
    const top = Math.max(0, box.y - around);
    const clip = {
        x: left,
        y: top,
        width: Math.min(view.width, box.x + box.width + around) - left,
        height: Math.min(view.height, box.y + box.height + around) - top,
    };
    const { name } = await focused(page);
    assert.ok(clip.width > 0 && clip.height > 0, `"${name}" has the focus and is out of sight`);
    const drawn = await countPixels(page, clip, RING);
    assert.ok(drawn > Math.min(box.width, box.height), `no ring is drawn around "${name}": ${drawn} pixels`);
}
