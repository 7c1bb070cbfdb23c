#include "tests/gallery/gallery.h"

#include <array>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "shared/ui/widgets.h"

namespace portail::ui {

namespace {

constexpr auto pages = std::to_array<std::pair<std::string_view, std::string_view>>({{"home", "Accueil"},
                                                                                     {"booking", "Rendez-vous"},
                                                                                     {"forms", "Champs"},
                                                                                     {"lists", "Listes"},
                                                                                     {"feedback", "Messages"}});

std::string parameter(const std::string& place, std::string_view name) {
    for (std::size_t at = place.find_first_of("?&"); at != std::string::npos; at = place.find_first_of("&", at + 1)) {
        const std::size_t end = std::min(place.find('&', at + 1), place.size());
        const std::string_view part = std::string_view(place).substr(at + 1, end - at - 1);
        if (part.substr(0, name.size()) == name && (part.size() == name.size() || part[name.size()] == '=')) {
            return part.size() == name.size() ? "1" : std::string(part.substr(name.size() + 1));
        }
    }
    return {};
}

/// Something with the look of a QR code.
const std::array<bool, 25 * 25>& sample_modules() {
    static const auto modules = [] {
        constexpr int side = 25;
        std::array<bool, side * side> all{};
        const auto finder = [&](int row, int column) {
            for (int y = 0; y < 7; ++y) {
                for (int x = 0; x < 7; ++x) {
                    const bool is_edge = x == 0 || x == 6 || y == 0 || y == 6;
                    const bool is_core = x >= 2 && x <= 4 && y >= 2 && y <= 4;
                    all[static_cast<std::size_t>((row + y) * side + column + x)] = is_edge || is_core;
                }
            }
        };
        unsigned random = 7;
        for (bool& module : all) {
            random = random * 1664525U + 1013904223U;
            module = random >> 31U != 0;
        }
        finder(0, 0);
        finder(0, side - 7);
        finder(side - 7, 0);
        return all;
    }();
    return modules;
}

}  // namespace

Gallery::Gallery(platform::AppLoop& loop, const std::string& place)
    : m_host(platform::make_host_services()),
      m_system_text(platform::make_system_text()),
      m_ui({.request_frames = [&loop](int count) { loop.request_frames(count); },
            .request_frame_in = [&loop](std::int64_t ms) { loop.request_frame_in(ms); },
            .system_text = m_system_text.get()}) {
    if (platform::has_page()) {
        m_ui.set_mirror([](std::string_view patches) { platform::mirror_to_page(std::string(patches)); });
    }
    m_host->files().use_loop(&loop);
    m_ui.files().use(m_host->files(), [&loop] { loop.request_frames(); });
    m_ui.set_brand({"Garage du Lac", nullptr});
    m_month_day = day_number({2026, 11, 21});
    use_place(place.empty() ? m_host->location() : place);
    m_host->on_preferences_changed = [this] { apply_theme(); };
    m_host->set_title("Portail: widgets");
}

void Gallery::use_place(const std::string& place) {
    m_page = parameter(place, "page").empty() ? "home" : parameter(place, "page");
    m_forces_dark = !parameter(place, "dark").empty();
    m_text_scale = parameter(place, "scale").empty() ? 1 : std::strtof(parameter(place, "scale").c_str(), nullptr);
    m_is_dialog_open = !parameter(place, "dialog").empty();
    apply_theme();
}

void Gallery::apply_theme() {
    const platform::SystemPreferences system = m_host->preferences();
    m_ui.set_theme({.scheme = m_forces_dark || system.is_dark ? ColorScheme::Dark : ColorScheme::Light,
                    .text_scale = m_text_scale,
                    .reduced_motion = system.reduces_motion});
}

void Gallery::twin_action(platform::TwinAction action) {
    m_ui.queue({.node = action.node,
                .kind = static_cast<ActionKind>(action.kind),
                .value = std::move(action.value),
                .focus_visible = action.focus_visible});
}

void Gallery::draw(const platform::Viewport& viewport, Milliseconds now_ms) {
    m_ui.begin_frame({.size = {viewport.width, viewport.height}, .now_ms = now_ms});
    page(m_ui, {}, [&] {
        if (m_page == "table" || m_page == "desk") {
            draw_desk();
            return;
        }
        std::array<NavigationItem, pages.size()> items;
        constexpr std::array icons = {Icon::Home, Icon::Calendar, Icon::Edit, Icon::Users, Icon::Info};
        for (std::size_t index = 0; index < pages.size(); ++index) {
            items[index] = {.key = pages[index].first,
                            .label = pages[index].second,
                            .icon = icons[index],
                            .is_current = m_page == pages[index].first};
        }
        items.back().count = 2;
        if (const auto chosen = navigation(m_ui, {.label = "Pages"}, items)) {
            m_page = pages[*chosen].first;
            m_ui.focus_heading();
        }
        app_bar(m_ui, {.title = "Garage du Lac", .subtitle = "Lausanne", .has_brand = true}, [&] {
            if (icon_button(m_ui, {.key = "dark", .label = "Changer de thème", .icon = Icon::Eye})) {
                m_forces_dark = !m_forces_dark;
                apply_theme();
            }
            icon_button(m_ui, {.key = "settings", .label = "Réglages", .icon = Icon::Settings});
        });
        main_area(m_ui, {}, [&] {
            if (m_page == "booking") {
                draw_booking();
            } else if (m_page == "forms") {
                draw_forms();
            } else if (m_page == "lists") {
                draw_lists();
            } else if (m_page == "feedback") {
                draw_feedback();
            } else if (m_page == "scripts") {
                draw_scripts();
            } else if (m_page == "files") {
                draw_files();
            } else if (m_page == "buttons") {
                draw_buttons();
            } else {
                draw_home();
            }
        });
    });
    dialog(m_ui, {.key = "cancel", .title = "Annuler ce rendez-vous ?"}, m_is_dialog_open, [&] {
        text(m_ui, {.text = "Le créneau du mardi 24 novembre à 14:00 sera libéré. Le garage en sera informé."});
        row(m_ui, {.align = Align::End}, [&] {
            if (button(m_ui, {.key = "keep", .label = "Garder"})) {
                m_is_dialog_open = false;
            }
            if (button(m_ui, {.key = "yes", .label = "Annuler le RDV", .style = ButtonStyle::Danger})) {
                m_is_dialog_open = false;
                m_ui.show_toast({.text = "Rendez-vous annulé", .action_label = "Rétablir", .action = [this] {
                                     m_status = "Rétabli";
                                 }});
            }
        });
    });
    m_ui.end_frame();
}

void Gallery::draw_files() {
    static const std::array<std::string, 1> pictures{"image/*"};
    heading(m_ui, {.text = "Fichiers"});
    const FileFieldResult given = file_field(m_ui, {.key = "photo",
                                                    .label = "Photo du véhicule",
                                                    .choose_label = "Choisir une image",
                                                    .media_types = pictures,
                                                    .help = "Une photo suffit.",
                                                    .error = m_file_error,
                                                    .held = m_file_name,
                                                    .preview = m_picture});
    if (given.problem) m_file_error = given.problem->key;
    if (given.is_removed) m_file_name.clear(), m_picture.reset();
    for (const platform::FilePtr& file : given.files) {
        m_file_error.clear();
        file->read_picture(256, [this, file](const Result<Picture>& picture) {
            m_file_error = picture ? "" : picture.error().key;
            m_file_name = picture ? file->name : "";
            m_picture = picture ? m_ui.textures().add(*picture) : nullptr;
        });
    }
    static_cast<void>(file_field(m_ui, {.key = "invalid",
                                        .label = "Carte grise",
                                        .choose_label = "Choisir un fichier",
                                        .error = "Ce fichier est trop lourd : 20 Mo au plus.",
                                        .is_required = true}));
    static_cast<void>(
        file_field(m_ui, {.key = "busy", .label = "En cours", .choose_label = "Choisir un fichier", .is_busy = true}));
    static_cast<void>(file_field(
        m_ui, {.key = "disabled", .label = "Indisponible", .choose_label = "Choisir un fichier", .is_disabled = true}));
    static const std::vector<Swatch> colors{{"blue", "Bleu", rgb(0x2456D6)},
                                            {"yellow", "Jaune", rgb(0xF2C200)},
                                            {"white", "Blanc", rgb(0xFFFFFF)},
                                            {"black", "Noir", rgb(0x000000)}};
    if (const auto chosen = swatches(m_ui, {.key = "colors", .label = "Couleur"}, colors, m_color)) m_color = chosen;
    row(m_ui, {.key = "out"}, [&] {
        platform::FileServices& files = m_host->files();
        const auto tell = [this](const auto& result) { m_status = result ? "Fait" : result.error().key; };
        if (button(m_ui, {.key = "copy", .label = "Copier"})) files.copy_text("GE 123456", tell);
        if (button(m_ui, {.key = "save", .label = "Enregistrer le reçu"})) {
            files.save({"recu.txt", "text/plain", "Merci, à bientôt."}, tell);
        }
        if (button(m_ui, {.key = "share", .label = "Partager le reçu", .icon = Icon::Share})) {
            files.share({"Reçu", "Votre reçu", "", {{"recu.txt", "text/plain", "Merci, à bientôt."}}}, tell);
        }
        if (button(m_ui, {.key = "share_link", .label = "Partager le lien"})) {
            files.share({"Garage du Lac", "Votre espace", "https://garage.example/c/me", {}}, tell);
        }
    });
    text(m_ui, {.text = m_status, .key = "status"});
}

void Gallery::draw_home() {
    heading(m_ui, {.text = "Bonjour Élodie"});
    banner(
        m_ui,
        {.key = "offline", .text = "Hors ligne : 1 changement sera transmis dès que possible.", .tone = Tone::Warning});
    card(m_ui, {.key = "next", .label = "Prochain rendez-vous"}, [&] {
        row(m_ui, {}, [&] {
            text(m_ui, {.text = "Prochain rendez-vous", .style = TextStyle::Caption});
            badge(m_ui, {.label = "Confirmé", .tone = Tone::Success, .icon = Icon::Check});
        });
        heading(m_ui, {.text = "Mardi 24 novembre, 14:00", .level = 2});
        text(m_ui, {.text = "Vidange et contrôle · 45 min", .icon = Icon::Wrench});
        text(m_ui, {.text = "Renault Clio · VD 123 456", .style = TextStyle::Muted, .icon = Icon::Car});
        row(m_ui, {}, [&] {
            button(m_ui, {.key = "move", .label = "Déplacer", .icon = Icon::Calendar});
            if (button(m_ui, {.key = "cancel", .label = "Annuler", .style = ButtonStyle::Quiet})) {
                m_is_dialog_open = true;
            }
        });
    });
    if (button(m_ui, {.key = "book",
                      .label = "Prendre RDV",
                      .style = ButtonStyle::Primary,
                      .icon = Icon::Plus,
                      .is_full_width = true})) {
        m_page = "booking";
    }
    heading(m_ui, {.text = "Mes véhicules", .level = 2});
    list(m_ui, {.key = "vehicles", .label = "Mes véhicules"}, [&] {
        list_item(m_ui, {.key = "clio", .title = "Renault Clio", .detail = "VD 123 456 · 2019", .icon = Icon::Car});
        list_item(m_ui, {.key = "golf",
                         .title = "Volkswagen Golf Variant Highline",
                         .detail = "VD 987 654 · 2022",
                         .badge = "En attente",
                         .badge_tone = Tone::Warning,
                         .icon = Icon::Car});
    });
    heading(m_ui, {.text = "Historique", .level = 2});
    constexpr std::array<std::string_view, 2> labels = {"À venir", "Passés"};
    tabs(m_ui, {.key = "history", .label = "Historique"}, labels, m_tab, [&](std::size_t active) {
        list(m_ui, {.key = "appointments", .label = labels[active]}, [&] {
            list_item(m_ui, {.key = "a",
                             .title = "Vidange et contrôle",
                             .detail = "Mardi 24 novembre 2026",
                             .trailing = "14:00",
                             .badge = "Confirmé",
                             .badge_tone = Tone::Success});
            list_item(m_ui, {.key = "b",
                             .title = "Changement de pneus",
                             .detail = "Lundi 3 mars 2026",
                             .trailing = "08:30",
                             .badge = "Annulé",
                             .badge_tone = Tone::Danger});
        });
    });
    heading(m_ui, {.text = "Votre QR code", .level = 2});
    card(m_ui, {.key = "qr_card"}, [&] {
        modules_image(m_ui, {.key = "qr", .label = "QR code de votre portail", .side = 25, .size = 200},
                      sample_modules());
        link(m_ui, {.key = "call", .label = "Appeler le garage", .href = "tel:+41211234567", .icon = Icon::Phone});
    });
}

void Gallery::draw_buttons() {
    heading(m_ui, {.text = "Boutons"});
    constexpr std::array styles = {ButtonStyle::Primary, ButtonStyle::Secondary, ButtonStyle::Quiet,
                                   ButtonStyle::Danger};
    constexpr std::array names = {"Principal", "Secondaire", "Discret", "Danger"};
    for (std::size_t index = 0; index < styles.size(); ++index) {
        const std::string name = names[index];
        row(m_ui, {}, [&] {
            m_presses += button(m_ui, {.key = name, .label = name, .style = styles[index]});
            button(m_ui,
                   {.key = name + "_icon", .label = name + " icône", .style = styles[index], .icon = Icon::Calendar});
            button(m_ui,
                   {.key = name + "_off", .label = name + " éteint", .style = styles[index], .is_disabled = true});
            button(m_ui, {.key = name + "_busy", .label = name + " occupé", .style = styles[index], .is_busy = true});
        });
    }
    text(m_ui, {.text = "Pressé " + std::to_string(m_presses) + " fois", .key = "count"});
    heading(m_ui, {.text = "Icônes", .level = 2});
    row(m_ui, {}, [&] {
        for (int index = 1; index <= static_cast<int>(Icon::X); ++index) {
            const std::string name = "Icône " + std::to_string(index);
            icon_button(m_ui, {.key = name, .label = name, .icon = static_cast<Icon>(index)});
        }
    });
    heading(m_ui, {.text = "Étiquettes", .level = 2});
    row(m_ui, {}, [&] {
        badge(m_ui, {.label = "Neutre"});
        badge(m_ui, {.label = "Nouveau", .tone = Tone::Accent});
        badge(m_ui, {.label = "Information", .tone = Tone::Info});
        badge(m_ui, {.label = "Terminé", .tone = Tone::Success, .icon = Icon::Check});
        badge(m_ui, {.label = "En attente", .tone = Tone::Warning, .icon = Icon::Clock});
        badge(m_ui, {.label = "Refusé", .tone = Tone::Danger, .icon = Icon::X});
    });
    heading(m_ui, {.text = "Textes", .level = 2});
    text(m_ui, {.text = "128.50 CHF", .style = TextStyle::Display});
    text(m_ui, {.text = "Texte courant, qui va à la ligne quand la largeur ne suffit plus, sans couper les mots."});
    text(m_ui, {.text = "Texte fort", .style = TextStyle::Strong});
    text(m_ui, {.text = "Texte discret", .style = TextStyle::Muted});
    text(m_ui, {.text = "Petite note", .style = TextStyle::Caption});
    fact(m_ui, {.label = "Téléphone", .value = "+41 79 123 45 67", .icon = Icon::Phone});
}

void Gallery::draw_forms() {
    heading(m_ui, {.text = "Vos coordonnées"});
    card(m_ui, {.key = "card"}, [&] {
        const bool is_submitted = form(m_ui, {.key = "contact", .label = "Coordonnées"}, [&] {
            text_field(
                m_ui,
                {.key = "name", .label = "Nom", .autocomplete = "name", .enter_key_hint = "next", .is_required = true},
                m_name);
            text_field(m_ui,
                       {.key = "email",
                        .label = "E-mail",
                        .kind = InputKind::Email,
                        .error = "Il manque le domaine, par exemple elodie@exemple.ch",
                        .autocomplete = "email",
                        .icon = Icon::Mail},
                       m_email);
            text_field(m_ui,
                       {.key = "password",
                        .label = "Mot de passe",
                        .kind = InputKind::Password,
                        .help = "Au moins 10 caractères",
                        .autocomplete = "current-password",
                        .enter_key_hint = "go"},
                       m_password);
            text_field(m_ui,
                       {.key = "note",
                        .label = "Remarque pour le garage",
                        .kind = InputKind::Multiline,
                        .placeholder = "Par exemple : bruit à l'avant droit",
                        .rows = 3},
                       m_note);
            constexpr std::array<std::string_view, 4> languages = {"Français", "Deutsch", "Italiano", "English"};
            select(m_ui, {.key = "language", .label = "Langue"}, languages, m_language);
            constexpr std::array ways = {ChoiceOption{.key = "email", .label = "E-mail"},
                                         ChoiceOption{.key = "sms", .label = "SMS", .detail = "Au numéro ci-dessus"},
                                         ChoiceOption{.key = "post", .label = "Courrier", .is_disabled = true}};
            radio_group(m_ui, {.key = "contact_way", .label = "Comment vous joindre ?"}, ways, m_contact);
            checkbox(m_ui, {.key = "accepts", .label = "J'accepte les conditions", .is_required = true}, m_accepts);
            checkbox(m_ui, {.key = "reminds", .label = "Me rappeler la veille", .help = "Par e-mail, vers 18 h"},
                     m_reminds);
            m_status =
                button(m_ui,
                       {.key = "save", .label = "Enregistrer", .style = ButtonStyle::Primary, .is_full_width = true})
                    ? "Enregistré"
                    : m_status;
        });
        if (is_submitted) {
            m_status = "Envoyé par Entrée";
        }
        text(m_ui, {.text = m_status.empty() ? "Rien encore" : m_status, .style = TextStyle::Caption, .key = "status"});
    });
    columns(m_ui, {.count = 2, .min_width = 240, .key = "when"}, [&](int column) {
        if (column == 0) {
            date_field(m_ui,
                       {.key = "day",
                        .label = "Jour",
                        .help = "Par exemple 3.12., lundi ou demain.",
                        .today = m_month_day,
                        .first = m_month_day},
                       m_typed_day, m_entered_day);
        } else {
            time_field(m_ui, {.key = "time", .label = "Heure", .help = "Par exemple 14h30 ou 1430."}, m_typed_time,
                       m_entered_minute);
        }
    });
    std::string fixed = "VD 123 456";
    text_field(m_ui, {.key = "plate", .label = "Plaque", .is_disabled = true}, fixed);
    text_field(m_ui, {.key = "serial", .label = "Numéro de série", .is_read_only = true}, fixed);
    text_field(m_ui,
               {.key = "search",
                .label = "Chercher",
                .kind = InputKind::Search,
                .placeholder = "Nom, plaque, téléphone",
                .icon = Icon::Search,
                .is_label_hidden = true},
               m_search);
}

void Gallery::draw_booking() {
    heading(m_ui, {.text = "Prendre rendez-vous"});
    constexpr std::array services = {ChoiceOption{.key = "oil",
                                                  .label = "Vidange et contrôle",
                                                  .detail = "45 min",
                                                  .trailing = "CHF 120",
                                                  .icon = Icon::Wrench},
                                     ChoiceOption{.key = "tyres",
                                                  .label = "Changement de pneus",
                                                  .detail = "60 min",
                                                  .trailing = "CHF 90",
                                                  .icon = Icon::Car},
                                     ChoiceOption{.key = "test",
                                                  .label = "Préparation à l'expertise",
                                                  .detail = "2 h",
                                                  .trailing = "CHF 240",
                                                  .icon = Icon::Check}};
    if (const auto tapped =
            choice_list(m_ui, {.key = "service", .label = "Quel service ?", .columns = 2}, services, m_service)) {
        m_service = tapped;
    }
    const DayNumber today = day_number({2026, 11, 21});
    const auto state_of = [&](DayNumber day) {
        return DayState{
            .is_enabled = weekday(day) < Weekday::Saturday, .is_marked = day == today + 3, .detail = "créneaux libres"};
    };
    card(m_ui, {.key = "day_card"}, [&] {
        if (const auto day = month_picker(
                m_ui, {.key = "day", .label = "Quel jour ?", .today = today, .first = today, .last = today + 70},
                m_month_day, m_day, state_of)) {
            m_day = day;
        }
    });
    constexpr std::array times = {ChoiceOption{.key = "0800", .label = "08:00"},
                                  ChoiceOption{.key = "0845", .label = "08:45"},
                                  ChoiceOption{.key = "0930", .label = "09:30"},
                                  ChoiceOption{.key = "1015", .label = "10:15"},
                                  ChoiceOption{.key = "1100", .label = "11:00", .is_disabled = true},
                                  ChoiceOption{.key = "1330", .label = "13:30"},
                                  ChoiceOption{.key = "1415", .label = "14:15"},
                                  ChoiceOption{.key = "1500", .label = "15:00"}};
    if (const auto tapped =
            choice_grid(m_ui, {.key = "slot", .label = "À quelle heure ?", .columns = 6}, times, m_slot)) {
        m_slot = tapped;
    }
    button(
        m_ui,
        {.key = "confirm", .label = "Confirmer le rendez-vous", .style = ButtonStyle::Primary, .is_full_width = true});
}

void Gallery::draw_lists() {
    heading(m_ui, {.text = "Clients"});
    text_field(m_ui,
               {.key = "search",
                .label = "Chercher un client",
                .kind = InputKind::Search,
                .placeholder = "Nom, plaque, téléphone",
                .icon = Icon::Search,
                .is_label_hidden = true},
               m_search);
    virtual_list(m_ui, {.key = "customers", .label = "Clients", .count = 100'000}, [&](std::size_t index) {
        const std::string name = "Client " + std::to_string(index + 1);
        list_item(m_ui, {.key = name,
                         .title = name,
                         .detail = "+41 79 000 00 00",
                         .badge = index % 3 == 0 ? "Nouveau" : "",
                         .badge_tone = Tone::Accent,
                         .icon = Icon::User,
                         .is_selected = index == 2,
                         .is_one_line = true});
    });
}

void Gallery::draw_feedback() {
    heading(m_ui, {.text = "Messages"});
    banner(m_ui, {.key = "info", .text = "Le garage est fermé du 24 décembre au 2 janvier.", .tone = Tone::Info});
    banner(m_ui, {.key = "saved",
                  .text = "Rendez-vous enregistré sur cet appareil.",
                  .title = "C'est fait",
                  .tone = Tone::Success});
    banner(m_ui, {.key = "waiting",
                  .text = "2 changements ne sont pas encore au garage, depuis 14:05.",
                  .tone = Tone::Warning,
                  .action_label = "Envoyer maintenant"});
    if (banner(m_ui, {.key = "refused",
                      .text = "Quelqu'un a pris ce créneau avant vous. Vos choix sont conservés.",
                      .title = "Créneau déjà pris",
                      .tone = Tone::Danger,
                      .action_label = "Choisir parmi les plus proches",
                      .is_assertive = true})) {
        m_page = "booking";
    }
    progress(m_ui, {.key = "upload", .label = "Envoi de la photo", .share = 0.6F});
    progress(m_ui, {.key = "wait", .label = "Recherche du serveur"});
    if (button(m_ui, {.key = "toast", .label = "Montrer un message"})) {
        m_ui.show_toast({.text = "Enregistré", .tone = Tone::Success});
    }
    if (button(m_ui, {.key = "dialog", .label = "Ouvrir le dialogue"})) {
        m_is_dialog_open = true;
    }
    card(m_ui, {.key = "loading"}, [&] { skeleton(m_ui); });
    card(m_ui, {.key = "empty"}, [&] {
        empty_state(m_ui, {.key = "none",
                           .icon = Icon::Car,
                           .title = "Aucun véhicule",
                           .text = "Ajoutez le vôtre pour prendre rendez-vous en quelques secondes.",
                           .action_label = "Ajouter un véhicule"});
    });
}

void Gallery::draw_table() {
    heading(m_ui, {.text = "Factures", .level = 2});
    constexpr std::array columns = {TableColumn{.label = "Client", .weight = 2}, TableColumn{.label = "Date"},
                                    TableColumn{.label = "État"}, TableColumn{.label = "Montant", .align = Align::End}};
    constexpr std::array<std::string_view, 4> names = {"Élodie Favre", "Marc Keller", "Société Dubois & Fils",
                                                       "Anna Rossi"};
    const auto fill = [&](std::size_t row, std::span<TableCell> cells) -> std::string_view {
        cells[0].text = names[row];
        cells[1].text = "21.11.2026";
        cells[2] = row % 2 == 0 ? TableCell{.text = "Payée", .tone = Tone::Success, .is_badge = true}
                                : TableCell{.text = "Ouverte", .tone = Tone::Warning, .is_badge = true};
        cells[3].text = "CHF 240.00";
        return names[row];
    };
    table(m_ui, {.key = "invoices", .label = "Factures", .row_count = names.size(), .are_rows_pressable = true},
          columns, fill);
}

void Gallery::draw_desk() {
    const std::array items = {
        NavigationItem{.key = "agenda", .label = "Agenda", .icon = Icon::Calendar, .is_current = true},
        NavigationItem{.key = "clients", .label = "Clients", .icon = Icon::Users, .count = 3},
        NavigationItem{.key = "settings", .label = "Réglages", .icon = Icon::Settings}};
    navigation(m_ui, {.label = "Principal"}, items);
    app_bar(m_ui,
            {.title = "Garage du Lac", .subtitle = "Connecté · tout est synchronisé", .has_back = m_is_detail_open},
            [&] { icon_button(m_ui, {.key = "user", .label = "Compte", .icon = Icon::User}); });
    master_detail(
        m_ui, {.is_detail_open = m_is_detail_open, .detail_label = "Détail"},
        [&] {
            heading(m_ui, {.text = "Samedi 21 novembre"});
            list(m_ui, {.key = "day", .label = "Rendez-vous du jour"}, [&] {
                list_item(m_ui, {.key = "1",
                                 .title = "Élodie Favre",
                                 .detail = "Vidange · Renault Clio",
                                 .trailing = "08:00",
                                 .badge = "Confirmé",
                                 .badge_tone = Tone::Success,
                                 .is_selected = true});
                list_item(m_ui, {.key = "2",
                                 .title = "Marc Keller",
                                 .detail = "Pneus · Audi A4",
                                 .trailing = "09:30",
                                 .badge = "Demandé",
                                 .badge_tone = Tone::Warning});
                list_item(m_ui, {.key = "3",
                                 .title = "Société Dubois & Fils",
                                 .detail = "Expertise · Ford Transit",
                                 .trailing = "11:00",
                                 .badge = "Terminé"});
            });
        },
        [&] {
            heading(m_ui, {.text = "Élodie Favre", .level = 2});
            columns(m_ui, {.count = 2, .key = "facts"}, [&](int column) {
                fact(m_ui, {.label = column == 0 ? "Téléphone" : "E-mail",
                            .value = column == 0 ? "+41 79 123 45 67" : "elodie@exemple.ch",
                            .icon = column == 0 ? Icon::Phone : Icon::Mail});
            });
            row(m_ui, {}, [&] {
                button(m_ui,
                       {.key = "done", .label = "Marquer terminé", .style = ButtonStyle::Primary, .icon = Icon::Check});
                button(m_ui, {.key = "move", .label = "Déplacer", .icon = Icon::Calendar});
                button(m_ui, {.key = "no_show", .label = "Absent", .style = ButtonStyle::Quiet});
            });
            draw_table();
        });
}

}  // namespace portail::ui
