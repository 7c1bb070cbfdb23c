#include "server/mail/folder_transport.h"

#include <filesystem>
#include <fstream>

namespace portail::server {
namespace {

namespace fs = std::filesystem;

class FolderTransport final : public MailTransport {
public:
    explicit FolderTransport(fs::path folder) : m_folder(std::move(folder)) {}

    DeliveryReport send(const OutgoingMail& mail, const std::atomic<bool>&) override {
        // Under its name only once it is complete, for whoever watches the folder.
        const fs::path partial = m_folder / (mail.id + ".partial");
        std::ofstream file{partial, std::ios::binary | std::ios::trunc};
        file << mail.message;
        file.close();
        std::error_code problem;
        if (file) fs::rename(partial, m_folder / (mail.id + ".eml"), problem);
        if (!file || problem) {
            return {Delivery::Deferred, MailProblem::Connection, problem ? problem.message() : std::string{}};
        }
        return {};
    }

private:
    fs::path m_folder;
};

}  // namespace

Result<std::unique_ptr<MailTransport>> make_folder_transport(const std::string& folder) {
    std::error_code problem;
    fs::create_directories(folder, problem);
    if (problem) return unavailable("cannot make the folder " + folder + ": " + problem.message());
    return std::unique_ptr<MailTransport>{std::make_unique<FolderTransport>(folder)};
}

}  // namespace portail::server
