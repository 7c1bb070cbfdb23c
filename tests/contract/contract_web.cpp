// The storage contract as a page: it announces its rows, runs the one that it is told to, and tells
// how it ended. tests/browser/storage_contract.test.mjs drives it in Chromium.
#include <emscripten.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/contract/storage_contract.h"
#include "web/replica_storage_web.h"

// clang-format off
EM_JS(void, announce_row, (const char* sentence), {
    globalThis.contract.rows.push(UTF8ToString(sentence));
});

EM_JS(void, row_finished, (const char* failure), {
    globalThis.contract.finished(UTF8ToString(failure));
});

// A full disk cannot be had in a headless browser. This is what one looks like from a page: the
// transaction is aborted after its requests were made, with a QuotaExceededError.
EM_JS(void, fail_next_transactions, (int count), {
    const prototype = IDBDatabase.prototype;
    if (!globalThis.contract.originalTransaction) {
        globalThis.contract.originalTransaction = prototype.transaction;
        prototype.transaction = function(stores, mode, options) {
            const made = globalThis.contract.originalTransaction.call(this, stores, mode, options);
            if (mode === "readwrite" && globalThis.contract.toFail > 0) {
                globalThis.contract.toFail -= 1;
                const full = new DOMException("injected", "QuotaExceededError");
                Object.defineProperty(made, "error", { value: full });
                made.commit = () => made.abort();
            }
            return made;
        };
    }
    globalThis.contract.toFail = count;
});

EM_JS(void, lose_stored_record, (const char* name, const char* store, unsigned index), {
    const storeName = UTF8ToString(store);
    const opening = indexedDB.open("portail:" + UTF8ToString(name));
    opening.onsuccess = () => {
        const database = opening.result;
        const transaction = database.transaction([storeName], "readwrite");
        transaction.objectStore(storeName).delete(index);
        transaction.oncomplete = () => {
            database.close();
            _contract_record_lost();
        };
    };
});
// clang-format on

namespace portail::contract {
namespace {

class IndexedDbUnderTest final : public StorageUnderTest {
public:
    std::unique_ptr<platform::ReplicaStorage> make_window() override { return make_replica_storage_web(); }
    [[nodiscard]] bool takes_over() const override { return true; }
    [[nodiscard]] bool writes_behind() const override { return true; }
    void fail_next_writes(int count) override { fail_next_transactions(count); }
    void lose_record(const std::string& name, bool of_outbox, std::uint32_t index, Done done) override {
        record_lost = std::move(done);
        lose_stored_record(name.c_str(), of_outbox ? "outbox" : "replica", index);
    }

    inline static Done record_lost;
};

IndexedDbUnderTest storage;
std::vector<ContractRow> rows;
std::vector<std::unique_ptr<Script>> scripts;  // an answer may come after the end of its row

}  // namespace
}  // namespace portail::contract

extern "C" {

using namespace portail::contract;

EMSCRIPTEN_KEEPALIVE void contract_record_lost() {
    IndexedDbUnderTest::record_lost();
}

EMSCRIPTEN_KEEPALIVE void contract_run(int index) {
    const ContractRow& row = rows[static_cast<std::size_t>(index)];
    scripts.push_back(std::make_unique<Script>(storage, "row " + std::to_string(index)));
    Script& script = *scripts.back();
    row.write(script);
    script.start([](const std::optional<std::string>& failure) { row_finished(failure.value_or("").c_str()); });
}
}

int main() {
    for (const ContractRow& row : storage_contract()) {
        if (!applies(row, storage)) continue;
        rows.push_back(row);
        announce_row(row.sentence.data());
    }
}
