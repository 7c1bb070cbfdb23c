#include "tests/contract/storage_contract.h"

namespace portail::contract {

std::vector<ContractRow> storage_contract() {
    std::vector<ContractRow> all;
    for (const auto rows : {durability_rows(), failure_rows(), window_rows()}) {
        all.insert(all.end(), rows.begin(), rows.end());
    }
    return all;
}

bool applies(const ContractRow& row, const StorageUnderTest& storage) {
    switch (row.applies_to) {
        case AppliesTo::All:
            return true;
        case AppliesTo::WritesBehind:
            return storage.writes_behind();
        case AppliesTo::TakesOver:
            return storage.takes_over();
        case AppliesTo::RefusesTheSecond:
            return !storage.takes_over();
    }
    return false;
}

}  // namespace portail::contract
