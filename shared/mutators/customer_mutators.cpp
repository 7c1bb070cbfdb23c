#include "shared/mutators/customer_mutators.h"

#include "shared/domain/customer.h"
#include "shared/mutators/own_customer.h"
#include "shared/mutators/portal_link_mutators.h"
#include "shared/queries/customer_queries.h"

namespace portail {

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
        SET email = ?2, phone = ?3, contact_changed_at = ?4, contact_changed_by = ?5
        WHERE id = ?1
          AND (email <> ?2 OR phone <> ?3)
    )sql",
                                         args.customer_id, args.email, args.phone, context.now, context.actor.id));
    return refresh_search_text(database, args.customer_id);
}

Result<void> apply(Database& database, const MutationContext& context, const ChooseLanguage& args) {
    const Result<Customer> customer = require_customer(database, context, args.customer_id);
    if (!customer) return customer.error();
    if (!is_supported_language(args.language)) return invalid("language", "error.language");
    return database.run("UPDATE customers SET language = ?2 WHERE id = ?1", args.customer_id, args.language);
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
