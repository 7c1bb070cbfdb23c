// The few words that widgets say by themselves, filled from the language files by the application. The defaults are
// French, as the product is.
#pragma once

#include <array>
#include <string>

namespace portail::ui {

struct Words {
    std::string language = "fr";
    std::string close = "Fermer";
    std::string back = "Retour";
    std::string loading = "Chargement…";
    std::string show_password = "Afficher le mot de passe";
    std::string hide_password = "Masquer le mot de passe";
    std::string clear = "Effacer";
    std::string choose = "Choisir…";
    std::string previous_month = "Mois précédent";
    std::string next_month = "Mois suivant";
    std::string unavailable_day = "indisponible";
    std::string today = "aujourd’hui";
    std::string notifications = "Notifications";
    std::string take_photo = "Prendre une photo";
    std::string remove = "Retirer";
    std::string drop_or_paste = "Ou déposez le fichier ici, ou collez-le avec Ctrl+V.";
    std::string drop_now = "Lâchez pour ajouter";
    std::string skip_to_content = "Aller au contenu";
    std::array<std::string, 12> months = {"janvier", "février", "mars",      "avril",   "mai",      "juin",
                                          "juillet", "août",    "septembre", "octobre", "novembre", "décembre"};
    std::array<std::string, 7> weekdays = {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"};
    std::array<std::string, 7> weekdays_short = {"lu", "ma", "me", "je", "ve", "sa", "di"};
};

}  // namespace portail::ui
