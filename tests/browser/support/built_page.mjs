// Serves a browser program of build/web in a bare page, on a port of this machine alone.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const programs = process.env.PORTAIL_WEB_PROGRAMS ?? join(root, "build/web/bin");

const types = { js: "text/javascript", wasm: "application/wasm" };

/**
 * `name` is the target's; `script` runs before the program, in the page. Resolves to { url, close },
 * where close() ends the server.
 */
export async function serveBuiltPage(name, script) {
    const html = `<!doctype html><meta charset="utf-8"><title>${name}</title>
<script>${script}</script><script src="${name}.js"></script>`;
    const server = createServer(async (request, response) => {
        const file = new URL(request.url, "http://127.0.0.1").pathname.slice(1);
        if (file === "") {
            response.setHeader("Content-Type", "text/html");
            response.end(html);
            return;
        }
        if (file !== `${name}.js` && file !== `${name}.wasm`) {
            response.statusCode = 404;
            response.end();
            return;
        }
        response.setHeader("Content-Type", types[file.split(".").pop()]);
        response.end(await readFile(join(programs, file)));
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    const close = () =>
        new Promise((resolve) => {
            server.close(resolve);
            server.closeAllConnections();
        });
    return { url: `http://127.0.0.1:${server.address().port}/`, close };
}
