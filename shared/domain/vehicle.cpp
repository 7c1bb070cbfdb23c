#include "shared/domain/vehicle.h"

#include "shared/base/text.h"

namespace portail {

std::string Vehicle::make_and_model() const {
    return trimmed(make + " " + model);
}

std::string normalise_plate(std::string_view plate) {
    std::string normalised;
    for (const char character : trimmed(plate)) {
        const bool space = character == ' ' || character == '\t';
        if (space && !normalised.empty() && normalised.back() == ' ') continue;
        if (space) {
            normalised += ' ';
        } else {
            normalised += character >= 'a' && character <= 'z' ? static_cast<char>(character - 32) : character;
        }
    }
    return normalised;
}

Result<void> validate_plate(const char* field, std::string_view plate) {
    if (plate.empty()) return invalid(field, "error.required");
    int significant = 0;
    for (const char character : plate) {
        const bool ascii_letter = character >= 'A' && character <= 'Z';
        const bool digit = character >= '0' && character <= '9';
        const bool beyond_ascii = static_cast<unsigned char>(character) >= 0x80;  // "Ü" stands on German plates
        if (ascii_letter || digit || beyond_ascii) {
            ++significant;
        } else if (character != ' ' && character != '-' && character != '.') {
            return invalid(field, "error.plate");
        }
    }
    if (significant < 2) return invalid(field, "error.plate");
    return {};
}

}  // namespace portail
