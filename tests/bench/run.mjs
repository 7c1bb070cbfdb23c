// All measurements, one after the other, or those that are named. Prints a table for each; nothing passes or fails.
//
//   run.mjs [writes] [visibility] [pull] [streams] [browser_storage] [browser_pull] [browser_start] [browser_frames]
//           [browser_memory], which takes half an hour and is run only by its name
import {spawnSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {measureBrowserFrames, measureBrowserPull, measureBrowserStart} from './browser_measurements.mjs';
import {measureBrowserMemory} from './browser_memory.mjs';
import {measurePull, measureStreams, measureVisibility, measureWrites} from './server_measurements.mjs';

const measurements = {
    writes: measureWrites,
    visibility: measureVisibility,
    pull: measurePull,
    streams: measureStreams,
    browser_storage: measureBrowserStorage,
    browser_pull: measureBrowserPull,
    browser_start: measureBrowserStart,
    browser_frames: measureBrowserFrames,
};

function measureBrowserStorage() {
    const script = fileURLToPath(new URL('./browser_storage/measure.mjs', import.meta.url));
    spawnSync(process.execPath, [script], {stdio: 'inherit'});
}

// Half an hour of use, so only by its name.
const onRequest = { browser_memory: measureBrowserMemory };

const wanted = process.argv.slice(2);
const all = { ...measurements, ...onRequest };
const unknown = wanted.filter((name) => !(name in all));
if (unknown.length > 0) {
    console.error(`no such measurement: ${unknown.join(', ')}; there are ${Object.keys(all).join(', ')}`);
    process.exit(2);
}
for (const name of wanted.length > 0 ? wanted : Object.keys(measurements)) {
    console.log(`\n## ${name}\n`);
    await all[name]();
}
