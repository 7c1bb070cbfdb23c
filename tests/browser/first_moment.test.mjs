// What somebody sees before the program runs, and when it cannot run at all: the business's name and a skeleton at once,
// then either the program or plain words, the shop's telephone number and a way to try again. On a phone and at a desk,
// in light and dark, in four languages, at twice the text size.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { AxeBuilder } from "@axe-core/playwright";

import { desk, signIn } from "./support/admin.mjs";
import { launchChromium } from "./support/chromium.mjs";
import { keptOnDevice, open, phone, see, tap } from "./support/portal.mjs";
import { rest } from "./support/rest.mjs";
import { startServer } from "./support/server.mjs";

const NAME = "Garage des Alpes";
const screenshots = process.env.PORTAIL_SCREENSHOTS;

let browser;
let server;
let links;

before(async () => {
    [browser, server] = await Promise.all([launchChromium(), startServer()]);
    links = (await server.links()).map(({ url }) => url);
});

after(async () => {
    await browser?.close();
    await server?.remove();
});

/** Runs `use` with a page of its own. */
async function withPage(options, use) {
    const context = await browser.newContext(options);
    try {
        await use(await context.newPage(), context);
    } finally {
        await context.close();
    }
}

/** Everything that is shown lies within the window, or can be scrolled to downwards. */
const fitsInWidth = (page) => page.evaluate(() => document.getElementById("shell").scrollWidth <= innerWidth);

async function hasNoFault(page) {
    const { violations } = await new AxeBuilder({ page }).include("#shell").analyze();
    assert.deepEqual(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`),
        [],
    );
}

async function sizeOf(locator) {
    const { width, height } = await locator.boundingBox();
    return { width, height };
}

// --- before the program --------------------------------------------------------------------------------------------

for (const [place, options, path] of [
    ["the portal on a phone", phone, () => new URL(links[0]).pathname],
    ["the portal at its own address", phone, () => "/"],
    ["the admin at a desk", desk, () => "/admin/clients"],
]) {
    test(`${place}: the business's name and a skeleton are painted before any script has come`, () =>
        withPage(options, async (page) => {
            await page.route(/\.(js|wasm)$/, () => {}); // never answered
            await page.goto(`${server.url}${path()}`, { waitUntil: "commit" });
            await page.locator(".shell-bar").getByText(NAME).waitFor();
            assert.equal(await page.title(), NAME);
            assert.ok(await page.locator(".shell-card").first().isVisible());
            assert.equal(await page.evaluate(() => document.documentElement.lang), "fr");
            await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length === 1);
        }));
}

test("the first paint waits for the page alone", () =>
    withPage(phone, async (page) => {
        await page.route(/\/(portal|brand)\//, () => {});
        await page.goto(`${server.url}/`, { waitUntil: "commit" });
        await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length === 1);
        assert.equal(
            await page.locator(".shell-bar").evaluate((bar) => getComputedStyle(bar).backgroundColor),
            "rgb(255, 255, 255)",
        );
    }));

test("the skeleton is in the language, the colours and the text size that were chosen on this device", () =>
    withPage({ ...phone, locale: "fr-CH" }, async (page) => {
        await page.addInitScript(() => {
            localStorage.setItem("portail.language", "de");
            localStorage.setItem("portail.color_scheme", "dark");
            localStorage.setItem("portail.text_scale", "200");
        });
        await page.route(/\.wasm$/, () => {});
        await page.goto(links[0], { waitUntil: "commit" });
        await page.getByRole("status").filter({ hasText: "Wird geladen…" }).waitFor({ state: "attached" });
        const bar = page.locator(".shell-bar");
        assert.equal(await bar.evaluate((element) => getComputedStyle(element).backgroundColor), "rgb(24, 28, 35)");
        assert.equal(await bar.evaluate((element) => getComputedStyle(element).fontSize), "34px");
        assert.equal(await page.evaluate(() => document.documentElement.lang), "de");
        const colors = await page.evaluate(() =>
            [...document.querySelectorAll('meta[name="theme-color"]')].filter((meta) => matchMedia(meta.media).matches).map((meta) => meta.content),
        );
        assert.deepEqual(colors, ["#181c23"]);
    }));

test("the program is compiled while it arrives, is fetched once, and at the same time as its scripts", () =>
    withPage(phone, async (page) => {
        await page.addInitScript(() => {
            window.compiledFrom = [];
            for (const name of ["compile", "compileStreaming", "instantiate", "instantiateStreaming"]) {
                const original = WebAssembly[name];
                WebAssembly[name] = (source, ...rest) => {
                    compiledFrom.push(`${name} ${source instanceof WebAssembly.Module ? "module" : "bytes"}`);
                    return original.call(WebAssembly, source, ...rest);
                };
            }
        });
        const asked = [];
        page.on("request", (request) => asked.push(new URL(request.url()).pathname));
        await open(page, links[1]);
        assert.deepEqual(await page.evaluate(() => compiledFrom), ["compileStreaming bytes", "instantiate module"]);
        const ofProgram = asked.filter((path) => /^\/portal\/[0-9a-f]{12}\//.test(path)).map((path) => path.split("/").pop());
        const once = ["loader.js", "page.js", "portal.js", "portal.wasm", "shell.css"];
        // What the worker fetches later comes from the browser's own cache, and is listed by no page.
        for (const file of once) assert.equal(ofProgram.filter((name) => name === file).length, 1, `${file} in ${ofProgram}`);
        const timing = await page.evaluate(() =>
            Object.fromEntries(
                performance.getEntriesByType("resource").map((entry) => [entry.name.split("/").pop(), [entry.startTime, entry.responseEnd]]),
            ),
        );
        for (const file of ["portal.wasm", "portal.js", "page.js"]) {
            assert.ok(timing[file][0] < timing["loader.js"][1], `${file} is asked for before the loader has come`);
        }
    }));

test("files travel in brotli or gzip, and are kept for ever under the address of their version", () =>
    withPage(phone, async (page, context) => {
        const html = await (await context.request.get(links[0])).text();
        const wasm = html.match(/\/portal\/[0-9a-f]{12}\/portal\.wasm/)[0];
        for (const [accepted, encoding] of [
            ["gzip, deflate, br", "br"],
            ["gzip", "gzip"],
        ]) {
            for (const file of [wasm, wasm.replace(".wasm", ".js")]) {
                const response = await context.request.head(`${server.url}${file}`, { headers: { "Accept-Encoding": accepted } });
                const headers = response.headers();
                assert.equal(headers["content-encoding"], encoding, file);
                assert.equal(headers["cache-control"], "public, max-age=31536000, immutable");
                assert.equal(headers["content-type"], file.endsWith(".wasm") ? "application/wasm" : "text/javascript; charset=utf-8");
            }
        }
        const page_ = await context.request.get(links[0], { headers: { "Accept-Encoding": "br" } });
        assert.equal(page_.headers()["content-encoding"], "br");
        assert.equal(page_.headers()["cache-control"], "no-cache");
    }));

// --- without JavaScript ---------------------------------------------------------------------------------------------

for (const [language, words] of [
    ["fr-CH", /a besoin de JavaScript.*appelez-nous/],
    ["en-GB", /needs JavaScript.*call us/],
    ["de-CH", /braucht JavaScript.*rufen Sie uns an/],
    ["it-CH", /bisogno di JavaScript.*chiamaci/],
]) {
    test(`without JavaScript the page says so and gives the shop's number (${language})`, () =>
        withPage({ ...phone, locale: language, javaScriptEnabled: false }, async (page) => {
            await page.goto(links[0]);
            const problem = page.locator("noscript .shell-problem");
            await problem.waitFor();
            assert.match(await problem.innerText(), words);
            const call = page.locator("noscript a[href^='tel:+41']");
            assert.ok((await sizeOf(call)).height >= 44);
            assert.ok(!(await page.locator(".shell-card").first().isVisible()), "no skeleton of what will not come");
            if (screenshots) await page.screenshot({ path: join(screenshots, `no-script-${language}.png`) });
        }));
}

// --- a program that cannot run --------------------------------------------------------------------------------------

const faults = {
    "no WebAssembly": {
        script: () => delete globalThis.WebAssembly,
        words: { fr: "trop ancien", en: "too old", de: "zu alt", it: "troppo vecchio" },
    },
    "no WebGL": {
        script: () => {
            HTMLCanvasElement.prototype.getContext = () => null;
        },
        words: { fr: "WebGL est désactivé", en: "WebGL is turned off", de: "WebGL ist ausgeschaltet", it: "WebGL è disattivato" },
    },
    "no storage": {
        script: () => Object.defineProperty(globalThis, "indexedDB", { value: undefined }),
        words: { fr: "navigation privée", en: "private browsing", de: "privaten Modus", it: "navigazione privata" },
    },
    "storage that is forbidden": {
        script: () =>
            Object.defineProperty(globalThis, "indexedDB", {
                get() {
                    throw new DOMException("denied", "SecurityError");
                },
            }),
        words: { fr: "navigation privée", en: "private browsing", de: "privaten Modus", it: "navigazione privata" },
    },
    "storage that does not open": {
        script: () => {
            IDBFactory.prototype.open = () => {
                const request = {};
                queueMicrotask(() => request.onerror?.());
                return request;
            };
        },
        words: { fr: "navigation privée", en: "private browsing", de: "privaten Modus", it: "navigazione privata" },
    },
    "no program": {
        route: /\.wasm$/,
        words: { fr: "Vérifiez la connexion", en: "Check the connection", de: "Prüfen Sie die Verbindung", it: "Controlla la connessione" },
    },
    "no scripts": {
        route: /\/page\.js$/,
        words: { fr: "Vérifiez la connexion", en: "Check the connection", de: "Prüfen Sie die Verbindung", it: "Controlla la connessione" },
    },
};
const retryWords = { fr: "Réessayer", en: "Try again", de: "Erneut versuchen", it: "Riprova" };
const callWords = { fr: /^Appeler/, en: /^Call/, de: /anrufen$/, it: /^Chiama/ };

async function breakPage(page, fault) {
    if (fault.script) await page.addInitScript(fault.script);
    if (fault.route) await page.route(fault.route, (route) => route.abort());
}

for (const [name, fault] of Object.entries(faults)) {
    describe(`with ${name}`, () => {
        for (const language of ["fr", "en", "de", "it"]) {
            test(`the page says what is wrong, what to do, and whom to call (${language})`, () =>
                withPage({ ...phone, locale: `${language}-CH` }, async (page) => {
                    await breakPage(page, fault);
                    await page.goto(links[2], { waitUntil: "commit" });
                    await page.getByRole("alert").filter({ hasText: fault.words[language] }).waitFor();
                    const retry = page.getByRole("button", { name: retryWords[language] });
                    const call = page.getByRole("link", { name: callWords[language] });
                    assert.match(await call.getAttribute("href"), /^tel:\+41\d{9}$/);
                    for (const control of [retry, call]) {
                        const { width, height } = await sizeOf(control);
                        assert.ok(height >= 44 && width >= 44, `${width} × ${height}`);
                    }
                    assert.ok(await fitsInWidth(page));
                }));
        }
    });
}

for (const [size, options] of [
    ["a phone", phone],
    ["a desk", desk],
]) {
    for (const colorScheme of ["light", "dark"]) {
        for (const textScale of ["100", "200"]) {
            test(`what is wrong can be read on ${size}, ${colorScheme}, at ${textScale} %`, () =>
                withPage({ ...options, colorScheme }, async (page) => {
                    await page.addInitScript((scale) => localStorage.setItem("portail.text_scale", scale), textScale);
                    await breakPage(page, faults["no WebGL"]);
                    await page.goto(links[2], { waitUntil: "commit" });
                    await page.getByRole("alert").filter({ hasText: "WebGL" }).waitFor();
                    await hasNoFault(page);
                    assert.ok(await fitsInWidth(page), "nothing is cut off at the side");
                    await page.getByRole("link", { name: /^Appeler/ }).scrollIntoViewIfNeeded();
                    assert.ok(await page.getByRole("link", { name: /^Appeler/ }).isVisible());
                    if (screenshots) {
                        await page.screenshot({ path: join(screenshots, `no-webgl-${options.viewport.width}-${colorScheme}-${textScale}.png`) });
                    }
                }));
        }
    }
}

test("trying again opens the program once the fault is gone", () =>
    withPage(phone, async (page) => {
        let isBroken = true;
        await page.route(/\.wasm$/, (route) => (isBroken ? route.abort() : route.continue()));
        await page.goto(links[3], { waitUntil: "commit" });
        const retry = page.getByRole("button", { name: "Réessayer" });
        await retry.waitFor();
        isBroken = false;
        await retry.click();
        await see(page, "button", "Prendre RDV");
    }));

test("a page whose version the server no longer has fetches the present one by itself, once", () =>
    withPage(phone, async (page) => {
        let loads = 0;
        await page.route(links[4], async (route) => {
            loads += 1;
            const response = await route.fetch();
            const html = await response.text();
            const body = loads === 1 ? html.replaceAll(/\/portal\/[0-9a-f]{12}\/(page\.js|portal\.)/g, "/portal/000000000000/$1").replace(/data-path="[^"]*"/, 'data-path="/portal/000000000000"') : html;
            await route.fulfill({ response, body });
        });
        await page.goto(links[4], { waitUntil: "commit" });
        await see(page, "button", "Prendre RDV");
        assert.equal(loads, 2);
    }));

// --- a lost drawing context -----------------------------------------------------------------------------------------

function loseContext(page) {
    return page.evaluate(
        () =>
            new Promise((resolve) => {
                const canvas = document.getElementById("canvas");
                const lose = (canvas.getContext("webgl") ?? canvas.getContext("webgl2")).getExtension("WEBGL_lose_context");
                canvas.addEventListener("webglcontextrestored", resolve, { once: true });
                canvas.addEventListener("webglcontextlost", () => setTimeout(() => lose.restoreContext()), { once: true });
                lose.loseContext();
            }),
    );
}

async function looksTheSameAfterLoss(page) {
    await rest(page);
    const before = await page.screenshot();
    await loseContext(page);
    await rest(page);
    assert.ok(before.equals(await page.screenshot()), "the page looks as it did");
}

test("a lost drawing context comes back on the portal, under a dialog too, and everything still works", () =>
    withPage(phone, async (page) => {
        await open(page, links[5]);
        await keptOnDevice(page);
        await see(page, "button", "À jour");
        await looksTheSameAfterLoss(page);
        await tap(page, "button", "À jour");
        await see(page, "dialog", /./);
        await looksTheSameAfterLoss(page);
        await page.goBack();
        await page.getByRole("dialog").waitFor({ state: "detached" });
        await tap(page, "button", "Prendre RDV", { exact: true });
        await see(page, "heading", "Pour quel véhicule ?");
    }));

test("a lost drawing context comes back on the admin with the customer's QR code", () =>
    withPage(desk, async (page) => {
        await signIn(page, server);
        const [{ customer_id: customer }] = await server.links();
        await page.goto(`${server.url}/admin/clients/${customer}/qr`, { waitUntil: "commit" });
        await see(page, "img", /^QR code/);
        await looksTheSameAfterLoss(page);
    }));

test("a drawing context that stays away is told, and the page goes on when it comes back after all", () =>
    withPage(phone, async (page) => {
        await page.clock.install();
        await open(page, links[6]);
        const lose = await page.evaluateHandle(() => {
            const canvas = document.getElementById("canvas");
            return (canvas.getContext("webgl") ?? canvas.getContext("webgl2")).getExtension("WEBGL_lose_context");
        });
        const lost = page.evaluate(() => new Promise((resolve) => document.getElementById("canvas").addEventListener("webglcontextlost", () => resolve(), { once: true })));
        await lose.evaluate((extension) => extension.loseContext());
        await lost;
        await page.clock.runFor(6000);
        await page.getByRole("alert").filter({ hasText: "s’est arrêtée" }).waitFor();
        await lose.evaluate((extension) => extension.restoreContext());
        await page.getByRole("alert").waitFor({ state: "hidden" });
        await tap(page, "button", "Prendre RDV", { exact: true });
        await see(page, "heading", "Pour quel véhicule ?");
    }));
