// Runs the browser tests: node run.mjs [NAME...], where a name is part of a file's name.
// Each *.test.mjs is a program of node:test, run by itself, so that one that hangs or dies takes no
// other with it. The last line is "N passed, N failed".
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const MINUTES_PER_FILE = 10;

const folder = dirname(fileURLToPath(import.meta.url));
const names = process.argv.slice(2);
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
                join(folder, file),
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
