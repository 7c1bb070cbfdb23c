// The business's own look, from the administrator who chooses it to the customer who sees it: in Chromium, with a real
// server between them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { desk, signIn } from "./support/admin.mjs";
import { launchChromium } from "./support/chromium.mjs";
import { carry, png } from "./support/pictures.mjs";
import { find, open, phone, see, seeText, tap } from "./support/portal.mjs";
import { rest } from "./support/rest.mjs";
import { startServer } from "./support/server.mjs";
import { until } from "./support/until.mjs";

let browser;
let server;
let shop;

before(async () => {
    [browser, server] = await Promise.all([launchChromium(), startServer()]);
    shop = await (await browser.newContext(desk)).newPage();
    await signIn(shop, server);
});

after(async () => {
    await browser?.close();
    await server?.remove();
});

const themeColor = (page) => page.evaluate(() => document.querySelector("meta[name=theme-color]").content);

/** The share of the screen's pixels that are near a colour. */
async function shareOf(page, [red, green, blue]) {
    const picture = await page.screenshot();
    return page.evaluate(
        async ([bytes, red, green, blue]) => {
            const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
            const canvas = new OffscreenCanvas(image.width, image.height);
            const context = canvas.getContext("2d");
            context.drawImage(image, 0, 0);
            const { data } = context.getImageData(0, 0, image.width, image.height);
            let near = 0;
            for (let at = 0; at < data.length; at += 4) {
                near += Math.abs(data[at] - red) + Math.abs(data[at + 1] - green) + Math.abs(data[at + 2] - blue) < 24 ? 1 : 0;
            }
            return near / (data.length / 4);
        },
        [[...picture], red, green, blue],
    );
}

test("the demo garage's own colour and logo are there before anybody has signed in", async () => {
    const page = await (await browser.newContext(phone)).newPage();
    await page.goto(`${server.url}/c/AAAABBBBCCCCDDDD`);
    await see(page, "heading", "Ce lien ne fonctionne plus");
    await seeText(page, "Garage des Alpes");
    await rest(page);
    assert.equal(await themeColor(page), "#0e6b7c");
    const brand = await (await page.request.get(`${server.url}/api/brand`)).json();
    const logo = await page.request.get(server.url + brand.logo);
    assert.equal(logo.headers()["content-type"], "image/png");
    await page.context().close();
});

test("a new name, colour and logo reach a customer's phone", async () => {
    const links = await server.links();
    const customer = await (await browser.newContext(phone)).newPage();
    await open(customer, links[0].url);
    await shop.goto(`${server.url}/admin/settings/appearance`);
    await see(shop, "textbox", "Nom de l’entreprise");
    await rest(shop);
    await find(shop, "textbox", "Nom de l’entreprise").fill("Garage du Port");
    await tap(shop, "button", "Violet");
    // Magenta: no part of the interface has it.
    const picture = { name: "logo.png", type: "image/png", bytes: await png(shop, 800, 800, "#ff00ff") };
    await carry(shop, "drop", [picture], [600, 400]);
    await see(shop, "img", "Logo de Garage du Port");
    await until("the picture in the form", async () => (await shareOf(shop, [255, 0, 255])) > 0.001);
    await tap(shop, "button", "Enregistrer", { exact: true });
    await seeText(shop, "Apparence enregistrée");

    await seeText(customer, "Garage du Port");
    await customer.waitForFunction(() => document.querySelector("meta[name=theme-color]").content === "#6b3fc4");
    await until("the logo on the customer's screen", async () => (await shareOf(customer, [255, 0, 255])) > 0.002);
    const kept = await (await shop.request.get(`${server.url}/brand/logo.png`)).body();
    assert.ok(kept.length < 48 * 1024);
    assert.equal(kept.readUInt32BE(16), 256, "made smaller before it was sent");
    await customer.context().close();
});
