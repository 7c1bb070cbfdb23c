// A tab that runs tests/browser/pages/storage_page.cpp, and what it tells: events of a name, a
// number (of a change) and a text, in the order in which they happened.

/**
 * Runs in the page before its program. One call to the test is under way at a time, with all that
 * happened meanwhile: a page that writes without end would drown everything else in calls.
 */
export const storagePageScript = `{
    let told = [];
    let isTelling = false;
    async function tellTest() {
        isTelling = true;
        while (told.length > 0) await storageTold(told.splice(0));
        isTelling = false;
    }
    globalThis.storagePage = {
        tell(name, number, text) {
            told.push({ name, number, text });
            if (!isTelling) tellTest();
        },
    };
}`;

export class StorageTab {
    events = [];
    #waiting = [];
    #read = 0;
    #ended = null;

    /** Opens the page in `context`; resolves when the program has started. */
    static async open(context, url, { initScript } = {}) {
        const tab = new StorageTab();
        tab.page = await context.newPage();
        tab.page.on("crash", () => tab.#end("crashed"));
        tab.page.on("close", () => tab.#end("was closed"));
        await tab.page.exposeFunction("storageTold", (events) => tab.#told(events));
        if (initScript) await tab.page.addInitScript(initScript);
        await tab.page.goto(url);
        await tab.next("ready");
        return tab;
    }

    #told(events) {
        this.events.push(...events);
        for (const check of this.#waiting.splice(0)) check();
    }

    #end(how) {
        this.#ended ??= how;
        for (const check of this.#waiting.splice(0)) check();
    }

    /**
     * The next event of one of these names that was not read yet; earlier others are passed over.
     * Rejects where the tab has ended before.
     */
    next(...names) {
        return new Promise((resolve, reject) => {
            const check = () => {
                while (this.#read < this.events.length) {
                    const event = this.events[this.#read++];
                    if (names.includes(event.name)) return resolve(event);
                }
                if (this.#ended) return reject(new Error(`the tab ${this.#ended} before it told ${names.join(" or ")}`));
                this.#waiting.push(check);
            };
            check();
        });
    }

    /** The highest change that the page was told is saved. */
    get lastSaved() {
        return Math.max(0, ...this.events.filter((e) => e.name === "saved").map((e) => e.number));
    }

    async openReplica() {
        await this.page.evaluate(() => Module._page_open());
        return this.next("opened", "refused");
    }

    /** Writes one change, and resolves to its end: "saved" or "failed". */
    async write() {
        const change = await this.page.evaluate(() => Module._page_write());
        for (;;) {
            const event = await this.next("saved", "failed");
            if (event.number === change) return event;
        }
    }

    /** Writes without end, `chains` changes at a time. */
    writeOn(chains) {
        return this.page.evaluate((count) => Module._page_write_on(count), chains);
    }

    /** Resolves when the second copy of the outbox holds everything that is saved now. */
    copied() {
        return this.page.evaluate(async () => {
            const database = await new Promise((resolve, reject) => {
                const request = indexedDB.open("portail:shop");
                request.onsuccess = () => resolve(request.result);
                request.onerror = () => reject(request.error);
            });
            const state = await new Promise((resolve) => {
                const request = database.transaction("state").objectStore("state").get("state");
                request.onsuccess = () => resolve(request.result);
            });
            database.close();
            const copies = await caches.open("portail.outbox");
            for (;;) {
                const copy = await copies.match("/shop");
                if (copy && Number(copy.headers.get("Portail-Version")) >= state.version) return;
                await new Promise(requestAnimationFrame);
            }
        });
    }

    /** What is wrong with the databases, or "". */
    async check() {
        await this.page.evaluate(() => Module._page_check());
        return (await this.next("checked")).text;
    }

    closeReplica() {
        return this.page.evaluate(() => Module._page_close());
    }

    /** With its outbox; "erased", or why not. */
    async eraseReplica() {
        await this.page.evaluate(() => Module._page_erase());
        const { name, text } = await this.next("erased", "failed");
        return text || name;
    }
}
