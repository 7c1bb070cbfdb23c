#include "shared/ui/widgets/date_field.h"

#include <array>

#include "shared/base/text.h"
#include "shared/i18n/date_entry.h"
#include "shared/i18n/format.h"
#include "shared/i18n/translator.h"
#include "shared/ui/widgets/field.h"

namespace portail::ui {
namespace {

constexpr int was_left_slot = 4;  // beside those of text_field
constexpr int longest_entry = 40;
constexpr int example_minute = 14 * 60 + 30;

/// What is being typed is not wrong yet, only unfinished: an error is told from the moment that the field is left until
/// it is right.
void note_leaving(Ui& ui, NodeId id, const TextFieldResult& typed, bool is_wrong) {
    float& was_left = ui.remembered(id, was_left_slot);
    const float before = was_left;
    if (!is_wrong) {
        was_left = 0;
    } else if (typed.lost_focus || typed.is_submitted) {
        was_left = 1;
    }
    if (was_left != before) ui.request_frames();
}

std::string with_date(std::string_view pattern, const Locale& locale, DayNumber day) {
    const std::string date = locale.text(LocaleForm::NumericDate, day);
    return fill_in(pattern, std::array{TextValue{"date", date}});
}

std::string problem_of(const Words& words, const DateFieldOptions& options, const DateEntry& entry) {
    switch (entry.problem) {
        case DateEntryProblem::NotUnderstood:
            return words.not_a_date;
        case DateEntryProblem::NoSuchDay:
            return words.no_such_day;
        case DateEntryProblem::OtherWeekday:
            return words.other_weekday;
        case DateEntryProblem::None:
            break;
    }
    if (!entry.day) return {};
    if (*entry.day < options.first) return with_date(words.day_too_early, words.locale, options.first);
    if (options.last != 0 && *entry.day > options.last) {
        return with_date(words.day_too_late, words.locale, options.last);
    }
    return {};
}

}  // namespace

EntryResult date_field(Ui& ui, const DateFieldOptions& options, std::string& typed, std::optional<DayNumber>& day) {
    const Locale& locale = ui.words().locale;
    const auto read = [&] {
        return trimmed(typed).empty() ? DateEntry{} : parse_date_entry(typed, options.today, locale);
    };
    const NodeId id = ui.id_for(Role::TextField, options.key);
    DateEntry entry = read();
    std::string problem = problem_of(ui.words(), options, entry);
    const bool tells_problem = ui.remembered(id, was_left_slot) > 0 && !problem.empty();
    std::string understood;
    if (entry.day) understood = capitalised(locale.text(LocaleForm::WeekdayDateWithYear, *entry.day));
    const std::string example = locale.text(LocaleForm::NumericDate, options.today);

    const TextFieldResult result = text_field(ui,
                                              {.key = options.key,
                                               .label = options.label,
                                               .kind = InputKind::Date,
                                               .help = understood.empty() ? options.help : understood,
                                               .error = tells_problem ? std::string_view{problem} : options.error,
                                               .placeholder = example,
                                               .enter_key_hint = options.enter_key_hint,
                                               .icon = Icon::Calendar,
                                               .is_required = options.is_required,
                                               .max_length = longest_entry,
                                               .width = options.width},
                                              typed);
    if (result.is_changed) {
        entry = read();
        problem = problem_of(ui.words(), options, entry);
    }
    note_leaving(ui, id, result, !problem.empty());
    if (!result.is_changed) return {.is_changed = false, .is_submitted = result.is_submitted};
    const std::optional<DayNumber> meant = problem.empty() ? entry.day : std::nullopt;
    const bool is_other = meant != day;
    day = meant;
    return {.is_changed = is_other, .is_submitted = result.is_submitted};
}

EntryResult time_field(Ui& ui, const TimeFieldOptions& options, std::string& typed, std::optional<int>& minute) {
    const Locale& locale = ui.words().locale;
    const NodeId id = ui.id_for(Role::TextField, options.key);
    const auto is_wrong = [&] { return !trimmed(typed).empty() && !parse_time_entry(typed); };
    const bool tells_problem = ui.remembered(id, was_left_slot) > 0 && is_wrong();
    const std::optional<int> present = parse_time_entry(typed);
    const std::string understood = present ? locale.text(LocaleForm::Time, *present) : std::string{};
    const std::string example = locale.text(LocaleForm::Time, example_minute);

    const TextFieldResult result =
        text_field(ui,
                   {.key = options.key,
                    .label = options.label,
                    .kind = InputKind::Time,
                    .help = understood.empty() ? options.help : understood,
                    .error = tells_problem ? std::string_view{ui.words().not_a_time} : options.error,
                    .placeholder = example,
                    .enter_key_hint = options.enter_key_hint,
                    .icon = Icon::Clock,
                    .is_required = options.is_required,
                    .max_length = longest_entry,
                    .width = options.width},
                   typed);
    note_leaving(ui, id, result, is_wrong());
    if (!result.is_changed) return {.is_changed = false, .is_submitted = result.is_submitted};
    const std::optional<int> meant = parse_time_entry(typed);
    const bool is_other = meant != minute;
    minute = meant;
    return {.is_changed = is_other, .is_submitted = result.is_submitted};
}

}  // namespace portail::ui
