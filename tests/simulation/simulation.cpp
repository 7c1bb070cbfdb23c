#include "tests/simulation/simulation.h"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <set>
#include <vector>

#include "tests/simulation/device.h"
#include "tests/simulation/person.h"
#include "tests/simulation/require.h"
#include "tests/support/test_shop.h"

namespace portail::simulation {
namespace {

constexpr int steps = 120;
// While there is trouble less than the 30 days for which a device can give a restored server its work back.
constexpr int most_days_skipped = 20;

// In memory where the machine has a place for it: the folder is written all the time.
std::filesystem::path make_folder() {
    const std::filesystem::path memory = "/dev/shm";
    const std::filesystem::path base =
        std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
    std::string name = (base / "portail-simulation-XXXXXX").string();
    require(mkdtemp(name.data()) != nullptr, "no temporary folder");
    return name;
}

class Folder {
public:
    Folder() : m_path(make_folder()) {}
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    [[nodiscard]] std::string path() const { return m_path.string(); }

private:
    std::filesystem::path m_path;
};

class Simulation {
public:
    Simulation(std::uint64_t seed, bool is_told)
        : m_is_told(is_told),
          m_dice(seed),
          m_network(m_scheduler, m_dice),
          m_server(m_folder.path(), m_scheduler, m_dice,
                   [this](const std::set<std::string>& scopes) { m_network.poke(scopes); }) {
        m_network.connect(m_server);
        m_server.set_troubled(true);
    }

    Summary run() {
        add_device("admin", test::staff(Role::Admin));
        add_device("technician", test::staff(Role::Technician));
        add_device("alice", test::customer(test::shop::alice));
        add_device("alice-2", test::customer(test::shop::alice));
        add_device("bruno", test::customer(test::shop::bruno));
        add_device("partner", test::staff(Role::Partner));
        for (int step = 0; step < steps; ++step) {
            m_scheduler.run_until(m_scheduler.now() + m_dice.between(0, 15 * second_ms));
            happen();
        }
        come_to_rest();
        check();
        return m_summary;
    }

private:
    void tell(const std::string& what) {
        if (m_is_told) std::printf("%9.3f  %s\n", static_cast<double>(m_scheduler.now()) / 1000, what.c_str());
    }

    Device& add_device(const std::string& name, const Actor& actor) {
        m_devices.push_back(std::make_unique<Device>(name, actor, m_scheduler, m_dice, m_network));
        Device& device = *m_devices.back();
        device.sign_in(m_server);
        device.start();
        return device;
    }

    void happen() {
        Device& device = *m_dice.pick(m_devices);
        const std::size_t what = m_dice.below(100);
        if (what < 62) return act_at(device);
        if (what < 72) return restart(device);
        if (what < 80) return change_network(device);
        if (what < 84) return fail_storage(device);
        if (what < 88) return jump_clock(device);
        if (what < 92) return restart_server();
        if (what < 94) return back_up();
        if (what < 95) return restore();
        if (what < 97) return fork(device);
        if (what < 98) return put_back(device);
        sign_out(device);
    }

    void act_at(Device& device) {
        if (!device.is_running()) {
            tell(device.name + " starts");
            device.start();
        } else if (!device.is_open() || device.client().status().connection == SyncConnection::SignedOut) {
            tell(device.name + " signs in");
            if (device.link.is_online()) device.sign_in(m_server);
        } else {
            do_something_at(device);
            // Now and then faster than the storage writes.
            while (m_dice.chance(0.2)) {
                m_scheduler.run_until(m_scheduler.now() + m_dice.between(0, 3));
                if (device.is_open()) do_something_at(device);
            }
        }
    }

    void do_something_at(Device& device) {
        const std::size_t before = device.client().pending().size();
        act(device, m_dice);
        if (!device.is_open() || device.client().pending().size() <= before) return;
        const Mutation& made = device.client().pending().back().mutation;
        tell(device.name + ": " + made.name + " " + made.uuid + " " + to_text(made.args));
    }

    void restart(Device& device) {
        tell(device.name + " is killed");
        device.kill();
        ++m_summary.restarts;
        if (m_dice.chance(0.3)) check_disk(device);
        if (m_dice.chance(0.7)) device.start();
    }

    void change_network(Device& device) {
        device.set_online(!device.link.is_online());
        tell(device.name + (device.link.is_online() ? " is online" : " is offline"));
    }

    void fail_storage(Device& device) {
        tell(device.name + ": the next write fails");
        device.disk()->fail_next_writes(1 + static_cast<int>(m_dice.below(2)));
    }

    void jump_clock(Device& device) {
        if (m_dice.chance(0.3) && m_days_skipped < most_days_skipped) {
            const int days = static_cast<int>(m_dice.between(1, 9));
            tell(std::to_string(days) + " days pass at the server");
            m_days_skipped += days;
            m_server.clock().jump(days * day_ms);
            if (m_dice.chance(0.7)) m_server.keep_house();
            return;
        }
        if (m_dice.chance(0.3)) {
            m_server.clock().jump(m_dice.between(-10 * minute_ms, 2 * hour_ms));
        } else {
            device.clock.set_skew(m_dice.between(-2 * day_ms, 2 * day_ms));
        }
        tell("a clock jumps");
    }

    void restart_server() {
        tell("the server restarts");
        m_network.cut_everything();
        m_server.restart();
        if (m_dice.chance(0.5)) m_server.keep_house();
    }

    void back_up() {
        tell("the server is backed up");
        m_server.back_up();
    }

    void restore() {
        if (!m_server.has_backup()) return;
        tell("the server is put back to a backup");
        m_network.cut_everything();
        m_server.restore();
        ++m_summary.restores;
    }

    // The person copies the browser's profile to another machine, and goes on at both.
    void fork(Device& device) {
        if (m_devices.size() > 8) return;
        tell(device.name + " is copied");
        const MemoryDisk disk = device.copy_of_disk();
        Device& copy = add_device(device.name + "-copy", device.actor);
        copy.kill();
        copy.replace_disk(disk);
        copy.start();
        ++m_summary.forks;
    }

    // The machine is put back to how it was a while ago.
    void put_back(Device& device) {
        if (m_old_disk && m_old_disk->first == &device) {
            tell(device.name + " is put back");
            device.kill();
            device.replace_disk(m_old_disk->second);
            device.start();
            m_old_disk.reset();
            ++m_summary.forks;
        } else if (!m_old_disk) {
            m_old_disk.emplace(&device, device.copy_of_disk());
        }
    }

    void sign_out(Device& device) {
        if (!device.is_open()) return;
        const std::size_t choice = m_dice.below(8);
        tell(device.name + " signs out");
        device.sign_out(choice == 0 ? SignOutChoice::Discard : choice < 4 ? SignOutChoice::Keep : SignOutChoice::Send);
    }

    // --- the end ---

    void come_to_rest() {
        tell("the trouble stops");
        m_network.set_troubled(false);
        m_server.set_troubled(false);
        for (const auto& device : m_devices) {
            device->disk()->fail_next_writes(0);
            device->set_online(true);
            if (!device->is_running()) device->start();
        }
        rest_until_signed_in();
        if (m_dice.chance(0.5)) {
            tell("a season passes");
            m_server.clock().jump(100 * day_ms);
            rest_until_signed_in();
        }
        m_server.keep_house();
        m_scheduler.run_until(m_scheduler.now() + 12 * minute_ms);
        m_summary.gone_by_age = m_server.rows_gone_by_age();
    }

    void rest_until_signed_in() {
        // Whoever finds himself signed out signs in again; sessions may end once more through what is still pushed.
        for (int round = 0; round < 12; ++round) {
            m_scheduler.run_until(m_scheduler.now() + 3 * minute_ms);
            for (const auto& device : m_devices) {
                const bool is_out =
                    !device->is_open() || device->client().status().connection == SyncConnection::SignedOut;
                if (is_out) require(device->sign_in(m_server), device->name + " can sign in");
            }
        }
    }

    void check() {
        std::set<Id> executed;
        for (const auto& [uuid, runs] : m_server.runs()) {
            require(runs == 1, "a mutation has run " + std::to_string(runs) + " times: " + uuid);
            executed.insert(uuid);
        }
        for (const auto& device : m_devices) {
            check_device(*device);
        }
    }

    void check_device(Device& device) {
        require(device.is_open(), device.name + " is open");
        const SyncStatus status = device.client().status();
        require(status.connection == SyncConnection::Online, device.name + " is online");
        require(status.pending == 0, device.name + " has " + std::to_string(status.pending) + " unsent");
        device.check_overlay();
        const auto rows_at = [&](std::optional<Milliseconds> now) {
            return require(m_server.read([&](Database& database) -> Result<RowTexts> {
                return read_rows(database, device.actor, now);
            }),
                           "reading the server");
        };
        const RowTexts expected = rows_at(m_server.house_kept_at());
        check_history(device, rows_at(std::nullopt), expected);
        const std::string shown = describe_difference(expected, read_rows(device.client().database()));
        require(shown.empty(), device.name + " does not show what the server has:" + shown);
        device.kill();
        const std::string stored = describe_difference(expected, device.confirmed_rows_on_disk());
        require(stored.empty(), device.name + " does not hold what the server has:" + stored);
        check_outbox(device);
    }

    // What has left the replica with time can still be read.
    void check_history(Device& device, const RowTexts& everything, const RowTexts& synced) {
        const std::set<Id> history = m_server.history_of(device.actor);
        const std::string table = "appointments/";
        for (const auto& [key, row] : everything) {
            if (synced.contains(key) || !key.starts_with(table)) continue;
            require(history.contains(key.substr(table.size())),
                    device.name + " can neither see nor look up " + key + " " + row);
        }
        for (const Id& id : history)
            require(everything.contains(table + id), device.name + " may not look up " + id);
    }

    void check_outbox(Device& device) {
        std::set<Id> known;
        for (const StoredMutation& mutation : device.stored_mutations()) {
            known.insert(mutation.uuid);
            const int runs = m_server.runs_of(mutation.uuid);
            const std::string what = device.name + ": " + mutation.uuid + " is " + mutation.state;
            require(mutation.state != "pending", what);
            if (mutation.state == "accepted") {
                require(runs == 1, what + ", and ran " + std::to_string(runs) + " times");
                continue;
            }
            // What was refused in one history of the server may be in another: through a copy of the replica, or
            // because it was accepted before the backup. And the server may have forgotten what it refused.
            const bool was_put_back = m_summary.restores > 0;
            require(runs == 0 || (was_put_back && m_summary.restores + m_summary.forks > 1), what + ", and ran");
            if (mutation.state != "rejected" || runs > 0) continue;
            require(m_server.is_rejected(mutation.uuid).value_or(was_put_back), what + ", not by the server");
            ++m_summary.rejected;
        }
        for (const SavedWork& work : device.ledger) {
            ++m_summary.saved;
            if (work.is_let_go) continue;
            // What was accepted is let go after 30 days.
            require(known.contains(work.uuid) || m_server.runs_of(work.uuid) == 1,
                    device.name + " has lost a saved change: " + work.name + " " + work.uuid);
        }
    }

    // What lies on a disk has come from the server: nothing optimistic is ever stored.
    void check_disk(Device& device) {
        for (const auto& [key, values] : device.confirmed_rows_on_disk()) {
            require(m_server.has_told(key.substr(0, key.find('/')), values),
                    device.name + ": a row on the disk did not come from the server: " + key + " " + values);
        }
    }

    bool m_is_told;
    Folder m_folder;
    Dice m_dice;
    Scheduler m_scheduler;
    SimulatedNetwork m_network;
    SimulatedServer m_server;
    std::vector<std::unique_ptr<Device>> m_devices;
    std::optional<std::pair<Device*, MemoryDisk>> m_old_disk;
    int m_days_skipped = 0;
    Summary m_summary;
};

}  // namespace

Summary simulate(std::uint64_t seed, bool is_told) {
    return Simulation{seed, is_told}.run();
}

}  // namespace portail::simulation
