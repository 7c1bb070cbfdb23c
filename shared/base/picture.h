// A picture in memory: 8 bits each of red, green, blue and alpha (not premultiplied), row by row from the top.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace portail {

struct Picture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgba;  ///< width × height × 4

    [[nodiscard]] bool is_empty() const { return rgba.empty(); }
    /// The first of the four bytes of a pixel.
    [[nodiscard]] std::size_t offset(int column, int row) const {
        return (static_cast<std::size_t>(row) * static_cast<std::size_t>(width) + static_cast<std::size_t>(column)) * 4;
    }
    [[nodiscard]] static Picture transparent(int width, int height) {
        return {width, height,
                std::vector<std::uint8_t>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4)};
    }

    friend bool operator==(const Picture&, const Picture&) = default;
};

}  // namespace portail
