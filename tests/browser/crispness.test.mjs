// The canvas has a pixel for each pixel of the screen, at every ratio that phones and desks have: text is drawn anew,
// not stretched, and a hairline is a line of whole pixels.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launchChromium } from "./support/chromium.mjs";
import { rest } from "./support/rest.mjs";
import { serveSite } from "./support/site.mjs";

const RATIOS = [1, 1.5, 2, 3];
const viewport = { width: 360, height: 740 };

let browser;
let server;

before(async () => {
    server = await serveSite();
    browser = await launchChromium();
});

after(async () => {
    await browser?.close();
    await server?.close();
});

/** Runs `work` on the gallery's first page, on a screen of `ratio` device pixels a CSS pixel. */
async function withGallery(ratio, work) {
    const context = await browser.newContext({ viewport, deviceScaleFactor: ratio, reducedMotion: "reduce", colorScheme: "light", locale: "fr-CH" });
    const page = await context.newPage();
    await page.goto(`${server.url}/gallery/`);
    await page.waitForFunction(() => window.portail?.ready);
    await rest(page);
    const result = await work(page);
    await context.close();
    return result;
}

/**
 * How steep the steepest edges of a picture (PNG) are: the difference between neighbours in a line, as a share of
 * the whole contrast, where only one edge in ten is steeper. Enlarging by `times` is what a canvas with too few pixels does.
 */
function steepness(page, picture, times = 1) {
    return page.evaluate(
        async ([bytes, times]) => {
            const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
            const canvas = new OffscreenCanvas(image.width * times, image.height * times);
            const context = canvas.getContext("2d");
            context.imageSmoothingQuality = "high";
            context.drawImage(image, 0, 0, canvas.width, canvas.height);
            const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
            const light = (column, row) => data[4 * (row * canvas.width + column) + 1];
            const edges = [];
            let lightest = 0;
            let darkest = 255;
            for (let row = 0; row < canvas.height; ++row) {
                for (let column = 1; column < canvas.width; ++column) {
                    lightest = Math.max(lightest, light(column, row));
                    darkest = Math.min(darkest, light(column, row));
                    const step = Math.abs(light(column, row) - light(column - 1, row));
                    if (step > 16) edges.push(step);
                }
            }
            edges.sort((a, b) => b - a);
            return edges[Math.floor(edges.length / 10)] / (lightest - darkest);
        },
        [[...picture], times],
    );
}

const headingOf = (page) => page.getByRole("heading", { level: 1 }).first();
const pictureOf = async (page, locator) => page.screenshot({ clip: await locator.boundingBox() });

/** The steepness at a ratio of 1, stretched to what a canvas without the other pixels would show. */
const stretched = (times) => withGallery(1, async (page) => steepness(page, await pictureOf(page, headingOf(page)), times));

for (const ratio of RATIOS) {
    test(`at ${ratio} pixels a pixel, the canvas has them all and its text is sharp`, () =>
        withGallery(ratio, async (page) => {
            const sizes = await page.evaluate(() => {
                const canvas = document.getElementById("canvas");
                const { width, height } = canvas.getBoundingClientRect();
                return { drawn: [canvas.width, canvas.height], shown: [width * devicePixelRatio, height * devicePixelRatio] };
            });
            assert.deepEqual(sizes.drawn, sizes.shown, "nothing is stretched");
            const sharp = await steepness(page, await pictureOf(page, headingOf(page)));
            assert.ok(sharp > 0.6, `steepness ${sharp}`);
            const blurred = ratio > 1 ? await stretched(ratio) : 0;
            assert.ok(blurred < 0.8 * sharp, `steepness ${sharp}, and ${blurred} if it were stretched: the measure tells them apart`);
        }));
}
