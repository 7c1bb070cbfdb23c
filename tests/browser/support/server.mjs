// A real portail-server with the demo business, on a port and a data folder of its own.
import { spawn, execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
export const builtSite = join(process.env.PORTAIL_WEB_BUILD ?? join(root, "build/web"), "site");
const program =
    process.env.PORTAIL_SERVER ??
    ["native-debug", "native-release", "asan"]
        .map((preset) => join(root, "build", preset, "bin/portail-server"))
        .find(existsSync);

const START_MS = 60_000;
const STOP_MS = 20_000;

/**
 * Starts the server; `data` may be the folder of an earlier one, `site` another folder of programs than the
 * built one, and without a site it is an API alone. Resolves to
 * { url, port, data, password, links(), stop(), kill(), remove() }.
 */
export async function startServer({ port = 0, data, site = builtSite, hasSite = true, options = [] } = {}) {
    const folder = data ?? mkdtempSync(join(tmpdir(), "portail-test-"));
    const web = hasSite ? ["--web", site] : [];
    const child = spawn(program, ["serve", "--port", String(port), "--data", folder, ...web, ...options], {
        stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const exited = new Promise((resolve) => child.on("exit", (code, signal) => resolve({ code, signal })));
    const url = await new Promise((resolve, reject) => {
        const patience = setTimeout(() => reject(new Error(`the server did not start:\n${output}`)), START_MS);
        const read = (chunk) => {
            output += chunk;
            const found = output.match(/listens on (http\S+?);/);
            if (found) {
                clearTimeout(patience);
                resolve(found[1]);
            }
        };
        child.stdout.on("data", read);
        child.stderr.on("data", read);
        exited.then(({ code }) => reject(new Error(`the server ended with ${code}:\n${output}`)));
    });
    const usedPort = Number(new URL(url).port);

    const stop = async () => {
        child.kill("SIGTERM");
        const patience = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
        const result = await exited;
        clearTimeout(patience);
        return result;
    };
    return {
        url,
        port: usedPort,
        data: folder,
        /** The administrator's one-time password, printed at the first start. */
        password: output.match(/one-time password\s+(\S+)/)?.[1],
        email: output.match(/e-mail\s+(\S+)/)?.[1],
        output: () => output,
        links: async () => {
            const { stdout } = await promisify(execFile)(program, ["links", "--data", folder, "--port", String(usedPort)]);
            return JSON.parse(stdout);
        },
        stop,
        kill: async () => {
            child.kill("SIGKILL");
            return exited;
        },
        remove: async () => {
            await stop();
            rmSync(folder, { recursive: true, force: true });
        },
    };
}
