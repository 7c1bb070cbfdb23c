#include "shared/ui/commands.h"

#include <utility>

namespace portail::ui {

bool Submission::take_saved() {
    if (!m_state || m_state->phase != Phase::Saved) return false;
    m_state.reset();
    return true;
}

bool Submission::take_failed() {
    return m_state && m_state->phase == Phase::Failed && !std::exchange(m_state->is_told, true);
}

const Error* Submission::error() const {
    return m_state && m_state->error ? &*m_state->error : nullptr;
}

const Error* Submission::error_of(std::string_view field) const {
    const Error* found = error();
    return found != nullptr && found->field == field ? found : nullptr;
}

void Submission::fail(Error error) {
    m_state = std::make_shared<State>();
    m_state->phase = Phase::Failed;
    m_state->error = std::move(error);
}

std::function<void(const Result<void>&)> Submission::begin() {
    m_state = std::make_shared<State>();
    return [following = std::weak_ptr<State>{m_state}](const Result<void>& result) {
        const std::shared_ptr<State> state = following.lock();
        if (!state) return;
        state->phase = result.ok() ? Phase::Saved : Phase::Failed;
        if (!result.ok()) state->error = result.error();
    };
}

Toast saved_toast(const Translator& words, std::string message, std::function<void()> undo) {
    constexpr std::int64_t time_to_undo_ms = 10'000;
    Toast toast{.text = std::move(message)};
    if (undo) {
        toast.action_label = words.text("common.undo");
        toast.action = std::move(undo);
        toast.lasts_ms = time_to_undo_ms;
    }
    return toast;
}

}  // namespace portail::ui
