// The interface platform in a browser, on the gallery of all widgets: what a person sees, touches and types, and what a
// screen reader is told, is the same thing.
import assert from "node:assert/strict";
import { after, before, beforeEach, afterEach, describe, test } from "node:test";

import { AxeBuilder } from "@axe-core/playwright";

import { launchChromium } from "./support/chromium.mjs";
import { rest as restOf } from "./support/rest.mjs";
import { serveSite } from "./support/site.mjs";

const phone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, locale: "fr-CH" };
const desk = { viewport: { width: 1440, height: 900 }, locale: "fr-CH" };

let browser;
let server;
let context;
let page;
let errors;

before(async () => {
    server = await serveSite();
    browser = await launchChromium();
});

after(async () => {
    await browser?.close();
    await server?.close();
});

async function open(place, options = phone) {
    context = await browser.newContext(options);
    page = await context.newPage();
    errors = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    await page.goto(`${server.url}/gallery/${place}`);
    await page.waitForFunction(() => window.portail?.ready);
    await rest();
}

const rest = () => restOf(page);
const button = (name) => page.getByRole("button", { name, exact: true });
const frames = () => page.evaluate(() => window.portail.frames);
const scrollOf = () => page.getByRole("main").evaluate((main) => new DOMMatrix(getComputedStyle(main.firstElementChild).transform).m42);

/** Where it is drawn: a real finger or mouse, which meets the canvas. */
async function middle(locator) {
    const box = await locator.boundingBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
}

/** The share of the pixels of a picture (PNG) that are far from its first one. */
function inkOf(picture) {
    return page.evaluate(async (bytes) => {
        const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
        const canvas = new OffscreenCanvas(image.width, image.height);
        const context = canvas.getContext("2d");
        context.drawImage(image, 0, 0);
        const { data } = context.getImageData(0, 0, image.width, image.height);
        let ink = 0;
        for (let at = 0; at < data.length; at += 4) ink += Math.abs(data[at] - data[0]) > 100 ? 1 : 0;
        return ink / (data.length / 4);
    }, [...picture]);
}

async function drag(from, to, steps = 8) {
    const client = await context.newCDPSession(page);
    const point = (x, y) => ({ touchPoints: [{ x, y }] });
    await client.send("Input.dispatchTouchEvent", { type: "touchStart", ...point(...from) });
    for (let step = 1; step <= steps; ++step) {
        const share = step / steps;
        await client.send("Input.dispatchTouchEvent", {
            type: "touchMove",
            ...point(from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share),
        });
    }
    await client.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await rest();
}

describe("the page", () => {
    afterEach(async () => {
        assert.deepEqual(errors, []);
        await context.close();
    });

    test("a resting page draws nothing, a tap draws a few frames", async () => {
        await open("?page=home");
        const before = await frames();
        await page.waitForTimeout(2000);
        assert.equal(await frames(), before);
        await page.touchscreen.tap(...(await middle(page.getByRole("link", { name: "Listes" }))));
        await page.getByRole("heading", { name: "Clients" }).waitFor();
        await rest();
        const drawn = (await frames()) - before;
        assert.ok(drawn >= 3 && drawn <= 10, `${drawn} frames for a tap`);
    });

    test("a button is pressed by mouse, by keyboard, and by a screen reader's click", async () => {
        await open("?page=buttons");
        await page.mouse.click(...(await middle(button("Principal"))));
        await page.getByText("Pressé 1 fois").waitFor();
        await button("Principal").focus();
        await page.keyboard.press("Enter");
        await page.getByText("Pressé 2 fois").waitFor();
        await button("Principal").dispatchEvent("click");
        await page.getByText("Pressé 3 fois").waitFor();
        assert.equal(await button("Principal éteint").isDisabled(), true);
    });

    test("the keyboard visits everything in the order in which it is seen", async () => {
        await open("?page=home");
        const visited = [];
        for (let presses = 0; presses < 12; ++presses) {
            await page.keyboard.press("Tab");
            visited.push(
                await page.evaluate(() => {
                    const element = document.activeElement;
                    return { name: element.getAttribute("aria-label") ?? element.textContent, y: element.getBoundingClientRect().top };
                }),
            );
        }
        const names = visited.map((stop) => stop.name);
        const expected = ["Changer de thème", "Réglages", "Déplacer", "Annuler", "Prendre RDV"];
        assert.deepEqual(names.filter((name) => expected.includes(name)), expected);
        assert.equal(new Set(names).size, names.length);
    });

    test("what gets the focus is scrolled into view, in the canvas as in the twin", async () => {
        await open("?page=home");
        const last = page.getByRole("link", { name: "Appeler le garage" });
        await last.focus();
        await rest();
        const box = await last.boundingBox();
        assert.ok(box.y > 60 && box.y + box.height < 740 - 68, `at ${box.y}`);
        assert.ok((await scrollOf()) < -300);
    });

    test("a lost drawing context comes back, with all that was on it", async () => {
        await open("?page=home");
        const before = await page.screenshot();
        await page.evaluate(
            () =>
                new Promise((resolve) => {
                    const canvas = document.getElementById("canvas");
                    const lose = (canvas.getContext("webgl") ?? canvas.getContext("webgl2")).getExtension("WEBGL_lose_context");
                    canvas.addEventListener("webglcontextrestored", resolve);
                    canvas.addEventListener("webglcontextlost", () => setTimeout(() => lose.restoreContext()));
                    lose.loseContext();
                }),
        );
        await rest();
        const after = await page.screenshot();
        assert.ok(before.equals(after), "the page looks as it did");
    });

    test("a name in any script that the device has is drawn, and told", async () => {
        await open("?page=scripts");
        // A device has what it has; where the canvas of the page shows ink, ours must too.
        for (const name of ["Ελένη Παπαδοπούλου", "Наталія Шевченко", "שירה כהן", "محمد الحسن"]) {
            const row = page.getByRole("button", { name: new RegExp(name) });
            await row.scrollIntoViewIfNeeded();
            const { x, y, height } = await row.boundingBox();
            const title = await page.screenshot({ clip: { x: x + 76, y: y + 6, width: 180, height: height / 2 - 8 } });
            assert.ok(await inkOf(title) > 0.01, `${name} is drawn`);
        }
        assert.equal(await button("Appeler محمد").count(), 1);
    });

    test("the colours follow the system, and the person's own text size is kept to", async () => {
        await open("?page=forms");
        const light = await page.getByLabel("Nom").evaluate((field) => getComputedStyle(field).backgroundColor);
        await page.emulateMedia({ colorScheme: "dark" });
        await rest();
        const dark = await page.getByLabel("Nom").evaluate((field) => getComputedStyle(field).backgroundColor);
        assert.equal(light, "rgb(255, 255, 255)");
        assert.notEqual(dark, light);
    });
});

describe("fields", () => {
    beforeEach(() => open("?page=forms"));
    afterEach(async () => {
        assert.deepEqual(errors, []);
        await context.close();
    });

    test("a field is a real input, seen, at least 16 px, with its label, error and kind", async () => {
        const email = page.getByRole("textbox", { name: "E-mail" });
        const facts = await email.evaluate((field) => ({
            type: field.type,
            autocomplete: field.autocomplete,
            size: parseFloat(getComputedStyle(field).fontSize),
            opacity: getComputedStyle(field).opacity,
            invalid: field.getAttribute("aria-invalid"),
            described: document.getElementById(field.getAttribute("aria-describedby")).textContent,
            form: field.form !== null,
        }));
        assert.deepEqual(facts, {
            type: "email",
            autocomplete: "email",
            size: 16,
            opacity: "1",
            invalid: "true",
            described: "Il manque le domaine, par exemple elodie@exemple.ch",
            form: true,
        });
        assert.equal(await page.getByLabel("Nom").getAttribute("required"), "");
    });

    test("what is typed, pasted, undone and dictated is the browser's, and the program knows it", async () => {
        const name = page.getByLabel("Nom");
        await name.click();
        await page.keyboard.press("Control+A");
        await page.keyboard.type("Jürg");
        await page.keyboard.insertText(" Müller-北京");
        await rest();
        assert.equal(await name.inputValue(), "Jürg Müller-北京");
        await page.keyboard.press("Control+Z");
        await rest();
        assert.notEqual(await name.inputValue(), "Jürg Müller-北京");
        // The program has it: leaving the page and coming back shows what it keeps.
        await name.fill("Anna Keller");
        await rest();
        await page.getByRole("link", { name: "Accueil" }).dispatchEvent("click");
        await page.getByRole("heading", { name: "Bonjour Élodie" }).waitFor();
        await page.getByRole("link", { name: "Champs" }).dispatchEvent("click");
        await page.getByLabel("Nom").waitFor();
        assert.equal(await page.getByLabel("Nom").inputValue(), "Anna Keller");
    });

    test("the caret stays where it is while one types in the middle", async () => {
        const name = page.getByLabel("Nom");
        await name.fill("Anna");
        await name.evaluate((field) => field.setSelectionRange(2, 2));
        await page.keyboard.type("XYZ", { delay: 20 });
        await rest();
        assert.equal(await name.inputValue(), "AnXYZna");
        assert.equal(await name.evaluate((field) => field.selectionStart), 5);
    });

    test("composing with an input method is not disturbed", async () => {
        const name = page.getByLabel("Nom");
        await name.fill("");
        await name.focus();
        const client = await context.newCDPSession(page);
        await client.send("Input.imeSetComposition", { text: "きょ", selectionStart: 2, selectionEnd: 2 });
        await rest();
        await client.send("Input.imeSetComposition", { text: "きょう", selectionStart: 3, selectionEnd: 3 });
        await rest();
        await client.send("Input.insertText", { text: "今日" });
        await rest();
        assert.equal(await name.inputValue(), "今日");
    });

    test("Enter submits the form", async () => {
        await page.getByLabel("Nom").focus();
        await page.keyboard.press("Enter");
        await page.getByText("Envoyé par Entrée").waitFor();
    });

    test("a password is shown on demand, in the same element", async () => {
        const password = page.getByLabel("Mot de passe", { exact: true });
        await password.fill("geheim");
        assert.equal(await password.getAttribute("type"), "password");
        await button("Afficher le mot de passe").dispatchEvent("click");
        await button("Masquer le mot de passe").waitFor();
        assert.equal(await password.getAttribute("type"), "text");
        assert.equal(await password.inputValue(), "geheim");
    });

    test("check boxes, radios and selects work with the keyboard and the browser's picker", async () => {
        const reminds = page.getByRole("checkbox", { name: "Me rappeler la veille" });
        await reminds.focus();
        await page.keyboard.press("Space");
        await rest();
        assert.equal(await reminds.isChecked(), true);
        await page.getByRole("radio", { name: "E-mail" }).focus();
        await page.keyboard.press("ArrowDown");
        await rest();
        assert.equal(await page.getByRole("radio", { name: "SMS" }).isChecked(), true);
        await page.getByLabel("Langue").selectOption("Italiano");
        await rest();
        assert.equal(await page.getByLabel("Langue").inputValue(), "2");
    });

    test("a drag that begins on a field scrolls the page under it", async () => {
        const [x, y] = await middle(page.getByLabel("Remarque pour le garage"));
        await drag([x, y], [x, y - 200]);
        assert.ok((await scrollOf()) <= -150, `scrolled by ${await scrollOf()}`);
    });

    test("a field is clipped like what it is in, and lies under a dialog", async () => {
        await page.mouse.move(180, 400);
        await page.mouse.wheel(0, 400);
        await rest();
        const hit = await page.evaluate(() => document.elementFromPoint(180, 30).tagName);
        assert.equal(hit, "CANVAS");
        await page.getByRole("link", { name: "Messages" }).dispatchEvent("click");
        await button("Ouvrir le dialogue").dispatchEvent("click");
        await page.getByRole("dialog").waitFor();
        assert.equal(await page.evaluate(() => document.querySelectorAll("#twin [inert]").length > 0), true);
    });
});

describe("dialogs, tabs and lists", () => {
    afterEach(async () => {
        assert.deepEqual(errors, []);
        await context.close();
    });

    test("a dialog takes the focus, keeps it, and gives it back", async () => {
        await open("?page=home");
        await button("Annuler").focus();
        await page.keyboard.press("Enter");
        const dialog = page.getByRole("dialog", { name: "Annuler ce rendez-vous ?" });
        await dialog.waitFor();
        await rest();
        assert.equal(await dialog.getAttribute("aria-modal"), "true");
        const isInside = () => dialog.evaluate((element) => element.contains(document.activeElement));
        assert.equal(await isInside(), true);
        for (let presses = 0; presses < 6; ++presses) {
            await page.keyboard.press("Tab");
            const isOnPage = await page.evaluate(() => document.activeElement !== document.body);
            assert.ok(!isOnPage || (await isInside()));
        }
        await page.keyboard.press("Escape");
        await dialog.waitFor({ state: "detached" });
        await rest();
        assert.equal(await button("Annuler").evaluate((element) => element === document.activeElement), true);
    });

    test("a toast is announced, and offers to undo", async () => {
        await open("?page=home");
        await button("Annuler").dispatchEvent("click");
        await button("Annuler le RDV").dispatchEvent("click");
        const region = page.getByRole("status", { name: "Notifications" });
        await region.getByText("Rendez-vous annulé").waitFor();
        await region.getByRole("button", { name: "Rétablir" }).dispatchEvent("click");
        await region.getByText("Rendez-vous annulé").waitFor({ state: "detached" });
    });

    test("tabs change with the arrow keys and keep the focus", async () => {
        await open("?page=home");
        await page.getByRole("tab", { name: "À venir" }).focus();
        await page.keyboard.press("ArrowRight");
        const past = page.getByRole("tab", { name: "Passés" });
        await page.getByRole("tabpanel", { name: "Passés" }).waitFor();
        assert.equal(await past.getAttribute("aria-selected"), "true");
        assert.equal(await past.evaluate((element) => element === document.activeElement), true);
    });

    test("a list of 100,000 tells its size and shows what is scrolled to", async () => {
        await open("?page=lists");
        const first = page.getByRole("listitem").first();
        assert.equal(await first.getAttribute("aria-setsize"), "100000");
        assert.ok((await page.getByRole("listitem").count()) < 40);
        await page.mouse.move(180, 500);
        await page.mouse.wheel(0, 7000);
        await rest();
        const position = Number(await page.getByRole("listitem").first().getAttribute("aria-posinset"));
        assert.ok(position > 20, `at ${position}`);
    });

    test("a finger scrolls, and presses nothing on the way", async () => {
        await open("?page=lists");
        await drag([180, 600], [180, 300], 4);
        assert.ok((await scrollOf()) <= -280, `scrolled by ${await scrollOf()}`);
        assert.equal(await page.getByRole("heading", { name: "Clients" }).count(), 1);
    });
});

for (const scheme of ["light", "dark"]) {
    describe(`axe-core finds nothing, ${scheme}`, () => {
        afterEach(() => context.close());

        for (const [place, options] of [
            ["?page=home", phone],
            ["?page=home&dialog", phone],
            ["?page=buttons", phone],
            ["?page=forms", phone],
            ["?page=booking", phone],
            ["?page=lists", phone],
            ["?page=feedback", phone],
            ["?page=desk", desk],
        ]) {
            test(place, async () => {
                await open(place, { ...options, colorScheme: scheme, reducedMotion: "reduce" });
                const { violations } = await new AxeBuilder({ page }).analyze();
                const found = violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.html).join(" | ")}`);
                assert.deepEqual(found, []);
            });
        }
    });
}

describe("a page that cannot run says why", () => {
    afterEach(() => context.close());

    async function openBroken(script) {
        context = await browser.newContext(phone);
        page = await context.newPage();
        await page.addInitScript(script);
        await page.goto(`${server.url}/gallery/`);
    }

    test("without WebGL", async () => {
        await openBroken(() => {
            HTMLCanvasElement.prototype.getContext = () => null;
        });
        await page.getByRole("alert").filter({ hasText: "WebGL" }).waitFor();
        assert.equal(await button("Réessayer").isVisible(), true);
    });

    test("without WebAssembly", async () => {
        await openBroken(() => {
            delete globalThis.WebAssembly;
        });
        await page.getByRole("alert").filter({ hasText: "trop ancien" }).waitFor();
    });

    test("without storage", async () => {
        await openBroken(() => {
            Object.defineProperty(globalThis, "indexedDB", { value: undefined });
        });
        await page.getByRole("alert").filter({ hasText: "enregistrement" }).waitFor();
    });

    test("without its program", async () => {
        context = await browser.newContext(phone);
        page = await context.newPage();
        await page.route("**/gallery.js", (route) => route.abort());
        await page.goto(`${server.url}/gallery/`);
        await page.getByRole("alert").filter({ hasText: "connexion" }).waitFor();
    });

    test("without JavaScript", async () => {
        context = await browser.newContext({ ...phone, javaScriptEnabled: false });
        page = await context.newPage();
        await page.goto(`${server.url}/gallery/`);
        await page.locator(".shell-problem").waitFor();
        assert.match(await page.locator(".shell-problem").textContent(), /a besoin de JavaScript/);
    });
});
