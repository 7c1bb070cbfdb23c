// Debian's Chromium for the browser tests, without a window and without talking to anybody.
import { chromium } from "playwright-core";

export const executablePath = process.env.PORTAIL_CHROMIUM ?? "/usr/bin/chromium";

export const flags = [
    "--headless",
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
];

/** A browser with a fresh profile, which goes with it. */
export function launchChromium() {
    return chromium.launch({ executablePath, args: flags });
}
