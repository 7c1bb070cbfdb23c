// Runs the browser tests: node run.mjs [--folder FOLDER] [NAME...], where a name is part of a file's name; with a folder
// the tests that lie there.
// Each *.test.mjs is a program of node:test, run by itself, so that one that hangs or dies takes no
// other with it. The last line is "N passed, N failed".
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve as absolute } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const MINUTES_PER_FILE = 10;

const {
    values: { folder },
    positionals: names,
} = parseArgs({
    options: { folder: { type: "string", default: dirname(fileURLToPath(import.meta.url)) } },
    allowPositionals: true,
});
const files = readdirSync(folder)
    .filter((file) => file.endsWith(".test.mjs"))
    .filter((file) => names.length === 0 || names.some((name) => file.includes(name)))
    .sort();

// What node:test counts at the end of its TAP report; null when the program did not get there.
function count(report, word) {
    const found = report.match(new RegExp(`^# ${word} (\\d+)$`, "m"));
    return found ? Number(found[1]) : null;
}

function runFile(file, reportPath) {
    return new Promise((resolve) => {
        const child = spawn(
            process.execPath,
            [
                "--test-reporter=spec",
                "--test-reporter-destination=stdout",
                "--test-reporter=tap",
                `--test-reporter-destination=${reportPath}`,
                absolute(folder, file),
            ],
            { stdio: "inherit", timeout: MINUTES_PER_FILE * 60_000, killSignal: "SIGKILL" },
        );
        child.on("close", (status) => resolve(status));
    });
}

const work = mkdtempSync(join(tmpdir(), "portail-browser-"));
let passed = 0;
let failed = 0;
for (const file of files) {
    console.log(`=== ${file}`);
    const reportPath = join(work, `${file}.tap`);
    const status = await runFile(file, reportPath);
    let report = "";
    try {
        report = readFileSync(reportPath, "utf8");
    } catch {
        // It died before it could report; counted below.
    }
    const filePassed = count(report, "pass") ?? 0;
    const fileFailed = (count(report, "fail") ?? 0) + (count(report, "cancelled") ?? 0);
    passed += filePassed;
    failed += fileFailed;
    if (status !== 0 && fileFailed === 0) {
        console.log(`${file} ended with status ${status}`);
        failed += 1;
    } else if (filePassed + fileFailed === 0) {
        console.log(`${file} holds no test`);
        failed += 1;
    }
}
rmSync(work, { recursive: true });

if (files.length === 0) {
    console.log(`no test file${names.length ? ` named like ${names.join(", ")}` : ""}`);
    failed += 1;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
