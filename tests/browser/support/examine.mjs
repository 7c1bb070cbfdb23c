// What every screen must stand: axe finds nothing to object to, and there is one heading of the first level. With
// PORTAIL_SCREENSHOTS=FOLDER the screen is photographed as well, in light and dark, at the sizes of a phone, a tablet
// and a desk; PORTAIL_SCREENSHOT_SIZES="360x740" names others.
import assert from "node:assert/strict";
import { join } from "node:path";

import { AxeBuilder } from "@axe-core/playwright";

import { rest } from "./rest.mjs";

const folder = process.env.PORTAIL_SCREENSHOTS;
const sizes = (process.env.PORTAIL_SCREENSHOT_SIZES ?? "360x740 768x1024 1440x900").split(" ").map((size) => {
    const [width, height] = size.split("x").map(Number);
    return { width, height };
});

async function photograph(page, name) {
    if (!folder) {
        return;
    }
    const own = page.viewportSize();
    for (const size of sizes) {
        await page.setViewportSize(size);
        for (const colorScheme of ["light", "dark"]) {
            await page.emulateMedia({ colorScheme });
            await rest(page);
            await page.screenshot({ path: join(folder, `${name}-${size.width}-${colorScheme}.png`) });
        }
    }
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize(own);
    await rest(page);
}

/** `headings` of the first level; a page that only loads has none. */
export async function examine(page, name, { headings = 1 } = {}) {
    await rest(page);
    await photograph(page, name);
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`),
        [],
    );
    assert.equal(await page.locator("#twin h1").count(), headings, "one heading of the first level");
}
