// What is filled in: text fields, check boxes, radio groups and selects. The label stands above, help and error below;
// the value belongs to the screen and is changed in place. On the web a text field is a real <input> over the drawn
// frame, natively it is ImGui::InputText (shared/ui/text_entry.h).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "shared/ui/icons.h"
#include "shared/ui/ui.h"

namespace portail::ui {

struct TextFieldOptions {
    std::string_view key;
    std::string_view label;
    InputKind kind = InputKind::Text;
    std::string_view help;
    std::string_view error;           ///< what is wrong and the way out; empty: nothing is
    std::string_view placeholder;     ///< an example, never the label
    std::string_view autocomplete;    ///< HTML's token: "username", "current-password", "tel", "email", "name", …
    std::string_view enter_key_hint;  ///< "next", "go", "search", "send", "done"
    Icon icon = Icon::None;
    bool is_required = false;
    bool is_disabled = false;
    bool is_read_only = false;
    bool is_label_hidden = false;  ///< kept for screen readers
    bool keeps_draft = true;       ///< what was typed comes back when the place does; the screen may see to that itself
    int max_length = 200;          ///< characters
    int rows = 4;                  ///< of a Multiline field
    float width = 0;               ///< 0 fills what is there
    NodeId popup = no_node;        ///< a combobox: its list of suggestions, and the one that Enter takes
    NodeId active = no_node;
};
struct TextFieldResult {
    bool is_changed = false;
    bool is_submitted = false;  ///< Enter in a field of one line
    bool lost_focus = false;    ///< a good moment to validate

    explicit operator bool() const { return is_changed; }
};
TextFieldResult text_field(Ui& ui, const TextFieldOptions& options, std::string& value);

struct FormOptions {
    std::string_view key;
    std::string_view label;
};
/// Fields that belong together: a real <form> on the web, so that password managers know it. Enter in any of its
/// fields submits. True when it was submitted that way; buttons inside are asked as always.
bool form(Ui& ui, const FormOptions& options, Body body);

struct CheckboxOptions {
    std::string_view key;
    std::string_view label;
    std::string_view help;
    std::string_view error;
    bool is_required = false;
    bool is_disabled = false;
};
bool checkbox(Ui& ui, const CheckboxOptions& options, bool& value);

struct ChoiceOption {
    std::string_view key;
    std::string_view label;
    std::string_view detail;    ///< a second line
    std::string_view trailing;  ///< a price, a time
    Icon icon = Icon::None;
    bool is_disabled = false;
};

struct RadioGroupOptions {
    std::string_view key;
    std::string_view label;
    std::string_view help;
    std::string_view error;
    bool is_required = false;
};
bool radio_group(Ui& ui, const RadioGroupOptions& options, std::span<const ChoiceOption> choices,
                 std::optional<std::size_t>& chosen);

struct SelectOptions {
    std::string_view key;
    std::string_view label;
    std::string_view help;
    std::string_view error;
    bool is_required = false;
    bool is_disabled = false;
    bool is_label_hidden = false;
};
/// One of many in the space of one; on the web the platform's own picker opens.
bool select(Ui& ui, const SelectOptions& options, std::span<const std::string_view> choices,
            std::optional<std::size_t>& chosen);

struct ChoiceListOptions {
    std::string_view key;
    std::string_view label;  ///< the question that is answered
    int columns = 1;         ///< at most; fewer where they do not fit
    float min_width = 0;     ///< of a column; 0: as wide as a card of text wants
    bool is_label_hidden = false;
};
/// Cards of which one is tapped: vehicles, services. The index tapped; `chosen` is only marked.
std::optional<std::size_t> choice_list(Ui& ui, const ChoiceListOptions& options, std::span<const ChoiceOption> choices,
                                       std::optional<std::size_t> chosen);
/// Small tiles in a grid: the free times of a day.
std::optional<std::size_t> choice_grid(Ui& ui, const ChoiceListOptions& options, std::span<const ChoiceOption> choices,
                                       std::optional<std::size_t> chosen);

}  // namespace portail::ui
