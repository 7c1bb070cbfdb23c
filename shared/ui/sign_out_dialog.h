// The question at the sign-out: what becomes of work that the shop has not received yet.
#pragma once

#include <functional>
#include <optional>

#include "shared/i18n/translator.h"
#include "shared/sync/sync_client.h"
#include "shared/ui/ui.h"

namespace portail::ui {

class SignOutDialog {
public:
    void open() { m_is_open = true, m_problem.reset(); }
    /// `farewell` is the key of what a person is told who leaves with nothing unsent. `choose` is called with the answer; its result comes back through failed() or not at all.
    void draw(Ui& ui, const Translator& words, std::string_view farewell, std::size_t pending,
              const std::function<void(SignOutChoice)>& choose);
    void failed(const Error& error) { m_is_working = false, m_problem = error; }

private:
    bool m_is_open = false;
    bool m_is_working = false;
    std::optional<Error> m_problem;
};

}  // namespace portail::ui
