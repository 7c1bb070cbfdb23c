#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <filesystem>
#include <fstream>

#include "shared/base/base64.h"
#include "shared/images/picture_file.h"
#include "shared/mutators/customer_mutators.h"
#include "shared/qr/qr_code.h"
#include "shared/queries/customer_queries.h"
#include "shared/ui/screens/admin_screens.h"
#include "tests/screens/screen_driver.h"
#include "tests/support/outside_tools.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_shop.h"

using namespace portail;
using namespace portail::test;
using namespace portail::ui;

namespace {

class Clients : public ScreenDriver {
public:
    explicit Clients(Size screen = desk_screen) : ScreenDriver(admin_screens(), staff(portail::Role::Admin), screen) {
        open("/clients");
    }
    void press(const std::string& button) {
        ui().press(ui::Role::Button, button);
        ui().settle();
    }
    [[nodiscard]] std::vector<const Node*> buttons(const std::string& name) {
        std::vector<const Node*> found = ui().all(ui::Role::Button);
        std::erase_if(found, [&](const Node* node) { return node->name != name; });
        return found;
    }
    void choose(const std::string& row_prefix) {
        ui().press(ui().get_beginning(ui::Role::Button, row_prefix));
        ui().settle();
    }
    void tab(const std::string& name) {
        ui().press(ui::Role::Tab, name);
        ui().settle();
    }
    [[nodiscard]] bool says(const std::string& text) { return ui().outline().find(text) != std::string::npos; }
    [[nodiscard]] Customer stored(const Id& id) {
        const auto found = find_customer(database(), id);
        REQUIRE((found.ok() && found->has_value()));
        return **found;
    }
    [[nodiscard]] PortalLink link(const Id& id) {
        const auto found = find_portal_link(database(), id);
        REQUIRE((found.ok() && found->has_value()));
        return **found;
    }
    [[nodiscard]] std::string code(const Id& id) { return link(id).code; }
};

}  // namespace

TEST_CASE("clients are found while typing, accents and case aside", "[admin]") {
    Clients clients{GENERATE(desk_screen, phone_screen)};
    CHECK(clients.ui().has(ui::Role::Text, "2 clients"));
    clients.ui().fill("Rechercher un client", "MULL");
    clients.ui().settle();
    CHECK(clients.ui().has(ui::Role::Text, "1 client"));
    CHECK(clients.says("Müller Alice"));
    CHECK_FALSE(clients.says("Favre Bruno"));
    clients.ui().fill("Rechercher un client", "vd678");
    clients.ui().settle();
    CHECK(clients.says("Favre Bruno"));
    clients.ui().fill("Rechercher un client", "nobody");
    clients.ui().settle();
    CHECK(clients.says("Aucun client trouvé"));
    clients.press("Effacer");
    CHECK(clients.ui().has(ui::Role::Text, "2 clients"));
}

TEST_CASE("a list of thousands of clients draws only what is seen, and tells the size of all", "[admin]") {
    Clients clients;
    for (unsigned number = 0; number < 3000; ++number) {
        REQUIRE(clients.database()
                    .run(R"sql(
                        INSERT INTO customers (id, first_name, last_name, email, phone, language, origin, partner_id,
                                               search_text, created_at)
                        VALUES (?1, 'Client', ?2, '', '', 'fr', 'registered', NULL, ?2, 0)
                    )sql",
                         numbered_id(100000 + number), "n" + std::to_string(10000 + number))
                    .ok());
    }
    clients.data_changed();
    CHECK(clients.ui().has(ui::Role::Text, "3 002 clients"));
    const auto items = clients.ui().all(ui::Role::ListItem);
    REQUIRE(items.size() < 40);
    CHECK(items.front()->set_size == 3002);
    clients.ui().fill("Rechercher un client", "n12999");
    clients.ui().settle();
    CHECK(clients.says("n12999 Client"));
}

TEST_CASE("a client's sheet opens from the list, and Back returns to it", "[admin]") {
    Clients clients{GENERATE(desk_screen, phone_screen)};
    clients.choose("Müller Alice");
    CHECK(clients.location() == "/clients/" + shop::alice);
    CHECK(clients.ui().has(ui::Role::Heading, "Alice Müller"));
    clients.tab("Véhicules");
    CHECK(clients.location() == "/clients/" + shop::alice + "/vehicles");
    CHECK(clients.says("ZH 12345"));
    clients.back();
    CHECK(clients.location() == "/clients");
}

TEST_CASE("a sheet of nobody says so", "[admin]") {
    Clients clients;
    clients.open("/clients/" + numbered_id(404));
    CHECK(clients.says("Ce client n’existe pas ou plus"));
    clients.open("/clients/nonsense/qr");
    CHECK(clients.says("Ce client n’existe pas ou plus"));
}

TEST_CASE("contact details are corrected, with what is wrong told at its field", "[admin]") {
    Clients clients{GENERATE(desk_screen, phone_screen)};
    clients.open("/clients/" + shop::alice);
    clients.press("Mettre à jour les détails");
    clients.ui().fill("Téléphone", "079 123 45 67");
    clients.ui().fill("E-mail", "alice");
    clients.press("Enregistrer");
    CHECK(clients.ui().get(ui::Role::TextField, "E-mail").error ==
          "«\u00a0E-mail\u00a0» n’est pas une adresse complète. Écrivez-la comme nom@exemple.ch.");
    CHECK(clients.ui().get(ui::Role::TextField, "Téléphone").value == "079 123 45 67");
    clients.ui().fill("E-mail", "alice@exemple.ch");
    clients.press("Enregistrer");
    CHECK(clients.stored(shop::alice).email == "alice@exemple.ch");
    CHECK(clients.stored(shop::alice).phone == "+41791234567");
    CHECK(clients.location() == "/clients/" + shop::alice);
}

TEST_CASE("the sheet tells who changed the contact details last", "[admin]") {
    Clients clients{GENERATE(desk_screen, phone_screen)};
    clients.open("/clients/" + shop::alice);
    CHECK_FALSE(clients.says("Modifié par"));
    const UpdateContactDetails by_alice{shop::alice, "alice@exemple.ch", "+41791234567"};
    REQUIRE(mutate(clients.database(), customer(shop::alice), by_alice).ok());
    clients.data_changed();
    CHECK(clients.says("Modifié par le client · "));
    clients.press("Mettre à jour les détails");
    clients.ui().fill("E-mail", "alice.mueller@exemple.ch");
    clients.press("Enregistrer");
    CHECK(clients.says("Modifié par Anna Admin · "));
}

TEST_CASE("what arrives while a dialog is open does not overwrite what is being typed", "[admin]") {
    Clients clients;
    clients.open("/clients/" + shop::alice);
    clients.press("Mettre à jour les détails");
    clients.ui().fill("Téléphone", "079 123 45 67");
    REQUIRE(clients.database().run("UPDATE customers SET phone = '000' WHERE id = ?1", shop::alice).ok());
    clients.data_changed();
    CHECK(clients.ui().get(ui::Role::TextField, "Téléphone").value == "079 123 45 67");
}

TEST_CASE("a vehicle is added on the sheet", "[admin]") {
    Clients clients;
    clients.open("/clients/" + shop::alice + "/vehicles");
    clients.press("Ajouter un véhicule");
    clients.ui().fill("Plaque", "be 4321");
    clients.ui().fill("Marque", "Fiat");
    clients.ui().fill("Modèle", "Panda");
    clients.press("Enregistrer");
    CHECK(clients.says("BE 4321"));
    CHECK(clients.location() == "/clients/" + shop::alice + "/vehicles");
}

TEST_CASE("a vehicle is corrected on the sheet, retired and put back in use", "[admin]") {
    Clients clients{GENERATE(desk_screen, phone_screen)};
    clients.open("/clients/" + shop::alice + "/vehicles");
    clients.choose("ZH 12345");
    CHECK(clients.ui().get(ui::Role::TextField, "Plaque").value == "ZH 12345");
    clients.ui().fill("Plaque", "zh 54321");
    clients.press("Enregistrer");
    CHECK(clients.location() == "/clients/" + shop::alice + "/vehicles");
    CHECK(clients.says("ZH 54321"));

    clients.choose("ZH 54321");
    clients.press("Retirer");
    CHECK(clients.location() == "/clients/" + shop::alice + "/vehicles");
    CHECK(list_retired_vehicles(clients.database(), shop::alice)->size() == 1);
    clients.choose("ZH 54321");
    CHECK(clients.says("Ce véhicule est retiré"));
    clients.press("Remettre en service");
    CHECK(list_retired_vehicles(clients.database(), shop::alice)->empty());
}

TEST_CASE("notes are written by staff, the newest first", "[admin]") {
    Clients clients;
    clients.open("/clients/" + shop::alice + "/notes");
    CHECK_FALSE(clients.ui().get(ui::Role::Button, "Enregistrer la note").is_enabled());
    clients.ui().fill("Nouvelle note", "Préfère le matin");
    clients.press("Enregistrer la note");
    CHECK(clients.ui().has(ui::Role::Text, "Préfère le matin"));
    CHECK(clients.says("Anna Admin"));
    CHECK(clients.ui().get(ui::Role::TextField, "Nouvelle note").value.empty());
}

TEST_CASE("a note that could not be kept stays in its field", "[admin]") {
    Clients clients;
    clients.open("/clients/" + shop::alice + "/notes");
    clients.ui().fill("Nouvelle note", "Préfère le matin");
    clients.fail_next(unavailable("the disk is full"));
    clients.press("Enregistrer la note");
    CHECK(clients.ui().get(ui::Role::TextField, "Nouvelle note").value == "Préfère le matin");
    CHECK_FALSE(clients.ui().get(ui::Role::TextField, "Nouvelle note").error.empty());
}

TEST_CASE("a new client gets a link, whose QR code is shown, copied and replaced", "[admin]") {
    Clients clients{GENERATE(desk_screen, phone_screen)};
    clients.press("Créer");
    CHECK(clients.location() == "/clients/new");
    clients.press("Créer le client");
    CHECK_FALSE(clients.ui().get(ui::Role::TextField, "Prénom").error.empty());
    CHECK_FALSE(clients.ui().get(ui::Role::TextField, "Nom").error.empty());
    clients.ui().fill("Prénom", "Zoé");
    clients.ui().fill("Nom", "Rey");
    clients.press("Créer le client");
    const Id id = clients.location().substr(std::string{"/clients/"}.size());
    CHECK(clients.stored(id).full_name() == "Zoé Rey");

    clients.tab("QR Code");
    const std::string first = clients.code(id);
    REQUIRE(first.size() == portal_code_length);
    CHECK(clients.ui().has(ui::Role::Image, "QR code du portail de Zoé Rey"));
    CHECK(clients.says("https://garage.example/c/" + first));
    clients.press("Copier le lien");
    CHECK(clients.host().outside.copied == "https://garage.example/c/" + first);
    CHECK(clients.says("Lien copié"));
    clients.host().outside.allows_copying = false;
    clients.press("Copier le lien");
    CHECK(clients.says("Le système ne l’a pas permis"));
    clients.press("Écrire un e-mail");
    REQUIRE(clients.host().outside.shared.size() == 1);
    CHECK(clients.host().outside.shared[0].address == "https://garage.example/c/" + first);

    clients.press("Afficher");
    CHECK(clients.ui().has(ui::Role::Dialog, "Zoé Rey"));
    clients.back();

    clients.press("Régénérer");
    CHECK(clients.ui().has(ui::Role::Dialog, "Régénérer le QR code ?"));
    CHECK(clients.code(id) == first);  // it only asks
    CHECK(clients.says("cesseront de fonctionner"));
    clients.ui().press(*clients.buttons("Régénérer").back());
    clients.ui().settle();
    const std::string second = clients.code(id);
    CHECK(second != first);
    CHECK(clients.says("https://garage.example/c/" + second));
    CHECK_FALSE(clients.says(first));
}

TEST_CASE("a card with the QR code is saved as a PDF, in the customer's language and without a network", "[admin]") {
    Clients clients{GENERATE(desk_screen, phone_screen)};
    clients.sync().connection = Connection::Offline;
    REQUIRE(clients.database().run("UPDATE customers SET language = 'de' WHERE id = ?1", shop::alice).ok());
    clients.open("/clients/" + shop::alice + "/qr");
    clients.press("Créer le lien");
    const auto print = [&] {
        clients.press("Imprimer une carte");
        CHECK(clients.ui().has(ui::Role::Dialog, "Imprimer une carte"));
    };
    const auto save = [&] {
        clients.press("Enregistrer le PDF");
        CHECK_FALSE(clients.ui().has(ui::Role::Dialog, "Imprimer une carte"));
        CHECK(clients.says("Carte enregistrée"));
        return clients.host().outside.saved.back();
    };
    print();
    const auto one = save();
    CHECK(one.name == "Carte Alice Müller.pdf");
    CHECK(one.media_type == "application/pdf");
    CHECK(one.contents.starts_with("%PDF-1.4"));
    CHECK(one.contents.find("/TrimBox") != std::string::npos);
    print();
    clients.ui().press(clients.ui().get_beginning(ui::Role::Radio, "Dix cartes"));
    clients.ui().settle();
    CHECK(save().contents.find("/MediaBox[0 0 595.276 841.89]") != std::string::npos);
    const TemporaryFolder folder;
    const std::filesystem::path path = folder.path() / "card.pdf";
    std::ofstream{path, std::ios::binary} << one.contents;
    CHECK(qr_codes_in(draw_pages(path, 300).at(0)) ==
          std::vector<std::string>{"https://garage.example/c/" + clients.code(shop::alice)});
    const std::string text = output_of("pdftotext " + path.string() + " -");
    INFO(text);
    CHECK(text.find("Alice Müller") != std::string::npos);
    CHECK(text.find("Kundenportal") != std::string::npos);
    CHECK(text.find(clients.code(shop::alice).substr(0, 4) + " " + clients.code(shop::alice).substr(4, 4)) !=
          std::string::npos);
}

TEST_CASE("a card carries the logo, and a logo that cannot be read is told", "[admin]") {
    Clients clients;
    const auto set_logo = [&](const std::string& png) {
        REQUIRE(clients.database()
                    .run("INSERT INTO organisation_logos (id, png) VALUES (?1, ?2) "
                         "ON CONFLICT (id) DO UPDATE SET png = excluded.png",
                         shop::organisation, to_base64(png))
                    .ok());
        clients.data_changed();
    };
    clients.open("/clients/" + shop::alice + "/qr");
    clients.press("Créer le lien");
    clients.press("Imprimer une carte");
    clients.press("Enregistrer le PDF");
    const std::string plain = clients.host().outside.saved.back().contents;
    set_logo(encode_png(Picture::transparent(64, 32)).value());
    clients.press("Imprimer une carte");
    clients.press("Enregistrer le PDF");
    CHECK(plain.find("/SMask") == std::string::npos);
    CHECK(clients.host().outside.saved.back().contents.find("/SMask") != std::string::npos);
    const std::size_t saved = clients.host().outside.saved.size();
    set_logo("no picture");
    clients.press("Imprimer une carte");
    clients.press("Enregistrer le PDF");
    CHECK(clients.host().outside.saved.size() == saved);
    CHECK(clients.says("image lisible"));
}

TEST_CASE("the link is sent by e-mail once, and what becomes of it is seen", "[admin][mail]") {
    Clients clients{GENERATE(desk_screen, phone_screen)};
    clients.open("/clients/" + shop::alice + "/qr");
    clients.press("Créer le lien");
    CHECK(clients.says("ajoutez d’abord l’adresse de Alice"));
    CHECK_FALSE(clients.ui().has(ui::Role::Button, "Envoyer par e-mail"));
    clients.press("Ajouter une adresse");
    clients.ui().fill("E-mail", "alice@exemple.ch");
    clients.press("Enregistrer");
    CHECK(clients.location() == "/clients/" + shop::alice + "/qr");

    CHECK(clients.says("L’e-mail part à alice@exemple.ch"));
    clients.press("Envoyer par e-mail");
    CHECK(clients.changes().back() == "send_portal_link");
    CHECK(clients.says("E-mail en route vers alice@exemple.ch"));
    CHECK(clients.says("En attente"));
    CHECK_FALSE(clients.ui().get(ui::Role::Button, "Envoyer par e-mail").is_enabled());

    REQUIRE(clients.database().run("UPDATE mails SET state = 'sent', sent_at = ?1", shop::now).ok());
    clients.data_changed();
    CHECK(clients.says("Envoyé"));
    CHECK_FALSE(clients.ui().has(ui::Role::Button, "Réessayer"));
    CHECK(clients.ui().get(ui::Role::Button, "Envoyer par e-mail").is_enabled());
}

TEST_CASE("a mail that failed says why in plain words, and is tried again", "[admin][mail]") {
    Clients clients{GENERATE(desk_screen, phone_screen)};
    clients.open("/clients/" + shop::alice + "/qr");
    clients.press("Créer le lien");
    REQUIRE(clients.database().run("UPDATE customers SET email = 'alice@exemple.ch' WHERE id = ?1", shop::alice).ok());
    clients.data_changed();
    clients.press("Envoyer par e-mail");
    REQUIRE(clients.database()
                .run("UPDATE mails SET state = 'failed', problem = 'refused', last_error = '550 No such user here'")
                .ok());
    clients.data_changed();
    CHECK(clients.says("Échoué"));
    CHECK(clients.says("a refusé l’e-mail. Vérifiez l’adresse."));
    CHECK(clients.says("550 No such user here"));
    clients.press("Réessayer");
    CHECK(clients.changes().back() == "retry_mail");
    CHECK(clients.says("En attente"));
    CHECK_FALSE(clients.says("550 No such user here"));
}

TEST_CASE("a paused link is not sent", "[admin][mail]") {
    Clients clients;
    clients.open("/clients/" + shop::alice + "/qr");
    clients.press("Créer le lien");
    REQUIRE(clients.database().run("UPDATE customers SET email = 'alice@exemple.ch' WHERE id = ?1", shop::alice).ok());
    REQUIRE(clients.database().run("UPDATE portal_links SET paused_at = 1").ok());
    clients.data_changed();
    CHECK(clients.says("Un lien en pause ne s’envoie pas"));
    CHECK_FALSE(clients.ui().get(ui::Role::Button, "Envoyer par e-mail").is_enabled());
}

TEST_CASE("a new QR code is offered to be sent", "[admin][mail]") {
    Clients clients{GENERATE(desk_screen, phone_screen)};
    clients.open("/clients/" + shop::alice + "/qr");
    clients.press("Créer le lien");
    REQUIRE(clients.database().run("UPDATE customers SET email = 'alice@exemple.ch' WHERE id = ?1", shop::alice).ok());
    clients.data_changed();
    clients.press("Régénérer");
    clients.ui().press(*clients.buttons("Régénérer").back());
    clients.ui().settle();
    REQUIRE(clients.ui().has(ui::Role::Dialog, "Envoyer le nouveau QR code ?"));
    CHECK(clients.says("peut partir tout de suite à alice@exemple.ch"));
    SECTION("at once") {
        clients.ui().press(*clients.buttons("Envoyer par e-mail").back());
        clients.ui().settle();
        CHECK(clients.changes().back() == "send_portal_link");
        CHECK(clients.says("En attente"));
    }
    SECTION("or later") {
        clients.press("Plus tard");
        CHECK(clients.changes().back() == "regenerate_portal_link");
    }
    CHECK_FALSE(clients.ui().has(ui::Role::Dialog, "Envoyer le nouveau QR code ?"));
    CHECK(clients.location() == "/clients/" + shop::alice + "/qr");
}

TEST_CASE("the QR code is saved as a picture of a chosen size, or as a drawing", "[admin]") {
    Clients clients;
    clients.open("/clients/" + shop::alice + "/qr");
    clients.press("Créer le lien");
    const auto save_as = [&](const std::string& format) {
        clients.press("Télécharger");
        CHECK(clients.ui().has(ui::Role::Dialog, "Télécharger le QR code"));
        if (!format.empty()) clients.ui().choose("Format", format);
        clients.ui().press(*clients.buttons("Télécharger").back());
        clients.ui().settle();
        CHECK_FALSE(clients.ui().has(ui::Role::Dialog, "Télécharger le QR code"));
        return clients.host().outside.saved.back();
    };
    const auto usual = save_as("");
    CHECK(usual.name == "QR Alice Müller.png");
    CHECK(usual.media_type == "image/png");
    CHECK(decode_picture(usual.contents).value().width == 600);
    const Picture poster = decode_picture(save_as("Affiche : PNG, 2400 px").contents).value();
    CHECK(poster.width == 2400);
    CHECK(poster.rgba[poster.offset(0, 0)] == 255);  // the quiet zone
    const QrCode code = encode_qr("https://garage.example/c/" + clients.code(shop::alice)).value();
    const int module = poster.width / (code.size() + 2 * quiet_zone_modules);
    const int finder = (poster.width - code.size() * module) / 2;
    CHECK(poster.rgba[poster.offset(finder - 1, finder - 1)] == 255);
    CHECK(poster.rgba[poster.offset(finder, finder)] == 0);
    const auto drawing = save_as("Imprimerie : SVG");
    CHECK(drawing.name == "QR Alice Müller.svg");
    CHECK(drawing.media_type == "image/svg+xml");
    CHECK(drawing.contents.starts_with("<svg "));
}

TEST_CASE("a link is paused after a question, says so, and is resumed", "[admin]") {
    Clients clients{GENERATE(desk_screen, phone_screen)};
    clients.open("/clients/" + shop::alice + "/qr");
    clients.press("Créer le lien");
    const std::string code = clients.code(shop::alice);
    CHECK(clients.says("Actif"));
    CHECK(clients.says("Pas encore ouvert"));
    clients.press("Mettre en pause");
    CHECK(clients.ui().has(ui::Role::Dialog, "Mettre le lien en pause ?"));
    CHECK_FALSE(clients.link(shop::alice).paused_at);  // it only asks
    clients.ui().press(*clients.buttons("Mettre en pause").back());
    clients.ui().settle();
    CHECK(clients.link(shop::alice).paused_at == shop::now);
    CHECK(clients.says("En pause"));
    CHECK(clients.says("Alice ne peut pas ouvrir son portail"));
    clients.press("Reprendre");
    CHECK_FALSE(clients.link(shop::alice).paused_at);
    CHECK(clients.code(shop::alice) == code);
    CHECK(clients.says("Actif"));
    clients.ui().press(*clients.buttons("Rétablir").front());  // of the newest message
    clients.ui().settle();
    CHECK(clients.link(shop::alice).paused_at);
}

TEST_CASE("the shop books for a client from his sheet, and opens his appointments in the agenda", "[admin]") {
    Clients clients;
    clients.open("/clients/" + shop::alice + "/appointments");
    CHECK(clients.says("Rien de prévu."));
    clients.press("Prendre RDV");
    CHECK(clients.location() == "/book?client=" + shop::alice);
}

TEST_CASE("leaving is asked for on the account page, which says who is signed in", "[admin]") {
    Clients clients;
    clients.open("/account");
    CHECK(clients.says("Anna Admin"));
    CHECK(clients.says("Administration"));
    clients.press("Se déconnecter");
    CHECK(clients.sign_outs() == 1);
}

TEST_CASE("every staff screen is drawn in every size without a control that has no name", "[admin]") {
    const Size screen = GENERATE(Size{360, 740}, Size{768, 1024}, Size{1440, 900});
    const std::string place = GENERATE("/agenda", "/requests", "/clients", "/clients/new", "/account",
                                       "/settings/appearance", "/book", "/clients/ALICE/qr?do=print", "/clients/ALICE",
                                       "/clients/ALICE/vehicles", "/clients/ALICE/appointments", "/clients/ALICE/notes",
                                       "/clients/ALICE/qr", "/clients/ALICE/qr?do=save", "/clients/ALICE/qr?do=pause",
                                       "/clients/ALICE?do=edit", "/clients/ALICE/vehicles?do=add", "/agenda?do=day");
    Clients clients{screen};
    std::string location = place;
    if (const std::size_t at = location.find("ALICE"); at != std::string::npos) location.replace(at, 5, shop::alice);
    clients.open(location);
    // The driver checks names and the tree with every frame.
    CHECK(clients.ui().all(ui::Role::Heading).size() >= 1);
    CHECK_FALSE(clients.says("admin."));
    CHECK_FALSE(clients.says("agenda."));
    CHECK_FALSE(clients.says("customer."));
}
