// How the programs are put on the home screen: what the browser asks of a manifest, when it is offered, and that it leads
// each customer back to their own portal.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";

import { launchChromium } from "./support/chromium.mjs";
import { WAIT_MS, activate, book, find, open, phone, see, seeText, tap } from "./support/portal.mjs";
import { startServer } from "./support/server.mjs";

let browser;
let server;
let links;
let context;
let page;

before(async () => {
    browser = await launchChromium();
});

after(() => browser?.close());

beforeEach(async () => {
    server = await startServer();
    links = (await server.links()).map(({ url }) => url);
    context = await browser.newContext(phone);
    page = await context.newPage();
});

afterEach(async () => {
    await context?.close();
    await server?.remove();
});

/** What Chromium says when it offers to install a page; window.prompts counts how often it was accepted. */
const offerOfBrowser = `
    window.prompts = 0;
    window.offerInstall = () => {
        const offer = new Event("beforeinstallprompt", { cancelable: true });
        offer.prompt = () => {
            window.prompts += 1;
            return Promise.resolve({ outcome: "dismissed" });
        };
        window.dispatchEvent(offer);
        return offer.defaultPrevented;
    };
    document.addEventListener("DOMContentLoaded", () => setTimeout(offerInstall));
`;

describe("on the home screen", () => {
    for (const [program, path, name, start, scope] of [
        ["portal", () => new URL(links[0]).pathname, "Garage des Alpes", "/c/me", "/c/"],
        ["admin", () => "/admin", "Garage des Alpes – équipe", "/admin", "/admin"],
    ]) {
        test(`Chromium finds nothing that keeps the ${program} from being installed, and no personal code in its manifest`, async () => {
            await page.goto(`${server.url}${path()}`);
            const control = await context.newCDPSession(page);
            const { errors, data, url } = await control.send("Page.getAppManifest");
            assert.deepEqual(errors, []);
            assert.ok(url.endsWith(`/${program}/manifest.webmanifest`));
            const manifest = JSON.parse(data);
            assert.equal(manifest.name, name);
            assert.equal(manifest.start_url, start);
            assert.equal(manifest.scope, scope);
            assert.ok(!data.includes(new URL(links[0]).pathname.split("/").pop()));
            const { installabilityErrors } = await control.send("Page.getInstallabilityErrors");
            // A private window, which every test is, cannot install anything.
            assert.deepEqual(
                installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito"),
                [],
            );
            for (const { src, sizes } of manifest.icons) {
                const response = await context.request.get(`${server.url}${src}`);
                assert.equal(response.headers()["content-type"], "image/png", src);
                const png = await response.body();
                assert.equal(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, sizes);
            }
        });
    }

    test("the installed portal opens the portal of whoever was here last", async () => {
        await open(page, links[1]);
        await page.goto(`${server.url}/c/me`, { waitUntil: "commit" });
        await see(page, "button", "Prendre RDV");
    });

    test("nothing is offered at the first visit; after a booking a quiet card is, once", async () => {
        await page.addInitScript(offerOfBrowser);
        await open(page, links[0]);
        assert.equal(await find(page, "button", "Installer", { exact: true }).count(), 0);
        await book(page, tap);
        await see(page, "button", "Installer", { exact: true });
        assert.equal(await page.getByRole("dialog").count(), 0, "it is no dialog");
        await tap(page, "button", "Installer", { exact: true });
        await page.waitForFunction(() => window.prompts === 1, null, { timeout: WAIT_MS });
        await find(page, "button", "Installer", { exact: true }).waitFor({ state: "detached" });
        await page.goto(links[0], { waitUntil: "commit" });
        await see(page, "button", "Prendre RDV");
        assert.equal(await find(page, "button", "Installer", { exact: true }).count(), 0);
    });

    test("whoever says no at the second visit is not asked again, and finds it in the preferences", async () => {
        await page.addInitScript(offerOfBrowser);
        await open(page, links[0]);
        await page.reload();
        await see(page, "button", "Installer", { exact: true });
        await tap(page, "button", "Pas maintenant");
        await find(page, "button", "Pas maintenant").waitFor({ state: "detached" });
        await page.reload();
        await see(page, "button", "Prendre RDV");
        assert.equal(await find(page, "button", "Pas maintenant").count(), 0);
        await page.goto(`${links[0]}/details`, { waitUntil: "commit" });
        await activate(page, "button", "Installer l’application");
        await page.waitForFunction(() => window.prompts === 1, null, { timeout: WAIT_MS });
    });

    test("the browser's own bar does not come up", async () => {
        await page.addInitScript(offerOfBrowser);
        await open(page, links[0]);
        assert.equal(await page.evaluate(() => offerInstall()), true);
    });

    test("on an iPhone the card says how, and the page is installed at its own address", async () => {
        await page.addInitScript(() => Object.defineProperty(navigator, "standalone", { value: false }));
        await open(page, links[0]);
        assert.equal(await page.locator('link[rel="manifest"]').count(), 0);
        assert.equal(await page.locator('link[rel="apple-touch-icon"]').count(), 1);
        assert.equal(await page.locator('meta[name="apple-mobile-web-app-title"]').getAttribute("content"), "Garage");
        assert.equal(new URL(page.url()).pathname, new URL(links[0]).pathname);
        await page.reload();
        await seeText(page, "Sur l’écran d’accueil");
        await tap(page, "button", "Compris");
        await find(page, "button", "Compris").waitFor({ state: "detached" });
    });

    test("in the installed program nothing is offered", async () => {
        await page.addInitScript(offerOfBrowser);
        await page.addInitScript(() => Object.defineProperty(navigator, "standalone", { value: true }));
        await open(page, links[0]);
        await page.reload();
        await see(page, "button", "Prendre RDV");
        assert.equal(await find(page, "button", "Installer", { exact: true }).count(), 0);
    });

    test("the browser is asked to keep what is on the device when there is something to lose, not before", async () => {
        await page.addInitScript(() => {
            window.askedToKeep = 0;
            StorageManager.prototype.persist = () => {
                window.askedToKeep += 1;
                return Promise.resolve(true);
            };
        });
        await open(page, links[2]);
        await see(page, "button", "À jour");
        assert.equal(await page.evaluate(() => askedToKeep), 0);
        await book(page, tap);
        await page.waitForFunction(() => window.askedToKeep === 1, null, { timeout: WAIT_MS });
    });
});
