#include "shared/sync/replica_opener.h"

#include <utility>

namespace portail {

ReplicaOpener::ReplicaOpener(platform::ReplicaStorage& storage, const Clock& clock, RandomSource& random,
                             std::string name, ReplicaOptions options, Done done)
    : m_storage(storage),
      m_clock(clock),
      m_random(random),
      m_name(std::move(name)),
      m_options(std::move(options)),
      m_done(std::move(done)) {}

void ReplicaOpener::start() {
    m_storage.open(m_name, guarded([this](const Result<platform::StorageLocation>& location) { opened(location); }));
}

void ReplicaOpener::opened(const Result<platform::StorageLocation>& location) {
    if (!location) return finish(location.error());
    if (location->outbox_damaged && !m_salvaged) return salvage(*location);
    const Result<void> made = make_replica(*location);
    if (made) return replay();
    // Each is tried once: what is damaged again is not helped by a third try.
    if (made.error().key == "error.outbox_damaged" && !m_salvaged) return salvage(*location);
    if (made.error().key == "error.replica_damaged" && !m_was_rebuilt) {
        m_was_rebuilt = true;
        return erase_and_open_again(false);
    }
    fail(made.error());
}

Result<void> ReplicaOpener::make_replica(const platform::StorageLocation& location) {
    Result<Outbox> outbox = Outbox::open(location, m_options.actor.principal(), m_clock.now(), m_random);
    if (!outbox) return outbox.error();
    if (m_salvaged) PORTAIL_RETURN_IF_ERROR(outbox->take_over(*m_salvaged, m_random));
    Result<std::unique_ptr<Replica>> replica = Replica::open(location, std::move(*outbox), m_options, m_clock.now());
    if (!replica) return replica.error();
    m_replica = std::move(*replica);
    return {};
}

void ReplicaOpener::salvage(const platform::StorageLocation& location) {
    m_salvaged = Outbox::salvage(location);
    erase_and_open_again(true);
}

void ReplicaOpener::erase_and_open_again(bool outbox_too) {
    m_storage.close();
    m_storage.erase(m_name, outbox_too, guarded([this](const Result<void>& erased) {
                        if (!erased) return finish(erased.error());
                        start();
                    }));
}

void ReplicaOpener::replay() {
    const bool is_complete = m_replica->build_layer() == Replica::LayerProgress::Complete;
    const std::uint64_t mark = m_replica->outbox().write_mark();
    m_storage.make_durable(guarded([this, is_complete, mark](const Result<void>& durable) {
        // A note that cannot be stored protects nobody, but that is no reason to show nothing.
        if (durable) m_replica->outbox().made_durable(mark);
        if (!is_complete) return replay();
        finish(std::move(m_replica));
    }));
}

void ReplicaOpener::fail(const Error& error) {
    m_replica.reset();
    m_storage.close();
    finish(error);
}

void ReplicaOpener::finish(Result<std::unique_ptr<Replica>> result) {
    // The answer may destroy the opener.
    const Done done = std::exchange(m_done, {});
    done(std::move(result));
}

}  // namespace portail
