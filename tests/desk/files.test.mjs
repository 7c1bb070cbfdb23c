// The desktop program's files, with what a desktop really has: the file chooser of a portal on a bus, zenity where there
// is none, a picture on the clipboard of the display, and the folder of the downloads.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { startServer } from "../browser/support/server.mjs";
import { startDesk } from "./support/desk.mjs";
import { openDisplay } from "./support/display.mjs";
import { openSessionBus } from "./support/session_bus.mjs";

const run = promisify(execFile);
const support = join(dirname(fileURLToPath(import.meta.url)), "support");
const PASSWORD = "Bateau-Lavoir-1908";

let display;
let server;
let bus;
let folder;
let desk;
let stopPortal;

before(async () => {
    folder = mkdtempSync(join(tmpdir(), "portail-desk-"));
    [display, server, bus] = await Promise.all([openDisplay(), startServer({ hasSite: false }), openSessionBus()]);
    for (const [name, color, size] of [["red.png", "#c81e1e", "300x200"], ["blue.png", "#1e3cc8", "64x64"]]) {
        await run("convert", ["-size", size, `xc:${color}`, join(folder, name)]);
    }
    writeFileSync(join(folder, "notes.txt"), "no picture");
    stopPortal = await bus.start("/usr/bin/python3", join(support, "fake_portal.py"), join(folder, "asked"), join(folder, "red.png"));
    desk = await startDesk({
        display,
        server: server.url,
        folder,
        env: { DBUS_SESSION_BUS_ADDRESS: bus.address, GTK_USE_PORTAL: "0", NO_AT_BRIDGE: "1" },
    });
    await desk.fill("E-mail", server.email);
    await desk.fill("Mot de passe", server.password);
    await desk.click("button", "Se connecter");
    await desk.fill("Nouveau mot de passe", PASSWORD);
    await desk.key("Return");
    await desk.see("button", "À jour");
});

after(async () => {
    await desk?.kill();
    bus?.close();
    await server?.remove();
    await display?.close();
    rmSync(folder, { recursive: true, force: true });
});

async function savedLogo() {
    await desk.click("button", "Enregistrer");
    await desk.seeText("Apparence enregistrée");
    await desk.until("the button at rest", (screen) =>
        screen.nodes.some(({ role, name, states }) => role === "button" && name === "Enregistrer" && states.includes("disabled")),
    );
    const file = join(folder, "served.png");
    await desk.see("button", "À jour");
    writeFileSync(file, Buffer.from(await (await fetch(`${server.url}/brand/logo.png`)).arrayBuffer()));
    const { stdout } = await run("identify", ["-format", "%w %h %[pixel:p{0,0}]", file]);
    return stdout;
}

test("the desktop's own file chooser is asked, and what it gives becomes the logo", async () => {
    await desk.click("link", "Réglages");
    await desk.see("image", "Logo de Garage des Alpes");
    await desk.click("button", "Choisir une image");
    await desk.until("the picture", () => existsSync(join(folder, "asked")));
    await desk.until("a change to save", (screen) =>
        screen.nodes.some(({ role, name, states }) => role === "button" && name === "Enregistrer" && !states.includes("disabled")),
    );
    assert.match(await savedLogo(), /^256 171 srgba?\(200,30,30/);
    const question = JSON.parse(readFileSync(join(folder, "asked"), "utf8"));
    assert.deepEqual(question, { title: "Choisir une image", multiple: false, filters: [["image/*"]] });
});

test("a picture on the clipboard is pasted with Ctrl+V", async () => {
    const owner = spawn("xclip", ["-quiet", "-selection", "clipboard", "-target", "image/png", join(folder, "blue.png")], {
        stdio: "ignore",
        env: { ...process.env, DISPLAY: display.name },
    });
    try {
        await desk.click("heading", "Apparence");
        await desk.key("ctrl+v");
        await desk.until("a change to save", (screen) =>
            screen.nodes.some(({ role, name, states }) => role === "button" && name === "Enregistrer" && !states.includes("disabled")),
        );
        assert.match(await savedLogo(), /^64 64 srgba?\(30,60,200/);
    } finally {
        owner.kill();
    }
});

test("without a portal zenity asks, and the window goes on meanwhile", async () => {
    await stopPortal();
    await desk.click("button", "Choisir une image");
    const { stdout } = await run("xdotool", ["search", "--sync", "--onlyvisible", "--name", "Choisir une image"], {
        env: { ...process.env, DISPLAY: display.name },
    });
    const dialog = stdout.trim().split("\n")[0];
    const { frame } = desk.screen();
    await desk.clickAt(5, 5);
    await desk.until("a frame behind the dialog", (screen) => screen.frame > frame);
    await display.xdotool("windowfocus", "--sync", dialog);
    // The first letter opens GTK's line for a path; what follows at once is lost while that opens.
    const [first, ...rest] = join(folder, "red.png");
    await display.xdotool("type", first);
    await setTimeout(1000);
    await display.xdotool("type", "--delay", 20, rest.join(""));
    await display.xdotool("key", "Return");
    await desk.until("a change to save", (screen) =>
        screen.nodes.some(({ role, name, states }) => role === "button" && name === "Enregistrer" && !states.includes("disabled")),
    );
    await desk.findWindow();
    assert.match(await savedLogo(), /^256 171 srgba?\(200,30,30/);
});

test("a QR code is saved into the downloads, and never over another", async () => {
    await desk.click("link", "Clients");
    await desk.fill("Rechercher un client", "bianchi");
    await desk.click("button", /^Bianchi Marco/);
    await desk.click("tab", /QR/);
    for (const name of ["QR Marco Bianchi.png", "QR Marco Bianchi (2).png"]) {
        await desk.scrollTo("button", "Télécharger");
        await desk.click("button", "Télécharger");
        await desk.see("dialog", "Télécharger le QR code");
        await desk.click("button", "Télécharger");
        await desk.until(name, () => existsSync(join(folder, "Downloads", name)));
        await desk.settle();
        const { stdout } = await run("zbarimg", ["--quiet", "--raw", join(folder, "Downloads", name)]);
        assert.match(stdout, new RegExp(`^${server.url}/c/`));
    }
});
