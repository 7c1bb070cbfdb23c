// The customers' portal.
#include "shared/ui/screens/portal_entry.h"
#include "shared/ui/screens/portal_screens.h"
#include "web/web_program.h"

int main() {
    using namespace portail;
    return run_web_program({.name = "portal",
                            .screens = ui::portal_screens(),
                            .make_entry = ui::make_portal_entry,
                            .correction_place = ui::portal_correction_place},
                           "customer");
}
