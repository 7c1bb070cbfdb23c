// The question at the sign-out: what becomes of work that the shop has not received yet.
#pragma once

#include <functional>
#include <optional>

#include "shared/sync/sync_client.h"
#include "shared/ui/app_context.h"
#include "shared/ui/ui.h"

namespace portail::ui {

class SignOutDialog {
public:
    static constexpr const char* name = "sign_out";  ///< of the place dialog

    /// The question is asked anew.
    void begin() { m_is_working = false, m_problem.reset(); }
    /// `farewell` is the key of what a person is told who leaves with nothing unsent. `choose` is called with the
    /// answer; its result comes back through failed() or not at all.
    void draw(Ui& ui, AppContext& context, std::string_view farewell, const std::function<void(SignOutChoice)>& choose);
    void failed(const Error& error) { m_is_working = false, m_problem = error; }

private:
    bool m_is_working = false;
    std::optional<Error> m_problem;
};

}  // namespace portail::ui
