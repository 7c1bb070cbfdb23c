// All measurements, one after the other, or those that are named. Prints a table for each; nothing passes or fails.
//
//   run.mjs [writes] [visibility] [pull] [streams] [browser]
import {existsSync} from 'node:fs';
import {measurePull, measureStreams, measureVisibility, measureWrites} from './server_measurements.mjs';

const measurements = {
    writes: measureWrites,
    visibility: measureVisibility,
    pull: measurePull,
    streams: measureStreams,
};
for (const name of ['browser_storage', 'browser_portal']) {
    const file = new URL(`./${name}.mjs`, import.meta.url);
    if (existsSync(file)) measurements[name] = (await import(file.href)).default;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in measurements));
if (unknown.length > 0) {
    console.error(`no such measurement: ${unknown.join(', ')}; there are ${Object.keys(measurements).join(', ')}`);
    process.exit(2);
}
for (const name of wanted.length > 0 ? wanted : Object.keys(measurements)) {
    console.log(`\n## ${name}\n`);
    await measurements[name]();
}
