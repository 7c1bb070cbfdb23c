#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "shared/domain/brand.h"
#include "shared/images/picture_file.h"
#include "shared/queries/organisation_queries.h"
#include "shared/ui/screens/admin_screens.h"
#include "tests/screens/screen_driver.h"
#include "tests/support/pngs.h"
#include "tests/support/test_shop.h"

using namespace portail;
using namespace portail::test;
using namespace portail::ui;

namespace {

const platform::Files nothing;

class Appearance : public ScreenDriver {
public:
    explicit Appearance(Size screen = desk_screen, portail::Role role = portail::Role::Admin)
        : ScreenDriver(admin_screens(), staff(role), screen) {
        open("/settings/appearance");
    }
    void press(const std::string& name) {
        ui().press(ui::Role::Button, name);
        ui().settle();
    }
    void settle_after(const std::function<void()>& act) {
        act();
        ui().settle();
    }
    [[nodiscard]] FakeFiles& outside() { return host().outside; }
    [[nodiscard]] bool says(const std::string& text) {
        return with_plain_spaces(ui().outline()).find(text) != std::string::npos;
    }
    [[nodiscard]] std::string logo() { return load_logo(database()).value(); }
    [[nodiscard]] Organisation organisation() { return load_organisation(database()).value().value(); }
    [[nodiscard]] platform::FilePtr picture(const std::string& contents) {
        return outside().file("logo.png", "image/png", contents);
    }
};

/// Noise: nothing of it can be packed.
std::string noisy_png(int width, int height) {
    Picture noise = Picture::transparent(width, height);
    SeededRandom random{11};
    for (std::uint8_t& byte : noise.rgba)
        byte = static_cast<std::uint8_t>(random.below(256));
    return encode_png(noise).value();
}

}  // namespace

TEST_CASE("an administrator chooses a logo, sees it, and saves it", "[appearance]") {
    Appearance screen{GENERATE(desk_screen, phone_screen)};
    CHECK(screen.outside().accepts_files);
    CHECK_FALSE(screen.ui().get(ui::Role::Button, "Enregistrer").is_enabled());
    screen.press("Choisir une image");
    REQUIRE(screen.outside().is_asked());
    CHECK(screen.outside().request.media_types == std::vector<std::string>{"image/*"});
    CHECK_FALSE(screen.outside().request.takes_several);
    screen.settle_after([&] { screen.outside().answer(platform::Files{screen.picture(plain_png(40))}); });
    CHECK(screen.ui().has(ui::Role::Image, "Logo de Garage du Lac"));
    CHECK(screen.logo().empty());  // not yet
    screen.press("Enregistrer");
    CHECK(screen.changes() == std::vector<std::string>{"change_brand"});
    const Picture stored = decode_picture(screen.logo()).value();
    CHECK(stored.width == 40);
    CHECK(screen.says("Apparence enregistrée"));
    CHECK_FALSE(screen.ui().get(ui::Role::Button, "Enregistrer").is_enabled());

    screen.press("Retirer");
    screen.press("Enregistrer");
    CHECK(screen.logo().empty());
    CHECK_FALSE(screen.ui().has(ui::Role::Image, "Logo de Garage du Lac"));
}

TEST_CASE("a logo is dropped or pasted as well", "[appearance]") {
    Appearance screen;
    const bool is_dropped = GENERATE(true, false);
    screen.settle_after([&] {
        const platform::Files files{screen.picture(plain_png(30))};
        is_dropped ? screen.outside().drop(files, 700, 400) : screen.outside().paste(files);
    });
    CHECK(screen.ui().has(ui::Role::Image, "Logo de Garage du Lac"));
}

TEST_CASE("a large photograph becomes a small logo", "[appearance]") {
    Appearance screen;
    screen.settle_after([&] { screen.outside().drop({screen.picture(noisy_png(900, 600))}); });
    screen.press("Enregistrer");
    CHECK(validate_logo("logo", screen.logo()));
    const Picture logo = decode_picture(screen.logo()).value();
    CHECK(logo.width == 128);
    CHECK(logo.height == 85);
}

TEST_CASE("what cannot be a logo is told at the field, and nothing is lost", "[appearance]") {
    Appearance screen;
    screen.settle_after([&] { screen.outside().drop({screen.picture(plain_png(30))}); });
    const auto is_refused = [&](const std::string& sentence) {
        CHECK(screen.ui().has(ui::Role::Text, sentence));
        CHECK(screen.ui().has(ui::Role::Image, "Logo de Garage du Lac"));
    };
    screen.settle_after([&] { screen.outside().drop({screen.outside().file("a.pdf", "application/pdf", "%PDF")}); });
    is_refused("« a.pdf » n’est pas d’un type accepté ici. Choisissez un autre fichier.");
    screen.settle_after([&] { screen.outside().drop({screen.picture("no picture at all")}); });
    is_refused("Ce fichier n’est pas une image lisible. Choisissez une image PNG ou JPEG.");
    screen.settle_after([&] { screen.outside().drop({screen.picture("a"), screen.picture("b")}); });
    is_refused("Trop de fichiers à la fois : 1 au plus. Choisissez-en moins.");
    screen.settle_after([&] {
        const platform::FilePtr large = screen.picture("x");
        large->size = platform::file_limits::bytes + 1;
        screen.outside().drop({large});
    });
    is_refused("Ce fichier est trop lourd : 20 Mo au plus. Choisissez-en un plus petit.");
    screen.settle_after([&] { screen.outside().paste(Error{ErrorCode::Unavailable, "error.paste_tool", {}, {}, {}}); });
    CHECK(screen.says("Pour coller une image"));
    // Somebody who closes the dialog has changed nothing.
    screen.press("Choisir une image");
    screen.settle_after([&] { screen.outside().answer(nothing); });
    CHECK(screen.ui().has(ui::Role::Image, "Logo de Garage du Lac"));
}

TEST_CASE("a phone offers its camera", "[appearance]") {
    Appearance screen{phone_screen};
    CHECK_FALSE(screen.ui().has(ui::Role::Button, "Prendre une photo"));
    screen.outside().is_phone = true;
    screen.ui().settle();
    screen.press("Prendre une photo");
    CHECK(screen.outside().request.from_camera);
}

TEST_CASE("the colour is picked or typed, and the screen says what becomes of it", "[appearance]") {
    Appearance screen;
    CHECK(screen.says("la couleur est reprise telle quelle") != screen.says("juste assez pour rester lisible"));
    screen.press("Jaune");
    CHECK(screen.ui().get(ui::Role::TextField, "Code de la couleur").value == "#e0a800");
    CHECK(screen.says("Trop pâle sur fond clair"));
    screen.ui().fill("Code de la couleur", "#101040");
    screen.ui().settle();
    CHECK(screen.says("Trop foncée sur fond sombre"));
    screen.ui().fill("Code de la couleur", "#10104");
    screen.press("Enregistrer");
    CHECK_FALSE(screen.ui().get(ui::Role::TextField, "Code de la couleur").error.empty());
    CHECK(screen.changes().empty());
    screen.ui().fill("Code de la couleur", "#0E6B7C");
    screen.press("Enregistrer");
    CHECK(screen.organisation().accent_color == "#0e6b7c");
    CHECK(screen.logo().empty());
}

TEST_CASE("the name is changed, and never empty", "[appearance]") {
    Appearance screen;
    screen.ui().fill("Nom de l’entreprise", "");
    screen.press("Enregistrer");
    CHECK_FALSE(screen.ui().get(ui::Role::TextField, "Nom de l’entreprise").error.empty());
    screen.ui().fill("Nom de l’entreprise", "Garage du Port");
    screen.press("Enregistrer");
    CHECK(screen.organisation().name == "Garage du Port");
    CHECK(screen.organisation().accent_color.empty());
}

TEST_CASE("what somebody else changes shows, unless one is in the middle of it", "[appearance]") {
    Appearance screen;
    REQUIRE(screen.database().run("UPDATE organisations SET name = 'Ailleurs'").ok());
    screen.data_changed();
    CHECK(screen.ui().get(ui::Role::TextField, "Nom de l’entreprise").value == "Ailleurs");
    screen.ui().fill("Nom de l’entreprise", "Ici");
    REQUIRE(screen.database().run("UPDATE organisations SET name = 'Encore ailleurs'").ok());
    screen.data_changed();
    CHECK(screen.ui().get(ui::Role::TextField, "Nom de l’entreprise").value == "Ici");
}

TEST_CASE("who is no administrator finds no way there, and nothing to do", "[appearance]") {
    Appearance screen{desk_screen, portail::Role::Technician};
    CHECK_FALSE(screen.ui().has(ui::Role::Button, "Enregistrer"));
    CHECK_FALSE(screen.ui().has(ui::Role::Link, "Réglages"));
    screen.open("/account");
    CHECK_FALSE(screen.says("Apparence de l’entreprise"));
    CHECK_FALSE(screen.outside().accepts_files);

    Appearance administrator;
    CHECK(administrator.ui().has(ui::Role::Link, "Réglages"));
    Appearance on_phone{phone_screen};
    on_phone.open("/account");
    CHECK(on_phone.says("Apparence de l’entreprise"));
}

TEST_CASE("the appearance is drawn in every language and size", "[appearance]") {
    const Size size = GENERATE(Size{360, 740}, Size{768, 1024}, Size{1440, 900});
    Appearance screen{size};
    for (const Language language : {Language::English, Language::German, Language::Italian, Language::French}) {
        screen.use_language(language);
        CHECK(screen.ui().all(ui::Role::Heading).size() >= 1);
        CHECK_FALSE(screen.says("admin."));
    }
}
