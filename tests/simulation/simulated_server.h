// The real server without its sockets: store, writer, push, pull and sessions run as in production, in one thread, on a
// folder that survives a restart and can be put back to an older backup.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "server/core/store.h"
#include "server/core/writer.h"
#include "shared/domain/principal.h"
#include "shared/platform/http_client.h"
#include "shared/sync/protocol.h"
#include "tests/simulation/dice.h"
#include "tests/simulation/scheduler.h"

namespace portail::simulation {

class SimulatedServer final : public server::PokeSink {
public:
    /// `poked` is told which scopes have changed, after each commit.
    SimulatedServer(std::string folder, Scheduler& scheduler, Dice& dice,
                    std::function<void(const std::set<std::string>& scopes)> poked);
    ~SimulatedServer() override;

    [[nodiscard]] platform::HttpResponse answer(const std::string& token, const platform::HttpRequest& request);
    /// Who holds the session, if it is alive.
    [[nodiscard]] std::optional<Actor> actor_of(const std::string& token);
    /// Signs in as this person; a customer comes with the code of the present portal link. Empty where that is
    /// impossible.
    [[nodiscard]] std::string sign_in(const Actor& actor);

    void restart();
    void back_up();
    [[nodiscard]] bool has_backup() const { return !m_backups.empty(); }
    /// Puts the database back to one of the backups.
    void restore();
    /// What the server does once a day: expired things are dropped, what is long past leaves the replicas.
    void keep_house();
    /// When it did so last.
    [[nodiscard]] Milliseconds house_kept_at() const { return m_house_kept_at; }
    [[nodiscard]] int rows_gone_by_age() const { return m_rows_gone_by_age; }
    [[nodiscard]] bool is_running() const { return m_store != nullptr; }
    SkewedClock& clock() { return m_clock; }

    /// While true some pushes find the database busy, and pulls come in pages of a few rows.
    void set_troubled(bool is_troubled) { m_is_troubled = is_troubled; }

    template <class Read>
    auto read(Read&& read_rows) {
        return m_store->read(std::forward<Read>(read_rows));
    }
    /// The appointments that the person reads of the past, of all customers.
    [[nodiscard]] std::set<Id> history_of(const Actor& actor);
    /// How often a mutation's effect is in the present database.
    [[nodiscard]] int runs_of(const Id& uuid) const;
    [[nodiscard]] const std::map<Id, int>& runs() const { return m_runs; }
    /// Nothing where the present database has not decided it; else whether it was rejected.
    [[nodiscard]] std::optional<bool> is_rejected(const Id& uuid);
    /// True when a pull has ever told this row ("table/values").
    [[nodiscard]] bool has_told(const std::string& table, const std::string& values) const {
        return m_told_rows.contains(table + values);
    }

    void changed(std::span<const server::ChangedScope> scopes) override;

private:
    struct Backup {
        std::string path;
        std::map<Id, int> runs;
    };

    void open();
    void close();
    [[nodiscard]] platform::HttpResponse answer_signed_in(const std::string& token_hash, const Actor& actor,
                                                          const platform::HttpRequest& request);
    [[nodiscard]] platform::HttpResponse answer_push(const std::string& token_hash,
                                                     const platform::HttpRequest& request);
    [[nodiscard]] platform::HttpResponse answer_pull(const Actor& actor, const platform::HttpRequest& request);
    [[nodiscard]] platform::HttpResponse refuse(const std::string& token_hash, const Error& error);
    [[nodiscard]] std::vector<Id> customers_seen_by(const Actor& actor);
    void count_runs(const std::vector<Id>& ran);

    const std::string m_folder;
    Dice& m_dice;
    std::function<void(const std::set<std::string>&)> m_poked;
    SkewedClock m_clock;
    bool m_is_troubled = false;
    std::unique_ptr<server::Store> m_store;
    std::unique_ptr<server::Writer> m_writer;
    std::map<Id, int> m_runs;
    std::vector<Backup> m_backups;
    int m_backup_count = 0;
    Milliseconds m_house_kept_at = 0;
    int m_rows_gone_by_age = 0;
    std::set<std::string> m_told_rows;
};

}  // namespace portail::simulation
