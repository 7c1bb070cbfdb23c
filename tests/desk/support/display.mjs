// A display of its own for a desktop program under test, drawn by the processor, without a window manager.
import { execFile, spawn } from "node:child_process";
import { promisify } from "node:util";

const START_MS = 20_000;

const run = promisify(execFile);

/** Resolves to { name, width, height, xdotool(...words), screenshot(file), close() }. */
export async function openDisplay({ width = 1600, height = 1000 } = {}) {
    const child = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", `${width}x${height}x24`, "-nolisten", "tcp"], {
        stdio: ["ignore", "ignore", "pipe", "pipe"],
    });
    let complaints = "";
    child.stderr.on("data", (chunk) => (complaints += chunk));
    const exited = new Promise((resolve) => child.on("exit", resolve));
    const name = await new Promise((resolve, reject) => {
        const patience = setTimeout(() => reject(new Error("Xvfb did not start")), START_MS);
        let written = "";
        child.stdio[3].on("data", (chunk) => {
            written += chunk;
            if (written.endsWith("\n")) {
                clearTimeout(patience);
                resolve(`:${written.trim()}`);
            }
        });
        child.on("error", reject);
        exited.then((code) => reject(new Error(`Xvfb ended with ${code}:\n${complaints}`)));
    });
    const env = { ...process.env, DISPLAY: name };
    return {
        name,
        width,
        height,
        xdotool: async (...words) => (await run("xdotool", words.map(String), { env })).stdout.trim(),
        screenshot: (file) => run("import", ["-window", "root", file], { env }),
        close: async () => {
            child.kill("SIGTERM");
            await exited;
        },
    };
}
