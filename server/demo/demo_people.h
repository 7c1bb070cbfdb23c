// The people, vehicles and services of the demo business. All are invented, plates and telephone numbers too; the e-mail
// addresses lie in a domain that RFC 2606 reserves.
#pragma once

#include <array>

namespace portail::server {

struct DemoVehicle {
    const char* plate;
    const char* make;
    const char* model;
};

struct DemoCustomer {
    const char* first_name;
    const char* last_name;
    const char* language;
    DemoVehicle first_vehicle;
    DemoVehicle second_vehicle;  ///< no plate: there is none
};

inline constexpr DemoVehicle none{"", "", ""};

inline constexpr std::array<DemoCustomer, 40> demo_customers{{
    {"Camille", "Rochat", "fr", {"VD 482 117", "Renault", "Mégane E-Tech"}, {"VD 65 204", "Fiat", "500"}},
    {"Luca", "Bernasconi", "it", {"TI 118 902", "Alfa Romeo", "Giulia"}, none},
    {"Anna", "Müller", "de", {"ZH 734 551", "Volkswagen", "Golf VIII"}, {"ZH 90 118", "Mini", "Cooper"}},
    {"Élodie", "Favre", "fr", {"VD 301 998", "Peugeot", "208"}, none},
    {"Thomas", "Schmid", "de", {"BE 455 230", "Škoda", "Octavia Combi"}, none},
    {"Nicolas", "Dubois", "fr", {"GE 812 004", "Citroën", "C4 Picasso"}, {"GE 10 553", "Vespa", "GTS 300"}},
    {"Sofia", "Pereira", "fr", {"VD 527 340", "Toyota", "Yaris Hybrid"}, none},
    {"James", "Whitfield", "en", {"VD 9 401", "Land Rover", "Defender 110"}, none},
    {"Giulia", "Rossi", "it", {"VD 219 776", "Fiat", "Panda 4x4"}, none},
    {"Julien", "Chevalley", "fr", {"VD 604 812", "Dacia", "Duster"}, {"VD 33 870", "Iveco", "Daily"}},
    {"Petra", "Kowalczyk", "de", {"FR 144 069", "Opel", "Corsa"}, none},
    {"Mathieu", "Blanc", "fr", {"VD 72 395", "Volvo", "V60"}, none},
    {"Aïcha", "Benali", "fr", {"VD 398 261", "Hyundai", "Kona"}, none},
    {"Stefan", "Huber", "de", {"SG 205 417", "BMW", "320d Touring"}, none},
    {"Chloé", "Jaquet", "fr", {"NE 88 142", "Renault", "Clio"}, none},
    {"Minh", "Nguyen", "fr", {"VD 460 733", "Honda", "Jazz"}, none},
    {"Marco", "Bianchi", "it", {"VS 301 255", "Jeep", "Renegade"}, none},
    {"Valérie", "Pittet", "fr", {"VD 155 608", "Audi", "A3 Sportback"}, none},
    {"Oliver", "Graham", "en", {"GE 402 917", "Tesla", "Model 3"}, none},
    {"Fabienne", "Cornaz", "fr", {"VD 286 449", "Seat", "Ibiza"}, none},
    {"Dragan", "Jovanović", "fr", {"VD 611 027", "Mercedes-Benz", "Classe C"}, none},
    {"Isabelle", "Monnier", "fr", {"VD 49 318", "Suzuki", "Swift"}, none},
    {"Lukas", "Zimmermann", "de", {"BS 77 240", "Ford", "Focus"}, none},
    {"Patrick", "Gaillard", "fr", {"VD 530 961", "Nissan", "Qashqai"}, {"VD 8 117", "Porsche", "911 SC"}},
    {"Inês", "Carvalho", "fr", {"VD 347 550", "Kia", "Picanto"}, none},
    {"Bernard", "Clerc", "fr", {"VD 20 776", "Subaru", "Forester"}, none},
    {"Eva", "Lindström", "en", {"VD 418 093", "Volvo", "XC40"}, none},
    {"Yann", "Delacrétaz", "fr", {"VD 265 184", "Peugeot", "e-2008"}, none},
    {"Silvia", "Ferrari", "it", {"TI 240 611", "Lancia", "Ypsilon"}, none},
    {"Raphaël", "Aubert", "fr", {"VD 573 826", "Cupra", "Formentor"}, none},
    {"Kofi", "Mensah", "en", {"VD 190 447", "Toyota", "Corolla"}, none},
    {"Martine", "Guex", "fr", {"VD 31 905", "Renault", "Twingo"}, none},
    {"Jonas", "Keller", "de", {"AG 366 208", "Škoda", "Fabia"}, none},
    {"Laetitia", "Rey", "fr", {"VS 128 470", "Dacia", "Sandero"}, none},
    {"Goran", "Petrović", "fr", {"VD 444 016", "Volkswagen", "Passat"}, none},
    {"Hélène", "Vuilleumier", "fr", {"NE 51 333", "Citroën", "C3"}, none},
    {"Daniel", "Okafor", "en", {"GE 671 208", "Mazda", "CX-5"}, none},
    {"Sandrine", "Bovet", "fr", {"FR 299 154", "Opel", "Mokka"}, none},
    {"Alessandro", "Conti", "it", {"VD 502 689", "Fiat", "Tipo"}, none},
    {"Théo", "Maillard", "fr", {"VD 637 415", "MG", "MG4"}, none},
}};

struct DemoService {
    const char* name;
    const char* description;
    int duration_minutes;
    int price_minor_units;
};

inline constexpr std::array<DemoService, 8> demo_services{{
    {"Service annuel", "Vidange, filtres, niveaux et contrôle de 40 points", 90, 29000},
    {"Vidange et filtre à huile", "Huile selon le constructeur, filtre compris", 60, 18000},
    {"Changement de pneus", "Quatre roues, équilibrage compris", 60, 9500},
    {"Contrôle des freins", "Disques, plaquettes et liquide", 30, 6000},
    {"Plaquettes et disques avant", "Pièces et main-d’œuvre", 120, 48000},
    {"Préparation à l’expertise", "Contrôle complet et présentation au service des automobiles", 120, 22000},
    {"Climatisation", "Recharge, étanchéité et désinfection", 60, 15000},
    {"Diagnostic électronique", "Lecture des défauts et rapport écrit", 30, 9500},
}};

inline constexpr std::array<const char*, 10> demo_notes{{
    "Bruit à l’avant gauche dans les virages.",
    "Le voyant moteur s’allume par intermittence.",
    "Merci de vérifier aussi la batterie avant l’hiver.",
    "Je laisse la clé dans la boîte la veille au soir.",
    "Pneus d’hiver stockés chez vous, casier 14.",
    "La pédale de frein est molle depuis une semaine.",
    "Il me faut un véhicule de remplacement.",
    "Rappelez-moi avant tout travail supplémentaire.",
    "La climatisation souffle chaud.",
    "Expertise le 15, merci de faire au mieux.",
}};

}  // namespace portail::server
