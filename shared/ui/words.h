// The few words that widgets say by themselves, filled from the language files by the application. The defaults are
// French, as the product is.
#pragma once

#include <string>

#include "shared/i18n/locale.h"

namespace portail::ui {

struct Words {
    std::string close = "Fermer";
    std::string close_message = "Fermer le message";
    std::string back = "Retour";
    std::string loading = "Chargement…";
    std::string show_password = "Afficher le mot de passe";
    std::string hide_password = "Masquer le mot de passe";
    std::string clear = "Effacer";
    std::string choose = "Choisir…";
    std::string previous_month = "Mois précédent";
    std::string next_month = "Mois suivant";
    std::string unavailable_day = "indisponible";
    std::string notifications = "Notifications";
    std::string take_photo = "Prendre une photo";
    std::string remove = "Retirer";
    std::string drop_or_paste = "Ou déposez le fichier ici, ou collez-le avec Ctrl+V.";
    std::string drop_now = "Lâchez pour ajouter";
    std::string not_a_date = "Ce n’est pas une date. Écrivez-la comme 24.11., lundi ou demain.";
    std::string no_such_day = "Ce jour n’existe pas. Vérifiez le jour et le mois.";
    std::string other_weekday = "Cette date tombe un autre jour de la semaine. Corrigez l’un ou l’autre.";
    std::string day_too_early = "Choisissez un jour à partir du {date}.";
    std::string day_too_late = "Choisissez un jour jusqu’au {date}.";
    std::string not_a_time = "Ce n’est pas une heure. Écrivez-la comme 18:30.";
    std::string skip_to_content = "Aller au contenu";
    Locale locale{Language::French};
};

}  // namespace portail::ui
