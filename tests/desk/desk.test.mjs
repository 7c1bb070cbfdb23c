// The desktop program as the shop uses it, once for real: a window on a display, a pointer, a keyboard, and a server
// that goes away and comes back. The tests follow each other as a day does; each begins where the one before ended.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { startServer } from "../browser/support/server.mjs";
import { startDesk } from "./support/desk.mjs";
import { openDisplay } from "./support/display.mjs";

const PASSWORD = "Bateau-Lavoir-1908";
const REST_MS = 2000;
const BLINKS_PER_SECOND = 2; // of a caret, each a frame

let display;
let server;
let folder;
let desk;

before(async () => {
    folder = mkdtempSync(join(tmpdir(), "portail-desk-"));
    [display, server] = await Promise.all([openDisplay(), startServer({ hasSite: false })]);
    desk = await startDesk({ display, server: server.url, folder });
});

after(async () => {
    await desk?.kill();
    await server?.remove();
    await display?.close();
    rmSync(folder, { recursive: true, force: true });
});

async function signIn(to) {
    await to.fill("E-mail", server.email);
    await to.fill("Mot de passe", PASSWORD);
    await to.key("Return");
    await to.see("link", "Agenda");
}

/** Another desk, with data of its own, that knows only what the server has. */
async function withOtherDesk(use) {
    const own = mkdtempSync(join(tmpdir(), "portail-desk-"));
    const other = await startDesk({ display, server: server.url, folder: own });
    try {
        await signIn(other);
        await use(other);
    } finally {
        await other.kill();
        rmSync(own, { recursive: true, force: true });
        await desk.findWindow();
    }
}

/** How many requests wait, as the navigation says. */
async function requestsAt(at) {
    const { description } = await at.see("link", "À confirmer");
    return Number(description);
}

function seeRequests(at, count) {
    return at.until(`${count} requests`, (screen) =>
        screen.nodes.some(({ role, name, description }) =>
            role === "link" && name === "À confirmer" && Number(description) === count,
        ),
    );
}

async function checkRest() {
    await desk.settle();
    const { frames, processor } = await desk.cost(REST_MS);
    assert.equal(frames, 0, `frames were drawn at rest:\n${desk.describe()}`);
    assert.ok(processor <= 0.01, `${processor} of a processor was used at rest`);
}

test("the first sign-in is refused with a wrong password, and asks for a new one with the right", async () => {
    await desk.see("heading", "Connexion de l’équipe");
    await desk.fill("E-mail", server.email);
    await desk.fill("Mot de passe", "wrong-wrong-wrong");
    await desk.key("Return");
    await desk.see("alert", "");
    await desk.fill("Mot de passe", server.password);
    await desk.click("button", "Se connecter");
    await desk.see("heading", "Choisir un mot de passe");
    await desk.fill("Nouveau mot de passe", PASSWORD);
    await desk.key("Return");
    await desk.see("link", "Agenda");
    await desk.see("button", "À jour");
    await desk.see("list", "Rendez-vous du jour");
});

test("the window's title names the place and the business", async () => {
    assert.match(await desk.title(), /^Agenda – aujourd’hui – Garage des Alpes$/);
});

test("at rest nothing is drawn, and no processor is used", async () => {
    await checkRest();
});

test("a caret blinks at the cost of one frame a blink", async () => {
    await desk.click("link", "Clients");
    await desk.click("text field", "Rechercher un client");
    await desk.until("the focus", (screen) => screen.nodes.some((node) => node.is_focused && node.role === "text field"));
    const { frames } = await desk.cost(REST_MS);
    assert.ok(frames > 0 && frames <= (BLINKS_PER_SECOND * REST_MS) / 1000 + 3, `${frames} frames in ${REST_MS} ms`);
});

test("a client is found by a part of the name and opened", async () => {
    await desk.fill("Rechercher un client", "bianchi");
    await desk.click("button", /^Bianchi Marco/);
    await desk.see("heading", "Marco Bianchi");
    await desk.click("tab", /QR/);
    await desk.see("image", /QR/);
    await checkRest();
});

test("Alt with the arrows and the mouse's thumb buttons go back and forward", async () => {
    await desk.click("link", "Agenda");
    await desk.see("list", "Rendez-vous du jour");
    await desk.key("alt+Left");
    await desk.see("heading", "Marco Bianchi");
    await desk.key("alt+Right");
    await desk.see("list", "Rendez-vous du jour");
    await desk.clickAt(900, 600, 8);
    await desk.see("heading", "Marco Bianchi");
    await desk.clickAt(900, 600, 9);
    await desk.see("list", "Rendez-vous du jour");
});

test("a second window on the same data says that the first has it", async () => {
    const second = await startDesk({ display, server: server.url, folder, description: "second.json" });
    await second.see("heading", "Portail est déjà ouvert");
    await second.see("button", "Réessayer");
    await second.kill();
    await desk.findWindow();
});

test("a request is confirmed, and another desk sees it", async () => {
    const waiting = await requestsAt(desk);
    assert.ok(waiting > 2, "the demo business has requests");
    await desk.click("link", "À confirmer");
    await desk.click("button", "Confirmer");
    await desk.seeText("Rendez-vous confirmé");
    await seeRequests(desk, waiting - 1);
    await desk.see("button", "À jour");
    await withOtherDesk((other) => seeRequests(other, waiting - 1));
});

test("the window has the size again that it was left with", async () => {
    await desk.resize(1100, 720);
    await desk.settle();
    assert.deepEqual(await desk.quit(), { code: 0, signal: null });
    desk = await startDesk({ display, server: server.url, folder });
    assert.deepEqual(await desk.size(), [1100, 720]);
});

test("without a network the program starts, shows the day, and rests", async () => {
    await desk.see("button", "À jour");
    await server.stop();
    await desk.see("button", "Hors ligne");
    assert.deepEqual(await desk.quit(), { code: 0, signal: null });
    desk = await startDesk({ display, server: server.url, folder });
    await desk.see("button", "Hors ligne");
    await desk.see("list", "Rendez-vous du jour");
    await desk.see("button", /^\d\d:\d\d, /);
    assert.match(await desk.title(), /Garage des Alpes$/);
    // Now and then the server is looked for, and what came of it is drawn; in between nothing is.
    await desk.settle();
    const { processor } = await desk.cost(REST_MS);
    assert.ok(processor <= 0.2, `${processor} of a processor was used at rest`);
});

test("what is done offline outlives a killed program, and reaches the server when it is back", async () => {
    const waiting = await requestsAt(desk);
    await desk.click("link", "À confirmer");
    await desk.click("button", "Confirmer");
    await desk.seeText("Rendez-vous confirmé");
    await seeRequests(desk, waiting - 1);
    await desk.see("button", "Hors ligne · 1");
    await desk.kill();

    desk = await startDesk({ display, server: server.url, folder });
    await seeRequests(desk, waiting - 1);
    await desk.see("button", "Hors ligne · 1");
    await desk.quit();

    const { port, data, email } = server;
    server = Object.assign(await startServer({ hasSite: false, port, data }), { email });
    desk = await startDesk({ display, server: server.url, folder });
    await desk.see("button", "À jour");
    await withOtherDesk((other) => seeRequests(other, waiting - 1));
});

test("the server that comes back while the program runs is found again", async () => {
    await server.stop();
    await desk.see("button", "Hors ligne");
    const waiting = await requestsAt(desk);
    await desk.click("link", "À confirmer");
    await desk.click("button", "Confirmer");
    await desk.click("button", "Hors ligne · 1"); // before the program finds the server by itself
    await desk.see("button", "Synchroniser maintenant");
    const { port, data, email } = server;
    server = Object.assign(await startServer({ hasSite: false, port, data }), { email });
    await desk.click("button", "Synchroniser maintenant");
    await desk.see("button", "Fermer");
    await desk.key("Escape");
    await desk.see("button", "À jour");
    await seeRequests(desk, waiting - 1);
});

for (const scale of [1.5, 2]) {
    test(`at a scale of ${scale} everything is where it is said to be`, async () => {
        await desk.quit();
        desk = await startDesk({ display, server: server.url, folder, options: ["--scale", String(scale)] });
        await desk.see("button", "À jour");
        await desk.click("link", "Clients");
        await desk.fill("Rechercher un client", "bianchi");
        await desk.see("button", /^Bianchi Marco/);
    });
}

test("who signs out is told what happens to the data, and must sign in again", async () => {
    await desk.quit();
    desk = await startDesk({ display, server: server.url, folder });
    await desk.see("button", "À jour");
    await desk.click("link", "Compte");
    await desk.scrollTo("button", "Se déconnecter");
    await desk.click("button", "Se déconnecter");
    await desk.see("dialog", "Se déconnecter ?");
    await desk.seeText("quand vous vous connecterez à nouveau");
    // A dialog puts the focus on the first thing to do.
    await desk.until("the focus in the dialog", (screen) =>
        screen.nodes.some((node) => node.is_focused && node.path.includes("sign_out_dialog")),
    );
    await desk.key("Return");
    await desk.see("heading", "Connexion de l’équipe");
    await checkRest();
    await signIn(desk);
});
