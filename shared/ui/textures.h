// Pictures on the graphics card, through Dear ImGui's own textures: its backend makes them, makes them anew after a lost
// context, and takes them back. A texture lives as long as somebody holds it, and is drawn no longer than the Ui lives.
#pragma once

#include <memory>
#include <vector>

#include "shared/base/picture.h"
#include "shared/ui/geometry.h"

struct ImTextureData;

namespace portail::ui {

class Texture {
public:
    explicit Texture(const Picture& picture);
    ~Texture();
    Texture(const Texture&) = delete;
    Texture& operator=(const Texture&) = delete;

    [[nodiscard]] Size size() const { return m_size; }
    /// On the draw list of the current window, in the resolution that its pixels ask for.
    void draw(const Rect& rect, float radius = 0) const;
    /// The largest rectangle with its proportions, in the middle of `box`.
    [[nodiscard]] Rect fitted_in(const Rect& box) const;

private:
    friend class Textures;

    /// Takes it out of the ImGui context.
    void leave();
    /// Advances what the backend is to do. True while there is something.
    bool step(bool is_wanted);
    [[nodiscard]] bool is_gone() const;

    Size m_size;
    std::vector<std::unique_ptr<ImTextureData>> m_levels;  ///< each half as large as the one before
};
using TexturePtr = std::shared_ptr<const Texture>;

class Textures {
public:
    Textures() = default;
    Textures(const Textures&) = delete;
    Textures& operator=(const Textures&) = delete;
    ~Textures();

    /// Nothing for an empty picture.
    [[nodiscard]] TexturePtr add(const Picture& picture);
    /// Between ImGui::NewFrame() and the widgets. True while another frame is needed to make or to take back.
    [[nodiscard]] bool begin_frame();

private:
    std::vector<std::shared_ptr<Texture>> m_textures;
};

}  // namespace portail::ui
