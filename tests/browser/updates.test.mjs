// How a newer version of a program comes without anybody losing anything. A version is one set of files, never mixed with
// another; it is fetched beside the one in use, waits, and is started when the person says so, when nobody looks, or at
// the next start.
import assert from "node:assert/strict";
import { readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";

import { desk, signIn } from "./support/admin.mjs";
import { launchChromium } from "./support/chromium.mjs";
import { WAIT_MS, activate, book, find, keptOnDevice, open, phone, see, seeText, tap, touch } from "./support/portal.mjs";
import { rest } from "./support/rest.mjs";
import { builtSite, startServer } from "./support/server.mjs";
import { untilResolved } from "./support/until.mjs";
import { makeVersion, versionIn } from "./support/versions.mjs";
import { visibility } from "./support/visibility.mjs";

let browser;
let server;
let links;
let context;
let page;

before(async () => {
    browser = await launchChromium();
});

after(() => browser?.close());

async function begin(options = phone) {
    server = await startServer();
    links = (await server.links()).map(({ url }) => url);
    context = await browser.newContext(options);
    await context.addInitScript(visibility);
    page = await context.newPage();
}

async function end() {
    await context?.close();
    await server?.remove();
}

let two;
let three;
let broken;
let damaged;
let renamed;

before(() => {
    two = makeVersion(2);
    three = makeVersion(3);
    broken = makeVersion(4, (folder, program, version) => {
        for (const ending of ["", ".br", ".gz"]) rmSync(join(folder, program, version, `${program}.wasm${ending}`));
    });
    damaged = makeVersion(5, (folder, program, version) => {
        const file = join(folder, program, version, `${program}.wasm`);
        truncateSync(file, 1000);
        for (const ending of [".br", ".gz"]) rmSync(file + ending);
    });
    // The same version, which the server fills with another name.
    renamed = makeVersion(2, (folder, program, version) => {
        for (const file of ["index.html", join(version, "index.html")].map((name) => join(folder, program, name))) {
            writeFileSync(file, readFileSync(file, "utf8").replaceAll("{{name}}", "{{name}} SA"));
        }
    });
});

after(() => {
    for (const version of [two, three, broken, damaged, renamed]) version?.remove();
});

/** The same server at the same address with another version of the programs. */
async function deploy(version) {
    await server.stop();
    server = await startServer({ port: server.port, data: server.data, site: version.folder });
}

const versionOf = (somePage) => somePage.evaluate(() => window.testVersion ?? 1);

/** As an hour later: the page looks for a newer version. */
async function lookForUpdate(somePage) {
    await somePage.evaluate(() => navigator.serviceWorker.getRegistration().then((registration) => registration.update().catch(() => {})));
}

/** The version is on the device, whole; a page that starts will be this one, and the running one knows. */
async function isFetched(somePage, version) {
    await untilResolved(
        somePage,
        async (wanted) => (await (await caches.match("/portal/", { cacheName: "portail.newest" }))?.text()) === wanted && Module.portail.offline.hasUpdate(),
        version,
    );
}

async function runsVersion(somePage, number) {
    await somePage.waitForFunction((wanted) => (window.testVersion ?? 1) === wanted && window.portail?.ready, number, { timeout: WAIT_MS });
}

const cachesOf = (somePage, program = "portal") =>
    somePage.evaluate(async (prefix) => (await caches.keys()).filter((name) => name.startsWith(prefix)).sort(), `portail-${program}-`);

async function keepsOnly(somePage, version, program = "portal") {
    await untilResolved(
        somePage,
        async ([prefix, wanted]) => {
            const names = (await caches.keys()).filter((name) => name.startsWith(prefix));
            return names.length === 1 && names[0] === wanted;
        },
        [`portail-${program}-`, `portail-${program}-${version}`],
    );
}

const READY = "Une nouvelle version est prête.";
const second = "000000000002";
const third = "000000000003";

describe("a newer version", () => {
    beforeEach(() => begin());
    afterEach(end);

    async function openFirst(path = "") {
        await open(page, links[0]);
        await keptOnDevice(page);
        // The page was fetched before there was a worker; from here on the worker answers.
        await page.goto(`${links[0]}${path}`, { waitUntil: "commit" });
        await runsVersion(page, 1);
    }

    test("is fetched beside the one in use, offered without a dialog, and started at the same place when the person says so", async () => {
        await openFirst("/vehicles");
        await see(page, "heading", "Mes véhicules");
        await deploy(two);
        await lookForUpdate(page);
        await seeText(page, READY);
        assert.equal(await page.getByRole("dialog").count(), 0);
        assert.equal(await versionOf(page), 1, "it waits");
        assert.equal((await cachesOf(page)).length, 2);
        await tap(page, "button", "Mettre à jour");
        await runsVersion(page, 2);
        await see(page, "heading", "Mes véhicules");
        assert.equal(new URL(page.url()).pathname, `${new URL(links[0]).pathname}/vehicles`);
        await keepsOnly(page, second);
    });

    test("is noticed when the person comes back to the page, and once an hour", async () => {
        await page.addInitScript(() => {
            window.looks = 0;
            const { update } = ServiceWorkerRegistration.prototype;
            ServiceWorkerRegistration.prototype.update = function () {
                window.looks += 1;
                return update.call(this);
            };
            window.hourly = [];
            const { setInterval: real } = window;
            window.setInterval = (work, every, ...rest) => {
                if (every === 3600000) hourly.push(work);
                return real(work, every, ...rest);
            };
            const { now } = Date;
            window.later = 0;
            Date.now = () => now() + window.later;
        });
        await openFirst();
        await page.waitForFunction(() => window.looks === 1, null, { timeout: WAIT_MS });
        await page.evaluate(() => (setVisibility("hidden"), setVisibility("visible")));
        assert.equal(await page.evaluate(() => looks), 1, "not for every glance");
        await page.evaluate(() => ((later = 61_000), setVisibility("hidden"), setVisibility("visible")));
        assert.equal(await page.evaluate(() => looks), 2);
        await page.evaluate(() => hourly.forEach((work) => work()));
        assert.equal(await page.evaluate(() => looks), 3);
    });

    test("does not throw away what is typed: it waits until that is done", async () => {
        await openFirst("/details");
        await see(page, "textbox", "Téléphone");
        await deploy(two);
        await lookForUpdate(page);
        await seeText(page, READY);
        await find(page, "textbox", "Téléphone").fill("+41 79 555 44 33");
        await tap(page, "button", "Mettre à jour");
        await seeText(page, "dès que vous aurez terminé");
        assert.equal(await find(page, "textbox", "Téléphone").inputValue(), "+41 79 555 44 33");
        assert.equal(await versionOf(page), 1);
        await tap(page, "button", "Enregistrer");
        await seeText(page, "Coordonnées enregistrées");
        await tap(page, "link", "Accueil");
        await runsVersion(page, 2);
        await see(page, "button", "Prendre RDV");
        await page.goto(`${links[0]}/details`, { waitUntil: "commit" });
        await page.waitForFunction(() => document.querySelector("#twin input[type=tel]")?.value.replace(/\D/g, "") === "41795554433", null, { timeout: WAIT_MS });
    });

    test("is not offered while something is typed", async () => {
        await openFirst("/details");
        await find(page, "textbox", "Téléphone").fill("+41 79 555 44 33");
        await deploy(two);
        await lookForUpdate(page);
        await isFetched(page, second);
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
        assert.equal(await page.locator("#twin").getByText(READY).count(), 0);
    });

    test("is started by itself when nobody has looked for some minutes, and not before", async () => {
        // The program's own clock, and its alarm.
        await page.addInitScript(() => {
            const now = performance.now.bind(performance);
            let skipped = 0;
            performance.now = () => now() + skipped;
            window.skip = (ms) => {
                skipped += ms;
                Module._portail_wake();
            };
        });
        await openFirst("/vehicles");
        await see(page, "heading", "Mes véhicules");
        await deploy(two);
        await page.evaluate(() => setVisibility("hidden"));
        await lookForUpdate(page);
        await isFetched(page, second);
        await page.evaluate(() => skip(240_000));
        assert.equal(await versionOf(page), 1);
        await page.evaluate(() => skip(60_000));
        await runsVersion(page, 2);
        await see(page, "heading", "Mes véhicules");
    });

    test("is used at the next start, and opens without a network", async () => {
        await openFirst();
        await deploy(two);
        await lookForUpdate(page);
        await isFetched(page, second);
        await page.reload({ waitUntil: "commit" });
        await runsVersion(page, 2);
        await see(page, "button", "Prendre RDV");
        await keepsOnly(page, second);
        await server.stop();
        await page.reload({ waitUntil: "commit" });
        await runsVersion(page, 2);
        await page.waitForFunction(() => document.querySelector(".shell-bar").textContent.includes("Garage des Alpes"));
        await see(page, "button", /^Hors ligne/);
        server = await startServer({ port: server.port, data: server.data, site: two.folder });
    });

    for (const [how, version] of [
        ["could not be fetched whole", () => broken],
        ["was damaged on its way", () => damaged],
    ]) {
        test(`that ${how} changes nothing: the old one stays whole, with and without a network`, async () => {
            await openFirst();
            await deploy(version());
            const state = await page.evaluate(async () => {
                const registration = await navigator.serviceWorker.getRegistration();
                const coming = new Promise((resolve) =>
                    registration.addEventListener("updatefound", () => {
                        const worker = registration.installing;
                        worker.addEventListener("statechange", () => worker.state === "redundant" && resolve(worker.state));
                    }),
                );
                registration.update().catch(() => {});
                return coming;
            });
            assert.equal(state, "redundant");
            assert.deepEqual(await cachesOf(page), [`portail-portal-${versionIn(builtSite, "portal")}`]);
            assert.equal(await page.locator("#twin").getByText(READY).count(), 0);
            await page.reload({ waitUntil: "commit" });
            await see(page, "button", "Prendre RDV");
            await server.stop();
            await page.reload({ waitUntil: "commit" });
            await see(page, "button", "Prendre RDV");
            assert.equal(await versionOf(page), 1);
            server = await startServer({ port: server.port, data: server.data });
        });
    }

    test("in one tab leaves the other its own files, and the other follows when it is its turn", async () => {
        await openFirst();
        const other = await context.newPage();
        await other.goto(links[0], { waitUntil: "commit" });
        await see(other, "button", "Prendre RDV");
        await seeText(page, "Ouvert dans un autre onglet");
        await deploy(two);
        await lookForUpdate(other);
        await tap(other, "button", "Mettre à jour");
        await runsVersion(other, 2);
        await see(other, "button", "Prendre RDV");
        assert.equal(await versionOf(page), 1);
        const first = versionIn(builtSite, "portal");
        assert.deepEqual(await cachesOf(other), [`portail-portal-${second}`, `portail-portal-${first}`].sort());
        const status = await page.evaluate((path) => fetch(path).then((response) => response.status), `/portal/${first}/page.js`);
        assert.equal(status, 200, "its own version's files are still there");
        await tap(page, "button", "Continuer ici");
        await runsVersion(page, 2);
        await see(page, "button", "Prendre RDV");
        await keepsOnly(page, second);
    });

    test("after another one in the same page: only the last is kept", async () => {
        await openFirst();
        await deploy(two);
        await lookForUpdate(page);
        await seeText(page, READY);
        await deploy(three);
        await lookForUpdate(page);
        await isFetched(page, third);
        await page.reload({ waitUntil: "commit" });
        await runsVersion(page, 3);
        await keepsOnly(page, third);
    });

    test("loses no change that has not reached the shop", async () => {
        await openFirst();
        await deploy(two);
        await lookForUpdate(page);
        await seeText(page, READY);
        await server.stop();
        await book(page, tap);
        await seeText(page, "Enregistré, hors ligne");
        await page.reload({ waitUntil: "commit" });
        await runsVersion(page, 2);
        await seeText(page, "en attente d’envoi");
        server = await startServer({ port: server.port, data: server.data, site: two.folder });
        await page.evaluate(() => window.dispatchEvent(new Event("online")));
        await seeText(page, "L’atelier a bien reçu votre demande.");
    });

    test("is told in the panel of the data's state as long as it waits", async () => {
        await openFirst();
        await deploy(two);
        await lookForUpdate(page);
        await seeText(page, READY);
        await rest(page);
        // Not with a finger: the message may lie over it, and over the panel for some seconds.
        await activate(page, "button", "À jour");
        const panel = page.getByRole("dialog");
        await panel.getByText(READY).waitFor({ state: "attached" });
        await activate(panel, "button", "Mettre à jour");
        await runsVersion(page, 2);
        assert.equal(await page.getByRole("dialog").count(), 0);
    });
});

test("the name at the first paint follows the business, from the next start on", async () => {
    await begin();
    try {
        await deploy(two);
        await open(page, links[0]);
        await keptOnDevice(page);
        await deploy(renamed);
        await page.goto(links[0], { waitUntil: "commit" });
        await runsVersion(page, 2);
        await untilResolved(page, async () => (await (await caches.match("/portal/000000000002/index.html")).text()).includes("Garage des Alpes SA"));
        await server.stop();
        await page.reload({ waitUntil: "commit" });
        await page.waitForFunction(() => document.querySelector(".shell-bar")?.textContent === "Garage des Alpes SA", null, { timeout: WAIT_MS });
        await see(page, "button", "Prendre RDV");
    } finally {
        await end();
    }
});

describe("the admin at a desk", () => {
    beforeEach(() => begin(desk));
    afterEach(end);

    test("is updated at its place too, and signed in all the while", async () => {
        await signIn(page, server);
        await keptOnDevice(page);
        await page.goto(`${server.url}/admin/clients`, { waitUntil: "commit" });
        await see(page, "searchbox", "Rechercher un client");
        await deploy(two);
        await lookForUpdate(page);
        await seeText(page, READY);
        await touch(page.getByRole("button", { name: "Mettre à jour" }));
        await runsVersion(page, 2);
        await see(page, "searchbox", "Rechercher un client");
        assert.equal(new URL(page.url()).pathname, "/admin/clients");
        await keepsOnly(page, second, "admin");
    });
});
