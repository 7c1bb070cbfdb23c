#include "server/commands.h"

#include <iostream>

#include "server/core/backup.h"
#include "server/core/maintenance.h"
#include "server/http/tls_context.h"
#include "server/site_address.h"
#include "server/staff_credentials.h"
#include "server/static_files.h"
#include "shared/base/json.h"

namespace portail::server {

int fail(const Error& error) {
    std::cerr << "portail-server: " << (error.detail.empty() ? error.describe() : error.detail) << "\n";
    return 1;
}

int run_check(const Options& options) {
    int status = 0;
    const auto judge = [&](const char* what, const auto& result) {
        if (result.ok()) {
            std::cout << what << ": valid\n";
        } else {
            std::cout << what << ": " << result.error().detail << "\n";
            status = 1;
        }
    };
    if (!options.web_folder.empty()) judge("browser programs", StaticFiles::read(options.web_folder));
    if (!options.tls_certificate.empty()) {
        judge("certificate and key", http::make_tls_context(options.tls_certificate, options.tls_key));
    }
    const Result<std::vector<std::string>> faults = check(options.data_folder, SystemClock{}.now());
    if (!faults) return fail(faults.error());
    for (const std::string& fault : *faults)
        std::cout << "database: " << fault << "\n";
    if (!faults->empty()) return 1;
    std::cout << "database: sound\n";
    return status;
}

int run_backup(const Options& options) {
    const Result<BackupReport> report = back_up(options.data_folder, options.file);
    if (!report) return fail(report.error());
    std::cout << report->path << ": " << report->bytes << " bytes, verified\n";
    return 0;
}

int run_restore(const Options& options) {
    const SystemClock clock;
    SystemRandom random;
    const Result<std::string> replaced = restore(options.data_folder, options.file, clock, random);
    if (!replaced) return fail(replaced.error());
    std::cout << "restored; everybody signs in again, and every device sends what the backup lacks\n";
    if (!replaced->empty()) std::cout << "the database that was there is kept as " << *replaced << "\n";
    return 0;
}

int run_links(const Options& options) {
    const Result<std::string> origin = public_origin(options, options.port);
    if (!origin) return fail(origin.error());
    Result<Database> database = Database::open(database_path(options.data_folder), {.read_only = true, .vfs = {}});
    if (!database) return fail(database.error());
    const auto links = database->rows(
        R"sql(
        SELECT customers.id, trim(customers.first_name || ' ' || customers.last_name), portal_links.code
        FROM portal_links
        JOIN customers
          ON customers.id = portal_links.customer_id
        WHERE portal_links.revoked_at IS NULL
        ORDER BY customers.last_name, customers.first_name, customers.id
    )sql",
        [&](const Row& row) {
            return Json{{"customer_id", row.text(0)}, {"name", row.text(1)}, {"url", portal_url(*origin, row.text(2))}};
        });
    if (!links) return fail(links.error());
    std::cout << Json(*links).dump(2) << "\n";
    return 0;
}

int run_staff_reset(const Options& options) {
    const SystemClock clock;
    SystemRandom random;
    StoreOptions store_options;
    store_options.folder = options.data_folder;
    const Result<std::unique_ptr<Store>> store = Store::open(store_options, clock, random);
    if (!store) return fail(store.error());
    Writer writer{**store, Writer::Mode::Immediate};
    PasswordHasher passwords{random};
    const Result<OneTimeCredentials> credentials = give_one_time_password(writer, passwords, random, options.email);
    if (!credentials) {
        if (credentials.error().code != ErrorCode::NotFound) return fail(credentials.error());
        std::cerr << "portail-server: nobody signs in as " << options.email << "\n";
        return 1;
    }
    std::cout << "e-mail:            " << credentials->email << "\n"
              << "one-time password: " << credentials->password << "\n";
    return 0;
}

}  // namespace portail::server
