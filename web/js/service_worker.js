// Keeps one program on the device, so that it opens without a network. A version is one set of files, fetched whole and
// checked before it is used, and never mixed with another: the page and everything that it loads come from the same
// cache. A page that starts is the newest version that is kept whole; windows that run an older one keep its files until
// they close. Any worker can serve any version: browsers replace a worker when it suits them, and nothing waits for that.
// web/site/assemble_site.py fills in the five constants.
"use strict";

const PROGRAM = "@PROGRAM@";
const VERSION = "@VERSION@";
const PAGES = @PAGES@; // the addresses that the program's page answers: exact ones, and those that begin with "…/"
const PAGE = "@PAGE@"; // the page itself, which the server fills with the business's name
const FILES = @FILES@; // everything else, with its hash (W3C Subresource Integrity)

const PREFIX = "portail-" + PROGRAM + "-";
const NEWEST = "portail.newest"; // the cache that tells, under the program's folder, the newest version kept whole
const folder = "/" + PROGRAM + "/";

const isPage = (path) => PAGES.some((page) => (page.endsWith("/") ? path.startsWith(page) : path === page));

// "3f9a01c2ab12" of "/portal/3f9a01c2ab12/portal.wasm"; empty for what belongs to no version.
const versionOf = (path) => (path.startsWith(folder) && /^[0-9a-f]{12}(?=\/)/.exec(path.slice(folder.length)) || [""])[0];

const pageOf = (version) => PAGE.replace(VERSION, version);

const newestVersion = async () => {
  const newest = await caches.match(folder, { cacheName: NEWEST });
  return newest ? newest.text() : VERSION;
};

// The page, as the server fills it today. What is not the page of this very version (another
// one by now, the page of a captive portal) is not taken.
const keepPage = async (cache, version) => {
  const page = pageOf(version);
  const response = await fetch(page, { cache: "no-cache", redirect: "error" });
  const text = await response.clone().text();
  if (!response.ok || !text.includes(folder + version + "/loader.js")) {
    throw new TypeError(page + ": " + response.status);
  }
  await cache.put(page, response);
};

// Whoever holds this lock keeps a version's files from being removed.
const lockOf = (version) => "portail-version:" + folder + version;

const keepVersion = async () => {
  const cache = await caches.open(PREFIX + VERSION);
  try {
    await cache.addAll(FILES.map((file) => new Request(file.address, { integrity: file.integrity })));
    await keepPage(cache, VERSION);
  } catch (error) {
    await caches.delete(PREFIX + VERSION);
    throw error;
  }
  await (await caches.open(NEWEST)).put(folder, new Response(VERSION));
};

const removeOldVersions = async () => {
  const held = self.navigator.locks ? (await self.navigator.locks.query()).held : [];
  const needed = held.map((lock) => lock.name.replace(lockOf(""), PREFIX)).concat(PREFIX + (await newestVersion()));
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && !needed.includes(name)).map((name) => caches.delete(name)));
};

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(self.navigator.locks ? self.navigator.locks.request(lockOf(VERSION), { mode: "shared" }, keepVersion) : keepVersion());
});

self.addEventListener("activate", (event) => event.waitUntil(removeOldVersions().then(() => self.clients.claim())));

self.addEventListener("message", (event) => {
  if (event.data === "remove_old_versions") {
    event.waitUntil(removeOldVersions());
  }
});

const answerPage = async (event) => {
  const version = await newestVersion();
  const cacheName = PREFIX + version;
  const kept = await caches.match(pageOf(version), { cacheName, ignoreVary: true });
  if (!kept) {
    return fetch(event.request);
  }
  event.waitUntil(caches.open(cacheName).then((cache) => keepPage(cache, version)).catch(() => {})); // for the next start
  return kept;
};

const answerFile = async (request, version) =>
  (await caches.match(request.url, { cacheName: PREFIX + version, ignoreVary: true })) || fetch(request);

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) {
    return;
  }
  const version = versionOf(url.pathname);
  if (request.mode === "navigate" && isPage(url.pathname) && !version) {
    event.respondWith(answerPage(event));
  } else if (version) {
    event.respondWith(answerFile(request, version));
  }
});
