// A session bus of its own for a desktop program under test, and services on it.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

const START_MS = 20_000;

/** The first line that the child writes. */
async function firstLine(child, what) {
    const lines = createInterface({ input: child.stdout });
    return new Promise((resolve, reject) => {
        const patience = setTimeout(() => reject(new Error(`${what} did not start`)), START_MS);
        const settle = (use, value) => {
            clearTimeout(patience);
            use(value);
        };
        lines.once("line", (line) => settle(resolve, line));
        child.once("exit", (code) => settle(reject, new Error(`${what} ended with ${code}`)));
        child.once("error", (error) => settle(reject, error));
    });
}

/** Resolves to { address, start(command, ...words), close() }; start() waits for a first line. */
export async function openSessionBus() {
    const daemon = spawn("dbus-daemon", ["--session", "--nofork", "--print-address"], {
        stdio: ["ignore", "pipe", "inherit"],
    });
    const address = await firstLine(daemon, "dbus-daemon");
    const services = [];
    return {
        address,
        start: async (command, ...words) => {
            const child = spawn(command, words, {
                stdio: ["ignore", "pipe", "inherit"],
                env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: address },
            });
            services.push(child);
            await firstLine(child, command);
            return () => new Promise((resolve) => (child.once("exit", resolve), child.kill()));
        },
        close: () => {
            for (const child of [...services, daemon]) child.kill();
        },
    };
}
