// Names in the scripts of the world, which the embedded fonts do not have, in each place where a name is shown.
#include <array>
#include <string_view>

#include "shared/ui/widgets.h"
#include "tests/gallery/gallery.h"

namespace portail::ui {

namespace {

struct Person {
    std::string_view key;
    std::string_view name;
    std::string_view script;
};

constexpr auto people = std::to_array<Person>({{"greek", "Ελένη Παπαδοπούλου", "Grec"},
                                               {"cyrillic", "Наталія Шевченко", "Cyrillique"},
                                               {"hebrew", "שירה כהן", "Hébreu"},
                                               {"arabic", "محمد الحسن", "Arabe"},
                                               {"armenian", "Արամ Սարգսյան", "Arménien"},
                                               {"georgian", "ნინო გელაშვილი", "Géorgien"},
                                               {"devanagari", "अनन्या शर्मा", "Devanagari"},
                                               {"thai", "สมชาย ใจดี", "Thaï"},
                                               {"chinese", "王小明", "Chinois"},
                                               {"japanese", "山田 花子", "Japonais"},
                                               {"korean", "김민준", "Coréen"},
                                               {"vietnamese", "Nguyễn Thị Hồng", "Vietnamien"},
                                               {"emoji", "Léa 👩‍🔧🚗", "Emoji"}});

}  // namespace

void Gallery::draw_scripts() {
    heading(m_ui, {.text = "Bonjour Наталія"});
    text(m_ui, {.text = "Un texte assez long pour aller à la ligne, avec le nom de Ελένη Παπαδοπούλου et celui de "
                        "שירה כהן au milieu, puis encore quelques mots."});
    list(m_ui, {.key = "people", .label = "Noms"}, [&] {
        for (const Person& person : people) {
            list_item(m_ui, {.key = person.key, .title = person.name, .detail = person.script, .icon = Icon::User});
        }
    });
    button(m_ui, {.key = "call", .label = "Appeler محمد", .icon = Icon::Phone});
    badge(m_ui, {.label = "Նոր", .tone = Tone::Info});
}

}  // namespace portail::ui
