// What the person has asked of the system and what a screen reader is told, beyond what axe can see.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { AxeBuilder } from "@axe-core/playwright";

import { desk, signIn } from "./support/admin.mjs";
import { launchChromium } from "./support/chromium.mjs";
import { assertHasFocus, countPixels, focused } from "./support/keyboard.mjs";
import { find, open, phone, see, seeText, tap } from "./support/portal.mjs";
import { rest } from "./support/rest.mjs";
import { startServer } from "./support/server.mjs";

let browser;
let server;
let links;

before(async () => {
    [browser, server] = await Promise.all([launchChromium(), startServer()]);
    links = await server.links();
});

after(async () => {
    await browser?.close();
    await server?.remove();
});

const newPage = async (options) => (await browser.newContext(options)).newPage();

async function axe(page) {
    await rest(page);
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`), []);
}

/** How many pixels of the whole page have this colour. */
const pixels = (page, color) => countPixels(page, { x: 0, y: 0, ...page.viewportSize() }, color);

describe("what the system asks for", () => {
    test("imposed colours are taken over by the canvas and by the fields, and given back", async () => {
        const page = await newPage(phone);
        await open(page, `${links[0].url}`);
        await tap(page, "link", "Mes infos");
        await see(page, "textbox", "Téléphone");
        await page.emulateMedia({ forcedColors: "active", colorScheme: "dark" });
        await rest(page);
        const system = await page.evaluate(() => {
            const probe = document.createElement("span");
            document.body.append(probe);
            const color = (name) => {
                probe.style.cssText = `forced-color-adjust: none; color: ${name}`;
                return getComputedStyle(probe).color.match(/\d+/g).map(Number);
            };
            const colors = { canvas: color("Canvas"), text: color("CanvasText"), field: color("Field") };
            probe.remove();
            return colors;
        });
        const ground = await pixels(page, system.canvas);
        const all = 360 * 740 * 4;
        assert.ok(ground > 0.7 * all, `${ground} of ${all} pixels are the system's canvas`);
        assert.ok((await pixels(page, system.text)) > 1000, "text is the system's");
        const field = await find(page, "textbox", "Téléphone").evaluate((element) => getComputedStyle(element).backgroundColor);
        assert.deepEqual(field.match(/\d+/g).map(Number), system.field);
        await axe(page);
        await page.emulateMedia({ forcedColors: "none", colorScheme: "light" });
        await rest(page);
        assert.ok((await pixels(page, [0xf4, 0xf5, 0xf8])) > 0.2 * all, "our own page again");
        await page.context().close();
    });

    test("the browser's own text size is followed, up to twice", async () => {
        const page = await newPage(phone);
        await page.addInitScript(() =>
            document.addEventListener("readystatechange", () => {
                document.documentElement.style.fontSize = "32px";
            }),
        );
        await open(page, links[0].url);
        await tap(page, "link", "Mes infos");
        const phoneField = find(page, "textbox", "Téléphone");
        await phoneField.waitFor({ state: "attached" });
        await rest(page);
        assert.equal(await phoneField.evaluate((element) => getComputedStyle(element).fontSize), "32px");
        await axe(page);
        await page.context().close();
    });
});

describe("what a screen reader is told", () => {
    let page;

    before(async () => {
        page = await newPage(desk);
        await signIn(page, server);
    });

    test("the first stop of the keyboard leads past the bars", async () => {
        await page.goto(`${server.url}/admin/clients`, { waitUntil: "commit" });
        await see(page, "searchbox", "Rechercher un client");
        await rest(page);
        await page.keyboard.press("Tab");
        assert.equal((await focused(page)).name, "Aller au contenu");
        await rest(page);
        await page.keyboard.press("Enter");
        await rest(page);
        assert.equal((await focused(page)).tag, "MAIN");
        await page.keyboard.press("Tab");
        assert.ok(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)));
    });

    test("how many a search has found is told politely", async () => {
        await find(page, "searchbox", "Rechercher un client").fill(links[0].name);
        await page.getByRole("status").filter({ hasText: /^1 client/ }).waitFor({ state: "attached" });
        await find(page, "searchbox", "Rechercher un client").fill("zzzz");
        await page.getByRole("status").filter({ hasText: "Aucun client" }).waitFor({ state: "attached" });
        await axe(page);
    });

    test("the landmarks are there, and those that are there twice have names", async () => {
        await page.goto(`${server.url}/admin/agenda`, { waitUntil: "commit" });
        await see(page, "button", "Nouveau rendez-vous");
        for (const landmark of ["banner", "main", "navigation"]) {
            assert.equal(await page.getByRole(landmark).count(), 1, landmark);
        }
        assert.ok(await page.getByRole("navigation").getAttribute("aria-label"));
    });

    test("a form that is refused leads to its first error, which the field names", async () => {
        await page.goto(`${server.url}/admin/clients/new`, { waitUntil: "commit" });
        await find(page, "textbox", "E-mail").fill("nobody");
        await tap(page, "button", "Créer le client");
        await rest(page);
        await assertHasFocus(page);
        const facts = await page.evaluate(() => {
            const field = document.activeElement;
            return {
                label: field.labels[0].textContent,
                invalid: field.getAttribute("aria-invalid"),
                required: field.required,
                error: document.getElementById(field.getAttribute("aria-describedby"))?.textContent,
            };
        });
        assert.equal(facts.label, "Prénom");
        assert.equal(facts.invalid, "true");
        assert.equal(facts.required, true);
        assert.ok(facts.error);
        for (const colorScheme of ["light", "dark"]) {
            await page.emulateMedia({ colorScheme });
            await axe(page);
        }
        await page.emulateMedia({ colorScheme: "light" });
    });

    test("a calendar is a grid of one stop, whose days the arrows walk through", async () => {
        await page.goto(`${server.url}/admin/agenda?do=day`, { waitUntil: "commit" });
        const grid = page.getByRole("grid");
        await grid.waitFor({ state: "attached" });
        await rest(page);
        assert.equal(await grid.locator("button[tabindex='0']").count(), 1);
        assert.equal(await page.getByRole("columnheader").count(), 7);
        await grid.locator("button[tabindex='0']").focus();
        const before = (await focused(page)).name;
        await page.keyboard.press("ArrowRight");
        await rest(page);
        await page.keyboard.press("PageDown");
        await rest(page);
        const month = await page.getByRole("grid").getAttribute("aria-label");
        await page.getByRole("status").filter({ hasText: month }).waitFor({ state: "attached" });
        assert.notEqual((await focused(page)).name, before);
        assert.ok(await grid.evaluate((element) => element.contains(document.activeElement)));
        await axe(page);
    });
});
