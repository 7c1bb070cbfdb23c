// What people type: every field of portal and admin is the input that a phone, an input method and a password manager
// expect; a password manager fills without focus; the soft keyboard covers nothing that is being typed in; dates, times
// and telephone numbers are understood as people write them, in their language.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { PASSWORD, desk, signIn } from "./support/admin.mjs";
import { launchChromium } from "./support/chromium.mjs";
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

/** The fields of the page: "type inputmode autocomplete enterkeyhint" by label. */
const fieldsOf = (page) =>
    page.locator("#twin input, #twin textarea").evaluateAll((fields) =>
        Object.fromEntries(
            fields.map((field) => [
                field.labels[0].textContent,
                [field.type, field.inputMode || "-", field.autocomplete || "off", field.enterKeyHint || "-"].join(" "),
            ]),
        ),
    );

async function checkFields(page, expected) {
    await rest(page);
    assert.deepEqual(await fieldsOf(page), expected);
    const sizes = await page
        .locator("#twin input, #twin textarea, #twin select")
        .evaluateAll((fields) => fields.map((field) => parseFloat(getComputedStyle(field).fontSize)));
    assert.ok(sizes.every((size) => size >= 16), `smaller fields are zoomed into by iOS: ${sizes}`);
}

const goTo = (page, address) => page.goto(address, { waitUntil: "commit" });
const textbox = (page, name) => find(page, "textbox", name);
const isLibraryThere = (page) => page.waitForFunction(() => window.libphonenumber);

describe("the portal's fields", () => {
    let page;

    before(async () => {
        page = await (await browser.newContext(phone)).newPage();
        await open(page, links[2].url);
        await isLibraryThere(page);
    });

    test("each is the input that it should be", async () => {
        await goTo(page, `${links[2].url}/details`);
        await see(page, "textbox", "Téléphone");
        await checkFields(page, { Téléphone: "tel tel tel next", "E-mail": "email email email done" });
        await goTo(page, `${links[2].url}/vehicles/add`);
        await see(page, "textbox", "Plaque");
        await checkFields(page, {
            Plaque: "text - off next",
            "Marque": "text - off next",
            "Modèle": "text - off done",
        });
    });

    test("a number is typed as people write it, said back, and stored and called internationally", async () => {
        await goTo(page, `${links[2].url}/details`);
        await isLibraryThere(page);
        const field = textbox(page, "Téléphone");
        await field.fill("079 55");
        await rest(page);
        await field.blur();
        await seeText(page, "est trop court");
        await field.fill("0795550142");
        await rest(page);
        const described = await field.evaluate((input) => document.getElementById(input.getAttribute("aria-describedby"))?.textContent);
        assert.equal(described, "+41 79 555 01 42");
        await tap(page, "button", "Enregistrer");
        await seeText(page, "Coordonnées enregistrées");
        await goTo(page, links[2].url);
        await seeText(page, "079 555 01 42");
        const call = page.locator("#twin a[href^='tel:']").first();
        assert.match(await call.getAttribute("href"), /^tel:\+41\d{9}$/);
    });
});

describe("the staff's fields", () => {
    let page;

    before(async () => {
        page = await (await browser.newContext(desk)).newPage();
        await goTo(page, `${server.url}/admin`);
        await see(page, "heading", "Connexion de l’équipe");
    });

    test("each is the input that it should be", async () => {
        await checkFields(page, {
            "E-mail": "email email username next",
            "Mot de passe": "password - current-password go",
        });
        const names = await page.locator("#twin form input").evaluateAll((fields) => fields.map((field) => field.name));
        assert.deepEqual(names, ["username", "current-password"]);
        await signIn(page, server);
        await goTo(page, `${server.url}/admin/clients/new`);
        await see(page, "textbox", "Prénom");
        await checkFields(page, {
            "Prénom": "text - off next",
            "Nom": "text - off next",
            Téléphone: "tel tel off next",
            "E-mail": "email email off done",
        });
        await goTo(page, `${server.url}/admin/clients`);
        await see(page, "searchbox", "Rechercher un client");
        await checkFields(page, { "Rechercher un client": "search search off search" });
    });

    test("a password manager fills without focus, and signs in", async () => {
        const other = await (await browser.newContext(desk)).newPage();
        await goTo(other, `${server.url}/admin`);
        await see(other, "heading", "Connexion de l’équipe");
        await rest(other);
        await other.evaluate(
            ([email, password]) => {
                const fill = (selector, value) => {
                    const field = document.querySelector(selector);
                    field.value = value;
                    field.dispatchEvent(new Event("input", { bubbles: true }));
                    field.dispatchEvent(new Event("change", { bubbles: true }));
                };
                fill("form input[autocomplete=username]", email);
                fill("form input[autocomplete=current-password]", password);
            },
            [server.email, PASSWORD],
        );
        await tap(other, "button", "Se connecter");
        await see(other, "link", "Agenda");
        await other.context().close();
    });

    test("a day and a time are typed as people write them", async () => {
        await goTo(page, `${server.url}/admin/book?client=${links[1].customer_id}&vehicle=none`);
        await see(page, "heading", "Service");
        await tap(page, "button", /CHF/);
        const day = textbox(page, "Jour");
        await day.fill("dans 10 jours");
        await rest(page);
        const spoken = new Intl.DateTimeFormat("fr-CH", { weekday: "long", day: "numeric", month: "long", timeZone: "Europe/Zurich" });
        const expected = spoken.format(new Date(Date.now() + 10 * 86_400_000));
        await see(page, "heading", new RegExp(expected.replace(" 1 ", " 1(er)? "), "i"));
        const time = textbox(page, "Autre heure");
        await time.fill("19h15");
        await see(page, "button", /19:15/);
        await time.fill("bientôt");
        await time.blur();
        await seeText(page, "Ce n’est pas une heure");
    });

    test("a customer is found by a number written at home", async () => {
        await goTo(page, `${server.url}/admin/clients`);
        await find(page, "searchbox", "Rechercher un client").fill("079 555 01 42");
        await see(page, "button", /079 555 01 42/);
        await rest(page);
        assert.equal(await page.getByRole("listitem").count(), 1);
        await seeText(page, "079 555 01 42");
    });
});

test("the soft keyboard covers no field that is being typed in", async () => {
    const page = await (await browser.newContext(phone)).newPage();
    // As a phone's does: the visual viewport shrinks, the layout viewport stays.
    await page.addInitScript(() => {
        const view = new EventTarget();
        Object.assign(view, { width: 360, height: innerHeight, offsetTop: 0, offsetLeft: 0, pageTop: 0, pageLeft: 0, scale: 1 });
        Object.defineProperty(window, "visualViewport", { value: view });
        window.showKeyboard = (height) => {
            view.height = innerHeight - height;
            view.dispatchEvent(new Event("resize"));
        };
    });
    for (const [place, label] of [
        ["/details", "E-mail"],
        ["/vehicles/add", "Modèle"],
    ]) {
        await goTo(page, `${links[2].url}${place}`);
        await see(page, "textbox", label);
        await rest(page);
        await textbox(page, label).focus();
        await page.evaluate(() => window.showKeyboard(400));
        await rest(page);
        const box = await textbox(page, label).boundingBox();
        assert.ok(box.y >= 0 && box.y + box.height <= 740 - 400, `${label} at ${box.y} to ${box.y + box.height}`);
        await page.evaluate(() => window.showKeyboard(0));
    }
    await page.context().close();
});

describe("the language", () => {
    test("is the browser's, is changed before signing in without a reload, and is remembered", async () => {
        const page = await (await browser.newContext({ ...phone, locale: "de-CH" })).newPage();
        await goTo(page, `${server.url}/c/AAAABBBBCCCCDDDD`);
        await see(page, "heading", "Dieser Link funktioniert nicht mehr");
        assert.equal(await page.evaluate(() => document.documentElement.lang), "de");
        await page.evaluate(() => (window.isSamePage = true));
        await page.getByLabel("Sprache").selectOption("Italiano");
        await see(page, "heading", "Questo link non funziona più");
        assert.equal(await page.evaluate(() => document.documentElement.lang), "it");
        assert.equal(await page.evaluate(() => window.isSamePage), true);
        await page.reload({ waitUntil: "commit" });
        await see(page, "heading", "Questo link non funziona più");
        await goTo(page, links[3].url);
        await see(page, "button", "Prendi appuntamento");
        await page.context().close();
    });

    test("asks Intl once for what it shows in every frame", async () => {
        const page = await (await browser.newContext(phone)).newPage();
        await page.addInitScript(() => {
            window.intlMade = 0;
            for (const name of ["DateTimeFormat", "NumberFormat", "RelativeTimeFormat", "PluralRules"]) {
                Intl[name] = new Proxy(Intl[name], {
                    construct(target, args) {
                        window.intlMade += 1;
                        return new target(...args);
                    },
                });
            }
        });
        await open(page, links[2].url);
        await goTo(page, `${links[2].url}/appointments`);
        await see(page, "heading", "Historique");
        await rest(page);
        const made = await page.evaluate(() => window.intlMade);
        assert.ok(made > 0);
        const frames = await page.evaluate(() => window.portail.frames);
        await page.mouse.move(180, 400);
        for (let step = 0; step < 5; ++step) await page.mouse.wheel(0, 40);
        await rest(page);
        assert.ok((await page.evaluate(() => window.portail.frames)) > frames);
        assert.equal(await page.evaluate(() => window.intlMade), made);
        await page.context().close();
    });
});
