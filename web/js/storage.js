// The durable side of the browser's replica storage, over IndexedDB and Web Locks; the other half is
// web/replica_storage_web.cpp. One IndexedDB database per replica: the object stores "replica" and
// "outbox" hold records of bytes under their index, "state" holds one object: the epoch, the number
// of writes and the sizes of the two files in bytes.
//
// Every write is one strict transaction that also checks the epoch; who opens raises it. So a window
// whose replica was taken over cannot write, whether it has noticed or not.
//
// A browser may throw away all IndexedDB databases of a site when it finds one damaged (docs/decisions/
// 0008-a-second-copy-of-the-outbox.md). The replica comes back from the server; the outbox would not, so
// a copy of it is kept in the Cache API, whose files are others.
//
// Emscripten 3.1.6 rewrites this text: it knows neither short method names nor a Map in an object,
// and drops a pattern that is declared by a loop (for (const { a } of …)).

mergeInto(LibraryManager.library, {
  $PortailStorage: {
    // The numbers of Outcome in replica_storage_web.cpp.
    DONE: 0,
    FAILED: 1,
    FULL: 2,
    IN_USE: 3,

    FILES: ["replica", "outbox"],
    STORES: ["replica", "outbox", "state"],
    // So many are loaded at a time (4 MB), for not all of them should be in memory twice.
    RECORDS_AT_ONCE: [64, 1024],

    COPIES: "portail.outbox",
    OUTBOX: 1,
    OUTBOX_RECORD: 4096, // bytes, of record_store.h
    COPY_DELAY: 300, // ms; several changes make one copy

    // By the id that C++ gave: { id, name, database, epoch, version, records, batch, isOpen, release,
    // copy, copyTimer }
    stores: {},
    lastError: "",

    // The outcome's number; the text is kept for portail_storage_error.
    outcomeOf: (error) => {
      const storage = PortailStorage;
      storage.lastError = String(error);
      if (error === storage.takenOver) return storage.IN_USE;
      return error && error.name === "QuotaExceededError" ? storage.FULL : storage.FAILED;
    },
    takenOver: { toString: () => "another window has the replica" },

    request: (request) => {
      return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    },

    // Settles with the whole transaction. `cause()` tells why our own code has aborted it.
    finished: (transaction, cause) => {
      return new Promise((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () =>
          reject(cause() || transaction.error || new Error("the transaction was aborted"));
      });
    },

    openDatabase: (name) => {
      return new Promise((resolve, reject) => {
        const request = indexedDB.open("portail:" + name, 1);
        request.onupgradeneeded = () => {
          for (const store of PortailStorage.STORES) request.result.createObjectStore(store);
          request.result.isNew = true;
        };
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    },

    // All that touches the database: strict, so that "complete" means written, not buffered.
    transaction: (database) => {
      return database.transaction(PortailStorage.STORES, "readwrite", { durability: "strict" });
    },

    // Resolves when the lock of `store.name` is held, and rejects where another window keeps it.
    // Where there are no Web Locks (an insecure origin, an old browser) the epoch protects alone.
    takeLock: (store, steal) => {
      if (!navigator.locks) return Promise.resolve();
      return new Promise((resolve, reject) => {
        navigator.locks
          .request("portail:" + store.name, steal ? { steal: true } : { ifAvailable: true }, (lock) => {
            if (!lock) {
              reject(PortailStorage.takenOver);
              return undefined;
            }
            if (store.isClosed) return undefined;
            resolve();
            return new Promise((release) => (store.release = release));
          })
          .catch((error) => {
            reject(error);
            // Rejected after it was given: it was stolen.
            PortailStorage.lose(store, 1);
          });
      });
    },

    lose: (store, isTakenOver) => {
      store.isLost = true;
      if (!store.isOpen || store.isClosed) return;
      store.isOpen = false;
      _portail_storage_lost(store.id, isTakenOver);
    },

    open: async (store) => {
      const storage = PortailStorage;
      await storage.takeLock(store, document.visibilityState === "visible");
      store.database = await storage.openDatabase(store.name);
      if (store.isClosed) {
        store.database.close();
        return;
      }
      store.database.onclose = () => storage.lose(store, 0);
      // A newer version of the application wants to change the stores.
      store.database.onversionchange = () => {
        storage.lose(store, 1);
        store.database.close();
      };
      if (store.database.isNew) store.copy = await storage.readCopy(store.name);
      await storage.load(store);
      store.copy = null;
      if (store.isLost) throw storage.takenOver;
      store.isOpen = true;
    },

    // Raises the epoch and loads, in one transaction: it runs after the last write of whoever had
    // the replica before.
    load: async (store) => {
      const storage = PortailStorage;
      const transaction = storage.transaction(store.database);
      let cause = null;
      const finished = storage.finished(transaction, () => cause);
      try {
        const states = transaction.objectStore("state");
        const state = (await storage.request(states.get("state"))) || {
          epoch: 0,
          version: 0,
          sizes: [0, store.copy ? store.copy.length : 0],
        };
        store.epoch = state.epoch += 1;
        store.version = state.version;
        states.put(state, "state");
        if (store.copy) storage.putCopy(store.copy, transaction.objectStore("outbox"));
        _portail_storage_loading(store.id, state.sizes[0], state.sizes[1]);
        for (let file = 0; file < storage.FILES.length; ++file) {
          await storage.loadRecords(store, transaction.objectStore(storage.FILES[file]), file);
        }
      } catch (error) {
        cause = error;
        storage.abort(transaction);
      }
      await finished;
    },

    loadRecords: async (store, objectStore, file) => {
      const storage = PortailStorage;
      const count = storage.RECORDS_AT_ONCE[file];
      let next = 0;
      for (;;) {
        const range = IDBKeyRange.lowerBound(next);
        const [keys, values] = await Promise.all([
          storage.request(objectStore.getAllKeys(range, count)),
          storage.request(objectStore.getAll(range, count)),
        ]);
        for (let i = 0; i < keys.length; ++i) {
          const address = _portail_storage_load(store.id, file, keys[i], values[i].length);
          if (address) HEAPU8.set(values[i], address);
        }
        if (keys.length) next = keys[keys.length - 1] + 1;
        if (keys.length < count) break;
      }
      store.records[file] = next;
    },

    abort: (transaction) => {
      try {
        transaction.abort();
      } catch (error) {
        // It has ended by itself.
      }
    },

    // Writes the batch with the state. The epoch is read in the same transaction, before our state
    // replaces it; the commit waits for the answer.
    write: async (store, sizes, records) => {
      const storage = PortailStorage;
      const batch = store.batch;
      store.batch = [];
      const transaction = storage.transaction(store.database);
      let cause = null;
      const finished = storage.finished(transaction, () => cause);
      try {
        const states = transaction.objectStore("state");
        states.get("state").onsuccess = ({ target }) => {
          if (target.result && target.result.epoch === store.epoch) {
            transaction.commit();
            return;
          }
          cause = storage.takenOver;
          transaction.abort();
        };
        for (const record of batch) {
          transaction.objectStore(storage.FILES[record.file]).put(record.bytes, record.index);
        }
        for (let file = 0; file < storage.FILES.length; ++file) {
          if (records[file] < store.records[file]) {
            transaction
              .objectStore(storage.FILES[file])
              .delete(IDBKeyRange.lowerBound(records[file]));
          }
        }
        states.put({ epoch: store.epoch, version: store.version + 1, sizes }, "state");
      } catch (error) {
        cause = error;
        storage.abort(transaction);
      }
      await finished;
      store.version += 1;
      store.records = records;
      if (batch.some((record) => record.file === storage.OUTBOX)) storage.copySoon(store);
    },

    // --- the second copy of the outbox ---
    // A browser without the Cache API (an address that is not secure) has none.
    copies: () => (typeof caches === "undefined" ? Promise.reject(new Error("no Cache API")) : caches.open(PortailStorage.COPIES)),
    copyAddress: (name) => "/" + encodeURIComponent(name),

    copySoon: (store) => {
      if (store.copyTimer || store.isClosed) return;
      store.copyTimer = setTimeout(() => PortailStorage.copyNow(store), PortailStorage.COPY_DELAY);
    },

    // A page that is put aside may never run again.
    copyBeforeSleep: () => {
      if (PortailStorage.copiesBeforeSleep) return;
      PortailStorage.copiesBeforeSleep = true;
      document.addEventListener("visibilitychange", () => {
        for (const store of Object.values(PortailStorage.stores)) {
          if (store.copyTimer) PortailStorage.copyNow(store);
        }
      });
    },

    copyNow: (store) => {
      clearTimeout(store.copyTimer);
      store.copyTimer = 0;
      if (!store.isOpen || store.isClosed) return;
      PortailStorage.writeCopy(store).catch(() => {});
    },

    writeCopy: async (store) => {
      const storage = PortailStorage;
      const transaction = store.database.transaction(["outbox", "state"], "readonly");
      const [state, records] = await Promise.all([
        storage.request(transaction.objectStore("state").get("state")),
        storage.request(transaction.objectStore("outbox").getAll()),
      ]);
      if (!state || state.epoch !== store.epoch) return;
      const bytes = new Uint8Array(state.sizes[1]);
      records.forEach((record, index) => {
        const begin = index * storage.OUTBOX_RECORD;
        if (begin < bytes.length) bytes.set(record.subarray(0, bytes.length - begin), begin);
      });
      const headers = { "Portail-Version": String(state.version) };
      const cache = await storage.copies();
      if (store.isOpen) await cache.put(storage.copyAddress(store.name), new Response(bytes, { headers: headers }));
    },

    // The bytes, or null.
    readCopy: async (name) => {
      try {
        const found = await (await PortailStorage.copies()).match(PortailStorage.copyAddress(name));
        return found ? new Uint8Array(await found.arrayBuffer()) : null;
      } catch (error) {
        return null;
      }
    },

    putCopy: (bytes, records) => {
      const size = PortailStorage.OUTBOX_RECORD;
      for (let index = 0; index * size < bytes.length; ++index) {
        records.put(bytes.slice(index * size, (index + 1) * size), index);
      }
    },

    eraseCopy: async (name) => {
      try {
        await (await PortailStorage.copies()).delete(PortailStorage.copyAddress(name));
      } catch (error) {
        // There is none.
      }
    },

    // The stores are emptied, not deleted: the epoch stays, and goes up, so that a window that still
    // has the replica open cannot write it back.
    erase: async (name, outboxToo) => {
      const storage = PortailStorage;
      const database = await storage.openDatabase(name);
      try {
        const transaction = storage.transaction(database);
        const finished = storage.finished(transaction, () => null);
        const states = transaction.objectStore("state");
        states.get("state").onsuccess = ({ target }) => {
          const state = target.result;
          if (!state) return;
          state.epoch += 1;
          state.version += 1;
          state.sizes = [0, outboxToo ? 0 : state.sizes[1]];
          states.put(state, "state");
        };
        transaction.objectStore("replica").clear();
        if (outboxToo) transaction.objectStore("outbox").clear();
        await finished;
        if (outboxToo) await storage.eraseCopy(name);
      } finally {
        database.close();
      }
    },

    askToKeep: async () => {
      const manager = navigator.storage;
      const safety = { mayBeEvicted: 1, used: -1, available: -1 };
      if (!manager) return safety;
      try {
        if (manager.persist && (await manager.persist())) safety.mayBeEvicted = 0;
        const { usage, quota } = await manager.estimate();
        safety.used = usage;
        safety.available = Math.max(0, quota - usage);
      } catch (error) {
        // Without an answer, the worst is assumed.
      }
      return safety;
    },
  },

  portail_storage_open__deps: ["$PortailStorage"],
  portail_storage_open: function (id, name) {
    const storage = PortailStorage;
    const store = { id, name: UTF8ToString(name), records: [0, 0], batch: [], copyTimer: 0 };
    storage.stores[id] = store;
    storage.copyBeforeSleep();
    const tell = (outcome) => {
      if (!store.isClosed) _portail_storage_opened(id, outcome);
    };
    storage.open(store).then(
      () => tell(storage.DONE),
      (error) => tell(storage.outcomeOf(error)),
    );
  },

  portail_storage_put__deps: ["$PortailStorage"],
  portail_storage_put: function (id, file, index, address, length) {
    // A copy: IndexedDB would clone the whole memory for a view of it.
    const bytes = HEAPU8.slice(address, address + length);
    PortailStorage.stores[id].batch.push({ file, index, bytes });
  },

  portail_storage_write__deps: ["$PortailStorage"],
  portail_storage_write: function (id, replicaSize, outboxSize, replicaRecords, outboxRecords) {
    const storage = PortailStorage;
    const store = storage.stores[id];
    const tell = (outcome) => {
      if (store.isClosed) return;
      if (outcome === storage.IN_USE) storage.lose(store, 1);
      if (!store.isClosed) _portail_storage_written(id, outcome);
    };
    storage.write(store, [replicaSize, outboxSize], [replicaRecords, outboxRecords]).then(
      () => tell(storage.DONE),
      (error) => tell(storage.outcomeOf(error)),
    );
  },

  portail_storage_close__deps: ["$PortailStorage"],
  portail_storage_close: function (id) {
    const store = PortailStorage.stores[id];
    if (!store) return;
    delete PortailStorage.stores[id];
    store.isClosed = true;
    clearTimeout(store.copyTimer);
    if (store.database) store.database.close();
    if (store.release) store.release();
  },

  portail_storage_erase__deps: ["$PortailStorage"],
  portail_storage_erase: function (id, name, outboxToo) {
    const storage = PortailStorage;
    storage.erase(UTF8ToString(name), outboxToo !== 0).then(
      () => _portail_storage_erased(id, storage.DONE),
      (error) => _portail_storage_erased(id, storage.outcomeOf(error)),
    );
  },

  portail_storage_ask_to_keep__deps: ["$PortailStorage"],
  portail_storage_ask_to_keep: function (id) {
    PortailStorage.askToKeep().then((safety) =>
      _portail_storage_safety(id, safety.mayBeEvicted, safety.used, safety.available),
    );
  },

  portail_storage_post: function () {
    queueMicrotask(_portail_storage_run_posted);
  },

  portail_storage_error__deps: ["$PortailStorage"],
  portail_storage_error: function (into, capacity) {
    stringToUTF8(PortailStorage.lastError, into, capacity);
  },
});
