// Every screen of portal and admin, as somebody meets it who cannot see it (support/examine.mjs, which also takes
// photographs). The states that a screen can be in are in states.test.mjs.
import { after, before, describe, test } from "node:test";

import { PASSWORD, desk, signIn } from "./support/admin.mjs";
import { launchChromium } from "./support/chromium.mjs";
import { examine } from "./support/examine.mjs";
import { book, open, phone, see, seeText, tap, touch } from "./support/portal.mjs";
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

const goTo = (page, base, place) => page.goto(`${base}${place}`, { waitUntil: "commit" });

describe("no screen of the portal has anything that axe objects to", () => {
    let page;
    let base;
    let appointment;
    let vehicle;

    before(async () => {
        page = await (await browser.newContext(phone)).newPage();
        base = links[0].url;
        await open(page, base);
        await goTo(page, base, "/vehicles");
        await page.getByRole("listitem").first().getByRole("button").dispatchEvent("click");
        await see(page, "button", "Retirer");
        vehicle = new URL(page.url()).pathname.split("/").pop();
        await open(page, base);
        await book(page, tap);
        await seeText(page, "L’atelier a bien reçu votre demande.");
        appointment = new URL(page.url()).pathname.split("/").pop();
    });

    for (const [name, place, sign] of [
        ["home", () => "", ["button", "Prendre RDV"]],
        ["vehicles", () => "/vehicles", ["heading", "Mes véhicules"]],
        ["add vehicle", () => "/vehicles/add", ["textbox", "Plaque"]],
        ["vehicle", () => `/vehicles/${vehicle}`, ["button", "Retirer"]],
        ["edit vehicle", () => `/vehicles/${vehicle}/edit`, ["textbox", "Plaque"]],
        ["history", () => "/appointments", ["heading", "Historique"]],
        ["appointment", () => `/appointments/${appointment}`, ["button", "Annuler ce rendez-vous"]],
        ["booked", () => `/booked/${appointment}`, ["heading", "C’est noté !"]],
        ["details", () => "/details", ["textbox", "Téléphone"]],
        ["booking: vehicle", () => "/book", ["heading", "Pour quel véhicule ?"]],
        ["move", () => `/appointments/${appointment}/move`, ["heading", "Quand ?"]],
        ["gone", () => "/appointments/0199b7df-24be-7329-8dad-000000000000", ["heading", "Rendez-vous introuvable"]],
    ]) {
        test(name, async () => {
            await goTo(page, base, place());
            await see(page, ...sign);
            await examine(page, `portal-${name.replaceAll(/\W+/g, "-")}`);
        });
    }

    test("each step of a booking", async () => {
        await goTo(page, base, "/book");
        await tap(page, "button", /^[A-Z]{2} [\d ]+/);
        await see(page, "heading", "Quel service ?");
        await examine(page, "portal-book-service");
        await tap(page, "button", /CHF/);
        await see(page, "heading", "Quand ?");
        await examine(page, "portal-book-time");
        await touch(page.getByRole("group", { name: "Premiers créneaux libres" }).getByRole("button").first());
        await see(page, "heading", "Tout est juste ?");
        await examine(page, "portal-book-confirm");
    });

    test("a move, up to its answer", async () => {
        await goTo(page, base, `/appointments/${appointment}`);
        await tap(page, "button", "Déplacer le rendez-vous");
        await touch(page.getByRole("group", { name: "Premiers créneaux libres" }).getByRole("button").last());
        await see(page, "heading", "Tout est juste ?");
        await examine(page, "portal-move-confirm");
        await tap(page, "button", "Confirmer le nouvel horaire");
        await seeText(page, /^Rendez-vous déplacé : /);
        await examine(page, "portal-moved");
    });

    test("a question, and the state of the data", async () => {
        await goTo(page, base, `/appointments/${appointment}`);
        await tap(page, "button", "Annuler ce rendez-vous");
        await see(page, "dialog", "Annuler le rendez-vous ?");
        await examine(page, "portal-cancel");
        await goTo(page, base, "");
        await tap(page, "button", "À jour");
        await see(page, "dialog", "État de vos données");
        await examine(page, "portal-sync");
    });

    test("a link that does not work", async () => {
        const stranger = await (await browser.newContext(phone)).newPage();
        await stranger.goto(`${server.url}/c/AAAABBBBCCCCDDDD`);
        await see(stranger, "heading", "Ce lien ne fonctionne plus");
        await examine(stranger, "portal-unknown");
        await stranger.context().close();
    });
});

for (const [device, options] of [
    ["desk", desk],
    ["phone", phone],
]) {
    describe(`no screen of the admin has anything that axe objects to, on a ${device}`, () => {
        let page;
        let base;
        let customer;

        before(async () => {
            page = await (await browser.newContext(options)).newPage();
            base = `${server.url}/admin`;
            await page.goto(base);
            await see(page, "heading", "Connexion de l’équipe");
            await examine(page, `admin-${device}-sign-in`);
            await signIn(page, server, device === "desk" ? {} : { password: PASSWORD, isFirst: false });
            customer = links[1].customer_id;
        });

        for (const [name, place, sign] of [
            ["agenda", () => "/agenda", ["button", "Nouveau rendez-vous"]],
            ["requests", () => "/requests", ["heading", "Rendez-vous à confirmer"]],
            ["clients", () => "/clients", ["searchbox", "Rechercher un client"]],
            ["client", () => `/clients/${customer}`, ["tab", "Coordonnées"]],
            ["vehicles", () => `/clients/${customer}/vehicles`, ["tab", "Véhicules"]],
            ["appointments", () => `/clients/${customer}/appointments`, ["heading", "À venir"]],
            ["notes", () => `/clients/${customer}/notes`, ["textbox", "Nouvelle note"]],
            ["qr", () => `/clients/${customer}/qr`, ["img", /^QR code/]],
            ["show the code", () => `/clients/${customer}/qr?do=show`, ["dialog", /./]],
            ["save the code", () => `/clients/${customer}/qr?do=save`, ["dialog", "Télécharger le QR code"]],
            ["print a card", () => `/clients/${customer}/qr?do=print`, ["dialog", "Imprimer une carte"]],
            ["send the code", () => `/clients/${customer}/qr?do=send`, ["dialog", "Envoyer le nouveau QR code ?"]],
            ["pause", () => `/clients/${customer}/qr?do=pause`, ["dialog", "Mettre le lien en pause ?"]],
            ["regenerate", () => `/clients/${customer}/qr?do=regenerate`, ["dialog", "Régénérer le QR code ?"]],
            ["new client", () => "/clients/new", ["textbox", "Prénom"]],
            ["book", () => `/book?client=${customer}&vehicle=none`, ["heading", "Service"]],
            ["account", () => "/account", ["button", "Se déconnecter"]],
            ["appearance", () => "/settings/appearance", ["textbox", "Nom de l’entreprise"]],
        ]) {
            test(name, async () => {
                await goTo(page, base, place());
                await see(page, ...sign);
                await examine(page, `admin-${device}-${name.replaceAll(" ", "-")}`);
            });
        }
    });
}
