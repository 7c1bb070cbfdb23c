// Further versions of the site, as a later build would make them: the same programs under another version, each of which
// tells its number to the page.
import { createHash } from "node:crypto";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { builtSite } from "./server.mjs";

const integrityOf = (file) => `sha256-${createHash("sha256").update(readFileSync(file)).digest("base64")}`;

const isVersion = (name) => /^[0-9a-f]{12}$/.test(name);

/** The version of a program that lies in a site. */
export const versionIn = (site, program) => readdirSync(join(site, program)).find(isVersion);

function rewrite(file, change) {
    writeFileSync(file, change(readFileSync(file, "utf8")));
    for (const ending of [".br", ".gz"]) rmSync(file + ending, { force: true });
}

/**
 * Resolves to { folder, remove }: the built site as version `number` of both programs. window.testVersion is the number;
 * `change(folder, program, version)` may do more to it.
 */
export function makeVersion(number, change = () => {}) {
    const folder = mkdtempSync(join(tmpdir(), "portail-site-"));
    cpSync(builtSite, folder, { recursive: true });
    for (const program of ["portal", "admin"]) {
        const old = versionIn(folder, program);
        const version = String(number).padStart(12, "0");
        const files = join(folder, program, version);
        renameSync(join(folder, program, old), files);
        const script = join(files, "page.js");
        const before = integrityOf(script);
        appendFileSync(script, `\nwindow.testVersion = ${number};\n`);
        for (const ending of [".br", ".gz"]) rmSync(script + ending, { force: true });
        const rename = (text) => text.replaceAll(old, version).replaceAll(before, integrityOf(script));
        rewrite(join(folder, program, "index.html"), rename);
        rewrite(join(files, "index.html"), rename);
        rewrite(join(folder, program, "service_worker.js"), rename);
        change(folder, program, version);
    }
    return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
