// Keeps one program on the device, so that it opens without a network. A version is one set of files, fetched whole and
// checked before it is used, and never mixed with another: the page and everything that it loads come from the same
// cache. A new version waits until no window of the old one is open, or until a page says that the moment is good; the
// windows that still run the old one keep its files until they close.
// web/site/assemble_site.py fills in the five constants.
"use strict";

const PROGRAM = "@PROGRAM@";
const VERSION = "@VERSION@";
const PAGES = @PAGES@; // the addresses that the program's page answers: exact ones, and those that begin with "…/"
const PAGE = "@PAGE@"; // the page itself, which the server fills with the business's name
const FILES = @FILES@; // everything else, with its hash (W3C Subresource Integrity)

const PREFIX = "portail-" + PROGRAM + "-";
const cacheName = PREFIX + VERSION;
const folder = "/" + PROGRAM + "/";

const isPage = (path) => PAGES.some((page) => (page.endsWith("/") ? path.startsWith(page) : path === page));

// "3f9a01c2ab12" of "/portal/3f9a01c2ab12/portal.wasm"; empty for what belongs to no version.
const versionOf = (path) => (path.startsWith(folder) && /^[0-9a-f]{12}(?=\/)/.exec(path.slice(folder.length)) || [""])[0];

// The page, as the server fills it today. What is not the page of this very version (another
// one by now, the page of a captive portal) is not taken.
const keepPage = async (cache) => {
  const response = await fetch(PAGE, { cache: "no-cache", redirect: "error" });
  const text = await response.clone().text();
  if (!response.ok || !text.includes(folder + VERSION + "/loader.js")) {
    throw new TypeError(PAGE + ": " + response.status);
  }
  await cache.put(PAGE, response);
};

const keepVersion = async () => {
  const cache = await caches.open(cacheName);
  try {
    await cache.addAll(FILES.map((file) => new Request(file.address, { integrity: file.integrity })));
    await keepPage(cache);
  } catch (error) {
    await caches.delete(cacheName);
    throw error;
  }
};

const removeOldVersions = async () => {
  const held = self.navigator.locks ? (await self.navigator.locks.query()).held : [];
  const needed = held.map((lock) => lock.name.replace("portail-version:" + folder, PREFIX)).concat(cacheName);
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && !needed.includes(name)).map((name) => caches.delete(name)));
};

self.addEventListener("install", (event) => event.waitUntil(keepVersion()));

self.addEventListener("activate", (event) => event.waitUntil(removeOldVersions().then(() => self.clients.claim())));

self.addEventListener("message", (event) => {
  if (event.data === "use_new_version") {
    self.skipWaiting();
  } else if (event.data === "remove_old_versions") {
    event.waitUntil(removeOldVersions());
  }
});

const answerPage = async (event) => {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(PAGE, { ignoreVary: true });
  if (!kept) {
    return fetch(event.request);
  }
  event.waitUntil(keepPage(cache).catch(() => {})); // for the next start
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
