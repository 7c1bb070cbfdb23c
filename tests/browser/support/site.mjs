// Serves build/web/site, and build/web/test_site with the programs of the tests, as the server does:
// with its content security policy, on a port of this machine alone.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { dirname, extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const build = process.env.PORTAIL_WEB_BUILD ?? join(root, "build/web");
const sites = [join(build, "site"), join(build, "test_site")];

const types = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css",
    ".js": "text/javascript",
    ".wasm": "application/wasm",
};
const policyOf = (styleSource) =>
    `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' ${styleSource}; connect-src 'self'; ` +
    "img-src 'self' data: blob:; font-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** What allows the <style> of a page. */
function styleSource(body) {
    const style = /<style>([^]*?)<\/style>/.exec(body)?.[1];
    return style === undefined ? "" : `'sha256-${createHash("sha256").update(style).digest("base64")}'`;
}

/** Resolves to { url, close }; a folder is its index.html. */
export async function serveSite() {
    const server = createServer(async (request, response) => {
        const path = normalize(decodeURIComponent(new URL(request.url, "http://127.0.0.1").pathname));
        const file = path.endsWith("/") ? `${path}index.html` : path;
        try {
            const body = await Promise.any(sites.map((site) => readFile(join(site, file))));
            response.setHeader("Content-Security-Policy", policyOf(file.endsWith(".html") ? styleSource(body.toString()) : ""));
            response.setHeader("Content-Type", types[extname(file)] ?? "application/octet-stream");
            response.end(body);
        } catch {
            response.statusCode = 404;
            response.end();
        }
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    const close = () =>
        new Promise((resolve) => {
            server.close(resolve);
            server.closeAllConnections();
        });
    return { url: `http://127.0.0.1:${server.address().port}`, close };
}
