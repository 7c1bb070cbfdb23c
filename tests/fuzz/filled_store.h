// A server's store in memory with the test shop in it, for targets that are answered from a database.
#pragma once

#include <memory>

#include "server/core/store.h"
#include "server/core/writer.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/test_shop.h"

namespace portail::test {

struct FilledStore {
    ManualClock clock{shop::now};
    SeededRandom random{1};
    std::unique_ptr<server::Store> store;

    /// `add_more` writes what a target needs beyond the shop.
    template <class AddMore>
    explicit FilledStore(AddMore add_more) {
        auto opened = server::Store::open({.folder = ":memory:", .vfs = {}}, clock, random);
        require_always(opened.ok(), "a store can be opened", {});
        store = std::move(*opened);
        server::Writer writer{*store, server::Writer::Mode::Immediate};
        const Result<void> filled = writer.run([&](server::WriteContext& context) -> Result<void> {
            fill_shop(context.database);
            return add_more(context.database);
        });
        require_always(filled.ok(), "the garage can be filled", {});
    }
};

}  // namespace portail::test
