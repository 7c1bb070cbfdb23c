// The desktop program as a person uses it: read what is on the screen, click where it is, type. What is on the screen
// is told by the program itself (--describe-screen, native/screen_description.h); clicks and keys come from the
// display's own pointer and keyboard.
import { spawn } from "node:child_process";
import { existsSync, readFileSync, watch } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const program =
    process.env.PORTAIL_DESK ??
    ["native-debug", "native-release", "asan"]
        .map((preset) => join(root, "build", preset, "bin/portail-desk"))
        .find(existsSync);

const WAIT_MS = 45_000;
const LAYOUT_MS = 200; // longer than a frame takes without a graphics card on a busy machine
const WHEEL_DOWN = 5; // a button, for X11
const MOST_WHEEL_STEPS = 40;
const TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux that Debian builds

const plain = (text) => text.replaceAll("\u00a0", " ").replaceAll("\u202f", " ");

function isCalled(node, name) {
    return name instanceof RegExp ? name.test(plain(node.name)) : plain(node.name) === name;
}

/** Starts the program in `folder`, which keeps its data from one start to the next. */
export async function startDesk({
    display,
    server,
    folder,
    description = "screen.json",
    language = "fr_CH",
    options = [],
    env = {},
}) {
    const file = join(folder, description);
    const child = spawn(
        program,
        ["--server", server, "--data", join(folder, "data"), "--describe-screen", file, ...options],
        {
            stdio: ["ignore", "inherit", "inherit"],
            env: {
                PATH: process.env.PATH,
                HOME: folder,
                DISPLAY: display.name,
                LANG: `${language}.UTF-8`,
                TZ: "Europe/Zurich",
                LIBGL_ALWAYS_SOFTWARE: "1",
                ...env,
            },
        },
    );
    const desk = new Desk(display, child, folder, file);
    await desk.until("a first frame", (screen) => screen.frame > 0);
    await desk.findWindow();
    return desk;
}

class Desk {
    constructor(display, child, folder, file) {
        this.display = display;
        this.child = child;
        this.folder = folder;
        this.file = file;
        this.exited = new Promise((resolve) => child.on("exit", (code, signal) => resolve({ code, signal })));
    }

    /** What the last frame says; null before the first of this run. */
    screen() {
        try {
            const screen = JSON.parse(readFileSync(this.file, "utf8"));
            return screen.process === this.child.pid ? screen : null;
        } catch (error) {
            if (error.code === "ENOENT") return null;
            throw error;
        }
    }

    /** Resolves to what `condition` returns for the first frame for which that is truthy. */
    async until(what, condition) {
        const name = this.file.split("/").pop();
        return new Promise((resolve, reject) => {
            const done = (settle, value) => {
                watcher.close();
                clearTimeout(patience);
                settle(value);
            };
            const look = () => {
                try {
                    const screen = this.screen();
                    const found = screen && condition(screen);
                    if (found) done(resolve, found);
                } catch (error) {
                    done(reject, error);
                }
            };
            const watcher = watch(this.folder, (_, changed) => changed === name && look());
            const patience = setTimeout(
                () => done(reject, new Error(`${what} did not appear on the screen:\n${this.describe()}`)),
                WAIT_MS,
            );
            this.exited.then(({ code, signal }) =>
                done(reject, new Error(`the program ended (${code ?? signal}) while ${what} was awaited`)),
            );
            look();
        });
    }

    describe() {
        const screen = this.screen();
        if (!screen) return "(nothing was drawn)";
        const lines = screen.nodes.map(
            ({ role, name, value, error, states, rect }) =>
                `  ${rect ? " " : "-"} ${role} "${name}"${value && ` = ${value}`}${error && ` ! ${error}`} ${states.join(" ")}`,
        );
        return `${screen.location}, frame ${screen.frame}\n${lines.join("\n")}`;
    }

    /** The nodes with this role and name that can be reached: not those under a dialog. */
    static matching(screen, role, name) {
        const modal = screen.nodes.findLast((node) => node.states.includes("modal"));
        return screen.nodes.filter(
            (node) =>
                node.role === role && isCalled(node, name) && (!modal || node.path.startsWith(modal.path)),
        );
    }

    count(role, name) {
        return Desk.matching(this.screen(), role, name).length;
    }

    /** Resolves to the node as soon as one with this role and name can be seen. */
    see(role, name) {
        return this.until(`${role} ${name}`, (screen) => Desk.matching(screen, role, name).find((node) => node.rect));
    }

    async seeText(words) {
        const has = (text) => (words instanceof RegExp ? words.test(plain(text)) : plain(text).includes(words));
        await this.until(`the text ${words}`, (screen) =>
            screen.nodes.some((node) => node.rect && (has(node.name) || has(node.value) || has(node.description))),
        );
    }

    async click(role, name, button = 1) {
        const rect = await this.standingStill(role, name);
        await this.clickAt(rect[0] + rect[2] / 2, rect[1] + rect[3] / 2, button);
    }

    /** Where the node is, once the layout has come to rest: a dialog finds its height in its first frames. */
    async standingStill(role, name) {
        let { rect } = await this.see(role, name);
        for (;;) {
            await new Promise((resolve) => setTimeout(resolve, LAYOUT_MS));
            const before = rect;
            ({ rect } = await this.see(role, name));
            if (rect.every((side, index) => side === before[index])) return rect;
        }
    }

    async clickAt(x, y, button = 1) {
        const point = ["mousemove", "--window", this.window, Math.round(x), Math.round(y)];
        await this.display.xdotool(...point, "click", button);
    }

    /** Turns the wheel over the middle of the window until the node can be seen. */
    async scrollTo(role, name) {
        await this.until(`${role} ${name}`, (screen) => Desk.matching(screen, role, name).length > 0);
        const [width, height] = await this.size();
        for (let step = 0; step < MOST_WHEEL_STEPS; step += 1) {
            if (Desk.matching(this.screen(), role, name).some((node) => node.rect)) return;
            const { frame } = this.screen();
            await this.clickAt(width / 2, height / 2, WHEEL_DOWN);
            await this.until("a scrolled frame", (screen) => screen.frame > frame + 1);
        }
    }

    async key(...chords) {
        await this.display.xdotool("key", "--delay", 30, ...chords);
    }

    /** Puts `value` into a field in the place of what is there. */
    async fill(name, value) {
        await this.click("text field", name);
        await this.until(`the focus in ${name}`, (screen) =>
            Desk.matching(screen, "text field", name).some((node) => node.is_focused),
        );
        await this.key("ctrl+a");
        await this.display.xdotool("type", "--delay", 12, value);
        await this.until(`${value} in ${name}`, (screen) =>
            Desk.matching(screen, "text field", name).some((node) => node.value === value),
        );
    }

    async findWindow() {
        this.window = await this.display.xdotool("search", "--sync", "--onlyvisible", "--pid", this.child.pid);
        // Without a window manager nobody else gives the keyboard to it.
        await this.display.xdotool("windowfocus", "--sync", this.window);
    }

    title() {
        return this.display.xdotool("getwindowname", this.window);
    }

    /** The window's width and height in pixels. */
    async size() {
        const words = await this.display.xdotool("getwindowgeometry", "--shell", this.window);
        return ["WIDTH", "HEIGHT"].map((side) => Number(words.match(new RegExp(`${side}=(\\d+)`))[1]));
    }

    async resize(width, height) {
        await this.display.xdotool("windowsize", "--sync", this.window, width, height);
    }

    /** How many frames were drawn, and how much of a processor was used, while `milliseconds` passed. */
    async cost(milliseconds) {
        const ticks = () => {
            const fields = readFileSync(`/proc/${this.child.pid}/stat`, "utf8").split(") ")[1].split(" ");
            return Number(fields[11]) + Number(fields[12]);
        };
        const before = { frame: this.screen().frame, ticks: ticks() };
        await new Promise((resolve) => setTimeout(resolve, milliseconds));
        const seconds = milliseconds / 1000;
        return {
            frames: this.screen().frame - before.frame,
            processor: (ticks() - before.ticks) / TICKS_PER_SECOND / seconds,
        };
    }

    /** Resolves when a second has passed without a frame. */
    async settle() {
        for (let waited = 0; waited < WAIT_MS; waited += 1000) {
            if ((await this.cost(1000)).frames === 0) return;
        }
        throw new Error(`the program draws without an end:\n${this.describe()}`);
    }

    async quit() {
        await this.key("ctrl+q");
        return this.exited;
    }

    async kill() {
        this.child.kill("SIGKILL");
        await this.exited;
    }
}
