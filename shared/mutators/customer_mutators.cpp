#include "shared/mutators/customer_mutators.h"

#include "shared/base/text.h"
#include "shared/domain/customer.h"
#include "shared/domain/vehicle.h"
#include "shared/mutators/ownership.h"
#include "shared/mutators/portal_link_mutators.h"
#include "shared/queries/customer_queries.h"

namespace portail {
namespace {

Result<std::string> read_trimmed(const JsonReader& reader, const char* name, std::size_t longest) {
    Result<std::string> text = reader.text(name, longest);
    if (!text) return text.error();
    return trimmed(*text);
}

Result<Customer> require_customer(Database& database, const MutationContext& context, const Id& id) {
    PORTAIL_RETURN_IF_ERROR(require_own_customer(context.actor, id));
    auto customer = find_customer(database, id);
    if (!customer) return customer.error();
    if (!customer->has_value()) return not_found("customer_id");
    return std::move(**customer);
}

Result<void> refresh_search_text(Database& database, const Id& customer_id) {
    Result<std::string> text = compose_search_text(database, customer_id);
    if (!text) return text.error();
    return database.run("UPDATE customers SET search_text = ?2 WHERE id = ?1", customer_id, *text);
}

}  // namespace

Result<CreateCustomer> CreateCustomer::from_json(const Json& json) {
    const JsonReader reader{json};
    Result<Id> id = reader.id("id");
    if (!id) return id.error();
    Result<std::string> first_name = read_trimmed(reader, "first_name", customer_limits::name);
    if (!first_name) return first_name.error();
    Result<std::string> last_name = read_trimmed(reader, "last_name", customer_limits::name);
    if (!last_name) return last_name.error();
    Result<std::string> email = read_trimmed(reader, "email", customer_limits::email);
    if (!email) return email.error();
    Result<std::string> phone = read_trimmed(reader, "phone", customer_limits::phone);
    if (!phone) return phone.error();
    Result<std::string> language = reader.text("language", 8);
    if (!language) return language.error();
    Result<Id> portal_link_id = reader.id("portal_link_id");
    if (!portal_link_id) return portal_link_id.error();
    Result<std::string> portal_code = read_portal_code(reader);
    if (!portal_code) return portal_code.error();
    return CreateCustomer{*id, *first_name, *last_name, *email, *phone, *language, *portal_link_id, *portal_code};
}

Json CreateCustomer::to_json() const {
    return {
        {"id", id},       {"first_name", first_name}, {"last_name", last_name},           {"email", email},
        {"phone", phone}, {"language", language},     {"portal_link_id", portal_link_id}, {"portal_code", portal_code}};
}

Result<UpdateContactDetails> UpdateContactDetails::from_json(const Json& json) {
    const JsonReader reader{json};
    Result<Id> customer_id = reader.id("customer_id");
    if (!customer_id) return customer_id.error();
    Result<std::string> email = read_trimmed(reader, "email", customer_limits::email);
    if (!email) return email.error();
    Result<std::string> phone = read_trimmed(reader, "phone", customer_limits::phone);
    if (!phone) return phone.error();
    return UpdateContactDetails{*customer_id, *email, *phone};
}

Json UpdateContactDetails::to_json() const {
    return {{"customer_id", customer_id}, {"email", email}, {"phone", phone}};
}

Result<AddVehicle> AddVehicle::from_json(const Json& json) {
    const JsonReader reader{json};
    Result<Id> id = reader.id("id");
    if (!id) return id.error();
    Result<Id> customer_id = reader.id("customer_id");
    if (!customer_id) return customer_id.error();
    Result<std::string> plate = reader.text("plate", vehicle_limits::plate);
    if (!plate) return plate.error();
    Result<std::string> make = read_trimmed(reader, "make", vehicle_limits::make);
    if (!make) return make.error();
    Result<std::string> model = read_trimmed(reader, "model", vehicle_limits::model);
    if (!model) return model.error();
    return AddVehicle{*id, *customer_id, normalise_plate(*plate), *make, *model};
}

Json AddVehicle::to_json() const {
    return {{"id", id}, {"customer_id", customer_id}, {"plate", plate}, {"make", make}, {"model", model}};
}

Result<ChooseLanguage> ChooseLanguage::from_json(const Json& json) {
    const JsonReader reader{json};
    Result<Id> customer_id = reader.id("customer_id");
    if (!customer_id) return customer_id.error();
    Result<std::string> language = reader.text("language", 8);
    if (!language) return language.error();
    return ChooseLanguage{*customer_id, *language};
}

Json ChooseLanguage::to_json() const {
    return {{"customer_id", customer_id}, {"language", language}};
}

Result<WriteCustomerNote> WriteCustomerNote::from_json(const Json& json) {
    const JsonReader reader{json};
    Result<Id> id = reader.id("id");
    if (!id) return id.error();
    Result<Id> customer_id = reader.id("customer_id");
    if (!customer_id) return customer_id.error();
    Result<std::string> body = read_trimmed(reader, "body", customer_limits::note);
    if (!body) return body.error();
    return WriteCustomerNote{*id, *customer_id, *body};
}

Json WriteCustomerNote::to_json() const {
    return {{"id", id}, {"customer_id", customer_id}, {"body", body}};
}

Result<void> apply(Database& database, const MutationContext& context, const CreateCustomer& args) {
    PORTAIL_RETURN_IF_ERROR(validate_name("first_name", args.first_name));
    PORTAIL_RETURN_IF_ERROR(validate_name("last_name", args.last_name));
    PORTAIL_RETURN_IF_ERROR(validate_email("email", args.email));
    PORTAIL_RETURN_IF_ERROR(validate_phone("phone", args.phone));
    if (!is_supported_language(args.language)) return invalid("language", "error.language");
    PORTAIL_RETURN_IF_ERROR(database.run(R"sql(
        INSERT INTO customers (id, first_name, last_name, email, phone, language, origin, partner_id, search_text,
                               created_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL, '', ?8)
    )sql",
                                         args.id, args.first_name, args.last_name, args.email, args.phone,
                                         args.language, to_string(CustomerOrigin::Registered), context.now));
    PORTAIL_RETURN_IF_ERROR(insert_portal_link(database, context, args.portal_link_id, args.id, args.portal_code));
    return refresh_search_text(database, args.id);
}

Result<void> apply(Database& database, const MutationContext& context, const UpdateContactDetails& args) {
    Result<Customer> customer = require_customer(database, context, args.customer_id);
    if (!customer) return customer.error();
    PORTAIL_RETURN_IF_ERROR(validate_email("email", args.email));
    PORTAIL_RETURN_IF_ERROR(validate_phone("phone", args.phone));
    PORTAIL_RETURN_IF_ERROR(database.run(R"sql(
        UPDATE customers
        SET email = ?2, phone = ?3
        WHERE id = ?1
    )sql",
                                         args.customer_id, args.email, args.phone));
    return refresh_search_text(database, args.customer_id);
}

Result<void> apply(Database& database, const MutationContext& context, const ChooseLanguage& args) {
    const Result<Customer> customer = require_customer(database, context, args.customer_id);
    if (!customer) return customer.error();
    if (!is_supported_language(args.language)) return invalid("language", "error.language");
    return database.run("UPDATE customers SET language = ?2 WHERE id = ?1", args.customer_id, args.language);
}

Result<void> apply(Database& database, const MutationContext& context, const AddVehicle& args) {
    Result<Customer> customer = require_customer(database, context, args.customer_id);
    if (!customer) return customer.error();
    PORTAIL_RETURN_IF_ERROR(validate_plate("plate", args.plate));
    PORTAIL_RETURN_IF_ERROR(validate_name("make", args.make));
    const auto same_plate = database.integer(R"sql(
        SELECT COUNT(*)
        FROM vehicles
        WHERE customer_id = ?1
          AND plate = ?2
          AND retired_at IS NULL
    )sql",
                                             args.customer_id, args.plate);
    if (!same_plate) return same_plate.error();
    if (*same_plate > 0) return conflict("error.vehicle_known", "plate");
    PORTAIL_RETURN_IF_ERROR(database.run(R"sql(
        INSERT INTO vehicles (id, customer_id, partner_id, plate, make, model, created_at, retired_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL)
    )sql",
                                         args.id, args.customer_id, customer->partner_id, args.plate, args.make,
                                         args.model, context.now));
    return refresh_search_text(database, args.customer_id);
}

Result<void> apply(Database& database, const MutationContext& context, const WriteCustomerNote& args) {
    Result<Customer> customer = require_customer(database, context, args.customer_id);
    if (!customer) return customer.error();
    if (args.body.empty()) return invalid("body", "error.required");
    return database.run(R"sql(
        INSERT INTO customer_notes (id, customer_id, staff_member_id, body, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5)
    )sql",
                        args.id, args.customer_id, context.actor.id, args.body, context.now);
}

}  // namespace portail
