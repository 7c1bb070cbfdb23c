// The body of a push, from its bytes to the database: whatever comes is refused or judged, nothing fails inside, and at
// the end every row is still published to exactly the scopes that may see it.
#include <cstdlib>
#include <memory>

#include "server/core/feed.h"
#include "server/core/push.h"
#include "server/core/store.h"
#include "shared/mutators/appointment_mutators.h"
#include "shared/mutators/customer_mutators.h"
#include "shared/mutators/portal_link_mutators.h"
#include "shared/mutators/vehicle_mutators.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/test_shop.h"

namespace portail::test {
namespace {

using namespace server;

const Actor actor = staff(Role::Admin);

class Shop {
public:
    Shop() : m_store(open()), m_writer(*m_store, Writer::Mode::Immediate) {
        const Result<void> filled = m_writer.run([](WriteContext& context) -> Result<void> {
            fill_shop(context.database);
            return {};
        });
        require_always(filled.ok(), "the garage can be filled", {});
    }
    ~Shop() {
        const auto differences =
            m_store->read([this](Database& database) { return feed_differences(database, 5, m_clock.now()); });
        require_always(differences.ok() && differences->empty(), "the feed agrees with the rows", {});
    }
    Shop(const Shop&) = delete;
    Shop& operator=(const Shop&) = delete;

    Writer& writer() { return m_writer; }

private:
    std::unique_ptr<Store> open() {
        auto store = Store::open({.folder = ":memory:", .vfs = {}}, m_clock, m_random);
        require_always(store.ok(), "a store can be opened", {});
        return std::move(*store);
    }
    ManualClock m_clock{shop::now};
    SeededRandom m_random{1};
    std::unique_ptr<Store> m_store;
    Writer m_writer;
};

Shop& shop_under_fire() {
    static Shop shop;
    return shop;
}

std::string push(int id, const char* name, const Json& args) {
    PushRequest request;
    request.principal = actor.principal();
    request.client_id = numbered_id(1);
    for (int mutation = 1; mutation <= id; ++mutation) {
        request.mutations.push_back(
            {mutation, numbered_id(100U + static_cast<unsigned>(mutation)), name, 1, args, std::nullopt, shop::now});
    }
    return to_text(to_json(request));
}

}  // namespace

std::vector<std::string> fuzz_seeds() {
    BookAppointment booking;
    booking.id = numbered_id(201);
    booking.busy_interval_id = numbered_id(202);
    booking.customer_id = shop::alice;
    booking.vehicle_id = shop::alice_car;
    booking.service_id = shop::service;
    booking.starts_at = at(1, 9);
    CreateCustomer customer;
    customer.id = numbered_id(203);
    customer.first_name = "Zoë";
    customer.last_name = "Rochat";
    customer.language = "fr";
    customer.portal_link_id = numbered_id(204);
    customer.portal_code = "ABCD2345ABCD2345";
    AddVehicle vehicle;
    vehicle.id = numbered_id(205);
    vehicle.customer_id = shop::bruno;
    vehicle.plate = "VD 1";
    RegeneratePortalLink link;
    link.customer_id = shop::alice;
    link.portal_link_id = numbered_id(206);
    link.portal_code = "WXYZ2345WXYZ2345";
    return {push(1, BookAppointment::name, booking.to_json()), push(2, CreateCustomer::name, customer.to_json()),
            push(3, AddVehicle::name, vehicle.to_json()), push(1, RegeneratePortalLink::name, link.to_json())};
}

void fuzz_one(std::string_view input) {
    const Result<Json> json = parse_json(input);
    if (!json) {
        require_always(json.error().code == ErrorCode::Invalid, "what is no JSON is invalid", input);
        return;
    }
    const Result<PushRequest> request = parse_push_request(*json);
    if (!request) {
        require_always(request.error().code == ErrorCode::Invalid, "what is no push is invalid", input);
        return;
    }
    const Result<PushReply> reply =
        shop_under_fire().writer().run([&](WriteContext& context) { return apply_push(context, actor, *request); });
    if (reply) return;
    const ErrorCode code = reply.error().code;
    require_always(code == ErrorCode::Forbidden || code == ErrorCode::Invalid, "a push fails for a reason of its own",
                   input);
}

}  // namespace portail::test
