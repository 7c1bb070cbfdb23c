// A customer's phone: the portal in Chromium, found by role and French name.
export const phone = {
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    locale: "fr-CH",
    timezoneId: "Europe/Zurich",
};

export const WAIT_MS = Number(process.env.PORTAIL_TEST_WAIT_MS ?? 40_000);

/** Resolves when an element with this role and name is in the twin. */
export function find(page, role, name, options = {}) {
    return page.getByRole(role, { name, ...options }).first();
}

export async function see(page, role, name, options) {
    await find(page, role, name, options).waitFor({ state: "attached", timeout: WAIT_MS });
}

export async function seeText(page, text) {
    await page.locator("#twin").getByText(text).first().waitFor({ state: "attached", timeout: WAIT_MS });
}

/** Until it has stood where it stands for a few frames: nobody hits what is still being laid out. */
function standStill(element) {
    return element.evaluate(
        (node) =>
            new Promise((resolve) => {
                let place = "";
                let frames = 0;
                let patience = 120;
                const look = () => {
                    const now = JSON.stringify(node.getBoundingClientRect());
                    frames = now === place ? frames + 1 : 0;
                    place = now;
                    frames > 3 || --patience < 0 ? resolve() : requestAnimationFrame(look);
                };
                look();
            }),
    );
}

/** As a finger does: on the canvas, where the element says that it is. */
export async function touch(element) {
    await element.waitFor({ state: "attached", timeout: WAIT_MS });
    await standStill(element);
    await element.click({ force: true, timeout: WAIT_MS });
}

export const tap = (page, role, name, options) => touch(find(page, role, name, options));

/** As a screen reader does: on the element itself. */
export async function activate(page, role, name, options) {
    const element = find(page, role, name, options);
    await element.waitFor({ state: "attached", timeout: WAIT_MS });
    await element.dispatchEvent("click");
}

export async function open(page, url) {
    await page.goto(url, { waitUntil: "commit" });
    await see(page, "button", "Prendre RDV");
}

/** The program is on the device, and opens without a network. */
export async function keptOnDevice(page) {
    await page.evaluate(() => navigator.serviceWorker.ready.then((registration) => registration.active.state));
}

/** Prendre RDV up to the choice of a time; `press` is tap or activate. */
export async function goToTimes(page, press) {
    await press(page, "button", "Prendre RDV", { exact: true });
    await see(page, "heading", "Pour quel véhicule ?");
    await press(page, "button", /^[A-Z]{2} [\d ]+/);
    await see(page, "heading", "Quel service ?");
    await press(page, "button", /CHF/);
    await see(page, "heading", "Quand ?");
}

/** Takes the first free time that is offered and returns its words ("Demain à 08:00"). */
export async function chooseFirstTime(page, press) {
    const first = page.getByRole("group", { name: "Premiers créneaux libres" }).getByRole("button").first();
    await first.waitFor({ state: "attached", timeout: WAIT_MS });
    const words = await first.textContent();
    await press(page, "button", words.trim(), { exact: true });
    await see(page, "heading", "Tout est juste ?");
    return words.trim();
}

export async function book(page, press) {
    await goToTimes(page, press);
    const words = await chooseFirstTime(page, press);
    await press(page, "button", "Confirmer le rendez-vous");
    return words;
}
