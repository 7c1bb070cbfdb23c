// The memory of portal and admin through half an hour of use: what the program has allocated, what the page's scripts
// hold, and how many elements there are. PORTAIL_BENCH_MINUTES takes another time.
import {desk, signIn} from '../browser/support/admin.mjs';
import {launchChromium} from '../browser/support/chromium.mjs';
import {find, goToTimes, open, phone, see, tap} from '../browser/support/portal.mjs';
import {until} from '../browser/support/until.mjs';
import {startServer} from './browser_pages.mjs';
import {printTable, ratio, whole} from './tables.mjs';

const MINUTES = Number(process.env.PORTAIL_BENCH_MINUTES ?? 30);
const SAMPLES = 10;

/** A visit of a customer: every screen, a booking up to its last step, a wrong entry, another language and back. */
async function visitPortal(page, link) {
    await page.goto(link, { waitUntil: 'commit' });
    await see(page, 'button', 'Prendre RDV');
}

async function usePortal(page) {
    await tap(page, 'link', 'Véhicules');
    await see(page, 'heading', 'Mes véhicules');
    await tap(page, 'link', 'Rendez-vous');
    await see(page, 'heading', 'Historique');
    await tap(page, 'link', 'Accueil');
    await goToTimes(page, tap);
    await until('back among the pages with a bar', async () => {
        if ((await find(page, 'link', 'Mes infos').count()) > 0) return true;
        await page.goBack();
        return false;
    });
    await tap(page, 'link', 'Mes infos');
    await find(page, 'textbox', 'Téléphone').fill('12');
    await find(page, 'textbox', 'Téléphone').fill('');
    await page.getByLabel('Langue').selectOption({ label: 'Deutsch' });
    await page.getByLabel('Sprache').selectOption({ label: 'Français' });
    await tap(page, 'link', 'Accueil');
    await see(page, 'button', 'Prendre RDV');
}

async function useAdmin(page) {
    await tap(page, 'link', 'Agenda');
    await tap(page, 'button', 'Jour suivant');
    await tap(page, 'button', 'Jour précédent');
    await tap(page, 'link', /^Clients/);
    const search = find(page, 'searchbox', 'Rechercher un client');
    for (const words of ['m', 'mar', 'xyz', '']) await search.fill(words);
    await page.getByRole('list', { name: 'Clients' }).getByRole('button').first().click({ force: true });
    for (const tab of ['Véhicules', 'Rendez-vous', 'Notes', 'Coordonnées']) await tap(page, 'tab', tab);
}

async function sample(page, control) {
    await control.send('HeapProfiler.collectGarbage');
    const { metrics } = await control.send('Performance.getMetrics');
    const of = (name) => metrics.find((metric) => metric.name === name).value;
    return {
        program: await page.evaluate(() => Module._portail_memory_used()),
        scripts: of('JSHeapUsedSize'),
        elements: of('Nodes'),
        listeners: of('JSEventListeners'),
    };
}

async function measured(context) {
    const page = await context.newPage();
    const control = await context.newCDPSession(page);
    await control.send('Performance.enable');
    return { page, control };
}

export async function measureBrowserMemory() {
    const [browser, server] = await Promise.all([launchChromium(), startServer()]);
    try {
        const customer = await measured(await browser.newContext(phone));
        await visitPortal(customer.page, (await server.links())[0].url);
        const staff = await measured(await browser.newContext(desk));
        await signIn(staff.page, server);
        const programs = [
            ['portal', customer, usePortal],
            ['admin', staff, useAdmin],
        ].map(([name, { page, control }, use]) => ({ name, page, control, use, rounds: 0, samples: [] }));

        const began = performance.now();
        for (let taken = 0; taken <= SAMPLES; ++taken) {
            const until = began + (taken / SAMPLES) * MINUTES * 60_000;
            do {
                for (const program of programs) {
                    await program.use(program.page);
                    program.rounds += 1;
                }
            } while (performance.now() < until);
            for (const program of programs) program.samples.push(await sample(program.page, program.control));
        }

        console.log(`${MINUTES} minutes; the first of ${SAMPLES + 1} samples is taken after the first round of use\n`);
        const kilobytes = (bytes) => whole(bytes / 1000);
        printTable(
            ['program', 'rounds', 'what', 'first', 'highest', 'last', 'last to first'],
            programs.flatMap(({ name, rounds, samples }) =>
                Object.keys(samples[0]).map((what) => {
                    const values = samples.map((one) => one[what]);
                    const shown = what === 'program' || what === 'scripts' ? kilobytes : whole;
                    const unit = shown === kilobytes ? `${what}, KB` : what;
                    return [name, rounds, unit, shown(values[0]), shown(Math.max(...values)), shown(values.at(-1)), ratio(values.at(-1), values[0])];
                }),
            ),
        );
    } finally {
        await browser.close();
        await server.remove();
    }
}
