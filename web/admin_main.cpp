// The staff's screens in a browser.
#include "shared/ui/screens/admin_actions.h"
#include "shared/ui/screens/admin_entry.h"
#include "shared/ui/screens/admin_screens.h"
#include "web/web_program.h"

int main() {
    using namespace portail;
    return run_web_program({.name = "admin",
                            .screens = ui::admin_screens(),
                            .make_entry = ui::make_admin_entry,
                            .correction_place = ui::admin_correction_place,
                            .make_overlay = ui::make_admin_palette},
                           "staff");
}
