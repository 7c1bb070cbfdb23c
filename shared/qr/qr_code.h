// Draws QR codes (ISO/IEC 18004) through libqrencode. A code is a square of modules, dark or light, without the quiet
// zone: whoever shows it leaves at least quiet_zone_modules free on every side.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "shared/base/result.h"

namespace portail {

inline constexpr int quiet_zone_modules = 4;

/// How much of the symbol may be damaged and still be read: about 7, 15, 25 and 30 %.
enum class QrCorrection : std::uint8_t { Low, Medium, Quartile, High };

class QrCode {
public:
    /// `dark` has size × size modules, row by row.
    QrCode(int size, std::shared_ptr<const bool[]> dark) : m_size(size), m_dark(std::move(dark)) {}

    [[nodiscard]] int size() const { return m_size; }  ///< modules on each side
    [[nodiscard]] bool is_dark(int column, int row) const {
        return m_dark[static_cast<std::size_t>(row * m_size + column)];
    }
    /// True is dark; row by row.
    [[nodiscard]] std::span<const bool> modules() const {
        return {m_dark.get(), static_cast<std::size_t>(m_size) * static_cast<std::size_t>(m_size)};
    }

private:
    int m_size;
    std::shared_ptr<const bool[]> m_dark;
};

/// ErrorCode::Invalid where the text is empty or too long for the correction level.
[[nodiscard]] Result<QrCode> encode_qr(std::string_view text, QrCorrection correction = QrCorrection::Medium);

/// Lines of half-block characters, light on dark, with the quiet zone; for a terminal.
[[nodiscard]] std::string to_terminal_text(const QrCode& code);

}  // namespace portail
