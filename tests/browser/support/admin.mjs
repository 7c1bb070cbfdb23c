// The staff's browser: the admin program in Chromium, found by role and French name.
import { find, see, tap } from "./portal.mjs";

export const desk = {
    viewport: { width: 1280, height: 900 },
    locale: "fr-CH",
    timezoneId: "Europe/Zurich",
};

export const PASSWORD = "cinq vaches sur le pont";

/** Signs in as the administrator of `server`, in a page of its own; the one-time password becomes PASSWORD. */
export async function signIn(page, server, { password = server.password, isFirst = true } = {}) {
    await page.goto(`${server.url}/admin`, { waitUntil: "commit" });
    await see(page, "heading", "Connexion de l’équipe");
    await find(page, "textbox", "E-mail").fill(server.email);
    await page.getByLabel("Mot de passe", { exact: true }).fill(password);
    await tap(page, "button", "Se connecter");
    if (isFirst) {
        await see(page, "heading", "Choisir un mot de passe");
        await page.getByLabel("Nouveau mot de passe").fill(PASSWORD);
        await tap(page, "button", "Enregistrer et continuer");
    }
    await see(page, "link", "Agenda");
}
