// Starts the programs under measurement and asks the measuring ones.
import {execFile, execFileSync, spawn} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import readline from 'node:readline';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const programs = path.join(root, 'build/native-release/bin');
const shim = path.join(root, 'build/native-release/tests/bench/libportail_flush_shim.so');
const run = promisify(execFile);

/** What one of the measuring programs says: an object. */
export async function measure(program, ...words) {
    const {stdout} = await run(path.join(programs, program), words.map(String), {maxBuffer: 1 << 24});
    return JSON.parse(stdout);
}

/** The same, with each flush delayed. */
export async function measureWithFlushes(delayMicroseconds, program, ...words) {
    const {stdout} = await run(path.join(programs, program), words.map(String), {
        env: {...process.env, LD_PRELOAD: shim, PORTAIL_FLUSH_DELAY_US: String(delayMicroseconds)},
    });
    return JSON.parse(stdout);
}

const folders = [];
process.on('exit', () => folders.forEach((folder) => rmSync(folder, {recursive: true, force: true})));

export function temporaryFolder() {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'portail-bench-'));
    folders.push(folder);
    return folder;
}

/** A server process whose flushes are counted, and delayed where asked. `firstLine` picks the line that is waited for. */
class Service {
    constructor(command, words, options, firstLine) {
        this.countFile = path.join(temporaryFolder(), 'flushes');
        this.process = spawn(command, words, {
            ...options,
            stdio: ['ignore', 'pipe', 'ignore'],
            env: {
                ...process.env,
                LD_PRELOAD: shim,
                PORTAIL_FLUSH_DELAY_US: String(options.delayMicroseconds ?? 0),
                PORTAIL_FLUSH_COUNT: this.countFile,
            },
        });
        this.lines = [];
        this.ready = new Promise((resolve, reject) => {
            this.process.on('exit', (code) => reject(new Error(`${command} ended with ${code}`)));
            readline.createInterface({input: this.process.stdout}).on('line', (line) => {
                this.lines.push(line);
                if (firstLine.test(line)) resolve(line);
            });
        });
    }
    flushes() {
        return existsSync(this.countFile) ? Number(readFileSync(this.countFile).readBigUInt64LE()) : 0;
    }
    residentMegabytes() {
        const status = readFileSync(`/proc/${this.process.pid}/status`, 'utf8');
        return Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024;
    }
    async stop() {
        this.ready.catch(() => {});
        const ended = new Promise((resolve) => this.process.once('exit', resolve));
        this.process.kill('SIGTERM');
        await ended;
    }
}

/** portail-server with the demo business, signed in as its administrator. */
export async function startPortail({delayMicroseconds = 0, web} = {}) {
    const folder = temporaryFolder();
    const words = ['serve', '--port', '0', '--data', folder, '--log-level', 'error'];
    if (web) words.push('--web', web);
    const service = new Service(path.join(programs, 'portail-server'), words, {delayMicroseconds}, /listens on/);
    const line = await service.ready;
    service.port = Number(/:(\d+)/.exec(line.replace('http:', ''))[1]);
    const text = service.lines.join('\n');
    service.portalUrl = /http:\/\/\S+\/c\/\S+/.exec(text)[0];
    const email = /e-mail\s+(\S+)/.exec(text)[1];
    const password = /one-time password\s+(\S+)/.exec(text)[1];
    const session = await postJson(service.port, '/api/session/password', {email, password});
    const links = JSON.parse(
        execFileSync(path.join(programs, 'portail-server'), ['links', '--data', folder, '--port', String(service.port)]),
    );
    service.target = [service.port, session.token, session.principal, links[0].customer_id];
    return service;
}

/** The Node service with better-sqlite3; null where it cannot be built (it needs Node's headers). */
export async function startPeer({delayMicroseconds = 0} = {}) {
    const modules = installPeer();
    if (modules === null) return null;
    const service = new Service(
        process.execPath,
        [path.join(root, 'tests/bench/node_service/service.mjs'), temporaryFolder()],
        {cwd: modules, delayMicroseconds},
        /^\d+$/,
    );
    service.port = Number(await service.ready);
    return service;
}

function installPeer() {
    const cache = process.env.PORTAIL_CACHE ?? path.join(os.homedir(), '.cache/portail');
    const folder = path.join(cache, 'bench-peer');
    if (existsSync(path.join(folder, 'node_modules/better-sqlite3/build/Release/better_sqlite3.node'))) return folder;
    const nodeFolder = path.dirname(path.dirname(process.execPath));
    if (!existsSync(path.join(nodeFolder, 'include/node/node.h'))) return null;
    console.error('building better-sqlite3 for the peer (once, about a minute)');
    execFileSync('mkdir', ['-p', folder]);
    execFileSync('cp', [path.join(root, 'tests/bench/node_service/package.json'), folder]);
    try {
        execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], {cwd: folder, stdio: 'ignore'});
        execFileSync('npx', ['--yes', 'node-gyp', 'rebuild', '--release', `--nodedir=${nodeFolder}`], {
            cwd: path.join(folder, 'node_modules/better-sqlite3'),
            stdio: 'ignore',
        });
    } catch {
        return null;
    }
    return folder;
}

// Not fetch(): it adds the headers of a browser, and a browser is given a cookie instead of a token.
function postJson(port, requestPath, body) {
    return new Promise((resolve, reject) => {
        const request = http.request(
            {port, host: '127.0.0.1', path: requestPath, method: 'POST', headers: {'Content-Type': 'application/json'}},
            (response) => {
                let text = '';
                response.on('data', (part) => (text += part));
                response.on('end', () => (response.statusCode === 200 ? resolve(JSON.parse(text)) : reject(new Error(text))));
            },
        );
        request.on('error', reject);
        request.end(JSON.stringify(body));
    });
}
