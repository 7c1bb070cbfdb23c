// Changes to customers themselves: who they are, how they are reached, the notes about them.
#pragma once

#include <string>

#include "shared/base/json.h"
#include "shared/db/database.h"
#include "shared/mutators/mutation_context.h"

namespace portail {

/// Creates the customer with a first portal link.
struct CreateCustomer {
    static constexpr const char* name = "create_customer";
    static constexpr int version = 1;

    Id id;
    std::string first_name;
    std::string last_name;
    std::string email;
    std::string phone;
    std::string language;
    Id portal_link_id;
    std::string portal_code;  ///< from make_code(portal_code_length)

    [[nodiscard]] static Result<CreateCustomer> from_json(const Json& json);
    [[nodiscard]] Json to_json() const;
};

struct UpdateContactDetails {
    static constexpr const char* name = "update_contact_details";
    static constexpr int version = 1;

    Id customer_id;
    std::string email;
    std::string phone;

    [[nodiscard]] static Result<UpdateContactDetails> from_json(const Json& json);
    [[nodiscard]] Json to_json() const;
};

/// In which language the customer is written to; chosen with that of the portal.
struct ChooseLanguage {
    static constexpr const char* name = "choose_language";
    static constexpr int version = 1;

    Id customer_id;
    std::string language;

    [[nodiscard]] static Result<ChooseLanguage> from_json(const Json& json);
    [[nodiscard]] Json to_json() const;
};

struct WriteCustomerNote {
    static constexpr const char* name = "write_customer_note";
    static constexpr int version = 1;

    Id id;
    Id customer_id;
    std::string body;

    [[nodiscard]] static Result<WriteCustomerNote> from_json(const Json& json);
    [[nodiscard]] Json to_json() const;
};

[[nodiscard]] Result<void> apply(Database& database, const MutationContext& context, const CreateCustomer& args);
[[nodiscard]] Result<void> apply(Database& database, const MutationContext& context, const UpdateContactDetails& args);
[[nodiscard]] Result<void> apply(Database& database, const MutationContext& context, const ChooseLanguage& args);
[[nodiscard]] Result<void> apply(Database& database, const MutationContext& context, const WriteCustomerNote& args);

}  // namespace portail
