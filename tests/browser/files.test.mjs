// The clipboard and files in a browser, on the gallery's page of them: the browser's own picker, dragging, pasting,
// downloads and the share sheet, on a phone and on a desk.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, describe, test } from "node:test";

import { AxeBuilder } from "@axe-core/playwright";

import { launchChromium } from "./support/chromium.mjs";
import { carry, png } from "./support/pictures.mjs";
import { rest as restOf } from "./support/rest.mjs";
import { serveSite } from "./support/site.mjs";

const devices = {
    phone: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, locale: "fr-CH" },
    desk: { viewport: { width: 1440, height: 900 }, locale: "fr-CH" },
};

let browser;
let server;
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

async function open(device, options = {}, script = () => {}) {
    // Something on the page is always busy; without motion it comes to rest all the same.
    const context = await browser.newContext({ ...devices[device], reducedMotion: "reduce", ...options });
    await context.addInitScript(script);
    page = await context.newPage();
    errors = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    await page.goto(`${server.url}/gallery/?page=files`);
    await page.waitForFunction(() => window.portail?.ready);
    await rest();
}

afterEach(async () => {
    assert.deepEqual(errors, []);
    await page.context().close();
});

const rest = () => restOf(page);
const photo = () => page.getByRole("group", { name: "Photo du véhicule" });
const tap = async (name) => {
    const button = page.getByRole("button", { name }).first();
    await button.focus(); // which scrolls it into view
    await rest();
    await button.click({ force: true });
    await rest();
};
const seePicture = (name) => photo().getByRole("img", { name }).waitFor({ state: "attached" });
const seeText = (text) => page.locator("#twin").getByText(text, { exact: true }).first().waitFor({ state: "attached" });

for (const device of ["phone", "desk"]) {
    describe(`on a ${device}`, () => {
        test("a picture is chosen in the browser's own picker, shown, and removed", async () => {
            await open(device);
            const [picker] = await Promise.all([page.waitForEvent("filechooser"), tap("Choisir une image")]);
            assert.equal(picker.isMultiple(), false);
            assert.equal(await picker.element().getAttribute("accept"), "image/*");
            assert.equal(await picker.element().getAttribute("capture"), null);
            await picker.setFiles({ name: "clio.png", mimeType: "image/png", buffer: await png(page, 1600, 1200) });
            await seePicture("clio.png");
            assert.equal(await page.locator("input[type=file]").count(), 0, "nothing is left in the page");
            await tap("Retirer");
            await photo().getByRole("img").waitFor({ state: "detached" });
        });

        test("a picker that is closed changes nothing", async () => {
            await open(device);
            await Promise.all([page.waitForEvent("filechooser"), tap("Choisir une image")]);
            await page.locator("input[type=file]").dispatchEvent("cancel");
            await rest();
            assert.equal(await photo().getByRole("img").count(), 0);
        });

        test("what is no picture is told at the field", async () => {
            await open(device);
            const [picker] = await Promise.all([page.waitForEvent("filechooser"), tap("Choisir une image")]);
            await picker.setFiles({ name: "clio.png", mimeType: "image/png", buffer: Buffer.from("no picture") });
            await photo().getByRole("alert").waitFor({ state: "attached" });
            assert.match(await photo().getByRole("alert").textContent(), /not_a_picture/);
        });

        test("the page has nothing that axe objects to", async () => {
            await open(device);
            const { violations } = await new AxeBuilder({ page }).analyze();
            assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`), []);
        });
    });
}

test("a phone's camera is asked for directly", async () => {
    await open("phone");
    const [picker] = await Promise.all([page.waitForEvent("filechooser"), tap("Prendre une photo")]);
    assert.equal(await picker.element().getAttribute("capture"), "environment");
});

test("the keyboard alone chooses a file", async () => {
    await open("desk");
    const choosing = page.waitForEvent("filechooser"); // early: Chromium takes a while before it hands pickers over
    await photo().getByRole("button", { name: "Choisir une image" }).focus();
    await rest();
    await page.keyboard.press("Enter");
    const picker = await choosing;
    await picker.setFiles({ name: "clio.png", mimeType: "image/png", buffer: await png(page, 40, 30) });
    await seePicture("clio.png");
});

/** In the middle of the field. */
async function middle() {
    const box = await photo().boundingBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
}

test("a file that is dragged over the field is invited, and taken where it is dropped", async () => {
    await open("desk");
    const file = { name: "clio.png", type: "image/png", bytes: await png(page, 64, 64) };
    const place = await middle();
    assert.ok(await carry(page, "dragover", [file], place), "the browser does not open the file itself");
    await rest();
    await seeText("Lâchez pour ajouter");
    await carry(page, "dragleave", [file], place);
    await rest();
    assert.equal(await page.locator("#twin").getByText("Lâchez pour ajouter").count(), 0);
    await carry(page, "dragover", [file], place);
    assert.ok(await carry(page, "drop", [file], place));
    await seePicture("clio.png");
});

test("a file of another kind, and two at once, are turned away in words", async () => {
    await open("desk");
    const place = await middle();
    await carry(page, "drop", [{ name: "a.pdf", type: "application/pdf", bytes: [1] }], place);
    await photo().getByRole("alert").waitFor({ state: "attached" });
    assert.match(await photo().getByRole("alert").textContent(), /file_kind/);
    const picture = { name: "clio.png", type: "image/png", bytes: await png(page, 8, 8) };
    await carry(page, "drop", [picture, picture], place);
    await rest();
    assert.match(await photo().getByRole("alert").textContent(), /too_many_files/);
});

test("a picture on the clipboard is pasted into the field that has the focus", async () => {
    await open("desk");
    await photo().getByRole("button", { name: "Choisir une image" }).focus();
    await rest();
    const picture = { name: "image.png", type: "image/png", bytes: await png(page, 32, 32) };
    assert.ok(await carry(page, "paste", [picture]));
    await seePicture("image.png");
});

test("a page that takes no file lets none in, and is not left", async () => {
    await open("desk");
    await page.goto(`${server.url}/gallery/?page=lists`);
    await page.waitForFunction(() => window.portail?.ready);
    await rest();
    const file = { name: "clio.png", type: "image/png", bytes: await png(page, 8, 8) };
    assert.ok(await carry(page, "drop", [file]), "the browser does not show the file in the place of the page");
    assert.ok(!(await carry(page, "paste", [file])), "pasting is the browser's");
});

test("a file is downloaded under its name, with its contents", async () => {
    await open("desk");
    const [download] = await Promise.all([page.waitForEvent("download"), tap("Enregistrer le reçu")]);
    assert.equal(download.suggestedFilename(), "recu.txt");
    assert.equal(await readFile(await download.path(), "utf8"), "Merci, à bientôt.");
    await seeText("Fait");
});

test("a text is copied", async () => {
    await open("desk", { permissions: ["clipboard-read", "clipboard-write"] });
    await tap("Copier");
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "GE 123456");
    await seeText("Fait");
});

test("where the clipboard is closed, copying works the old way", async () => {
    await open("desk", {}, () => {
        Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("no")) } });
        document.addEventListener("copy", () => (window.copied = document.activeElement.value));
    });
    await tap("Copier");
    assert.equal(await page.evaluate(() => window.copied), "GE 123456");
    await seeText("Fait");
});

const fakeShareSheet = () => {
    window.shared = [];
    navigator.canShare = () => true;
    navigator.share = async ({ title, text, url, files = [] }) => {
        window.shared.push({ title, text, url, files: await Promise.all(files.map(async (file) => [file.name, file.type, await file.text()])) });
    };
};

test("a phone's share sheet is given the text, the address and the file", async () => {
    await open("phone", {}, fakeShareSheet);
    await tap("Partager le reçu");
    await seeText("Fait");
    await tap("Partager le lien");
    assert.deepEqual(await page.evaluate(() => window.shared), [
        { title: "Reçu", text: "Votre reçu", url: undefined, files: [["recu.txt", "text/plain", "Merci, à bientôt."]] },
        { title: "Garage du Lac", text: "Votre espace", url: "https://garage.example/c/me", files: [] },
    ]);
});

test("a share sheet that takes no files leaves the download; one that is closed is no error", async () => {
    await open("phone", {}, () => {
        navigator.canShare = () => false;
        navigator.share = () => Promise.reject(new DOMException("closed", "AbortError"));
    });
    const [download] = await Promise.all([page.waitForEvent("download"), tap("Partager le reçu")]);
    assert.equal(download.suggestedFilename(), "recu.txt");
    await tap("Partager le lien");
    await seeText("Fait");
});
