// The staff's journeys, in Chromium against a real server, with customers on their phones beside them.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { promisify } from "node:util";

import { AxeBuilder } from "@axe-core/playwright";

import { PASSWORD, desk, signIn } from "./support/admin.mjs";
import { launchChromium } from "./support/chromium.mjs";
import { WAIT_MS, activate, book, chooseFirstTime, find, goToTimes, keptOnDevice, open, phone, see, seeText, tap, touch } from "./support/portal.mjs";
import { rest } from "./support/rest.mjs";
import { startServer } from "./support/server.mjs";

let browser;
let server;
let links;
let shop; // the administrator's page, signed in

before(async () => {
    [browser, server] = await Promise.all([launchChromium(), startServer()]);
    links = await server.links();
    const context = await browser.newContext(desk);
    shop = await context.newPage();
    await signIn(shop, server);
});

after(async () => {
    await browser?.close();
    await server?.remove();
});

const run = promisify(execFile);

/** What a reader of QR codes other than ours sees on the page. */
async function readQrCode(page) {
    const folder = mkdtempSync(join(tmpdir(), "portail-qr-"));
    try {
        const path = join(folder, "screen.png");
        await see(page, "img", /^QR code/);
        await page.screenshot({ path });
        const { stdout } = await run("zbarimg", ["--quiet", "--raw", "--set", "disable", "--set", "qrcode.enable", path]);
        return stdout.trim();
    } finally {
        rmSync(folder, { recursive: true });
    }
}

beforeEach(async () => {
    await shop.goto(`${server.url}/admin`);
    await see(shop, "link", "Agenda");
});

async function newPhone() {
    const context = await browser.newContext(phone);
    return context.newPage();
}

/** The card of a customer's request, on "À confirmer". */
const request = (customer) => shop.getByRole("group", { name: customer, exact: true }).first();

async function openRequests() {
    await tap(shop, "link", /^À confirmer/);
    await see(shop, "heading", "Rendez-vous à confirmer");
}

async function openSheet(customer) {
    await tap(shop, "link", "Clients");
    await find(shop, "searchbox", "Rechercher un client").fill(customer);
    await seeText(shop, /^1 client$/);
    await touch(shop.getByRole("list", { name: "Clients" }).getByRole("button"));
}

/** Picks the first free time of a later day, in the dialog that moves an appointment; returns the words of the answer. */
async function pickLaterTime() {
    const days = shop.getByRole("group", { name: "Jour" }).getByRole("button", { name: /^\w+ \d+ / });
    const firstDay = await days.first().getAttribute("aria-label");
    await tap(shop, "button", "Mois suivant");
    await shop.getByRole("button", { name: firstDay, exact: true }).waitFor({ state: "detached", timeout: WAIT_MS });
    for (let day = 9; ; day += 1) {
        await touch(days.nth(day));
        const times = shop.getByRole("group", { name: "Créneaux libres" }).getByRole("button");
        const none = shop.getByText(/^(Fermé ce jour-là|Plus de créneau libre)/);
        await times.or(none).first().waitFor({ state: "attached", timeout: WAIT_MS });
        if ((await times.count()) > 0) {
            await touch(times.first());
            break;
        }
    }
    const answer = shop.getByRole("button", { name: /^Déplacer : / });
    await answer.waitFor({ state: "attached", timeout: WAIT_MS });
    return (await answer.textContent()).replace(/^Déplacer\s:\s/, "");
}

test("a booking on the portal appears in the admin in under a second, without a reload", async () => {
    await tap(shop, "link", /^À confirmer/);
    await see(shop, "heading", "Rendez-vous à confirmer");
    const customer = await newPhone();
    await open(customer, links[0].url);
    await goToTimes(customer, tap);
    await chooseFirstTime(customer, tap);
    await find(customer, "textbox", /^Remarque/).fill("Voyant rouge depuis hier");
    // Both pages note when, by the one clock of this machine.
    const noted = (page, text) =>
        page.evaluate(
            ([words, patience]) =>
                new Promise((resolve, reject) => {
                    const look = () => document.querySelector("#twin").textContent.includes(words) && resolve(Date.now());
                    new MutationObserver(look).observe(document.querySelector("#twin"), { subtree: true, childList: true, characterData: true });
                    setTimeout(() => reject(new Error(`"${words}" did not appear`)), patience);
                    look();
                }),
            [text, WAIT_MS],
        );
    const inTheShop = noted(shop, "Voyant rouge depuis hier");
    const onThePhone = noted(customer, "C’est noté");
    await tap(customer, "button", "Confirmer le rendez-vous");
    const delay = (await inTheShop) - (await onThePhone);
    assert.ok(delay < 1000, `${delay} ms`);
    await customer.context().close();
});

test("an appointment is confirmed, moved and cancelled, and the customer sees each without a reload", async () => {
    const { name, url } = links[1];
    const customer = await newPhone();
    await open(customer, url);
    await book(customer, tap);
    await seeText(customer, "L’atelier a bien reçu votre demande.");
    await tap(customer, "button", "Voir le rendez-vous");
    await seeText(customer, "à confirmer");

    await openRequests();
    await touch(request(name).getByRole("button", { name: "Confirmer" }));
    await seeText(customer, /^confirmé$/);

    await openSheet(name);
    await tap(shop, "tab", "Rendez-vous");
    await touch(shop.getByRole("list", { name: "À venir" }).getByRole("button").first());
    await tap(shop, "button", "Déplacer", { exact: true });
    const moment = await pickLaterTime();
    await tap(shop, "button", /^Déplacer : /);
    await see(customer, "heading", new RegExp(`^${moment}$`, "i"));

    await tap(shop, "button", "Annuler", { exact: true });
    await tap(shop, "button", "Annuler le rendez-vous");
    await seeText(customer, /^annulé$/);
    await customer.context().close();
});

const messagesGone = (page) =>
    page.waitForFunction(() => document.querySelector("#twin [role=status][aria-label=Notifications]").childElementCount === 0, null, { timeout: WAIT_MS });

test("staff enter a client and an appointment, and mark who came and who did not", async () => {
    for (const [firstName, answer, question, state] of [
        ["Zélie", "Terminé", null, "terminé"],
        ["Ysée", "Absent", "Noter comme absent", "non venu"],
    ]) {
        await tap(shop, "link", "Clients");
        await tap(shop, "button", "Créer");
        await find(shop, "textbox", "Prénom").fill(firstName);
        await find(shop, "textbox", "Nom", { exact: true }).fill("Zwahlen");
        await tap(shop, "button", "Créer le client");
        await see(shop, "heading", `${firstName} Zwahlen`);

        await tap(shop, "tab", "Rendez-vous");
        await tap(shop, "button", "Prendre RDV");
        await tap(shop, "button", "Sans véhicule");
        await tap(shop, "button", /CHF/);
        // Midnight has passed whenever this runs.
        await messagesGone(shop); // they lie over the calendar
        await touch(shop.getByRole("button", { name: /aujourd’hui/ }));
        await rest(shop); // another day has times of its own
        await find(shop, "textbox", "Autre heure").fill("0:00");
        await activate(shop, "button", /^Réserver aujourd.*00:00/); // further down than a finger reaches

        await tap(shop, "link", "Agenda");
        await tap(shop, "button", new RegExp(`^00:00, ${firstName}`));
        await tap(shop, "button", answer, { exact: true });
        if (question) await tap(shop, "button", question);
        await see(shop, "button", new RegExp(`^00:00, ${firstName}.*, ${state}$`));
    }
});

test("the QR code on the sheet opens the customer's portal; regenerated, the old link says what to do", async () => {
    const { name, url } = links[2];
    const customer = await newPhone();
    await open(customer, url);

    await openSheet(name);
    await tap(shop, "tab", "QR Code");
    await tap(shop, "button", "Afficher");
    await see(shop, "dialog", name);
    assert.equal(await readQrCode(shop), url);
    await shop.keyboard.press("Escape");

    await tap(shop, "button", "Régénérer");
    await touch(shop.getByRole("dialog").getByRole("button", { name: "Régénérer" }));
    await see(customer, "heading", "Ce lien ne fonctionne plus");
    const left = await customer.locator("#twin").innerText();
    assert.ok(!name.split(" ").some((part) => left.includes(part)), left);
    const stranger = await newPhone();
    await stranger.goto(url);
    await see(stranger, "heading", "Ce lien ne fonctionne plus");
    await stranger.context().close();

    await tap(shop, "button", "Afficher");
    const fresh = await readQrCode(shop);
    assert.notEqual(fresh, url);
    await shop.keyboard.press("Escape");
    await open(customer, fresh);
    await customer.context().close();
});

test("a card is printed without a network, and a reader of QR codes opens the portal with it", async () => {
    const { name, url } = links[6];
    await openSheet(name);
    await tap(shop, "tab", "QR Code");
    const folder = mkdtempSync(join(tmpdir(), "portail-card-"));
    try {
        await shop.context().setOffline(true);
        for (const [sheet, codes, size] of [
            [/^Une carte/, 1, "297.638 x 212.598 pts"],
            [/^Dix cartes/, 10, "595.276 x 841.89 pts (A4)"],
        ]) {
            await tap(shop, "button", "Imprimer une carte");
            await see(shop, "dialog", "Imprimer une carte");
            await tap(shop, "radio", sheet);
            const [download] = await Promise.all([shop.waitForEvent("download"), tap(shop, "button", "Enregistrer le PDF")]);
            assert.equal(download.suggestedFilename(), `Carte ${name}.pdf`);
            const path = join(folder, `${codes}.pdf`);
            await download.saveAs(path);
            await run("qpdf", ["--check", path]);
            const { stdout: facts } = await run("pdfinfo", [path]);
            assert.ok(facts.includes(size), facts);
            const { stdout: text } = await run("pdftotext", [path, "-"]);
            assert.equal(text.split(name).length - 1, codes, text);
            await run("pdftoppm", ["-gray", "-r", "300", "-singlefile", path, join(folder, `${codes}`)]);
            const { stdout } = await run("zbarimg", ["--quiet", "--raw", "--set", "disable", "--set", "qrcode.enable", join(folder, `${codes}.pgm`)]);
            const read = stdout.trim().split("\n");
            assert.ok(read.every((code) => code === url) && read.length >= codes / 2, stdout);
        }
    } finally {
        await shop.context().setOffline(false);
        rmSync(folder, { recursive: true });
    }
});

test("a paused link closes the open portal; resumed, the same code opens it; the sheet tells when it was used", async () => {
    const { name, url } = links[4];
    await openSheet(name);
    await tap(shop, "tab", "QR Code");
    await seeText(shop, "Pas encore ouvert");
    const customer = await newPhone();
    await open(customer, url);
    await seeText(shop, "Dernière visite : à l’instant");
    await seeText(shop, "Depuis : Linux, Chrome · 127.0.0.1");

    await tap(shop, "button", "Mettre en pause");
    await touch(shop.getByRole("dialog").getByRole("button", { name: "Mettre en pause" }));
    await see(customer, "heading", "Ce lien ne fonctionne plus");
    await seeText(shop, "En pause");

    await activate(shop, "button", "Reprendre"); // the message that it is paused may lie over it
    await seeText(shop, "Actif");
    await open(customer, url);
    await customer.context().close();
});

test("staff work without a network, and a second sign-in sees it when it is back", async () => {
    const own = await startServer();
    const context = await browser.newContext(desk);
    const page = await context.newPage();
    await signIn(page, own);
    await keptOnDevice(page);
    await tap(page, "link", "Clients");
    await seeText(page, /^40 clients$/);
    await own.stop();

    await page.reload();
    await see(page, "button", /^Hors ligne/);
    await tap(page, "link", "Clients");
    await tap(page, "button", "Créer");
    await find(page, "textbox", "Prénom").fill("Odile");
    await find(page, "textbox", "Nom", { exact: true }).fill("Perret");
    await tap(page, "button", "Créer le client");
    await see(page, "heading", "Odile Perret");
    await see(page, "button", /^Hors ligne · 1/);

    const back = await startServer({ port: own.port, data: own.data });
    await page.evaluate(() => window.dispatchEvent(new Event("online")));
    await see(page, "button", "À jour");
    const other = await (await browser.newContext(desk)).newPage();
    await signIn(other, { url: back.url, email: own.email }, { password: PASSWORD, isFirst: false });
    await tap(other, "link", "Clients");
    await find(other, "searchbox", "Rechercher un client").fill("perret");
    await see(other, "button", /^Perret Odile/);
    await other.context().close();
    await context.close();
    await back.remove();
});

test("a wrong password is told in words, and nothing typed is lost", async () => {
    const page = await (await browser.newContext(desk)).newPage();
    await page.goto(`${server.url}/admin`);
    await see(page, "heading", "Connexion de l’équipe");
    await find(page, "textbox", "E-mail").fill("pas une adresse");
    await page.getByLabel("Mot de passe", { exact: true }).fill("faux");
    await tap(page, "button", "Se connecter");
    await seeText(page, /«\sE-mail\s»/);
    await find(page, "textbox", "E-mail").fill(server.email);
    await tap(page, "button", "Se connecter");
    await page.getByRole("alert").getByText(/mot de passe ne correspond pas/).waitFor({ state: "attached", timeout: WAIT_MS });
    assert.equal(await find(page, "textbox", "E-mail").inputValue(), server.email);
    await page.context().close();
});
