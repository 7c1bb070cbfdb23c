// A Chromium that can be killed as the system or its user would: all of it, or the process of its
// tab alone. It keeps its profile, so that a new one finds what the dead one stored.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

import { executablePath, flags } from "./chromium.mjs";

// A renderer kept ready for the next tab would be killed along with the tab, and the next tab put into the dead one.
const onlyRenderersOfTabs = "--disable-features=SpareRendererForSitePerProcess";

export class KillableChromium {
    #profile = mkdtempSync(join(tmpdir(), "portail-profile-"));
    #process = null;
    #exited = null;
    #browser = null;

    /** Resolves to a browser context, of a new process if the old one was killed. */
    async context() {
        if (this.#process === null) await this.#start();
        return this.#browser.contexts()[0];
    }

    async #start() {
        this.#process = spawn(
            executablePath,
            [...flags, onlyRenderersOfTabs, "--remote-debugging-port=0", `--user-data-dir=${this.#profile}`, "about:blank"],
            { detached: true, stdio: ["ignore", "ignore", "pipe"] },
        );
        this.#exited = new Promise((resolve) => this.#process.once("exit", resolve));
        const address = await new Promise((resolve, reject) => {
            let said = "";
            this.#process.stderr.on("data", (data) => {
                said += data;
                const found = said.match(/DevTools listening on (ws:\S+)/);
                if (found) resolve(found[1]);
            });
            this.#exited.then(() => reject(new Error(`Chromium ended: ${said}`)));
        });
        this.#browser = await chromium.connectOverCDP(address);
    }

    /** kill -9 of the whole process group. */
    async killAll() {
        process.kill(-this.#process.pid, "SIGKILL");
        await this.#exited;
        this.#process = null;
    }

    /** kill -9 of the processes that run tabs; the browser goes on. Prepared, to be quick. */
    async prepareToKillTabs() {
        const control = await this.#browser.newBrowserCDPSession();
        const { processInfo } = await control.send("SystemInfo.getProcessInfo");
        await control.detach();
        const tabs = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
        return () => tabs.forEach((id) => process.kill(id, "SIGKILL"));
    }

    async close() {
        if (this.#process !== null) await this.killAll();
        rmSync(this.#profile, { recursive: true, force: true, maxRetries: 10 });
    }
}
