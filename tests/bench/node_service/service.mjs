// The peer: what a Node service with better-sqlite3 does for the same rows, one transaction a request, as most are
// written. POST /note writes one, GET /notes returns all.
//
//   node service.mjs FOLDER     prints its port
import http from 'node:http';
import {createRequire} from 'node:module';
import path from 'node:path';
import process from 'node:process';

const require = createRequire(path.join(process.cwd(), 'node_modules/'));
const Database = require('better-sqlite3');

const database = new Database(path.join(process.argv[2], 'peer.db'));
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec(`
    CREATE TABLE customer_notes (
        id TEXT PRIMARY KEY,
        customer_id TEXT NOT NULL,
        staff_member_id TEXT NOT NULL,
        body TEXT NOT NULL,
        created_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX customer_notes_by_customer ON customer_notes (customer_id, created_at);
`);
const insert = database.prepare(`
    INSERT INTO customer_notes (id, customer_id, staff_member_id, body, created_at)
    VALUES (@id, @customer_id, @staff_member_id, @body, @created_at)
`);
const select = database.prepare('SELECT id, customer_id, staff_member_id, body, created_at FROM customer_notes').raw();

const server = http.createServer((request, response) => {
    if (request.method === 'GET') {
        response.setHeader('Content-Type', 'application/json');
        response.end(JSON.stringify({put: select.all()}));
        return;
    }
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
        insert.run(JSON.parse(Buffer.concat(parts).toString()));
        response.setHeader('Content-Type', 'application/json');
        response.end('{"ok":true}');
    });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
