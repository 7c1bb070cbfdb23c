#include "tests/contract/script.h"

#include <algorithm>
#include <utility>

namespace portail::contract {

using platform::StorageLocation;
using platform::StorageLoss;

namespace {

std::string_view name_of(Which which) {
    return which == Which::Replica ? "replica" : "outbox";
}

std::string describe(std::optional<StorageLoss> loss) {
    if (!loss) return "no loss";
    return *loss == StorageLoss::TakenOver ? "taken over" : "failed";
}

}  // namespace

Window& Script::window(WindowName name) {
    const auto found =
        std::find_if(m_windows.begin(), m_windows.end(), [&](const auto& entry) { return entry.first == name; });
    if (found != m_windows.end()) return *found->second;
    return *m_windows.emplace_back(std::string{name}, std::make_unique<Window>()).second;
}

void Script::use_replica(std::string name) {
    wait([this, name = std::move(name)](const Next& done) {
        m_replica_name = name;
        done({});
    });
}

void Script::open_storage(WindowName name, std::function<void(Result<StorageLocation>)> then) {
    Window& opened = window(name);
    if (opened.storage == nullptr) opened.storage = m_storage.make_window();
    opened.loss.reset();
    opened.storage->on_lost([&opened](StorageLoss loss) { opened.loss = loss; });
    opened.storage->open(m_replica_name, std::move(then));
}

std::optional<std::string> Script::connect(Window& window) {
    for (const Which which : {Which::Replica, Which::Outbox}) {
        const std::string& path = which == Which::Replica ? window.location.replica_path : window.location.outbox_path;
        Result<Database> connection = Database::open(path, {.vfs = window.location.vfs});
        if (!connection) return "connect: " + connection.error().describe();
        if (auto set_up = connection->execute(window.location.connection_setup); !set_up) {
            return "connection set-up: " + set_up.error().describe();
        }
        (which == Which::Replica ? window.replica : window.outbox) = *std::move(connection);
    }
    return {};
}

void Script::open(WindowName name) {
    wait([this, name](const Next& done) {
        open_storage(name, [this, name, done](Result<StorageLocation> location) {
            if (!location) {
                done("open: " + location.error().describe());
                return;
            }
            window(name).location = *std::move(location);
            done(connect(window(name)));
        });
    });
}

void Script::open_is_refused(WindowName name) {
    wait([this, name](const Next& done) {
        open_storage(name, [done](const Result<StorageLocation>& location) {
            if (location) {
                done("open succeeded, and should have been refused");
            } else if (location.error().code != ErrorCode::Conflict) {
                done("open was refused otherwise: " + location.error().describe());
            } else {
                done({});
            }
        });
    });
}

void Script::close(WindowName name) {
    wait([this, name](const Next& done) {
        Window& closed = window(name);
        closed.replica.reset();
        closed.outbox.reset();
        closed.storage->close();
        done({});
    });
}

void Script::crash(WindowName name) {
    wait([this, name](const Next& done) {
        // The storage first, and no checkpoint: nothing may be saved by an orderly end.
        Window& gone = window(name);
        for (const Which which : {Which::Replica, Which::Outbox}) {
            sqlite3_db_config(gone.database(which).handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
        }
        gone.storage.reset();
        gone.replica.reset();
        gone.outbox.reset();
        done({});
    });
}

void Script::erase(WindowName name, bool outbox_too) {
    wait([this, name, outbox_too](const Next& done) {
        Window& eraser = window(name);
        if (eraser.storage == nullptr) eraser.storage = m_storage.make_window();
        eraser.storage->erase(m_replica_name, outbox_too, [done](const Result<void>& result) {
            done(result ? std::nullopt : std::optional{"erase: " + result.error().describe()});
        });
    });
}

void Script::run(WindowName name, Which which, std::string sql) {
    wait([this, name, which, sql = std::move(sql)](const Next& done) {
        const Result<void> result = window(name).database(which).execute(sql);
        done(result ? std::nullopt : std::optional{result.error().describe()});
    });
}

void Script::make_durable(WindowName name) {
    wait([this, name](const Next& done) {
        window(name).storage->make_durable([done](const Result<void>& result) {
            done(result ? std::nullopt : std::optional{"make_durable: " + result.error().describe()});
        });
    });
}

void Script::make_durable_fails(WindowName name, ErrorCode code, std::string key) {
    wait([this, name, code, key = std::move(key)](const Next& done) {
        window(name).storage->make_durable([done, code, key](const Result<void>& result) {
            if (result) {
                done("make_durable succeeded, and should have failed");
            } else if (result.error().code != code || result.error().key != key) {
                done("make_durable failed otherwise: " + result.error().describe());
            } else {
                done({});
            }
        });
    });
}

void Script::expect(WindowName name, Which which, std::string query, std::int64_t expected) {
    wait([this, name, which, query = std::move(query), expected](const Next& done) {
        const Result<std::int64_t> found = window(name).database(which).integer(query);
        if (!found) {
            done(found.error().describe());
        } else if (*found != expected) {
            done(query + " in the " + std::string{name_of(which)} + ": " + std::to_string(*found) + ", expected " +
                 std::to_string(expected));
        } else {
            done({});
        }
    });
}

void Script::expect_sound(WindowName name) {
    check([name](Script& script) -> std::string {
        for (const Which which : {Which::Replica, Which::Outbox}) {
            auto verdict = script.window(name).database(which).first("PRAGMA integrity_check",
                                                                     [](const Row& row) { return row.text(0); });
            if (!verdict) return verdict.error().describe();
            if (verdict->value_or("") != "ok") {
                return "the " + std::string{name_of(which)} + " is unsound: " + verdict->value_or("nothing said");
            }
        }
        return {};
    });
}

void Script::expect_loss(WindowName name, std::optional<StorageLoss> loss) {
    check([name, loss](Script& script) -> std::string {
        if (script.window(name).loss == loss) return {};
        return "expected " + describe(loss) + ", found " + describe(script.window(name).loss);
    });
}

void Script::fail_next_writes(int count) {
    wait([this, count](const Next& done) {
        m_storage.fail_next_writes(count);
        done({});
    });
}

void Script::lose_record(bool of_outbox, std::uint32_t index) {
    wait([this, of_outbox, index](const Next& done) {
        m_storage.lose_record(m_replica_name, of_outbox, index, [done] { done({}); });
    });
}

void Script::check(std::function<std::string(Script&)> look) {
    wait([this, look = std::move(look)](const Next& done) {
        std::string failure = look(*this);
        done(failure.empty() ? std::nullopt : std::optional{std::move(failure)});
    });
}

void Script::start(Next finished) {
    m_finished = std::move(finished);
    next({});
}

void Script::next(std::optional<std::string> failure) {
    if (!failure && m_position < m_steps.size()) {
        const std::size_t step = m_position++;
        m_steps[step]([this, step](std::optional<std::string> outcome) {
            if (step + 1 != m_position) outcome = "a callback was called twice";
            next(std::move(outcome));
        });
        return;
    }
    if (failure) *failure = "step " + std::to_string(m_position) + ": " + *failure;
    m_steps.resize(m_position);  // nothing more is run
    const Next finished = std::exchange(m_finished, nullptr);
    if (finished) finished(std::move(failure));
}

}  // namespace portail::contract
