// How a screen changes data: it submits a mutation, which runs at once on the replica and is told as saved only when
// it is durable on this device. If it cannot be made, or cannot be made durable, the change is undone, nothing that
// was typed is lost, and the reason is told.
//
//   Submission m_booking;                                        // a member of the screen
//   context.commands.submit(BookAppointment{…}, {.tracked = &m_booking});
//   if (m_booking.take_saved()) context.router.replace("/booked");
//   if (const Error* error = m_booking.error()) … context.words.error(*error) …
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "shared/base/ids.h"
#include "shared/base/json.h"
#include "shared/base/result.h"
#include "shared/i18n/translator.h"
#include "shared/sync/protocol_history.h"
#include "shared/ui/scheme_choice.h"
#include "shared/ui/toasts.h"

namespace portail::ui {

class Commands;

/// Follows one submission at a time. Destroying it (the screen was left) lets the submission go on by itself.
class Submission {
public:
    [[nodiscard]] bool is_saving() const { return m_state && m_state->phase == Phase::Saving; }
    /// True once after the change has become durable.
    [[nodiscard]] bool take_saved();
    /// Why the last one failed; null otherwise. Forgotten at the next submission.
    [[nodiscard]] const Error* error() const;
    /// The error if it is about this argument: for the message below its field.
    [[nodiscard]] const Error* error_of(std::string_view field) const;
    /// True once after it could not be saved: a good moment for Ui::focus_first_error().
    [[nodiscard]] bool take_failed();
    void clear() { m_state.reset(); }
    /// Shows an error that was found before anything was submitted.
    void fail(Error error);

    /// Begins to follow; what it returns is called once with the result.
    [[nodiscard]] std::function<void(const Result<void>&)> begin();

private:
    enum class Phase : std::uint8_t { Saving, Saved, Failed };
    struct State {
        Phase phase = Phase::Saving;
        std::optional<Error> error;
        bool is_told = false;  ///< by take_failed()
    };
    std::shared_ptr<State> m_state;
};

struct SubmitOptions {
    Submission* tracked = nullptr;                     ///< told of the result; without it an error becomes a toast
    std::string saved_message;                         ///< a toast once it is durable
    std::function<void(Commands& commands)> undo;      ///< what the toast offers to do: the change that takes it back
    std::function<void(const Result<void>&)> on_done;  ///< once, only after durability or failure
    std::optional<Id> needs;     ///< UUID of the pending change without which this one makes no sense
    std::optional<Id> corrects;  ///< UUID of the rejected change that this one takes the place of
};

class Commands {
public:
    virtual ~Commands() = default;

    /// `Args` is the arguments of a mutator (shared/mutators).
    template <class Args>
    void submit(const Args& args, SubmitOptions options = {}) {
        submit_mutation(Args::name, Args::version, args.to_json(), std::move(options));
    }
    virtual void submit_mutation(const char* name, int version, Json args, SubmitOptions options) = 0;
    /// The pending change that made this row, for SubmitOptions::needs; nothing where the server has the row.
    [[nodiscard]] virtual std::optional<Id> pending_creation_of(const Id& row) const = 0;

    // The outbox
    /// Sends a rejected change, and what it held back, once more as it is.
    virtual void retry(const Id& rejected) = 0;
    /// Lets a rejected change go for good.
    virtual void discard(const Id& rejected) = 0;
    /// Tries to reach the server now.
    virtual void sync_now() = 0;

    // The past
    /// Reads closed appointments that no longer sync (OlderAppointments draws them). `told` is called once, later, and
    /// not at all if the session ends before. Nothing of it is kept on this device.
    virtual void read_history(const HistoryRequest& request, std::function<void(const Result<HistoryPage>&)> told) = 0;

    // The program
    /// Starts the version that HostServices::has_update() tells of, without losing what is typed.
    virtual void update_program() = 0;

    // The session
    /// Asks first where work is unsent (the application draws the question).
    virtual void sign_out() = 0;
    /// Remembers the choice on this device.
    virtual void use_language(std::string_view code) = 0;
    virtual void use_text_scale(float scale) = 0;
    virtual void use_color_scheme(SchemeChoice choice) = 0;
};

/// The message that a change is saved; with `undo` it offers that, and stays longer.
[[nodiscard]] Toast saved_toast(const Translator& words, std::string message, std::function<void()> undo);

}  // namespace portail::ui
