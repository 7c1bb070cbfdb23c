// The list of customers with its search. Only what can be seen is read from the replica, a window at a time, so that
// the list of a large business opens and filters as fast as that of a small one.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "shared/queries/customer_queries.h"
#include "shared/ui/screen.h"

namespace portail::ui {

/// How many a search has found, for who cannot see it.
void announce_found(Ui& ui, const Translator& words, std::int64_t total);

class AdminCustomerList {
public:
    /// Forgets what was read. Call it when the data changed.
    void refresh(AppContext& context);
    /// The customer who was pressed.
    [[nodiscard]] std::optional<Id> draw(Ui& ui, AppContext& context, const Id& selected);

private:
    static constexpr int window_size = 50;

    [[nodiscard]] const Customer* at(AppContext& context, std::size_t index);
    void read_window(AppContext& context, int window);

    std::string m_search;
    std::int64_t m_total = 0;
    std::map<int, std::vector<Customer>> m_windows;
    std::optional<Error> m_problem;
};

}  // namespace portail::ui
