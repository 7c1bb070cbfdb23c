#include "shared/qr/qr_code.h"

#include <qrencode.h>

#include <memory>

namespace portail {
namespace {

QRecLevel library_level(QrCorrection correction) {
    switch (correction) {
        case QrCorrection::Low:
            return QR_ECLEVEL_L;
        case QrCorrection::Medium:
            return QR_ECLEVEL_M;
        case QrCorrection::Quartile:
            return QR_ECLEVEL_Q;
        case QrCorrection::High:
            return QR_ECLEVEL_H;
    }
    return QR_ECLEVEL_M;
}

struct FreeCode {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

}  // namespace

Result<QrCode> encode_qr(std::string_view text, QrCorrection correction) {
    const std::unique_ptr<QRcode, FreeCode> encoded{
        QRcode_encodeData(static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()), 0,
                          library_level(correction))};
    if (!encoded) return invalid("text", "error.qr_too_long");
    constexpr unsigned char dark_bit = 1;  // of each module's byte, see qrencode.h
    const auto modules = static_cast<std::size_t>(encoded->width) * static_cast<std::size_t>(encoded->width);
    std::shared_ptr<bool[]> dark{new bool[modules]};
    for (std::size_t index = 0; index < modules; ++index)
        dark[index] = (encoded->data[index] & dark_bit) != 0;
    return QrCode{encoded->width, std::move(dark)};
}

std::string to_terminal_text(const QrCode& code) {
    const auto light = [&](int column, int row) {
        const bool inside = column >= 0 && row >= 0 && column < code.size() && row < code.size();
        return !inside || !code.is_dark(column, row);
    };
    std::string text;
    for (int row = -quiet_zone_modules; row < code.size() + quiet_zone_modules; row += 2) {
        for (int column = -quiet_zone_modules; column < code.size() + quiet_zone_modules; ++column) {
            const bool upper = light(column, row);
            const bool lower = light(column, row + 1);
            text += upper && lower ? "█" : upper ? "▀" : lower ? "▄" : " ";
        }
        text += '\n';
    }
    return text;
}

}  // namespace portail
