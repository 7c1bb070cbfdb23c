#include "shared/ui/textures.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cstring>

namespace portail::ui {

namespace {

// Below this nothing of a picture can be told.
constexpr int smallest_level = 24;

/// Half the size; what is transparent adds no colour.
Picture halved(const Picture& picture) {
    Picture half = Picture::transparent(picture.width / 2, picture.height / 2);
    for (int row = 0; row < half.height; ++row) {
        for (int column = 0; column < half.width; ++column) {
            unsigned sum[3] = {0, 0, 0};
            unsigned alpha = 0;
            for (int part = 0; part < 4; ++part) {
                const std::uint8_t* const from =
                    &picture.rgba[picture.offset(column * 2 + part % 2, row * 2 + part / 2)];
                alpha += from[3];
                for (int channel = 0; channel < 3; ++channel)
                    sum[channel] += from[channel] * static_cast<unsigned>(from[3]);
            }
            std::uint8_t* const to = &half.rgba[half.offset(column, row)];
            for (int channel = 0; channel < 3; ++channel)
                to[channel] = static_cast<std::uint8_t>(alpha > 0 ? sum[channel] / alpha : 0);
            to[3] = static_cast<std::uint8_t>(alpha / 4);
        }
    }
    return half;
}

std::unique_ptr<ImTextureData> make_level(const Picture& picture) {
    auto data = std::make_unique<ImTextureData>();
    data->Create(ImTextureFormat_RGBA32, picture.width, picture.height);
    std::memcpy(data->GetPixels(), picture.rgba.data(), picture.rgba.size());
    data->UseColors = true;
    ImGui::RegisterUserTexture(data.get());
    return data;
}

}  // namespace

Texture::Texture(const Picture& picture)
    : m_size{static_cast<float>(picture.width), static_cast<float>(picture.height)} {
    m_levels.push_back(make_level(picture));
    Picture smaller = picture;
    while (std::min(smaller.width, smaller.height) >= 2 * smallest_level) {
        smaller = halved(smaller);
        m_levels.push_back(make_level(smaller));
    }
}

Texture::~Texture() = default;

void Texture::leave() {
    for (const std::unique_ptr<ImTextureData>& level : m_levels) {
        ImGui::UnregisterUserTexture(level.get());
        ImGui::GetPlatformIO().Textures.find_erase(level.get());  // the backend looks through it when it ends
    }
    m_levels.clear();
}

void Texture::draw(const Rect& rect, float radius) const {
    if (m_levels.empty()) return;
    const float pixels = rect.width * ImGui::GetIO().DisplayFramebufferScale.x;
    ImTextureData* chosen = m_levels.front().get();
    for (const std::unique_ptr<ImTextureData>& level : m_levels) {
        if (static_cast<float>(level->Width) >= pixels) chosen = level.get();
    }
    ImGui::GetWindowDrawList()->AddImageRounded(chosen->GetTexRef(), {rect.x, rect.y}, {rect.right(), rect.bottom()},
                                                {0, 0}, {1, 1}, IM_COL32_WHITE, radius);
}

Rect Texture::fitted_in(const Rect& box) const {
    const float scale = std::min(box.width / m_size.width, box.height / m_size.height);
    const float width = m_size.width * scale;
    const float height = m_size.height * scale;
    return {box.x + (box.width - width) / 2, box.y + (box.height - height) / 2, width, height};
}

bool Texture::step(bool is_wanted) {
    bool is_unfinished = false;
    for (const std::unique_ptr<ImTextureData>& level : m_levels) {
        if (!is_wanted && level->Status != ImTextureStatus_Destroyed) {
            if (level->Status == ImTextureStatus_WantDestroy) ++level->UnusedFrames;
            level->SetStatus(ImTextureStatus_WantDestroy);
        } else if (is_wanted && level->Status == ImTextureStatus_Destroyed) {
            level->SetStatus(ImTextureStatus_WantCreate);  // the drawing context was lost
        }
        is_unfinished = is_unfinished || level->Status != ImTextureStatus_OK;
    }
    return is_unfinished;
}

bool Texture::is_gone() const {
    return std::all_of(m_levels.begin(), m_levels.end(), [](const std::unique_ptr<ImTextureData>& level) {
        return level->Status == ImTextureStatus_Destroyed;
    });
}

Textures::~Textures() {
    for (const std::shared_ptr<Texture>& texture : m_textures)
        texture->leave();
}

TexturePtr Textures::add(const Picture& picture) {
    if (picture.is_empty()) return nullptr;
    m_textures.push_back(std::make_shared<Texture>(picture));
    return m_textures.back();
}

bool Textures::begin_frame() {
    bool is_unfinished = false;
    std::erase_if(m_textures, [&](const std::shared_ptr<Texture>& texture) {
        const bool is_wanted = texture.use_count() > 1;
        if (!is_wanted && texture->is_gone()) {
            texture->leave();
            return true;
        }
        is_unfinished = texture->step(is_wanted) || is_unfinished;
        return false;
    });
    return is_unfinished;
}

}  // namespace portail::ui
