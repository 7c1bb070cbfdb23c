#include "shared/i18n/words.h"

#include "words_de.h"
#include "words_en.h"
#include "words_fr.h"
#include "words_it.h"

namespace portail {

std::string_view words_of(Language language) {
    switch (language) {
        case Language::French:
            return embedded::words_fr();
        case Language::English:
            return embedded::words_en();
        case Language::German:
            return embedded::words_de();
        case Language::Italian:
            return embedded::words_it();
    }
    return {};
}

}  // namespace portail
