#include <map>

#include "server/commands.h"

int main(int count, char** arguments) {
    using namespace portail::server;
    Options options;
    CLI::App app;
    declare_options(app, options);
    try {
        app.parse(count, arguments);
    } catch (const CLI::ParseError& error) {
        constexpr int wrong_usage = 2;
        return app.exit(error) == 0 ? 0 : wrong_usage;
    }
    if (const auto valid = validate(options); !valid) return fail(valid.error());

    const std::map<std::string, int (*)(const Options&)> commands{
        {"serve", run_serve},     {"check", run_check}, {"backup", run_backup},
        {"restore", run_restore}, {"links", run_links}, {"staff", run_staff_reset},
    };
    return commands.at(app.get_subcommands().front()->get_name())(options);
}
