// THE contract of ReplicaStorage: one row a promise. The same rows run against the pretended disk,
// SQLite files (contract_native_test.cpp) and IndexedDB in a real browser (contract_web.cpp).
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "tests/contract/script.h"

namespace portail::contract {

/// Which storages a promise is made by.
enum class AppliesTo {
    All,
    WritesBehind,      ///< commits wait for make_durable
    TakesOver,         ///< a second opener wins
    RefusesTheSecond,  ///< a second opener is refused
};

struct ContractRow {
    std::string_view sentence;
    AppliesTo applies_to;
    void (*write)(Script& script);
};

[[nodiscard]] std::vector<ContractRow> storage_contract();
[[nodiscard]] bool applies(const ContractRow& row, const StorageUnderTest& storage);

// Its parts, a file each.
[[nodiscard]] std::span<const ContractRow> durability_rows();
[[nodiscard]] std::span<const ContractRow> failure_rows();
[[nodiscard]] std::span<const ContractRow> window_rows();

}  // namespace portail::contract
